import Git
import Hooks
import Testing

@Suite struct PolicyTests {
  @Test(arguments: [
    "ssm-dev.py", "app/ssm-prod.py", "secured_modules/main.tf", "terraform.tfstate",
    "terraform.tfstate.backup", "env/prod.tfvars", "prod.auto.tfvars", "x.tfvars.json", ".env",
  ])
  func theBuiltInPatternsProtect(path: String) throws {
    let policy = try ProtectedPaths(Policy.defaultProtect)
    #expect(policy.pattern(protecting: GitPath(path)) != nil)
  }

  @Test(arguments: [
    "ssm_utils.py", "main.tf", "modules/main.tf", "variables.tf", ".env.example", "README.md",
  ])
  func theBuiltInPatternsLetPass(path: String) throws {
    let policy = try ProtectedPaths(Policy.defaultProtect)
    #expect(policy.pattern(protecting: GitPath(path)) == nil)
  }

  @Test func aBrokenPatternHasItsLine() {
    let text = """
      [policy]
      protect = [
        "ssm-*.py",
        "!ssm-a.py",
      ]
      """
    let error = #expect(throws: HookError.self) {
      try ProtectedPaths(["ssm-*.py", "!ssm-a.py"], file: "policy.toml", text: Array(text.utf8))
    }
    #expect(error?.file == "policy.toml")
    #expect(error?.line == 4)
  }

  @Test(arguments: [
    ("link", "ssm-prod.py", true), ("tools/link", "../ssm-prod.py", true),
    ("tools/link", "main.tf", false), ("a/link", "../secured_modules/./main.tf", true),
    ("link", "../elsewhere/ssm-prod.py", true), ("link", "/repository/secured_modules/a.tf", true),
    ("link", "/other/secured_modules/a.tf", false), ("link", "/other/SSM-prod.py", true),
    ("link", "ssm_utils.py", false), ("link", "", false), ("link", "..", false),
  ])
  func aLinkIsWhatItPointsTo(link: String, target: String, isProtected: Bool) throws {
    let policy = try ProtectedPaths(Policy.defaultProtect)
    let pattern = policy.pattern(
      protectingTarget: Array(target.utf8),
      ofLinkAt: GitPath(link),
      topLevel: "/repository"
    )
    #expect((pattern != nil) == isProtected)
  }
}

@Suite struct SkipRequestTests {
  @Test(arguments: ["secrets-sync", "a,secrets-sync", " secrets-sync ,b", "x, secrets-sync"])
  func isAsked(value: String) {
    #expect(SkipRequest.parse(["SKIP": value])?.value == value)
  }

  @Test(arguments: [
    "", "secrets", "secrets-sync-x", "secrets sync", "SECRETS-SYNC", "a;secrets-sync",
  ])
  func isNotAsked(value: String) {
    #expect(SkipRequest.parse(["SKIP": value]) == nil)
  }

  @Test func isNotAskedWithoutTheVariable() {
    #expect(SkipRequest.parse(["NOSKIP": "secrets-sync"]) == nil)
  }
}

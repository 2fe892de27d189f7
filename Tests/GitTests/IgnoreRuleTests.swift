import Git
import TestSupport
import Testing

@Suite struct IgnoreRuleTests {
  @Test func saysWhichRuleDecides() throws {
    let world = try TemporaryRepository()
    try world.write("# ours\nssm-*.py\nsecured_modules/*.tf\n*.env\n!good.env\n", to: ".gitignore")
    try world.write("*.key\n", to: "sub/.gitignore")
    try world.commit(["ssm-tracked.py": "tracked all the same"])
    let odd = GitPath(bytes: [0xE9, 0x0A] + Array(".env".utf8))
    let paths =
      [
        "ssm-tracked.py", "deep/ssm-dev.py", "secured_modules/a.tf", "secured_modules/x/a.tf",
        "good.env", ":x.env", "sub/a.key", "a.key", "plain",
      ].map { GitPath($0) } + [odd]
    let rules = try IgnoreRules.matches(paths: paths, world.command)
    let ignored = Set(rules.filter(\.value.ignores).keys)
    #expect(
      ignored
        == Set(
          ["ssm-tracked.py", "deep/ssm-dev.py", "secured_modules/a.tf", ":x.env", "sub/a.key"]
            .map { GitPath($0) } + [odd]
        )
    )
    #expect(rules[GitPath("good.env")]?.ignores == false)
    #expect(
      rules[GitPath("deep/ssm-dev.py")].map { "\($0.source):\($0.line):\($0.pattern)" }
        == ".gitignore:2:ssm-*.py"
    )
    #expect(rules[GitPath("sub/a.key")]?.source == GitPath("sub/.gitignore"))
    #expect(rules[GitPath("plain")] == nil)
    #expect(try IgnoreRules.matches(paths: [], world.command).isEmpty)
    #expect(try IgnoreRules.matches(paths: [GitPath("plain")], world.command).isEmpty)
  }

  @Test func failsRatherThanAnswersForOthers() throws {
    let world = try TemporaryRepository()
    let outside = world.command(in: world.directory.path)
    #expect(kind { _ = try IgnoreRules.matches(paths: [GitPath("a")], outside) } == .command)
  }
}

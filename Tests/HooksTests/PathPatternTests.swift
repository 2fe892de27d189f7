import Git
import Hooks
import TestSupport
import Testing

@Suite struct PathPatternTests {
  @Test(arguments: [
    ("ssm-*.py", "ssm-prod.py"), ("ssm-*.py", "tools/deep/ssm-dev.py"),
    ("ssm-*.py", "SSM-Prod.PY"), ("ssm-*.py", "ssm-.py"),
    ("secured_modules/*.tf", "secured_modules/main.tf"),
    ("secured_modules/*.tf", "Secured_Modules/Main.TF"),
    ("*.tfstate", "a/b/terraform.tfstate"), (".env", "service/.env"), (".env", ".ENV"),
    ("/only-here", "only-here"), ("secrets/", "a/secrets/deep/file"), ("a/**/z", "a/z"),
    ("a/**/z", "a/b/c/z"), ("**/z", "z"), ("a/**", "a/b/c"), ("[a-c]x", "bx"), ("[!a-c]x", "dx"),
    ("[[:digit:]]*", "7up"), ("\\!name", "!name"), ("\\#name", "#name"), ("a\\*b", "a*b"),
    ("caf\u{E9}-*", "cafe\u{301}-menu"), ("CAF\u{C9}", "caf\u{E9}"), ("dir", "dir/inner/file"),
  ])
  func protects(pattern: String, path: String) throws {
    #expect(try PathPattern(pattern).matches(GitPath(path)))
  }

  @Test(arguments: [
    ("ssm-*.py", "ssm_utils.py"), ("ssm-*.py", "ssm-prod.py.txt"), ("ssm-*.py", "my-ssm-prod.py"),
    ("secured_modules/*.tf", "secured_modules/deep/main.tf"),
    ("secured_modules/*.tf", "other/secured_modules/main.tf"),
    ("*.tfstate", "terraform.tfstate.d"), (".env", ".env.example"), (".env", "x.env"),
    ("/only-here", "deep/only-here"), ("secrets/", "secrets"), ("a/**", "a"), ("a/*/z", "a/z"),
    ("[!a-c]x", "bx"), ("a\\*b", "axb"), ("a?c", "a/c"), ("a*c", "a/c"),
  ])
  func leavesAlone(pattern: String, path: String) throws {
    #expect(try !PathPattern(pattern).matches(GitPath(path)))
  }

  @Test func aSubmoduleIsADirectory() throws {
    let pattern = try PathPattern("secrets/")
    #expect(pattern.matches(GitPath("secrets"), isDirectory: true))
    #expect(!pattern.matches(GitPath("secrets"), isDirectory: false))
  }

  @Test func looksAtBytesThatAreNoText() throws {
    let latin1 = GitPath(bytes: Array("ssm-caf".utf8) + [0xE9] + Array(".PY".utf8))
    #expect(try PathPattern("ssm-*.py").matches(latin1))
    #expect(try PathPattern("ssm-caf?.py").matches(latin1))
    #expect(try !PathPattern("ssm-caf\u{E9}.py").matches(latin1))
  }

  @Test(arguments: [
    "!ssm-a.py", "", "   ", "/", "//", "a//b", "./a", "../a", "a/../b", "# note", "[a", "a\\",
    "[[:nothing:]]", "a\nb",
  ])
  func refusesWhatCannotProtect(pattern: String) {
    let error = #expect(throws: HookError.self) { try PathPattern(pattern) }
    #expect(error?.kind == .policy)
    #expect(error?.hint != nil)
  }

  @Test func saysWhyExceptionsAreRefused() {
    let error = #expect(throws: HookError.self) { try PathPattern("!ssm-a.py") }
    #expect(error?.message.contains("no exceptions") == true)
  }

  /// A star after a star after a star must not take time that doubles with each.
  @Test func manyStarsEnd() throws {
    let pattern = try PathPattern(String(repeating: "*a", count: 40) + "b")
    #expect(!pattern.matches(GitPath(String(repeating: "a", count: 4_000))))
  }

  /// Git itself says what each pattern matches, with and without regard to case.
  @Test func agreesWithGit() throws {
    let repository = try TemporaryRepository()
    let patterns = [
      "ssm-*.py", "secured_modules/*.tf", "/top", "dir/", "a/b/", "**/x", "a/**", "a/**/z", "a**z",
      "**", "/**", "a/**/b/**/c", "*", "?", "??", "[ab]", "[a-b]c", "[!a]c", "[^a]c", "[]a]",
      "[a-]", "[[:upper:]]", "[[:alpha:]]c", "[\\]]", "a\\?c", "\\*", "trail  ", "trail\\ ", "a b",
      "x*y*z", "*.tf*", "*/z", "a/*", "a/*/c", "[A-Z]c", "[!A-Z]c", "Dir", "b/c", "/a/b", "**/b/c",
      "**/dir/", "a/***/z", "[[]x", "*\\*", "a/b/**", "*c", "**c/z", "top/**/", "[z-a]", "[a-c-e]",
    ]
    let paths = [
      "ssm-a.py", "x/ssm-.py", "SSM-A.py", "secured_modules/m.tf", "secured_modules/s/m.tf", "top",
      "x/top", "dir", "dir/f", "x/dir/f/g", "Dir/f", "a", "a/b", "a/b/c", "a/z", "a/x/z", "a/x/y/z",
      "az", "abz", "a/bz", "x", "q/x", "c", "ac", "bc", "Ac", "Bc", "-", "]", "a-c", "a?c", "abc",
      "*", "**", "x*", "trail", "trail ", "trail  ", "a b", "xyz", "x1y2z", "x/y/z", "m.tf",
      "m.tfvars", "z", "z/z", "a/b/x/c", "a/q/b/r/c", "b/c", "q/b/c", "q/a/b", "[x", "C", "A", "e",
      "d", "bc/z", "top/f", "top/f/g", "A/B/C", "a/B/z",
    ]
    for pattern in patterns {
      try repository.write(pattern + "\n", to: ".gitignore")
      var byGit: Set<String> = []
      for ignoreCase in ["false", "true"] {
        let result = try repository.tryGit(
          ["-c", "core.ignoreCase=\(ignoreCase)", "check-ignore", "--no-index", "--stdin", "-z"],
          input: Array((paths.joined(separator: "\0") + "\0").utf8)
        )
        try #require(result.status == 0 || result.status == 1)
        byGit.formUnion(result.text.split(separator: "\0").map(String.init))
      }
      let ours = try PathPattern(pattern)
      for path in paths {
        #expect(
          ours.matches(GitPath(path)) == byGit.contains(path),
          "the pattern \(pattern) and the path \(path)"
        )
      }
    }
  }
}

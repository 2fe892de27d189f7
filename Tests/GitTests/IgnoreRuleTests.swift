import Foundation
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

  @Test(arguments: [false, true]) func readsGivenFilesOnly(ignoresCase: Bool) throws {
    let world = try TemporaryRepository()
    try world.write("*.txt\n", to: ".gitignore")
    try world.write("*.md\n", to: ".git/info/exclude")
    let state = IgnoreRules.State(
      files: [
        (GitPath(".gitignore"), Array("*.key\n!good.key\nout/\n".utf8)),
        (GitPath("a b/c/.gitignore"), Array("x\n".utf8)),
      ],
      folders: [GitPath("sub/out")],
      ignoresCase: ignoresCase
    )
    let paths = [
      "a.txt", "a.md", "a.key", "A.KEY", "good.key", "a b/c/x", "sub/out", "out", "out/y",
    ]
    let rules = try IgnoreRules.matches(paths: paths.map { GitPath($0) }, in: state, world.command)
    #expect(
      Set(rules.filter(\.value.ignores).map(\.key.description))
        == Set(["a.key", "a b/c/x", "sub/out", "out/y"] + (ignoresCase ? ["A.KEY"] : []))
    )
    #expect(rules[GitPath("a b/c/x")]?.source == GitPath("a b/c/.gitignore"))
    #expect(rules[GitPath("good.key")]?.line == 2)
  }

  @Test func leavesNothingBehind() throws {
    let world = try TemporaryRepository()
    var git = world.command
    git.environment["TMPDIR"] = world.directory.path
    let before = try FileManager.default.contentsOfDirectory(atPath: world.directory.path)
    let state = IgnoreRules.State(
      files: [(GitPath("d/.gitignore"), Array("x\n".utf8))],
      folders: [],
      ignoresCase: false
    )
    #expect(try !IgnoreRules.matches(paths: [GitPath("d/x")], in: state, git).isEmpty)
    #expect(try FileManager.default.contentsOfDirectory(atPath: world.directory.path) == before)
    git.environment["TMPDIR"] = world.directory.path("none")
    #expect(kind { _ = try IgnoreRules.matches(paths: [GitPath("d/x")], in: state, git) } == .io)
  }

  @Test func failsRatherThanAnswersForOthers() throws {
    let world = try TemporaryRepository()
    let outside = world.command(in: world.directory.path)
    #expect(kind { _ = try IgnoreRules.matches(paths: [GitPath("a")], outside) } == .command)
  }
}

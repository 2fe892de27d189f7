import Foundation
import TestSupport
import Testing

/// Real `git commit`s of files that must stay out of Git.
@Suite struct ProtectedFileCommitTests {
  private static func script(_ values: [String]) -> String {
    "import boto3\n"
      + values.enumerated().map { "ssm.put_parameter(Name=\"/shop/\($0)\", Value=\"\($1)\")\n" }
      .joined()
  }

  /// Made up as people do; assembled so that no file holds them.
  private static let values = (0..<8).map { "Otter\(11 + $0 * 7)!F" + "jord\($0)" }

  @Test func aFileThatGitIgnoresIsNotAddedByForce() throws {
    let program = try Program.initialized()
    try program.repository.write("*.pem\n", to: "certs/.gitignore")
    try program.git("add", "--all")
    try program.git("commit", "--quiet", "--message", "ignore")
    try program.repository.write("x", to: "certs/a.pem")
    try program.git("add", "--force", "certs/a.pem")
    let blocked = try program.tryGit(["commit", "--message", "x"])
    #expect(blocked.status == 1)
    #expect(blocked.errors.contains("certs/a.pem  ignored by *.pem (certs/.gitignore:1)\n"))
    #expect(blocked.errors.contains("\n  git rm --cached -- certs/a.pem\n"))
    #expect(blocked.errors.contains("\n  allow-ignored = [\"/certs/a.pem\"]\n"))

    // Un-ignoring in the same commit does not help.
    try program.repository.write("", to: "certs/.gitignore")
    try program.git("add", "--all")
    #expect(try program.tryGit(["commit", "--message", "x"]).status == 1)

    // What the report advises does, and is shown.
    let file = program.repository.path + "/.secrets-sync.toml"
    let policy = try String(contentsOfFile: file, encoding: .utf8)
    try program.repository.write(
      policy.replacingOccurrences(
        of: "[policy]\n",
        with: "[policy]\nallow-ignored = [\"/certs/a.pem\"]\n"
      ),
      to: ".secrets-sync.toml"
    )
    try program.git("add", "--all")
    let passed = try program.tryGit(["commit", "--message", "x"])
    #expect(passed.status == 0, "\(passed.errors)")
    #expect(passed.errors.contains("policy: Files like /certs/a.pem may be added"))
  }

  @Test func aCopyUnderAnotherNameIsBlocked() throws {
    let program = try Program.initialized()
    try program.repository.write(Self.script(Self.values), to: "ssm-db.py")
    try program.repository.write(Self.script(Array(Self.values.dropLast())), to: "src/db.py")
    try program.git("add", "--all")
    let blocked = try program.tryGit(["commit", "--message", "x"])
    #expect(blocked.status == 1)
    #expect(
      blocked.errors.contains(
        "src/db.py  a copy of ssm-db.py, which must stay out of Git (ssm-*.py): 7 of its 8 literals"
      )
    )
    #expect(blocked.errors.contains("\n  allow-copies = [\"/src/db.py\"]\n"))
    #expect(!Self.values.contains { blocked.errors.contains($0) })
    let json = try program(
      "scan",
      "--staged",
      "--format",
      "json",
      in: program.repository.path + "/src"
    )
    #expect(json.status == 1)
    #expect(json.text.contains("7 of its 8 literals"))

    try program.repository.write(Self.script([]), to: "src/db.py")
    try program.git("add", "--all")
    #expect(try program.tryGit(["commit", "--message", "x"]).status == 0)
    try program.repository.write(Self.script(Self.values), to: "src/db.py")
    try program.git("add", "--all")
    let changed = try program.tryGit(["commit", "--message", "x"])
    #expect(changed.status == 1)
    #expect(changed.errors.contains("\n  git restore --staged -- src/db.py\n"))
  }

  @Test func policyCheckFindsTheGapsAndMendsThem() throws {
    let program = try Program.initialized()
    #expect(try program("policy", "check").status == 0)
    let repository = program.repository
    for file in ["secured_modules/a.tf", "secured_modules/sub/x.tf", "ssm-keep.py", ".env"] {
      try repository.write("x\n", to: file)
    }
    let ignore = try String(contentsOfFile: repository.path + "/.gitignore", encoding: .utf8)
    try repository.write(
      ignore.replacingOccurrences(of: "\n.env\n", with: "\n") + "!ssm-keep.py\n",
      to: ".gitignore"
    )
    let gaps = try program("policy", "check")
    #expect(gaps.status == 1)
    #expect(gaps.text.contains("ignore: not in .gitignore: .env\n"))
    #expect(gaps.text.contains(": !ssm-keep.py takes back what ssm-*.py protects\n"))
    #expect(gaps.text.contains("the next `git add .` takes it: ssm-keep.py (ssm-*.py)\n"))
    #expect(
      gaps.text.contains("secured_modules/*.tf does not cover secured_modules/sub/x.tf\n")
    )
    #expect(gaps.text.contains("\"secured_modules/**/*.tf\""))
    #expect(gaps.text.contains("no file here matches: *.tfstate"))

    // Nobody can be asked here.
    #expect(try program("policy", "check", "--fix").status == 2)
    let mended = try program("policy", "check", "--fix", "--yes", "--format", "json")
    #expect(mended.status == 1)
    #expect(mended.text.contains("\"added\": [\n    \".env\",\n    \"ssm-*.py\"\n  ]"))
    #expect(!mended.text.contains("takes back"))
    let after = try String(contentsOfFile: repository.path + "/.gitignore", encoding: .utf8)
    #expect(after.contains("!ssm-keep.py\n"))
    #expect(after.hasSuffix(".env\nssm-*.py\n"))
    #expect(try repository.tryGit(["check-ignore", "ssm-keep.py", ".env"]).status == 0)

    try repository.write("", to: "secured_modules/sub/x.tf")
    try FileManager.default.removeItem(atPath: repository.path + "/secured_modules/sub")
    let rest = try program("policy", "check", "--fix", "--yes")
    #expect(rest.status == 0, "\(rest.text)")
    #expect(rest.text.contains("note   patterns: secured_modules/*.tf does not cover"))
  }

  @Test func filesThatNoPatternsLineCoversGetTheirOwn() throws {
    let program = try Program.initialized()
    let ignore = program.repository.path + "/.gitignore"
    try program.repository.git("config", "core.ignoreCase", "false")
    for file in ["a/ssm-x.PY", "a/ssm-[1].PY", "b/ssm-y.py"] {
      try program.repository.write("x\n", to: file)
    }
    try program.repository.write("!ssm-y.py\n", to: "b/.gitignore")
    let mended = try program("policy", "check", "--fix", "--yes")
    let text = try String(contentsOfFile: ignore, encoding: .utf8)
    #expect(text.hasSuffix("\n/a/ssm-\\[1].PY\n/a/ssm-x.PY\n"))
    #expect(mended.text.contains("Add a line for it to the .gitignore that takes it back."))
    #expect(try program.repository.git("ls-files", "--others", "--exclude-standard", "a") == "")
    _ = try program("policy", "check", "--fix", "--yes")
    #expect(try String(contentsOfFile: ignore, encoding: .utf8) == text)
  }

  @Test func trackedFilesAreNamedWithTheirPast() throws {
    let program = try Program.initialized()
    let remote = try TemporaryRepository(.bare)
    try program.repository.write("x\n", to: "sub/ssm-a.py")
    try program.git("add", "--force", "sub/ssm-a.py")
    try program.git("commit", "--quiet", "--no-verify", "--message", "leak")
    let fresh = try program("doctor")
    #expect(fresh.status == 1)
    #expect(fresh.text.contains("git rm --cached -- sub/ssm-a.py   (protected by ssm-*.py)\n"))
    #expect(fresh.text.contains("In 1 commit, on no remote yet"))
    #expect(fresh.text.contains("git filter-repo --invert-paths --path sub/ssm-a.py\n"))
    try program.git("push", "--quiet", "--no-verify", remote.path, "main")
    try program.git("remote", "add", "origin", remote.path)
    try program.git("fetch", "--quiet", "origin")
    let pushed = try program("policy", in: program.repository.path + "/sub")
    #expect(pushed.text.contains("git rm --cached -- :/sub/ssm-a.py"))
    #expect(
      pushed.text.contains("In 1 commit, also on a remote: change the secrets in it first.")
    )
  }
}

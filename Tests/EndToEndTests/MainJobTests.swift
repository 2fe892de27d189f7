import Foundation
import TestSupport
import Testing

/// The main job from end to end: what is stopped, what passes, what the ledger answers.
@Suite struct MainJobTests {
  @Test func blocksANewSecretAndSaysWhatToDo() throws {
    let program = try Program.initialized()
    try program.repository.write("key = \"\(accessKeyID())\"\n", to: "deploy.py")
    try program.git("add", "deploy.py")
    let commit = try program.tryGit(["commit", "--message", "deploy"])

    #expect(commit.status == 1)
    #expect(commit.errors.contains("1 of 1 staged blob scanned"))
    #expect(commit.errors.contains("deploy.py:1:8  aws-access-key-id"))
    #expect(!commit.errors.contains(accessKeyID()))
    #expect(commit.errors.contains("no rotation is needed"))
    #expect(commit.errors.contains("git secrets-sync create"))
    #expect(commit.errors.split(separator: "\n").count <= 12)
    #expect(try program.repository.git("rev-list", "--count", "HEAD") == "1")
  }

  @Test func theAllowCommandOfTheMessageLetsTheCommitThrough() throws {
    let program = try Program.initialized()
    try program.repository.write("key = \"\(accessKeyID())\"\n", to: "docs.md")
    try program.git("add", "docs.md")
    let report = try program("scan", "--staged", "--format", "json")
    let fingerprint = try #require(
      report.text.firstMatch(of: /"fingerprint": "(v1:[0-9a-f]{32})"/)?.1
    )

    let allow = try program("allow", String(fingerprint), "--reason", "made up for the manual")
    #expect(allow.status == 0)
    #expect(allow.errors.contains("git add .secrets-sync.allow"))
    try program.git("add", ".secrets-sync.allow")
    try program.git("commit", "--quiet", "--message", "manual")
    let file = String(
      decoding: try program.repository.directory.read("work/.secrets-sync.allow"),
      as: UTF8.self
    )
    #expect(
      file.contains(" aws-access-key-id docs.md # made up for the manual (Test User")
    )
  }

  @Test(arguments: ["ssm-dev.py", "secured_modules/main.tf", "SSM-PROD.py"])
  func blocksAProtectedFileAddedByForce(name: String) throws {
    let program = try Program.initialized()
    try program.repository.write("x = 1\n", to: name)
    try program.git("add", "--force", name)
    let commit = try program.tryGit(["commit", "--message", "by force"])

    #expect(commit.status == 1)
    #expect(commit.errors.contains("\(name)  protected by the pattern"))
    #expect(commit.errors.contains("git rm --cached -- \(name)"))
  }

  @Test func aCleanCommitPassesWithOneLine() throws {
    let program = try Program.initialized()
    try program.repository.write("print(1)\n", to: "a.py")
    try program.git("add", "a.py")
    let commit = try program.git("commit", "--quiet", "--message", "clean")
    #expect(commit.errors == "secrets-sync: 1 of 1 staged blob scanned, nothing found.\n")
  }

  @Test func skipIsHonouredAndReported() throws {
    var program = try Program.initialized()
    try program.repository.write("key = \"\(accessKeyID())\"\n", to: "a.py")
    try program.git("add", "a.py")
    program.environment["SKIP"] = "lint,secrets-sync"
    let commit = try program.git("commit", "--quiet", "--message", "skipped")
    #expect(commit.errors.contains("skipped, because SKIP=lint,secrets-sync asks for it"))
  }

  @Test func linksCommitsToTheVersionsTheyWereDeployedWith() throws {
    let program = try Program.initialized()
    #expect(try program("create", "shop/db", "--yes", input: "one").text == "[modified] shop/db\n")
    #expect(try program("record", "--env", "dev").status == 0)
    let first = try version(of: "shop/db", program)
    let firstCommit = try program.repository.git("rev-parse", "HEAD")

    #expect(try program("update", "shop/db", "--yes", input: "two").text == "[modified] shop/db\n")
    let second = try version(of: "shop/db", program)
    #expect(first != second)
    let drifted = try program("verify")
    #expect(drifted.status == 1)
    #expect(drifted.text.contains("moved"))

    try program.repository.git("commit", "--quiet", "--allow-empty", "--message", "next")
    #expect(try program("record").status == 0)
    #expect(try program("verify").status == 0)

    let show = try program("show", "HEAD~1")
    #expect(show.status == 0)
    #expect(show.text.contains(first))
    #expect(!show.text.contains(second))
    let diff = try program("diff", firstCommit, "HEAD")
    #expect(diff.status == 1)
    let lines = diff.text.split(separator: "\n")
    #expect(lines.first == "~ local:shop/db  \(first.prefix(8))… → \(second.prefix(8))…")
    #expect(lines.count == 3)
    #expect(lines[1].hasPrefix("    since ") && lines[2].hasPrefix("    written "))
    let log = try program("log", "--secret", "local:shop/db")
    #expect(log.text.split(separator: "\n").count == 3)
    #expect(try program("get", "shop/db", first).text == "one")
    #expect(try program("get", "shop/db", "latest").text == "two")
  }

  @Test func sharesTheLedgerThroughARemote() throws {
    let program = try Program.initialized()
    let remote = program.repository.directory.path("remote.git")
    try program.repository.git("init", "--quiet", "--bare", remote)
    try program.repository.git("remote", "add", "origin", remote)
    let again = try program("init", "--yes")
    #expect(again.text.contains("`git fetch` brings the ledger from origin"))
    _ = try program("create", "shop/db", "--yes", input: "one")
    #expect(try program("record").status == 0)
    #expect(try program().text.contains("1 record of dev not pushed to origin"))

    let push = try program("push")
    #expect(push.status == 0)
    #expect(push.text == "dev  pushed, 1 record\n")
    try program.repository.git("push", "--quiet", "origin", "main")
    let clone = program.repository.directory.path("clone")
    try program.repository.git("clone", "--quiet", remote, clone)
    #expect(try program(in: clone).text.contains("next: Run `git secrets-sync fetch origin`"))
    #expect(try program("fetch", in: clone).text == "dev  created, 1 record\n")
    #expect(try program("show", "HEAD", in: clone).status == 0)

    // What plain `git fetch` brings is there, but not part of the ledger yet.
    #expect(try program("init", in: clone).status == 0)
    #expect(try program("record").status == 0)
    #expect(try program("push").status == 0)
    try program.repository.git("-C", clone, "fetch", "--quiet")
    let status = try program(in: clone).text
    #expect(status.contains("1 record of dev from origin not taken over yet"))
    #expect(status.contains("next: Run `git secrets-sync fetch origin`"))
    #expect(try program("fetch", in: clone).status == 0)
    #expect(try !program(in: clone).text.contains("not taken over"))
  }

  private func version(of name: String, _ program: Program) throws -> String {
    let list = try program("list-versions", name, "--format", "json")
    return String(try #require(list.text.firstMatch(of: /"version": "([^"]+)"/)?.1))
  }
}

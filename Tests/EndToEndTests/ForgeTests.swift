import Foundation
import TestSupport
import Testing

/// Servers that refuse, hide or vanish: each reference is reported, and nothing is lost.
@Suite struct ForgeTests {
  let program: Program
  let hub: String

  init() throws {
    program = try Program.initialized()
    try program.repository.write(
      "[environments.dev]\nsecrets = [\"local:*\"]\n[environments.prod]\nsecrets = [\"local:*\"]\n",
      to: ".secrets-sync.toml"
    )
    try program.git("commit", "--quiet", "--all", "--message", "two environments")
    hub = program.repository.directory.path("hub.git")
    try program.repository.git("clone", "--quiet", "--bare", program.repository.path, hub)
    try program.repository.git("remote", "add", "origin", hub)
    _ = try program("create", "local:db", "--yes", input: "one")
    for environment in ["dev", "prod"] { _ = try program("record", "--env", environment) }
  }

  private func hook(_ name: String, _ script: String) throws {
    let path = "\(hub)/hooks/\(name)"
    try FileManager.default.createDirectory(
      atPath: hub + "/hooks",
      withIntermediateDirectories: true
    )
    try "#!/bin/sh\n\(script)\n".write(toFile: path, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
  }

  private func hubReferences() throws -> String {
    try program.repository.git(
      ["for-each-ref", "--format=%(refname)", "refs/secrets-sync/"],
      in: hub
    )
  }

  private func clone(_ options: String..., name: String = "other") throws -> String {
    let path = program.repository.directory.path(name)
    try program.repository.git(["clone", "--quiet"] + options + ["file://" + hub, path])
    return path
  }

  @Test func aHookThatRefusesOneOfTwo() throws {
    try hook("update", "case $1 in */prod) echo prod is closed >&2; exit 1;; esac")
    let refused = try program("push")
    #expect(refused.status == 4)
    #expect(refused.errors.contains("'origin' does not accept the ledger of prod: "))
    #expect(refused.errors.contains("(hook declined)"))
    #expect(refused.errors.contains("prod is closed"))
    #expect(refused.errors.contains("It has taken that of dev."))
    #expect(refused.errors.contains("hint: The records are safe in this clone."))
    #expect(try hubReferences() == "refs/secrets-sync/ledger/dev")
    let status = try program("status").text
    #expect(status.contains("1 record of prod not pushed to origin\n"))
    try FileManager.default.removeItem(atPath: hub + "/hooks/update")
    let push = try program("push")
    #expect(push.text == "dev  up-to-date\nprod  pushed, 1 record\n")
  }

  @Test func aHookThatRefusesAll() throws {
    try hook("pre-receive", "echo no ledgers here >&2; exit 1")
    let refused = try program("push")
    #expect(refused.status == 4)
    for environment in ["dev", "prod"] {
      #expect(
        refused.errors.contains("\(environment): [remote rejected] (pre-receive hook declined)")
      )
    }
    #expect(refused.errors.contains("no ledgers here"))
    #expect(try hubReferences() == "")
    #expect(try program("sync").status == 4)
    #expect(try program("log").text.split(separator: "\n").count == 3)
  }

  @Test func aBranchThatIsCheckedOutThere() throws {
    try program.repository.write(
      "[environments.dev]\nsecrets = [\"local:*\"]\n[ledger]\nbranch = true\n",
      to: ".secrets-sync.toml"
    )
    let there = program.repository.directory.path("there")
    try program.repository.git("clone", "--quiet", hub, there)
    try program.repository.git(["switch", "--quiet", "--orphan", "secrets-sync/dev"], in: there)
    try program.repository.git(["commit", "--quiet", "--allow-empty", "-m", "x"], in: there)
    try program.repository.git("remote", "set-url", "origin", there)
    let early = try program("push", "--env", "dev")
    #expect(early.status != 0)
    // A ledger that is checked out.
    try program.repository.git(["switch", "--quiet", "main"], in: there)
    try program.repository.git(["branch", "-D", "secrets-sync/dev"], in: there)
    try program.repository.git(["update-ref", "-d", "refs/secrets-sync/remotes/origin/ledger/dev"])
    #expect(try program("push", "--env", "dev").status == 0)
    try program.repository.git(["switch", "--quiet", "secrets-sync/dev"], in: there)
    _ = try program("record", "--env", "dev")
    let refused = try program("push", "--env", "dev")
    #expect(refused.status == 4)
    #expect(refused.errors.contains("dev: [remote rejected] (branch is currently checked out)"))
    #expect(
      try program("status", "--env", "dev").text.contains("1 record of dev not pushed to origin")
    )
  }

  @Test func aForgeThatRefusesHiddenReferences() throws {
    try program.repository.git(["config", "receive.hideRefs", "refs/secrets-sync"], in: hub)
    let refused = try program("push")
    #expect(refused.status == 4)
    #expect(refused.errors.contains("dev: [remote rejected] (deny updating a hidden ref)"))
    #expect(refused.errors.contains("hint: The records are safe in this clone."))
    #expect(refused.errors.contains("branch = true"))
    #expect(try hubReferences() == "")
  }

  @Test func aForgeThatHidesWhatItTakes() throws {
    #expect(try program("push").status == 0)
    try program.repository.git(["config", "uploadpack.hideRefs", "refs/secrets-sync"], in: hub)
    _ = try program("record", "--env", "dev")
    for verb in ["fetch", "push"] {
      let result = try program(verb)
      #expect(result.status == 4)
      #expect(result.errors.contains("The ledger of dev at 'origin' has gone"), "\(result.errors)")
      #expect(result.errors.contains("hides"))
    }
    // Somebody who never saw it is not told that there is none, and does not try for ever.
    let other = try clone()
    _ = try program("create", "local:db", "--yes", input: "one", in: other)
    _ = try program("record", "--env", "dev", in: other)
    let push = try program("push", in: other)
    #expect(push.status == 4)
    #expect(push.errors.contains("does not show the ledger of dev that it has"), "\(push.errors)")
  }

  @Test(arguments: [
    ["--depth=1"], ["--single-branch"], ["--filter=blob:none"], ["--filter=tree:0"],
  ])
  func aCloneOfAPart(options: [String]) throws {
    try program.repository.git(["config", "uploadpack.allowFilter", "true"], in: hub)
    for number in 0..<3 { try program.repository.commit(["a": "\(number)"]) }
    try program.repository.git("push", "--quiet", "origin", "HEAD:main")
    _ = try program("record", "--env", "dev")
    #expect(try program("push").status == 0)
    let path = program.repository.directory.path("other")
    try program.repository.git(["clone", "--quiet"] + options + ["file://" + hub, path])
    #expect(try program("fetch", in: path).text.contains("dev  created, 2 records\n"))
    #expect(try program("show", "--env", "dev", in: path).status == 0)
    #expect(try program("log", in: path).text.split(separator: "\n").count == 4)
    let integrity = try program("verify", "--integrity", in: path)
    #expect(integrity.status == 0, "\(integrity.text)\(integrity.errors)")
    _ = try program("create", "local:db", "--yes", input: "one", in: path)
    #expect(try program("record", "--env", "dev", in: path).status == 0)
    #expect(try program("push", in: path).text.contains("dev  pushed, 1 record\n"))
    #expect(try program("fetch").text.contains("dev  fast-forwarded, 1 record\n"))
  }

  @Test func aServerThatDiesDuringThePush() throws {
    // $PPID is git-receive-pack.
    try hook("pre-receive", "kill -9 $PPID; sleep 1")
    let result = try program("push")
    #expect(result.status == 4, "\(result.text)\(result.errors)")
    #expect(result.text.isEmpty)
    #expect(result.errors.contains("could not be pushed to 'origin'"))
    #expect(try program("status").text.contains("2 records (dev 1, prod 1) not pushed to origin"))
    try FileManager.default.removeItem(atPath: "\(hub)/hooks/pre-receive")
    #expect(try program("push").status == 0)
    #expect(try hubReferences().split(separator: "\n").count == 2)
    #expect(!(try program("status")).text.contains("not pushed"))
  }

  @Test func severalAddressesToPushTo() throws {
    let second = program.repository.directory.path("second.git")
    try program.repository.git("clone", "--quiet", "--bare", hub, second)
    for url in [second, hub] {
      try program.repository.git("config", "--add", "remote.origin.pushurl", url)
    }
    try hook("pre-receive", "exit 1")
    let refused = try program("push")
    #expect(refused.status == 4)
    #expect(refused.text.isEmpty)
    #expect(refused.errors.contains("dev: [remote rejected] (pre-receive hook declined)"))
    try FileManager.default.removeItem(atPath: "\(hub)/hooks/pre-receive")
    #expect(try program("push").status == 0)
    // One that cannot be reached is no success either.
    try program.repository.git("config", "--add", "remote.origin.pushurl", hub + "-not-there")
    _ = try program("record", "--env", "dev")
    let unreachable = try program("push")
    #expect(unreachable.status == 4)
    #expect(unreachable.text.isEmpty)
  }

  @Test func aMirrorThatLagsIsNotTakenForRewound() throws {
    let second = program.repository.directory.path("second.git")
    try program.repository.git("clone", "--quiet", "--bare", hub, second)
    try program.repository.git("config", "remote.origin.pushurl", second)
    #expect(try program("push").status == 0)
    for verb in ["fetch", "push", "sync"] {
      let result = try program(verb)
      #expect(result.status == 0, "\(result.errors)")
    }
    #expect(try program("verify", "--integrity").status == 0)
  }

  @Test func aRemoteThatIsForReading() throws {
    try program.repository.git(
      "config",
      "remote.origin.pushurl",
      program.repository.directory.path("not-there")
    )
    #expect(try program("fetch").status == 0)
    let push = try program("push")
    #expect(push.status == 4)
    #expect(push.errors.contains("The ledger could not be pushed to 'origin': "))
    #expect(try program("log").text.split(separator: "\n").count == 3)
  }

  @Test func aRemoteOfTheOtherKindOfObjectName() throws {
    let other = program.repository.directory.path("sha256.git")
    try program.repository.git("init", "--quiet", "--bare", "--object-format=sha256", other)
    try program.repository.git("remote", "set-url", "origin", other)
    let push = try program("push")
    #expect(push.status == 4)
    #expect(push.errors.contains("algorithm"), "\(push.errors)")
    #expect(try program("log").text.split(separator: "\n").count == 3)
  }

  @Test func aLinkedWorktreeSharesTheLedger() throws {
    let worktree = try program.repository.addWorktree("linked", branch: "side")
    #expect(try program("record", "--env", "dev", in: worktree).status == 0)
    #expect(try program("push", in: worktree).text.contains("dev  pushed, 2 records"))
    #expect(try program("push").text.contains("dev  up-to-date"))
    #expect(!(try program("status")).text.contains("not pushed"))
  }
}

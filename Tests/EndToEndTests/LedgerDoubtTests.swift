import Foundation
import TestSupport
import Testing

/// What the ledger's commands say where the answer is not simply in the ledger.
@Suite struct LedgerDoubtTests {
  private let program: Program
  private let hub: String

  init() throws {
    program = try Program.initialized()
    try program.repository.write(
      "[environments.dev]\nsecrets = [\"local:*\"]\n",
      to: ".secrets-sync.toml"
    )
    _ = try program("create", "local:db", "--yes", input: "one")
    hub = program.repository.directory.path("hub.git")
    try program.repository.git("init", "--quiet", "--bare", hub)
    try program.repository.git("remote", "add", "origin", hub)
  }

  private func commit(_ file: String, _ text: String) throws -> String {
    String(try program.repository.commit([file: text]).prefix(10))
  }

  @Test func theNearestAncestorIsTheOneWithTheFewestStepsToIt() throws {
    for number in 0..<3 { _ = try commit("a", "\(number)") }
    try program.repository.git("switch", "--quiet", "-c", "feature", "HEAD~2")
    let far = try commit("b", "1")
    _ = try program("record")
    for number in 2..<4 { _ = try commit("b", "\(number)") }
    try program.repository.git("switch", "--quiet", "main")
    let main = try commit("a", "deployed")
    _ = try program("record")
    try program.repository.git("merge", "--quiet", "--no-edit", "feature")
    let show = try program("show")
    #expect(show.status == 1)
    #expect(show.text.hasPrefix("dev  \(main)  deployed"), "\(show.text)")
    #expect(!show.text.contains(far))
  }

  @Test func anAncestorWasNotRewritten() throws {
    let first = try commit("a", "1")
    _ = try program("record")
    let second = try commit("a", "2")
    _ = try program("record")
    // The revert of the revert has the tree of the first.
    _ = try commit("a", "1")
    let show = try program("show")
    #expect(show.errors.contains("Nearest deployed ancestor:"))
    #expect(show.text.hasPrefix("dev  \(second)"), "\(show.text)")
    #expect(!(show.text + show.errors).contains(first))
  }

  @Test func aPickedCommitIsNotCalledRewritten() throws {
    _ = try commit("base", "1")
    _ = try program("record")
    let base = try program.repository.git("rev-parse", "HEAD")
    let picked = try commit("a", "1")
    _ = try program("record")
    try program.repository.git("switch", "--quiet", "-c", "release", "HEAD~1")
    _ = try commit("c", "1")
    try program.repository.git("cherry-pick", "main")
    let show = try program("show")
    #expect(
      show.errors.contains(
        "\(picked), which was, makes the same change by the same author (dev).\n"
      )
    )
    #expect(show.errors.contains("Nearest deployed ancestor:"))
    #expect(show.text.contains("\ndev  \(base.prefix(10))  deployed"), "\(show.text)")
  }

  @Test func whiteSpaceMakesAnotherChange() throws {
    _ = try commit("a.yml", "b:\n")
    _ = try commit("a.yml", "b:\nc: 2\n")
    _ = try program("record")
    try program.repository.write("b:\n  c: 2\n", to: "a.yml")
    try program.git("commit", "--quiet", "--all", "--amend", "--no-edit")
    #expect(!(try program("show")).errors.contains("which was"))
  }

  @Test func aShallowCloneSaysThatItCannotTell() throws {
    _ = try commit("a", "1")
    let deployed = try program.repository.git("rev-parse", "HEAD")
    _ = try program("record")
    for number in 2..<5 { _ = try commit("a", "\(number)") }
    try program.repository.git("push", "--quiet", "origin", "HEAD:refs/heads/main")
    #expect(try program("push").status == 0)
    let clone = program.repository.directory.path("clone")
    try program.repository.git(
      "clone",
      "--quiet",
      "--depth=1",
      "--branch=main",
      "file://" + hub,
      clone
    )
    // As `init` has it, and CI fetches it.
    try program.repository.git(
      [
        "fetch", "--quiet", "--depth=1", "origin",
        "+refs/secrets-sync/ledger/*:refs/secrets-sync/remotes/origin/ledger/*",
      ],
      in: clone
    )
    for arguments in [["show"], ["log"], ["which", "local:db@ffffffff"], ["diff", "dev", "dev"]] {
      let early = try program.run(arguments, in: clone)
      #expect(
        early.errors.contains("1 record of dev from origin not taken over yet"),
        "\(arguments)"
      )
    }
    #expect(try program("verify", "--integrity", "--strict", in: clone).status == 1)
    #expect(try program("fetch", in: clone).text == "dev  created, 1 record\n")
    let show = try program("show", in: clone)
    #expect(show.status == 3)
    #expect(show.errors.contains("this clone is shallow"))
    #expect(show.errors.contains("git fetch --unshallow"))
    let diff = try program("diff", "HEAD", "dev", in: clone)
    #expect(diff.status == 3)
    #expect(diff.errors.contains("none of its ancestors that are here was"))
    #expect(try program("log", "HEAD", in: clone).status == 3)
    #expect(try program("log", in: clone).status == 0)
    #expect(try program("status", in: clone).text.contains("not found in this shallow clone"))
    try program.repository.git(["fetch", "--quiet", "--unshallow"], in: clone)
    #expect(try program("show", in: clone).text.hasPrefix("dev  \(deployed.prefix(10))"))
  }

  @Test func aLedgerThatWasFetchedShallowIsCompleted() throws {
    for number in 0..<3 {
      _ = try commit("a", "\(number)")
      _ = try program("record")
    }
    try program.repository.git("push", "--quiet", "origin", "HEAD:refs/heads/main")
    #expect(try program("push").status == 0)
    let clone = program.repository.directory.path("clone")
    try program.repository.git(
      "clone",
      "--quiet",
      "--depth=1",
      "--branch=main",
      "file://" + hub,
      clone
    )
    let refspec = "+refs/secrets-sync/ledger/*:refs/secrets-sync/remotes/origin/ledger/*"
    try program.repository.git(["config", "--add", "remote.origin.fetch", refspec], in: clone)
    try program.repository.git(["fetch", "--quiet", "--depth=1"], in: clone)
    let fetch = try program("fetch", in: clone)
    #expect(fetch.text == "dev  created, 3 records\n", "\(fetch.errors)")
    #expect(try program("log", in: clone).text.split(separator: "\n").count == 4)
    _ = try program("create", "local:db", "--yes", input: "one", in: clone)
    #expect(try program("record", in: clone).status == 0)
    #expect(try program("push", in: clone).status == 0)
    // The code stays as shallow as it was.
    #expect(try program.repository.git(["rev-list", "--count", "HEAD"], in: clone) == "1")
  }

  @Test func whatIsNamedLikeNoEnvironmentIsLeftAlone() throws {
    _ = try commit("a", "1")
    _ = try program("record")
    #expect(try program("push").status == 0)
    try program.repository.git(
      ["update-ref", "refs/secrets-sync/ledger/PROD", "refs/secrets-sync/ledger/dev"],
      in: hub
    )
    for verb in ["fetch", "push", "sync"] {
      let result = try program(verb)
      #expect(result.status == 0, "\(result.errors)")
      #expect(result.errors.contains("'refs/secrets-sync/ledger/PROD' at 'origin' is passed over"))
      #expect(result.errors.contains("git push origin --delete refs/secrets-sync/ledger/PROD"))
    }
    // A ledger that is refused does not keep another one from being pushed.
    try program.repository.git(
      ["update-ref", "refs/secrets-sync/ledger/prod", "refs/secrets-sync/ledger/dev"],
      in: hub
    )
    _ = try program("record")
    #expect(try program("push", "--env", "dev").status == 0)
    #expect(try program("push").status == 3)
  }

  @Test func aFailedDeploymentIsCalledOne() throws {
    _ = try commit("a", "1")
    _ = try program("record", "--status", "failed")
    let verify = try program("verify", "HEAD")
    #expect(verify.errors.contains(/dev \w+ \(failed\): 1 secret/))
    #expect(
      try program("diff", "HEAD", "HEAD", "--format", "json").text.contains(
        "\"status\": \"failed\""
      )
    )
  }

  @Test func theLedgersOfBranchesAreNotForgotten() throws {
    _ = try commit("a", "1")
    try program.repository.write(
      "[environments.dev]\nsecrets = [\"local:*\"]\n[ledger]\nbranch = true\n",
      to: ".secrets-sync.toml"
    )
    _ = try program("record")
    try program.repository.write(
      "[environments.dev]\nsecrets = [\"local:*\"]\n",
      to: ".secrets-sync.toml"
    )
    for arguments in [["log"], ["show"], ["verify"]] {
      let result = try program.run(arguments)
      #expect(result.errors.contains("The branches secrets-sync/* hold ledgers (dev), but"))
    }
  }

  @Test func aParameterThatWasMadeAnewIsToldApart() throws {
    _ = try commit("a", "1")
    _ = try program("record")
    _ = try program("record")
    let times = ["2026-01-01T00:00:00Z", "2026-06-01T00:00:00Z"]
    try replaceItems(times.map { #"{"store":"ssm","name":"/x","version":1,"modified":"\#($0)"}"# })
    let which = try program("which", "ssm:/x@1")
    #expect(which.status == 0)
    for time in times {
      #expect(
        which.errors.contains("ssm:/x at 1 in dev, the one of \(time): 1 deployment of 1 commit"),
        "\(which.errors)"
      )
    }
    #expect(which.text.split(separator: "\n").count == 3)
    #expect(try program("diff", "dev~1", "dev").text.hasPrefix("~ ssm:/x  1 → 1 (recreated)\n"))
    let json = try program("which", "ssm:/x@1", "--format", "json").text
    #expect(json.contains("\"modified\": \"\(times[1])\""))
  }

  /// Gives the records of the ledger, oldest first, other items.
  private func replaceItems(_ items: [String]) throws {
    let reference = "refs/secrets-sync/ledger/dev"
    let index = ["GIT_INDEX_FILE": program.repository.directory.path("forge-index")]
    let commits = try program.repository.git("rev-list", "--reverse", reference)
      .split(separator: "\n")
    try program.repository.git(["read-tree", "--empty"], environment: index)
    var parent: [String] = []
    for (commit, item) in zip(commits, items) {
      let message = try program.repository.git("log", "-1", "--format=%B", String(commit))
      let path = try #require(message.firstMatch(of: /Record: (.*)/)).1
      let text = try program.repository.git("show", "\(commit):\(path)")
        .replacing(/"items":.*/, with: "\"items\":[\(item)]}\n")
      let blob = try program.repository.git(
        ["hash-object", "-w", "--stdin"],
        input: Array(text.utf8)
      )
      try program.repository.git(
        ["update-index", "--add", "--cacheinfo", "100644,\(blob),\(path)"],
        environment: index
      )
      let tree = try program.repository.git(["write-tree"], environment: index)
      let new = try program.repository.git(
        ["commit-tree", tree] + parent.flatMap { ["-p", $0] } + ["-F", "-"],
        input: Array(message.utf8)
      )
      parent = [new]
    }
    try program.repository.git(["update-ref", reference] + parent)
  }
}

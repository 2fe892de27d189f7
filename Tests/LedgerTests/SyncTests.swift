import FoundationEssentials
import Git
import Ledger
import TestSupport
import Testing

/// Two clones and a bare repository between them.
@Suite struct SyncTests {
  let remote: LedgerClone
  let one: LedgerClone
  let two: LedgerClone

  init() throws {
    remote = try LedgerClone(.bare)
    one = try LedgerClone(of: remote)
    two = try LedgerClone(of: remote)
  }

  @Test func aRemoteWithoutLedgersIsFine() throws {
    #expect(try one.ledger().fetch(remote: "origin") == [])
    #expect(try one.ledger().push(remote: "origin") == [])
    let result = try one.ledger().push(remote: "origin", environments: ["prod"])
    #expect(result.map(\.action) == [.empty])
    try one.deploy()
    #expect(try one.ledger().fetch(remote: "origin") == [])
    #expect(try one.ids().count == 1)
  }

  /// A mirror takes no refspecs and pushes by force, which here would drop what others recorded.
  @Test func aMirrorIsPushedToAsAnyRemote() throws {
    try one.repository.git("config", "remote.origin.mirror", "true")
    try two.deploy()
    _ = try two.ledger().push(remote: "origin")
    try one.deploy()
    #expect(try one.ledger().push(remote: "origin").map(\.action) == [.pushed])
    #expect(try remote.ids().count == 2)
    // Nothing else went along.
    #expect(
      try remote.repository.git("for-each-ref", "--format=%(refname)") == LedgerClone.reference
    )
  }

  @Test func recordsTravelFromCloneToClone() throws {
    let ids = try [one.deploy().id, one.deploy().id]
    try one.deploy("test")
    #expect(try one.ledger().unpushed(remote: "origin") == ["prod": 2, "test": 1])
    let pushed = try one.ledger().push(remote: "origin")
    #expect(pushed.map(\.environment) == ["prod", "test"])
    #expect(pushed.map(\.action) == [.pushed, .pushed])
    #expect(pushed.map(\.records) == [2, 1])
    #expect(try one.ledger().unpushed(remote: "origin") == ["prod": 0, "test": 0])
    #expect(try one.ledger().push(remote: "origin").map(\.action) == [.upToDate, .upToDate])

    let fetched = try two.ledger().fetch(remote: "origin")
    #expect(fetched.map(\.action) == [.created, .created])
    #expect(fetched.map(\.records) == [2, 1])
    #expect(try two.ids() == ids.reversed())
    #expect(try two.tip() == one.tip())
    #expect(try two.ledger().fetch(remote: "origin").map(\.action) == [.upToDate, .upToDate])

    let third = try two.deploy()
    #expect(third.seq == 3)
    #expect(try two.ledger().push(remote: "origin").map(\.records) == [1, 0])
    let continued = try one.ledger().fetch(remote: "origin")
    #expect(continued.first?.action == .fastForwarded)
    #expect(continued.first?.records == 1)
    #expect(try one.ledger().latest(environment: "prod") == third)
  }

  @Test func onlyTheEnvironmentsAskedForArePushed() throws {
    try one.deploy()
    try one.deploy("test")
    _ = try one.ledger().push(remote: "origin", environments: ["test"])
    #expect(try remote.ledger().environments() == ["test"])
    #expect(try one.ledger().unpushed(remote: "origin") == ["prod": 1, "test": 0])
  }

  @Test func unrelatedHistoriesUnite() throws {
    // Fresh clones that both record before either has fetched: no common commit.
    let a = try [one.deploy().id, one.deploy().id]
    let b = try two.deploy()
    _ = try one.ledger().push(remote: "origin")
    let pushed = try two.ledger().push(remote: "origin")
    #expect(pushed.map(\.action) == [.pushed])
    #expect(pushed.map(\.records) == [1])
    _ = try one.ledger().fetch(remote: "origin")
    #expect(try one.tip() == two.tip())
    #expect(try Set(one.ids()) == Set(a + [b.id]))
    // Two is the greatest seq on either side, though two merged last.
    #expect(try two.ledger().latest(environment: "prod")?.id == a[1])
    let next = try two.deploy()
    #expect(next.seq == 3)
    #expect(try two.ids().first == next.id)
    try two.repository.git("fsck", "--strict")
  }

  @Test func theNewestOfAMergeIsTheGreatestOfBothSides() throws {
    try one.deploy()
    _ = try one.ledger().push(remote: "origin")
    _ = try two.ledger().fetch(remote: "origin")
    // Both continue with seq 2: the identifiers decide.
    let earlier = try two.deploy(at: LedgerClone.noon.addingTimeInterval(10))
    let later = try one.deploy(at: LedgerClone.noon.addingTimeInterval(20))
    #expect(earlier.seq == later.seq)
    _ = try one.ledger().push(remote: "origin")
    #expect(try two.ledger().fetch(remote: "origin").map(\.action) == [.merged])
    let greatest = max(earlier.id, later.id)
    #expect(try two.ledger().latest(environment: "prod")?.id == greatest)
    #expect(try two.ids().prefix(2) == [greatest, min(earlier.id, later.id)])
    let next = try two.deploy()
    #expect(next.seq == 3)
    #expect(try two.ledger().unpushed(remote: "origin") == ["prod": 2])
  }

  @Test func clonesThatPushAtTheSameTimeLoseNothing() async throws {
    let clones = [one, two, try LedgerClone(of: remote)]
    let ids = try await withThrowingTaskGroup(of: [String].self) { group in
      for clone in clones {
        group.addTask { @concurrent in
          try (0..<3).map { _ in
            let id = try clone.deploy().id
            _ = try clone.ledger().push(remote: "origin")
            return id
          }
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    let stored = try remote.ids()
    #expect(stored.count == 9)
    #expect(Set(stored) == Set(ids))
    for clone in clones {
      _ = try clone.ledger().fetch(remote: "origin")
      #expect(try clone.ids() == stored)
    }
  }

  @Test func aShallowCloneFetchesAllRecords() throws {
    try one.repository.git("push", "-q", "origin", "main")
    let ids = try (0..<3).map { _ in try one.deploy().id }
    _ = try one.ledger().push(remote: "origin")
    let path = one.repository.directory.path("shallow")
    try one.repository.git("clone", "-q", "--depth=1", "file://\(remote.repository.path)", path)
    let shallow = try one.ledger(directory: path)
    #expect(try shallow.latest(environment: "prod") == nil)
    _ = try shallow.fetch(remote: "origin")
    #expect(try shallow.records(environment: "prod").map(\.id) == ids.reversed())
  }

  @Test func aPartialCloneFetchesRecordsWithTheirContent() throws {
    try remote.repository.git("config", "uploadpack.allowFilter", "true")
    try one.repository.git("push", "-q", "origin", "main")
    let record = try one.deploy()
    _ = try one.ledger().push(remote: "origin")
    let path = one.repository.directory.path("partial")
    try one.repository.git(
      "clone",
      "-q",
      "--filter=blob:none",
      "file://\(remote.repository.path)",
      path
    )
    let partial = try one.ledger(directory: path)
    _ = try partial.fetch(remote: "origin")
    // Without the remote nothing can be fetched later.
    try one.repository.git(["remote", "set-url", "origin", "/nowhere"], in: path)
    #expect(try partial.latest(environment: "prod") == record)
  }

  @Test func aPartialCloneReadsWhatAPlainFetchLeftOut() throws {
    try remote.repository.git("config", "uploadpack.allowFilter", "true")
    try one.repository.git("push", "-q", "origin", "main")
    let record = try one.deploy()
    _ = try one.ledger().push(remote: "origin")
    let path = one.repository.directory.path("partial")
    try one.repository.git(
      ["clone", "-q", "--filter=blob:none", "file://\(remote.repository.path)", path]
    )
    try one.repository.git(
      ["fetch", "-q", "origin", "+refs/secrets-sync/ledger/*:refs/secrets-sync/ledger/*"],
      in: path
    )
    #expect(try one.ledger(directory: path).latest(environment: "prod") == record)
  }

  @Test func aConfiguredMirrorRefspecDoesNotOverwriteTheLedger() throws {
    let theirs = try two.deploy()
    _ = try two.ledger().push(remote: "origin")
    try one.repository.git("config", "--add", "remote.origin.fetch", "+refs/*:refs/*")
    try one.repository.git("config", "fetch.prune", "true")
    let own = try one.deploy()
    let other = try one.deploy("test")
    _ = try one.ledger().fetch(remote: "origin")
    #expect(try Set(one.ids()) == [own.id, theirs.id])
    #expect(try one.ids("test") == [other.id])
  }

  @Test func thePrePushHookIsNotRunForTheLedger() throws {
    let hooks = one.repository.directory.path("hooks")
    try one.repository.directory.write(
      Array("#!/bin/sh\nexit 1\n".utf8),
      to: Array("hooks/pre-push".utf8),
      mode: 0o755
    )
    try one.repository.git("config", "core.hooksPath", hooks)
    #expect(throws: TemporaryRepository.Failure.self) {
      try one.repository.git("push", "-q", "origin", "main")
    }
    try one.deploy()
    #expect(try one.ledger().push(remote: "origin").map(\.action) == [.pushed])
  }
}

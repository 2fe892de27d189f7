import Foundation
import Git
import Ledger
import TestSupport
import Testing

/// Remotes that are pushed to elsewhere than they are fetched from, and those that lose a ledger.
@Suite struct RemoteAddressTests {
  let remote: LedgerClone
  let other: LedgerClone
  let clone: LedgerClone

  init() throws {
    remote = try LedgerClone(.bare)
    other = try LedgerClone(.bare)
    clone = try LedgerClone(of: remote)
    try clone.deploy()
  }

  func refuse(_ server: LedgerClone) throws {
    try server.repository.write(
      Array("#!/bin/sh\nexit 1\n".utf8),
      to: Array("hooks/pre-receive".utf8)
    )
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755],
      ofItemAtPath: server.repository.path + "/hooks/pre-receive"
    )
  }

  @Test(arguments: [true, false])
  func whatOneOfTwoAddressesRefusesIsRefused(first: Bool) throws {
    for server in [remote, other] {
      try clone.repository.git(
        "remote",
        "set-url",
        "--add",
        "--push",
        "origin",
        server.repository.path
      )
    }
    try refuse(first ? remote : other)
    let error = try #require(throws: LedgerError.self) {
      try clone.ledger().push(remote: "origin")
    }
    guard case .remoteRefused = error.kind else { throw error }
    // Nothing was remembered that is not there.
    if first {
      #expect(try clone.ledger().fetch(remote: "origin") == [])
    }
    #expect(try #require(try clone.ledger().integrity("prod")).problems == [])
  }

  @Test func oneOfTwoAddressesThatDoesNotAnswer() throws {
    for path in [remote.repository.path, remote.repository.path + "-gone"] {
      try clone.repository.git("remote", "set-url", "--add", "--push", "origin", path)
    }
    let error = try #require(throws: LedgerError.self) {
      try clone.ledger().push(remote: "origin")
    }
    guard case .remoteUnavailable = error.kind else { throw error }
  }

  @Test func aMirrorThatLagsIsNoRemoteThatWentBackwards() throws {
    try clone.repository.git(
      "config",
      "--add",
      "remote.origin.fetch",
      LedgerPlace.references.refspec(for: "origin")
    )
    try clone.repository.git("remote", "set-url", "--push", "origin", other.repository.path)
    #expect(try clone.ledger().push(remote: "origin").map(\.records) == [1])
    #expect(try other.ids().count == 1)
    #expect(try clone.ledger().push(remote: "origin").map(\.action) == [.upToDate])
    #expect(try clone.ledger().fetch(remote: "origin") == [])
    #expect(try #require(try clone.ledger().integrity("prod")).problems == [])
    // Once the mirror has it, it is remembered.
    try other.repository.git("push", "-q", remote.repository.path, "refs/*:refs/*")
    #expect(try clone.ledger().fetch(remote: "origin").map(\.action) == [.upToDate])
    #expect(try clone.ledger().unpushed(remote: "origin") == ["prod": 0])
    try remote.repository.git("update-ref", "-d", LedgerClone.reference)
    #expect(throws: LedgerError.self) { try clone.ledger().fetch(remote: "origin") }
  }

  @Test func twoProtocolsOfOnePlaceAreRemembered() throws {
    try clone.repository.git(
      "remote",
      "set-url",
      "--push",
      "origin",
      "file://" + remote.repository.path
    )
    #expect(try clone.ledger().push(remote: "origin").map(\.action) == [.pushed])
    #expect(try clone.ledger().unpushed(remote: "origin") == ["prod": 0])
    try remote.repository.git("update-ref", "-d", LedgerClone.reference)
    #expect(throws: LedgerError.self) { try clone.ledger().fetch(remote: "origin") }
  }

  @Test func whatIsNotYetWhereItIsFetchedFromIsSaid() throws {
    let second = try LedgerClone(of: other)
    try second.deploy()
    _ = try second.ledger().push(remote: "origin")
    try clone.repository.git("remote", "set-url", "--push", "origin", other.repository.path)
    let error = try #require(throws: LedgerError.self) {
      try clone.ledger().push(remote: "origin")
    }
    guard case .contention = error.kind else { throw error }
    #expect(error.message.contains("not yet where it is fetched from"))
  }

  @Test func aLedgerThatWasRemovedAtTheRemoteIsRemembered() throws {
    _ = try clone.ledger().push(remote: "origin")
    try remote.repository.git("update-ref", "-d", LedgerClone.reference)
    #expect(throws: LedgerError.self) { try clone.ledger().fetch(remote: "origin") }
    let report = try #require(try clone.ledger().integrity("prod"))
    #expect(report.problems.map(\.kind) == [.rewound])
    let sentence = try #require(report.problems.first?.sentence)
    #expect(sentence.contains("at 'origin' has gone"), "\(sentence)")
    #expect(
      IntegrityTests.documented.contains {
        $0.kind == "rewound" && IntegrityTests.fits(sentence, $0.sentence)
      }
    )
    // Put back, all is well; and of a remote that is no more nothing is said.
    _ = try clone.repository.git(
      "push",
      "-q",
      "origin",
      "\(LedgerClone.reference):\(LedgerClone.reference)"
    )
    _ = try clone.ledger().fetch(remote: "origin")
    #expect(try clone.ledger().integrity("prod")?.problems == [])
    try clone.repository.git("remote", "remove", "origin")
    #expect(try clone.ledger().integrity("prod")?.problems == [])
  }
}

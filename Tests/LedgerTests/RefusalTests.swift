import Git
import Ledger
import TestSupport
import Testing

/// What a remote may not do, and what the user is told.
@Suite struct RefusalTests {
  let remote: LedgerClone
  let one: LedgerClone
  let two: LedgerClone

  init() throws {
    remote = try LedgerClone(.bare)
    one = try LedgerClone(of: remote)
    two = try LedgerClone(of: remote)
    try one.deploy()
    try one.deploy()
    _ = try one.ledger().push(remote: "origin")
    _ = try two.ledger().fetch(remote: "origin")
  }

  /// Fetch and push are both refused, and the clone keeps what it had.
  func expectRefusal(
    by clone: LedgerClone,
    _ matches: (LedgerError.Kind) -> Bool
  ) throws {
    let before = try clone.tip()
    for attempt in [
      { _ = try clone.ledger().fetch(remote: "origin") },
      // Still refused the second time: nothing was remembered.
      { _ = try clone.ledger().fetch(remote: "origin") },
      { _ = try clone.ledger().push(remote: "origin") },
    ] {
      let error = try #require(throws: LedgerError.self) { try attempt() }
      #expect(matches(error.kind), "\(error.message)")
      #expect(error.message.contains("prod"))
      #expect(error.hint != nil)
    }
    #expect(try clone.tip() == before)
    #expect(
      try clone.ledger().rewound(remote: "origin")
        == (matches(.remoteWentBackwards) ? ["prod"] : [])
    )
  }

  static func isBackwards(_ kind: LedgerError.Kind) -> Bool {
    if case .remoteWentBackwards = kind { true } else { false }
  }

  static func isRewritten(_ kind: LedgerError.Kind) -> Bool {
    if case .recordsRewritten = kind { true } else { false }
  }

  static func isDamaged(_ kind: LedgerError.Kind) -> Bool {
    if case .damaged = kind { true } else { false }
  }

  @Test func aRemoteThatWasRewound() throws {
    try remote.repository.git("update-ref", LedgerClone.reference, "\(LedgerClone.reference)~1")
    let rewound = try remote.tip()
    try expectRefusal(by: one, Self.isBackwards)
    try expectRefusal(by: two, Self.isBackwards)
    #expect(try remote.tip() == rewound)
  }

  @Test func aRemoteWhoseLedgerWasRemoved() throws {
    try remote.repository.git("update-ref", "-d", LedgerClone.reference)
    try expectRefusal(by: two, Self.isBackwards)
  }

  @Test func aRemoteWhoseLedgerWasReplaced() throws {
    let other = try LedgerClone(of: remote)
    try other.deploy()
    try other.repository.git(
      "push",
      "-q",
      "--force",
      "origin",
      "\(LedgerClone.reference):\(LedgerClone.reference)"
    )
    try expectRefusal(by: two, Self.isBackwards)
  }

  @Test func aRewoundRemoteDoesNotKeepOtherEnvironmentsBack() throws {
    try one.deploy("test")
    _ = try one.ledger().push(remote: "origin")
    try remote.repository.git("update-ref", LedgerClone.reference, "\(LedgerClone.reference)~1")
    #expect(throws: LedgerError.self) { try two.ledger().fetch(remote: "origin") }
    #expect(try two.ids("test").count == 1)
    #expect(try two.ledger().rewound(remote: "origin") == ["prod"])
    try two.repository.git("remote", "add", "other", remote.repository.path)
    #expect(try two.ledger().rewound(remote: "other").isEmpty)
  }

  @Test func theHintTellsHowToAcceptIt() throws {
    try remote.repository.git("update-ref", LedgerClone.reference, "\(LedgerClone.reference)~1")
    let error = try #require(throws: LedgerError.self) {
      try two.ledger().fetch(remote: "origin")
    }
    let path = ".git/secrets-sync/seen"
    #expect(error.hint?.contains(path) == true)
    try two.repository.write("", to: path)
    _ = try two.ledger().push(remote: "origin")
    #expect(try remote.ids().count == 2)
    #expect(try two.ledger().rewound(remote: "origin").isEmpty)
  }

  @Test func aHistoryThatRemovesARecord() throws {
    try remote.tamper(remove: [remote.newestPath()])
    try expectRefusal(by: two, Self.isRewritten)
  }

  @Test func aHistoryThatRemovesARecordAndPutsItBack() throws {
    let path = try remote.newestPath()
    let text = try remote.repository.git(
      ["cat-file", "blob", "\(LedgerClone.reference):\(path)"]
    )
    try remote.tamper(remove: [path])
    try remote.tamper(set: [path: text + "\n"])
    try expectRefusal(by: two, Self.isRewritten)
    // A clone that never saw it before refuses it, too.
    let fresh = try LedgerClone(of: remote)
    let error = try #require(throws: LedgerError.self) {
      try fresh.ledger().fetch(remote: "origin")
    }
    #expect(Self.isRewritten(error.kind))
    #expect(error.message.contains(path))
    #expect(try fresh.ledger().latest(environment: "prod") == nil)
  }

  @Test func aHistoryThatChangesARecord() throws {
    try remote.tamper(set: [remote.newestPath(): "{}"])
    try expectRefusal(by: two, Self.isRewritten)
  }

  @Test func aCommitThatIsNoRecord() throws {
    try remote.tamper(message: "by hand\n", set: ["records/readme": "x"])
    try expectRefusal(by: two, Self.isDamaged)
  }

  @Test func aCommitThatAddsMoreThanItNames() throws {
    let head = try one.head().hex
    let id = "01KAR7Q9R0000000000000000A"
    let folder = "records/\(head.prefix(2))/\(head.dropFirst(2))"
    try remote.tamper(
      message: "x\n\nRecord: \(folder)/\(id).json\nSeq: 3\n",
      set: ["\(folder)/\(id).json": "{}", "\(folder)/01KAR7Q9R0000000000000000B.json": "{}"]
    )
    try expectRefusal(by: two, Self.isDamaged)
  }

  @Test func aServerThatDeclines() throws {
    let hook = "hooks/pre-receive"
    try remote.repository.write(
      Array("#!/bin/sh\necho no ledgers here >&2\nexit 1\n".utf8),
      to: Array(hook.utf8)
    )
    try TestProcess.run(
      "chmod",
      ["755", hook],
      environment: remote.repository.environment,
      directory: remote.repository.path
    )
    try remote.repository.git("config", "core.hooksPath", "hooks")
    try one.deploy()
    let before = try one.ids()
    let error = try #require(throws: LedgerError.self) {
      try one.ledger().push(remote: "origin")
    }
    guard case .remoteRefused = error.kind else { throw error }
    #expect(error.message.contains("prod: [remote rejected] (pre-receive hook declined)"))
    #expect(error.message.hasSuffix(": no ledgers here."), "\(error.message)")
    #expect(try one.ids() == before)
    #expect(try one.ledger().unpushed(remote: "origin") == ["prod": 1])
  }

  @Test func anUnreachableRemoteInGitsOwnWords() throws {
    let password = "pa/ss" + "w0rd@x"
    for url in [
      "http://user:\(password)@127.0.0.1:1/x.git",
      "http://us er:\(password)@127.0.0.1:1/x.git",
      one.repository.directory.path("not-there"),
    ] {
      try one.repository.git("remote", "set-url", "origin", url)
      let error = try #require(throws: LedgerError.self) {
        try one.ledger().fetch(remote: "origin")
      }
      guard case .remoteUnavailable = error.kind else { throw error }
      #expect(!error.message.contains("w0rd"), "\(error.message)")
      #expect(!error.message.contains("pa/ss"), "\(error.message)")
      #expect(error.message.contains(url.hasPrefix("/") ? "not-there" : "127.0.0.1"))
    }
  }

  @Test(arguments: ["nope", "", "--upload-pack=x", "a\nb"])
  func anUnknownRemote(name: String) throws {
    for attempt in [
      { _ = try one.ledger().fetch(remote: name) },
      { _ = try one.ledger().push(remote: name) },
      { _ = try one.ledger().unpushed(remote: name) },
    ] {
      let error = try #require(throws: LedgerError.self) { try attempt() }
      guard case .unknownRemote = error.kind else { throw error }
    }
  }

  @Test func anAddressInsteadOfANameIsNotRepeatedWithItsPassword() throws {
    let error = try #require(throws: LedgerError.self) {
      try one.ledger().push(remote: "https://user:pa" + "ssw0rd@example.com/x.git")
    }
    guard case .unknownRemote = error.kind else { throw error }
    #expect(error.message.contains("https://***@example.com/x.git"))
    #expect(error.hint?.contains("not its address") == true)
  }

  @Test func aDamagedFileOfSeenTips() throws {
    try two.repository.write("what is this\n", to: ".git/secrets-sync/seen")
    let error = try #require(throws: LedgerError.self) {
      try two.ledger().fetch(remote: "origin")
    }
    guard case .damaged = error.kind else { throw error }
    #expect(error.message.contains("secrets-sync/seen:1"))
  }
}

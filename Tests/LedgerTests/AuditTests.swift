import Git
import Ledger
import TestSupport
import Testing

/// What a fetch does not take over, a push does not send, and the integrity check finds, however it
/// came about.
@Suite struct AuditTests {
  let remote: LedgerClone
  let one: LedgerClone
  let two: LedgerClone

  init() throws {
    remote = try LedgerClone(.bare)
    one = try LedgerClone(of: remote)
    two = try LedgerClone(of: remote)
    try one.deploy()
    try one.deploy(version: "v2")
    _ = try one.ledger().push(remote: "origin")
    _ = try two.ledger().fetch(remote: "origin")
  }

  /// What somebody crafts in `one` arrives nowhere: not by the program's push, nor, once plain Git
  /// has pushed it, by a fetch; and whoever has it is told by the integrity check.
  func expectRefused(_ kind: IntegrityReport.Problem.Kind?, _ words: String) throws {
    let before = try two.tip()
    let pushed = try #require(throws: LedgerError.self) {
      try one.ledger().push(remote: "origin")
    }
    #expect(pushed.message.contains(words), "\(pushed.message)")
    #expect(try remote.tip() == before)

    let reference = LedgerClone.reference
    try one.repository.git("push", "-q", "origin", "\(reference):\(reference)")
    for clone in [two, try LedgerClone(of: remote)] {
      let error = try #require(throws: LedgerError.self) {
        try clone.ledger().fetch(remote: "origin")
      }
      #expect(error.message.contains("Nothing of it was taken over."), "\(error.message)")
      // What plain Git brings is refused as well.
      try clone.repository.git(
        "fetch",
        "-q",
        "origin",
        LedgerPlace.references.refspec(for: "origin")
      )
      let again = try #require(throws: LedgerError.self) {
        try clone.ledger().fetch(remote: "origin")
      }
      #expect(again.message.contains(words), "\(again.message)")
      #expect(again.hint?.contains("A spoilt ledger") == true)
    }
    #expect(try two.tip() == before)

    if let kind {
      let report = try #require(try one.ledger().integrity("prod"))
      #expect(report.problems.contains { $0.kind == kind }, "\(report.problems)")
      for problem in report.problems {
        let rows = IntegrityTests.documented.filter { $0.kind == problem.kind.rawValue }
        #expect(rows.contains { IntegrityTests.fits(problem.sentence, $0.sentence) }, "\(problem)")
      }
    }

    // The way out, as the hint says it: the clones go on with what they had.
    try two.repository.git("push", "-q", "--force", "origin", "\(reference):\(reference)")
    try two.deploy()
    #expect(try two.ledger().push(remote: "origin").map(\.action) == [.pushed])
    let fresh = try LedgerClone(of: remote)
    #expect(try fresh.ledger().fetch(remote: "origin").map(\.records) == [3])
  }

  @Test func twoFoldersOfOneName() throws {
    try one.craftTwoRoots()
    try expectRefused(.folder, "two entries have the same name")
  }

  @Test func nothingIsRecordedOnTopOfTwoFoldersOfOneName() throws {
    let tip = try one.craftTwoRoots()
    #expect(throws: LedgerError.self) { try one.deploy() }
    #expect(throws: LedgerError.self) { try one.ledger().latest(environment: "prod") }
    #expect(throws: LedgerError.self) { try one.ledger().index("prod") }
    #expect(try one.tip() == tip)
  }

  @Test func aRecordThatIsNone() throws {
    try one.craft { _ in "not json\n" }
    try expectRefused(.record, "it is not JSON")
  }

  @Test func aRecordOfAnotherEnvironment() throws {
    try one.craft { $0.replacing(#""env":"prod""#, with: #""env":"test""#) }
    try expectRefused(.record, "holds the record of another deployment")
  }

  @Test func aRecordThatDoesNotFollow() throws {
    try one.craft { $0.replacing(/"prev":"[^"]*"/, with: #""prev":null"#) }
    try expectRefused(.previous, "does not follow")
  }

  @Test func aSeqThatIsNotDue() throws {
    try one.craft(seq: 1 << 53) { $0.replacing(#""seq":3"#, with: #""seq":\#(1 << 53)"#) }
    try expectRefused(.sequence, "but 3 is due")
  }

  @Test func aSeqOfTheCommitAlone() throws {
    try one.craft { $0.replacing(#""seq":3"#, with: #""seq":4"#) }
    try expectRefused(.sequence, "has seq 4")
  }

  @Test(arguments: ["100755", "120000"])
  func aRecordThatIsNoOrdinaryFile(mode: String) throws {
    try one.craft(mode: mode)
    try expectRefused(.record, "mode \(mode)")
    #expect(throws: LedgerError.self) { try one.ledger().latest(environment: "prod") }
  }

  @Test func aRecordThatIsACommit() throws {
    try one.craft(mode: "160000", blob: one.head().hex)
    try expectRefused(.record, "mode 160000")
  }

  @Test func trailersBehindANUL() throws {
    let crafted = try one.craft()
    let bytes = try one.raw("commit", crafted)
    let commit = try one.store("commit", bytes + [0] + Array("\n\nRecord: x\nSeq: 2\n".utf8))
    try one.repository.git("update-ref", LedgerClone.reference, commit)
    try expectRefused(.trailers, "does not name its newest record")
  }

  /// Who signs nothing does not come off as one whose key is not here.
  @Test func aHeaderThatIsNoSignature() throws {
    let crafted = String(decoding: try one.raw("commit", one.tip()), as: UTF8.self)
    for body in ["garbage", "U1NIU0lH!", "aGVsbG8gd29ybGQ="] {
      let header =
        "\ngpgsig -----BEGIN SSH SIGNATURE-----\n \(body)\n -----END SSH SIGNATURE-----\n\n"
      let forged = crafted.replacing("\n\n", with: header, maxReplacements: 1)
      let commit = try one.store("commit", Array(forged.utf8))
      try one.repository.git("update-ref", LedgerClone.reference, commit)
      let report = try #require(try one.ledger().integrity("prod"))
      #expect(report.signatures.none == 2, "\(body)")
      #expect(report.signatures.unverifiable == 0, "\(body)")
    }
  }

  @Test func aRecordThatIsTooLarge() throws {
    try one.craft {
      let much = String(repeating: "a", count: DeploymentRecord.maximumSize)
      return $0.replacing(#""schema":1"#, with: #""schema":1,"x":"\#(much)""#)
    }
    try expectRefused(.record, "a record has at most")
    #expect(throws: LedgerError.self) { try one.ledger().latest(environment: "prod") }
  }

  @Test func aRecordOfANewerSchemaTravels() throws {
    try one.craft { $0.replacing(#""schema":1"#, with: #""schema":2"#) }
    _ = try one.ledger().push(remote: "origin")
    #expect(try two.ledger().fetch(remote: "origin").map(\.records) == [1])
    let error = try #require(throws: LedgerError.self) {
      try two.ledger().latest(environment: "prod")
    }
    guard case .newerSchema = error.kind else { throw error }
  }

  // MARK: What is no ledger at all

  @Test func sourceIsNotSentAsALedger() throws {
    try one.repository.git("update-ref", "refs/secrets-sync/ledger/stage", "HEAD")
    try one.deploy()
    let error = try #require(throws: LedgerError.self) {
      try one.ledger().push(remote: "origin")
    }
    #expect(error.message.contains("stage here"), "\(error.message)")
    #expect(error.message.contains("Nothing of it was sent."), "\(error.message)")
    // The other one went all the same.
    #expect(try remote.ids().count == 3)
    #expect(
      try remote.repository.git("for-each-ref", "--format=%(refname)").contains("stage") == false
    )
    #expect(
      try one.ledger().push(remote: "origin", environments: ["prod"]).map(\.action) == [.upToDate]
    )
  }

  @Test(arguments: ["HEAD", "HEAD^{tree}", "HEAD:a", "a-tag"])
  func somethingElseAtTheRemote(object: String) throws {
    try one.repository.git("tag", "-a", "-m", "x", "a-tag")
    let stage = "refs/secrets-sync/ledger/stage"
    let id = try one.repository.git("rev-parse", object)
    try one.repository.git("push", "-q", "origin", "\(id):\(stage)")
    try one.deploy()
    #expect(
      try one.ledger().push(remote: "origin", environments: ["prod"]).map(\.action) == [.pushed]
    )
    let error = try #require(throws: LedgerError.self) {
      try two.ledger().fetch(remote: "origin")
    }
    #expect(error.message.contains("stage from origin"), "\(error.message)")
    #expect(error.hint?.contains("git push origin --delete \(stage)") == true)
    #expect(try two.ids().count == 3)
    #expect(try two.ledger().incoming(remote: "origin")["prod"] == 0)
    try two.repository.git("push", "-q", "origin", "--delete", stage)
    #expect(try two.ledger().fetch(remote: "origin").map(\.action) == [.upToDate])
  }

  @Test func theLedgerOfAnotherEnvironment() throws {
    let stage = "refs/secrets-sync/ledger/stage"
    try one.repository.git("push", "-q", "origin", "\(LedgerClone.reference):\(stage)")
    let real = try two.deploy("stage")
    #expect(throws: LedgerError.self) { try two.ledger().fetch(remote: "origin") }
    #expect(try two.ids("stage") == [real.id])
    try two.repository.git("push", "-q", "--force", "origin", "\(stage):\(stage)")
    _ = try two.ledger().push(remote: "origin")
    #expect(try one.ledger().fetch(remote: "origin").count == 2)
    #expect(try one.ids("stage") == [real.id])
  }

  @Test func namesThatNoEnvironmentHasArePassedOver() throws {
    try one.repository.git("push", "-q", "origin", "HEAD:refs/secrets-sync/ledger/PROD")
    try one.deploy()
    #expect(try one.ledger().push(remote: "origin").map(\.action) == [.pushed])
    #expect(try two.ledger().fetch(remote: "origin").map(\.environment) == ["prod"])
    let strays = try two.ledger().strays(of: "origin")
    #expect(strays.map(\.name) == ["refs/secrets-sync/ledger/PROD"])
    #expect(strays.first?.message.contains("at 'origin'") == true)
    #expect(
      strays.first?.hint.contains("git push origin --delete refs/secrets-sync/ledger/PROD") == true
    )
    try two.repository.git("update-ref", "refs/secrets-sync/ledger/A", "HEAD")
    #expect(try two.ledger().environments() == ["prod"])
    #expect(try two.ledger().strays().first?.hint.contains("git update-ref -d") == true)
  }

  @Test func aRemoteBelowAnotherOneIsNoStray() throws {
    try two.repository.git("config", "remote.up.url", remote.repository.path)
    try two.repository.git("config", "remote.up/ledger.url", remote.repository.path)
    _ = try two.ledger().fetch(remote: "up/ledger")
    #expect(try two.ledger().strays(of: "up") == [])
    #expect(try two.ledger().unpushed(remote: "up") == ["prod": 2])
  }
}

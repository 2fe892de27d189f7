import Foundation
import Git
import Ledger
import TestSupport
import Testing

/// Who changes, removes or forges a record is caught, and told in the words of the documents.
@Suite struct IntegrityTests {
  let clone: LedgerClone

  init() throws {
    clone = try LedgerClone()
    for number in 0..<3 {
      try clone.repository.commit(["a": "\(number)"])
      try clone.deploy(version: "v\(number)")
    }
  }

  func report() throws -> IntegrityReport {
    try #require(try clone.ledger().integrity("prod"))
  }

  /// The first column and the sentence of each row of the table in the format's description.
  static let documented: [(kind: String, sentence: String)] = {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let page = try? String(
      contentsOf: root.appendingPathComponent("docs/ledger-format.md"),
      encoding: .utf8
    )
    let section = page?.components(separatedBy: "\n## Integrity\n").last ?? ""
    return section.split(separator: "\n").compactMap { row in
      let cells = row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      guard row.hasPrefix("| `"), cells.count == 3 else { return nil }
      return (cells[0].trimmingCharacters(in: ["`"]), cells[1])
    }
  }()

  /// Whether a sentence is what a documented one says, with anything in place of `‹…›`.
  static func fits(_ sentence: String, _ documented: String) -> Bool {
    let parts = documented.split(omittingEmptySubsequences: false) { "‹›".contains($0) }
      .enumerated().filter { $0.offset.isMultiple(of: 2) }.map { String($0.element) }
    guard let first = parts.first, let last = parts.last, sentence.hasPrefix(first),
      sentence.hasSuffix(last)
    else { return false }
    var rest = sentence.dropFirst(first.count)
    for part in parts.dropFirst() where !part.isEmpty {
      guard let place = rest.range(of: part) else { return false }
      rest = rest[place.upperBound...]
    }
    return true
  }

  func expect(_ kind: IntegrityReport.Problem.Kind, _ words: String...) throws {
    let report = try self.report()
    let found = report.problems.filter { $0.kind == kind }
    #expect(!found.isEmpty, "\(report.problems)")
    for problem in report.problems {
      let rows = Self.documented.filter { $0.kind == problem.kind.rawValue }
      #expect(rows.contains { Self.fits(problem.sentence, $0.sentence) }, "\(problem)")
    }
    for word in words {
      #expect(found.contains { $0.sentence.contains(word) }, "\(word): \(found)")
    }
  }

  @Test func everyKindIsDocumented() {
    for kind in IntegrityReport.Problem.Kind.allCases {
      #expect(Self.documented.contains { $0.kind == kind.rawValue }, "\(kind)")
    }
  }

  @Test func aSoundLedgerHasNoProblems() throws {
    let report = try self.report()
    #expect(report.problems == [])
    #expect(report.records == 3)
    #expect(report.absent == [])
    #expect(
      report.signatures
        == {
          var none = report.signatures
          none.none = 3
          return none
        }()
    )
    #expect(try clone.ledger().integrity("test") == nil)
  }

  @Test func soHasOneOfSeveralClones() throws {
    let remote = try LedgerClone(.bare)
    let other = try LedgerClone(of: remote)
    try clone.repository.git("remote", "add", "origin", remote.repository.path)
    try other.deploy()
    _ = try other.ledger().push(remote: "origin")
    _ = try clone.ledger().push(remote: "origin")
    try other.deploy()
    _ = try other.ledger().push(remote: "origin")
    _ = try clone.ledger().fetch(remote: "origin")
    let report = try self.report()
    #expect(report.problems == [])
    #expect(report.records == 5)
    // The other clone deployed a commit of its own.
    #expect(report.absent.count == 1)
  }

  // MARK: On top of the history

  @Test func aChangedRecord() throws {
    let path = try clone.newestPath()
    let text = try clone.repository.git("show", "\(LedgerClone.reference):\(path)")
    try clone.tamper(set: [path: text.replacing("v2", with: "v9") + "\n"])
    try expect(.changed, "prod changes \(path): a record never changes.")
  }

  @Test func aRemovedRecord() throws {
    let path = try clone.newestPath()
    try clone.tamper(remove: [path])
    try expect(.removed, "prod removes \(path): a record is never removed.")
  }

  @Test func aRemovedRecordThatWasPutBack() throws {
    let path = try clone.newestPath()
    let text = try clone.repository.git("show", "\(LedgerClone.reference):\(path)")
    try clone.tamper(remove: [path])
    try clone.tamper(set: [path: text + "\n"])
    try expect(.removed, path)
  }

  @Test func aRecordThatItsCommitDoesNotName() throws {
    let path = try clone.newestPath()
    let text = try clone.repository.git("show", "\(LedgerClone.reference):\(path)")
    let other = path.dropLast(9) + "ZZZZ.json"
    try clone.tamper(set: [String(other): text + "\n"])
    try expect(.added, String(other))
    try expect(.record)
  }

  @Test func aCommitByHand() throws {
    try clone.tamper(message: "by hand\n")
    try expect(.trailers)
  }

  @Test func anOlderRecordNamedAsTheNewest() throws {
    let path = try clone.newestPath()
    try clone.tamper(message: "x\n\nRecord: \(path)\nSeq: 1\n")
    try expect(.order)
  }

  @Test func aRecordUnderTwoCommits() throws {
    let path = try clone.newestPath()
    let head = try clone.head()
    let earlier = try LedgerClone.id(clone.repository.git("rev-parse", "HEAD~1"))
    let text = try clone.repository.git("show", "\(LedgerClone.reference):\(path)")
    let id = path.dropFirst(path.utf8.count - 31).dropLast(5)
    let other = "records/\(earlier.hex.prefix(2))/\(earlier.hex.dropFirst(2))/\(id).json"
    try clone.tamper(set: [other: text.replacing(head.hex, with: earlier.hex) + "\n"])
    try expect(.duplicate, path, other)
  }

  // MARK: A history made anew

  @Test func aChangedRecordInAHistoryMadeAnew() throws {
    try clone.forge { number, path, text in
      (path, number == 1 ? text.replacing("v1", with: "v9") : text)
    }
    try expect(.previous, "one of the two was changed")
  }

  @Test func aRecordLeftOut() throws {
    try clone.forge { number, path, text in number == 1 ? nil : (path, text) }
    try expect(.sequence, "has seq 3")
    try expect(.previous)
  }

  @Test func theFirstRecordsLeftOut() throws {
    try clone.forge { number, path, text in number == 0 ? nil : (path, text) }
    try expect(.previous, "what was before it is gone")
  }

  @Test func anotherCommitInPlaceOfTheDeployedOne() throws {
    let deployed = try clone.head()
    let forged = try LedgerClone.id(clone.repository.git("rev-parse", "HEAD~2"))
    try clone.forge { number, path, text in
      guard number == 2 else { return (path, text) }
      let file = path.suffix(31)
      return (
        "records/\(forged.hex.prefix(2))/\(forged.hex.dropFirst(2))/\(file)",
        text.replacing(deployed.hex, with: forged.hex)
      )
    }
    try expect(.tree, forged.abbreviated)
  }

  @Test func somethingElseThanACommit() throws {
    let deployed = try clone.head()
    let blob = try clone.repository.git("rev-parse", "HEAD:a")
    try clone.forge { number, path, text in
      guard number == 2 else { return (path, text) }
      return (
        "records/\(blob.prefix(2))/\(blob.dropFirst(2))/\(path.suffix(31))",
        text.replacing(deployed.hex, with: blob)
      )
    }
    try expect(.commit, String(blob.prefix(10)))
  }

  @Test func aCommitThatNobodyHasIsSaidToBeAbsent() throws {
    let deployed = try clone.head()
    let forged = String(repeating: "ab", count: 20)
    try clone.forge { number, path, text in
      guard number == 2 else { return (path, text) }
      return (
        "records/ab/\(forged.dropFirst(2))/\(path.suffix(31))",
        text.replacing(deployed.hex, with: forged)
      )
    }
    var report = try self.report()
    #expect(report.absent.map(\.commit.hex) == [forged])
    // A forger may give the tree of another commit, so it proves nothing.
    #expect(report.absent.map(\.hasTree) == [true])

    let tree = try clone.repository.git("rev-parse", "HEAD^{tree}")
    try clone.forge { number, path, text in
      (path, number == 2 ? text.replacing(tree, with: String(repeating: "cd", count: 20)) : text)
    }
    report = try self.report()
    #expect(report.absent.map(\.commit.hex) == [forged])
    #expect(report.absent.map(\.hasTree) == [false])
    #expect(report.absent.first?.path.hasPrefix("records/ab/") == true)
  }

  // MARK: Remotes

  @Test func aRewoundRemoteThatPlainGitFetched() throws {
    let remote = try LedgerClone(.bare)
    try clone.repository.git("remote", "add", "origin", remote.repository.path)
    _ = try clone.ledger().push(remote: "origin")
    #expect(try report().problems == [])
    try remote.repository.git("update-ref", LedgerClone.reference, "\(LedgerClone.reference)~1")
    try clone.repository.git(
      "fetch",
      "--quiet",
      "origin",
      LedgerPlace.references.refspec(for: "origin")
    )
    try expect(.rewound, "at 'origin' is now", "seen there before")
  }

  @Test func aLedgerRewoundHere() throws {
    let remote = try LedgerClone(.bare)
    try clone.repository.git("remote", "add", "origin", remote.repository.path)
    _ = try clone.ledger().push(remote: "origin")
    try clone.repository.git("update-ref", LedgerClone.reference, "\(LedgerClone.reference)~1")
    try expect(.rewoundHere, "seen at 'origin' before")
    try clone.repository.git("update-ref", "-d", LedgerClone.reference)
    try expect(.rewoundHere)
  }

  @Test func aLedgerThatWasFetchedShallowIsNotTakenForDamaged() throws {
    let remote = try LedgerClone(.bare)
    try clone.repository.git("remote", "add", "origin", remote.repository.path)
    _ = try clone.ledger().push(remote: "origin")
    let shallow = try LedgerClone(of: remote)
    try shallow.repository.git(
      "fetch",
      "--quiet",
      "--depth=1",
      "file://" + remote.repository.path,
      "\(LedgerClone.reference):\(LedgerClone.reference)"
    )
    let report = try #require(try shallow.ledger().integrity("prod"))
    #expect(report.problems == [])
    #expect(report.records == 3)
    #expect(report.isShallow)
    // The deployed commits are not there.
    #expect(report.absent.count == 3)
  }

  // MARK: Signatures

  @Test func signaturesAreToldApart() throws {
    let key = clone.repository.directory.path("key")
    try TestProcess.run(
      "ssh-keygen",
      ["-q", "-t", "ed25519", "-N", "", "-f", key],
      environment: clone.repository.environment,
      directory: clone.repository.path
    )
    let publicKey = String(decoding: try Files.read(key + ".pub"), as: UTF8.self)
    let signers = clone.repository.directory.path("signers")
    try Files.atomicWrite(Array("* \(publicKey)".utf8), to: signers)
    for (name, value) in [
      ("gpg.format", "ssh"), ("user.signingKey", key), ("commit.gpgSign", "true"),
      ("gpg.ssh.allowedSignersFile", signers),
    ] {
      try clone.repository.git("config", name, value)
    }
    try clone.deploy()
    var report = try self.report()
    #expect(report.signatures.good == 1)
    #expect(report.signatures.none == 3)
    #expect(report.signs)
    #expect(report.problems == [])

    // The same signature under another message.
    let raw = try clone.repository.git("cat-file", "commit", clone.tip())
      .replacing("record: prod", with: "Record: prod")
    let forged = try clone.repository.git(
      ["hash-object", "-t", "commit", "-w", "--stdin"],
      input: Array((raw + "\n").utf8)
    )
    try clone.repository.git("update-ref", LedgerClone.reference, forged)
    try expect(.signature, "has a bad signature.")
    try Files.atomicWrite([], to: signers)
    report = try self.report()
    #expect(report.signatures.good == 0)
  }
}

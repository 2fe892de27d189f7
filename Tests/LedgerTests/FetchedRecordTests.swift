import Foundation
import Git
import Ledger
import TestSupport
import Testing

/// A fetch takes nothing over that nobody could read, or go on from.
@Suite struct FetchedRecordTests {
  let remote: LedgerClone
  let clone: LedgerClone

  init() throws {
    remote = try LedgerClone(.bare)
    clone = try LedgerClone(of: remote)
    try clone.deploy()
    _ = try clone.ledger().push(remote: "origin")
  }

  /// Puts a record on the remote's ledger as somebody with plain Git would.
  private func add(
    mode: String = "100644",
    seq: Int = 2,
    _ change: (String) throws -> String
  ) throws {
    let path = try remote.newestPath()
    let before = try remote.repository.git("show", "\(LedgerClone.reference):\(path)") + "\n"
    let id = "01ZZZZZZZZ0000000000000000"
    let hash = Ledger.hash(Array(before.utf8))
    let next = before.replacing(path.suffix(31).dropLast(5), with: id)
      .replacing("\"seq\":1,\"prev\":null", with: "\"seq\":\(seq),\"prev\":\"\(hash)\"")
    let blob = try remote.repository.git(
      ["hash-object", "-w", "--stdin"],
      input: Array(try change(next).utf8)
    )
    let object = mode == "160000" ? try remote.tip() : blob
    let new = path.replacing(path.suffix(31), with: id + ".json")
    let index = ["GIT_INDEX_FILE": remote.repository.directory.path("add-index")]
    let tip = try remote.tip()
    try remote.repository.git(["read-tree", tip], environment: index)
    try remote.repository.git(
      ["update-index", "--add", "--cacheinfo", "\(mode),\(object),\(new)"],
      environment: index
    )
    let tree = try remote.repository.git(["write-tree"], environment: index)
    let commit = try remote.repository.git(
      ["commit-tree", tree, "-p", tip, "-F", "-"],
      input: Array("x\n\nRecord: \(new)\nSeq: \(seq)\n".utf8)
    )
    try remote.repository.git("update-ref", LedgerClone.reference, commit)
  }

  private func expectRefusal(_ words: String) throws {
    let before = try clone.tip()
    for _ in 0..<2 {
      let error = try #require(throws: LedgerError.self) {
        try clone.ledger().fetch(remote: "origin")
      }
      #expect(error.message.contains(words), "\(error.message)")
      #expect(error.message.contains("Nothing of it was taken over."))
    }
    #expect(try clone.tip() == before)
    try clone.deploy()
    #expect(try clone.ids().count == 2)
  }

  @Test func aSoundRecordOfSomebodyElseIsTaken() throws {
    try add { $0 }
    #expect(try clone.ledger().fetch(remote: "origin").map(\.records) == [1])
    try add(seq: 3) { _ in "{\"schema\":2}" }
    // A later program's is carried, though not read.
    let error = try #require(throws: LedgerError.self) {
      try clone.ledger().fetch(remote: "origin")
    }
    #expect(error.message.contains("has a seq that is not due") == false, "\(error.message)")
  }

  @Test func whatIsNoRecord() throws {
    try add { _ in "not json\n" }
    try expectRefusal("is not a deployment record: it is not JSON.")
  }

  @Test func nestingWithoutEnd() throws {
    let deep = String(repeating: "[", count: 20_000) + String(repeating: "]", count: 20_000)
    try add { $0.replacing("\"items\":", with: "\"x\":\(deep),\"items\":") }
    try expectRefusal("is not a deployment record")
  }

  @Test(arguments: ["160000", "120000", "100755"])
  func whatIsNoFile(mode: String) throws {
    try add(mode: mode) { $0 }
    try expectRefusal("adds what is no file")
  }

  @Test func aNumberThatIsNotDue() throws {
    try add(seq: 9_007_199_254_740_992) { $0 }
    try expectRefusal("has a seq that is not due")
  }

  @Test func aRecordThatDoesNotFollow() throws {
    try add { $0.replacing(/"prev":"sha256:\w+"/, with: "\"prev\":null") }
    try expectRefusal("adds a record that does not follow the last")
  }

  @Test(arguments: [
    (#""items":["#, #""items":[],"items":["#, "an object in it has a key twice"),
    (#""status":"#, #""status":"failed","status":"#, "an object in it has a key twice"),
    (#""name":"db""#, #""name":"""#, "an item has no name or no version"),
    (
      #""items":["#, #""items":[{"store":"local","name":"db","version":"x"},"#,
      "it has a secret twice"
    ),
    (
      #""items":["#, #""items":[{"store":"ssm","name":"/x","version":-5},"#,
      "an item has a version below 1"
    ),
  ])
  func aRecordAgainstTheFormat(text: String, other: String, words: String) throws {
    try add { $0.replacing(text, with: other) }
    try expectRefusal(words)
  }

  @Test func anotherEnvironmentsLedger() throws {
    try remote.repository.git(
      "update-ref",
      "refs/secrets-sync/ledger/test",
      LedgerClone.reference
    )
    let error = try #require(throws: LedgerError.self) {
      try clone.ledger().fetch(remote: "origin")
    }
    #expect(error.message.contains("holds the record of another deployment"))
    #expect(error.hint?.contains("When a ledger is damaged") == true)
    #expect(try clone.ledger().latest(environment: "test") == nil)
  }

  @Test func aFolderWithTwoEntriesOfOneName() throws {
    try add { $0 }
    let tip = try remote.tip()
    // Git itself does not write such a tree: its bytes are put together.
    let tree = try remote.repository.git("rev-parse", tip + ":records")
    let entry = Array("40000 records".utf8) + [0] + (try #require(Self.bytes(tree)))
    let twice = try remote.repository.git(
      ["hash-object", "-t", "tree", "-w", "--literally", "--stdin"],
      input: entry + entry
    )
    let message = try remote.repository.git("log", "-1", "--format=%B", tip)
    let commit = try remote.repository.git(
      ["commit-tree", twice, "-p", tip + "~1", "-F", "-"],
      input: Array(message.utf8)
    )
    try remote.repository.git("update-ref", LedgerClone.reference, commit)
    #expect(throws: LedgerError.self) { try clone.ledger().fetch(remote: "origin") }
    #expect(try clone.ids().count == 1)
    // Where it got in by other means.
    try clone.repository.git("fetch", "--quiet", "origin", LedgerClone.reference)
    try clone.repository.git("update-ref", LedgerClone.reference, commit)
    let report = try #require(try clone.ledger().integrity("prod"))
    #expect(report.problems.contains { $0.kind == .folder }, "\(report.problems)")
  }

  private static func bytes(_ hex: String) -> [UInt8]? {
    let digits = Array(hex)
    return stride(from: 0, to: digits.count, by: 2).map {
      UInt8(String(digits[$0...($0 + 1)]), radix: 16) ?? 0
    }
  }

  @Test func whatOthersCouldNotReadIsNotPushed() throws {
    try clone.repository.git("update-ref", "refs/secrets-sync/ledger/test", "HEAD")
    let head = try #require(throws: LedgerError.self) {
      try clone.ledger().push(remote: "origin")
    }
    #expect(head.message.contains("does not name its newest record"), "\(head.message)")
    let copy = try clone.tip()
    try clone.repository.git("update-ref", "refs/secrets-sync/ledger/test", copy)
    let error = try #require(throws: LedgerError.self) {
      try clone.ledger().push(remote: "origin")
    }
    #expect(error.message.contains("holds the record of another deployment"))
    #expect(error.message.contains("Nothing was pushed."))
    #expect(
      try remote.repository.git("for-each-ref", "--format=%(refname)").contains("test") == false
    )
  }

  @Test func aDeletedLedgerIsNoticedLater() throws {
    try remote.repository.git("update-ref", "-d", LedgerClone.reference)
    #expect(throws: LedgerError.self) { try clone.ledger().fetch(remote: "origin") }
    let report = try #require(try clone.ledger().integrity("prod"))
    #expect(report.problems.map(\.kind) == [.rewound])
    #expect(report.problems.first?.sentence.contains("at 'origin' is gone; ") == true)
  }
}

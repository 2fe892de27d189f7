import Foundation
import Git
import Ledger
import TestSupport

/// What somebody could put on a ledger with plain Git, for tests of who notices.
extension LedgerClone {
  /// The raw bytes of an object's content.
  func raw(_ type: String, _ name: String) throws -> [UInt8] {
    let result = try TestProcess.run(
      "git",
      ["cat-file", type, name],
      environment: repository.environment,
      directory: repository.path
    )
    return Array(result.output)
  }

  /// Stores an object whatever it is.
  func store(_ type: String, _ bytes: [UInt8]) throws -> String {
    try repository.git(["hash-object", "-w", "-t", type, "--literally", "--stdin"], input: bytes)
  }

  /// A tree of these entries in this order.
  func storeTree(_ entries: [(mode: String, name: String, id: String)]) throws -> String {
    var bytes: [UInt8] = []
    for (mode, name, id) in entries {
      bytes += "\(mode) \(name)".utf8 + [0] + Array(try LedgerClone.id(id).bytes)
    }
    return try store("tree", bytes)
  }

  /// The text of a record that follows the newest one, as `change` makes it, and its path.
  func next(
    _ change: (String) throws -> String = { $0 }
  ) throws -> (path: String, text: String, seq: Int) {
    // Recorded for real, and taken back.
    let before = try tip()
    let record = try deploy(version: "next")
    let path = try newestPath()
    try repository.git("update-ref", Self.reference, before)
    return (path, try change(String(decoding: record.fileBytes, as: UTF8.self)), record.seq)
  }

  /// Puts a record on the ledger as the program would, but for what it is.
  @discardableResult
  func craft(
    seq: Int? = nil,
    mode: String = "100644",
    blob: String? = nil,
    _ change: (String) throws -> String = { $0 }
  ) throws -> String {
    let (path, text, due) = try next(change)
    let index = ["GIT_INDEX_FILE": repository.directory.path("craft-index")]
    try repository.git(["read-tree", tip()], environment: index)
    let object =
      try blob ?? repository.git(["hash-object", "-w", "--stdin"], input: Array(text.utf8))
    try repository.git(
      ["update-index", "--add", "--cacheinfo", "\(mode),\(object),\(path)"],
      environment: index
    )
    let tree = try repository.git(["write-tree"], environment: index)
    let standard = "record: crafted\n\nRecord: \(path)\nSeq: \(seq ?? due)\n"
    let commit = try repository.git(
      ["commit-tree", tree, "-p", tip(), "-F", "-"],
      input: Array(standard.utf8)
    )
    try repository.git("update-ref", Self.reference, commit)
    return commit
  }

  /// Puts a commit on the ledger whose root has two entries `records`: that of before and one with
  /// just the new record.
  @discardableResult
  func craftTwoRoots() throws -> String {
    let before = try tip()
    let crafted = try craft()
    let path = try newestPath()
    let parts = path.split(separator: "/").map(String.init)
    let file = try repository.git("rev-parse", "\(crafted):\(path)")
    let folder = try storeTree([("100644", parts[3], file)])
    let two = try storeTree([("40000", parts[2], folder)])
    let fresh = try storeTree([("40000", parts[1], two)])
    let old = try repository.git("rev-parse", "\(before):records")
    let root = try storeTree([("40000", "records", old), ("40000", "records", fresh)])
    let text = String(decoding: try raw("commit", crafted), as: UTF8.self)
    let tree = try repository.git("rev-parse", "\(crafted)^{tree}")
    let commit = try store("commit", Array(text.replacing(tree, with: root).utf8))
    try repository.git("update-ref", Self.reference, commit)
    return commit
  }
}

import Git

/// Where a record's file is in the tree of a ledger.
struct RecordPath: Hashable {
  let commit: ObjectID
  let id: String

  /// What the paths of all records begin with.
  static let root = "records/"

  /// The folder of all records of `commit`.
  static func folder(_ commit: ObjectID) -> String {
    "records/\(commit.hex.prefix(2))/\(commit.hex.dropFirst(2))"
  }

  var text: String { "\(Self.folder(commit))/\(id).json" }

  init(commit: ObjectID, id: String) {
    self.commit = commit
    self.id = id
  }

  /// The parts of a path of that form, nil for any other.
  init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 4, parts[0] == "records", parts[1].utf8.count == 2,
      let commit = ObjectID(hex: "\(parts[1])\(parts[2])"),
      parts[3].hasSuffix(".json"), ULIDGenerator.isValid(parts[3].dropLast(5))
    else { return nil }
    self.init(commit: commit, id: String(parts[3].dropLast(5)))
    guard self.text == text else { return nil }
  }
}

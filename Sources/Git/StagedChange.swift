/// One difference between the last commit and the index.
package struct StagedChange: Sendable, Hashable {
  /// How an entry differs.
  package enum Status: UInt8, Sendable, Hashable {
    case added = 0x41  // A
    case modified = 0x4D  // M
    case deleted = 0x44  // D
    case typeChanged = 0x54  // T
    case unmerged = 0x55  // U
  }

  /// What happened to the entry.
  package let status: Status
  /// Where the entry is, from the top of the repository.
  package let path: GitPath
  /// The entry's mode in the last commit; `absent` if it is new.
  package let oldMode: FileMode
  /// The entry's mode in the index; `absent` if it is deleted.
  package let newMode: FileMode
  /// The entry's object in the last commit; zero if it is new.
  package let oldID: ObjectID
  /// The entry's object in the index; zero if it is deleted or unmerged.
  package let newID: ObjectID

  /// Makes a change from its parts.
  package init(
    status: Status,
    path: GitPath,
    oldMode: FileMode,
    newMode: FileMode,
    oldID: ObjectID,
    newID: ObjectID
  ) {
    self.status = status
    self.path = path
    self.oldMode = oldMode
    self.newMode = newMode
    self.oldID = oldID
    self.newID = newID
  }
}

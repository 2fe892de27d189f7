/// One entry of a directory as Git stores it.
package struct TreeEntry: Sendable, Hashable {
  /// The name's bytes, one path component.
  package let name: [UInt8]
  /// What the entry is.
  package let mode: FileMode
  /// The blob, tree or (for a submodule) commit.
  package let id: ObjectID

  /// Makes an entry from its parts.
  package init(name: [UInt8], mode: FileMode, id: ObjectID) {
    self.name = name
    self.mode = mode
    self.id = id
  }
}

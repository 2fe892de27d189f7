package import Git

/// What pre-commit leaves for prepare-commit-msg, which Git runs in the same commit: that this `git`
/// had this index looked at.
///
/// It need not survive a crash, and is worth nothing to another process.
package struct CommitCheckMark: Sendable {
  private let file: String
  private let text: [UInt8]

  /// Describes the commit that is being made; nil where it is not known which `git` makes it.
  package init?(_ places: HookPlaces, by process: GitProcess?) {
    guard let process else { return nil }
    file = places.gitDirectory + "/secrets-sync/checked"
    text = Array("\(process.identity) \(places.indexIdentity)\n".utf8)
  }

  /// Whether the mark is there.
  package var isSet: Bool { (try? Files.readIfPresent(file)) == text }

  /// Leaves it.
  ///
  /// Where that fails, the other hook looks once more.
  package func set() { try? Files.overwrite(text, at: file) }
}

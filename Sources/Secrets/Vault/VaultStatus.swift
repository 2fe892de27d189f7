/// How a file here and in the vault differ, seen from what they last had in common.
package enum VaultFileState: String, Sendable, CaseIterable {
  case same
  case changedHere = "changed-here"
  case newerThere = "newer-there"
  case changedBoth = "changed-both"
  case onlyHere = "only-here"
  case onlyThere = "only-there"
  /// Removed here since it was the same, and still in the vault.
  case goneHere = "gone-here"
  /// Deleted in the vault since it was the same, and still here.
  case goneThere = "gone-there"
}

/// One file, as it stands.
package struct VaultFileStatus: Sendable {
  package let file: VaultPath
  package let state: VaultFileState
  /// SHA-256 of the content here; nil where there is none.
  package let digest: [UInt8]?
  /// The tag of the latest version in the vault; nil where there is none.
  package let tag: String?
  /// The size of that version as the vault has it, in bytes.
  package let size: Int?
  /// More of that version, where it was asked for.
  package let head: VaultHead?
  package let known: VaultState.Known?

  /// Whether the latest version is encrypted before the vault has it; nil where that is not known.
  package var isSealed: Bool? {
    if let head { return head.isSealed }
    guard let tag, known?.tag == tag else { return nil }
    return known?.sealed ?? false
  }
}

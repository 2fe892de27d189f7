/// The kind of a tree or index entry: all that Git knows.
package enum FileMode: UInt32, Sendable, Hashable {
  /// No entry on this side of a change.
  case absent = 0
  /// A directory.
  case tree = 0o040000
  /// A file.
  case regular = 0o100644
  /// A file that may be run.
  case executable = 0o100755
  /// A symbolic link; the blob is its target.
  case symlink = 0o120000
  /// A commit of another repository.
  case submodule = 0o160000

  /// Parses octal digits such as `100644`; `nil` for a mode that Git does not have.
  ///
  /// `100664` was written by very old versions of Git and means a file.
  package init?(octal: some StringProtocol) {
    guard let value = UInt32(octal, radix: 8) else { return nil }
    self.init(rawValue: value == 0o100664 ? 0o100644 : value)
  }

  /// Parses octal digits in ASCII; `nil` for a mode that Git does not have.
  init?(octalBytes: some Collection<UInt8>) {
    var value: UInt32 = 0
    guard octalBytes.count == 6 else { return nil }
    for byte in octalBytes {
      guard (0x30...0x37).contains(byte) else { return nil }
      value = value << 3 | UInt32(byte - 0x30)
    }
    self.init(rawValue: value == 0o100664 ? 0o100644 : value)
  }

  /// Whether the entry's object is a blob in this repository.
  package var isBlob: Bool { self == .regular || self == .executable || self == .symlink }
}

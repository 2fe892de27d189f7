import Git

/// The names that an environment may have, and its references.
///
/// A name is a reference component of Git and, because some file systems fold case, lower-case:
/// `[a-z0-9][a-z0-9._-]*`, at most 100 bytes, without `..`, and not ending in `.` or `.lock`.
package enum EnvironmentName {
  /// Whether `name` may be an environment.
  package static func isValid(_ name: String) -> Bool {
    let bytes = Array(name.utf8)
    guard let first = bytes.first, bytes.count <= 100, isAlphanumeric(first) else { return false }
    let allowed = bytes.allSatisfy { isAlphanumeric($0) || ".-_".utf8.contains($0) }
    let consecutiveDots = zip(bytes, bytes.dropFirst()).contains { $0 == 0x2E && $1 == 0x2E }
    return allowed && !consecutiveDots && !name.hasSuffix(".") && !name.hasSuffix(".lock")
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
  }

  /// What comes before the name of the environment where a remote's ledger is remembered.
  static func remotePrefix(_ remote: String) -> String {
    "refs/secrets-sync/remotes/\(remote)/ledger/"
  }

  /// The same for what a remote has beside its branches.
  static func otherPlace(_ remote: String) -> String {
    "refs/secrets-sync/remotes/\(remote)/references/"
  }
}

/// The text in quotes, control characters escaped, for messages.
func quoted(_ text: String) -> String {
  "'" + GitPath(text).description + "'"
}

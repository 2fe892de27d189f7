/// A file of the vault, perhaps at a version, as people write it: `vault:PATH[@VERSION]`.
///
/// As in a ``SecretReference``, the last `@` starts the version; a path that holds an `@` itself is
/// written with another one at its end.
package struct VaultReference: Hashable, Sendable {
  package static let prefix = "vault:"

  package let file: VaultPath
  /// The latest version when absent.
  package let version: String?

  /// Nil for what does not begin as one.
  ///
  /// - Throws: `.invalidReference` for a path that a vault does not take, or an empty version.
  package init?(parsing text: String) throws(SecretsError) {
    guard text.hasPrefix(Self.prefix) else { return nil }
    let rest = text.dropFirst(Self.prefix.count)
    let at = rest.lastIndex(of: "@")
    let path = String(at.map { rest[..<$0] } ?? rest)
    let version = at.map { String(rest[rest.index(after: $0)...]) }
    guard let file = VaultPath(path) else {
      throw SecretsError(
        .invalidReference,
        "“\(printable(text))” names no file of a vault.",
        hint: "Write its path from the top of the working tree, such as vault:ssm-prod.py."
      )
    }
    self.file = file
    self.version = version.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The reference to the latest version of a file.
  package static func text(_ path: String) -> String {
    prefix + path + (path.contains("@") ? "@" : "")
  }
}

extension VaultReference: CustomStringConvertible {
  package var description: String {
    version.map { "\(Self.prefix)\(file.text)@\($0)" } ?? Self.text(file.text)
  }
}

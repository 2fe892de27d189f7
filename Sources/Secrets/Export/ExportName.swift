/// The name of a secret in a document.
package enum ExportName {
  package enum Style: Sendable {
    /// `DB_PASSWORD`
    case variable
    /// `db_password`
    case terraform
    /// `db/password`
    case path
    /// `db.password`, for Kubernetes, whose keys have no slash.
    case dotted
  }

  /// The name of what a selector chose.
  ///
  /// - Parameters:
  ///   - secret: the name in the store.
  ///   - selector: what chose it. Its part before the last slash that precedes the first wildcard is
  ///     left out, so that `myapp/prod/db/password` of `sm:myapp/prod/*` is `db/password`.
  ///   - key: the key of a JSON object, where one of its members is meant.
  ///   - style: how the document writes names.
  /// - Returns: the name, which the format may still refuse.
  package static func of(
    _ secret: String,
    chosenBy selector: SecretSelector,
    key: String? = nil,
    _ style: Style
  ) -> String {
    let fixed = selector.literalPrefix
    let base = fixed.lastIndex(of: "/").map { fixed[...$0] } ?? ""
    var path = Substring(secret.hasPrefix(base) ? secret.dropFirst(base.count) : secret[...])
    while path.first == "/" { path.removeFirst() }
    let pieces = [String(path)] + (key.map { [$0] } ?? [])
    switch style {
    case .path: return pieces.joined(separator: "/")
    case .dotted: return pieces.joined(separator: ".").replacing("/", with: ".")
    case .variable: return identifier(pieces.joined(separator: "_")).uppercased()
    case .terraform: return identifier(pieces.joined(separator: "_")).lowercased()
    }
  }

  /// ASCII letters, digits and `_`, not beginning with a digit.
  package static func isVariable(_ name: String) -> Bool {
    guard let first = name.utf8.first, !(0x30...0x39).contains(first) else { return false }
    return name.utf8.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "_") }
  }

  static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }

  /// Each other ASCII character becomes `_`; the rest stays, and is refused where it may not be.
  private static func identifier(_ text: String) -> String {
    var name = String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { scalar in
          guard scalar.isASCII else { return scalar }
          return isLetterOrDigit(UInt8(scalar.value)) ? scalar : "_"
        }
      )
    )
    if let first = name.utf8.first, (0x30...0x39).contains(first) { name = "_" + name }
    return name
  }
}

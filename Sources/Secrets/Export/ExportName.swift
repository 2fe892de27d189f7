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
    return joined([String(path)] + (key.map { [$0] } ?? []), style)
  }

  /// The name of a member of the JSON object that has `name`, by the keys that lead to it.
  package static func of(member path: [String], in name: String, _ style: Style) -> String {
    // The name stands: it may be one that somebody chose.
    switch style {
    case .path, .dotted: joined([name] + path, style)
    case .variable, .terraform: name + "_" + joined(path, style, isStart: false)
    }
  }

  private static func joined(_ pieces: [String], _ style: Style, isStart: Bool = true) -> String {
    switch style {
    case .path: pieces.joined(separator: "/")
    case .dotted: pieces.joined(separator: ".").replacing("/", with: ".")
    case .variable: identifier(pieces.joined(separator: "_"), isStart).uppercased()
    case .terraform: identifier(pieces.joined(separator: "_"), isStart).lowercased()
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
  private static func identifier(_ text: String, _ isStart: Bool) -> String {
    var name = String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { scalar in
          guard scalar.isASCII else { return scalar }
          return isLetterOrDigit(UInt8(scalar.value)) ? scalar : "_"
        }
      )
    )
    if isStart, let first = name.utf8.first, (0x30...0x39).contains(first) { name = "_" + name }
    return name
  }
}

/// One secret, or one key or version of it: `store:name[#key][@version]`, or an ARN in that place.
///
/// `#` never occurs in a name, so the first one starts the key, and an `@` before it belongs to the
/// name. Otherwise the last `@` starts the version, and an `@` at the very end stands for the current
/// version, which is how a name or a key that holds an `@` itself is written
/// (`sm:me@example.com@`).
package struct SecretReference: Hashable, Sendable {
  package var store: StoreKind
  package var name: String
  /// The member of a JSON object that is meant, the whole value when absent.
  package var key: String?
  /// An id, a number, a stage or a label; the current version when absent.
  package var version: String?
  /// The ARN, where the reference was written with one.
  package var arn: String?

  package init(
    store: StoreKind,
    name: String,
    key: String? = nil,
    version: String? = nil,
    arn: String? = nil
  ) {
    self.store = store
    self.name = name
    self.key = key
    self.version = version
    self.arn = arn
  }

  /// What to ask the store for: the ARN where there is one, since it alone is never ambiguous.
  package var id: String { arn ?? name }
}

extension SecretReference {
  /// Reads a reference as people write it; without a default store, a bare name is refused.
  package init(parsing text: String, defaultStore: StoreKind? = nil) throws(SecretsError) {
    let (store, rest) = try StorePrefix.split(text, defaultStore: defaultStore)
    let pieces = try ReferencePieces(rest)
    self.init(store: store ?? .secretsManager, name: pieces.name)
    key = pieces.key
    version = pieces.version
    if pieces.name.hasPrefix("arn:") {
      let arn = try SecretARN(parsing: pieces.name)
      guard store == nil || store == arn.store else {
        throw SecretsError(
          .invalidReference,
          "“\(printable(text))” names \(self.store.title), but its ARN belongs to "
            + "\(arn.store.title).",
          hint: "Write the ARN without a prefix."
        )
      }
      self.store = arn.store
      self.arn = pieces.name
      name = arn.name
    }
    try SecretName.check(name, in: self.store)
    if key?.isEmpty == true {
      throw SecretsError(
        .invalidReference,
        "“\(printable(text))” has nothing after its #.",
        hint: "Write the JSON key there, or leave the # out to mean the whole value."
      )
    }
    if let version { try Self.check(version: version, in: self.store, of: text) }
  }

  private static func check(
    version: String,
    in store: StoreKind,
    of text: String
  ) throws(SecretsError) {
    let limit = store == .parameterStore ? 100 : 256
    let isPlain = version.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: ":") }
    guard isPlain, version.utf8.count <= limit else {
      throw SecretsError(
        .invalidReference,
        "“\(printable(version))” in “\(printable(text))” is no version of a secret.",
        hint: "After the @ stands a version id or number, a stage such as AWSPREVIOUS, or a label; "
          + "a name that holds an @ itself is written with another @ at its end."
      )
    }
  }
}

extension SecretReference: CustomStringConvertible {
  /// The reference in its shortest unambiguous form.
  package var description: String {
    var text = "\(store.rawValue):\(name)"
    if let key { text += "#\(key)" }
    if let version {
      text += "@\(version)"
    } else if (key ?? name).contains("@") {
      text += "@"
    }
    return text
  }
}

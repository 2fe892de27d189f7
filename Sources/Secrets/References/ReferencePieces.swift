/// `name[#key][@version]`, cut but not yet checked.
struct ReferencePieces {
  let name: String
  let key: String?
  let version: String?

  init(_ text: Substring) throws(SecretsError) {
    if let hash = text.firstIndex(of: "#") {
      let (key, version) = Self.cut(text[text.index(after: hash)...])
      (name, self.key, self.version) = (String(text[..<hash]), String(key), version)
      return
    }
    try Self.check(text)
    let isWholeARN = Self.isSecretARN(text) && SecretARN.hasSuffix(text)
    let (name, version) = isWholeARN ? (text, nil) : Self.cut(text)
    (self.name, key, self.version) = (String(name), nil, version)
  }

  /// What stands before the last `@`, and the version after it.
  private static func cut(_ text: Substring) -> (rest: Substring, version: String?) {
    guard let at = text.lastIndex(of: "@") else { return (text, nil) }
    let after = text[text.index(after: at)...]
    return (text[..<at], after.isEmpty ? nil : String(after))
  }

  private static func isSecretARN(_ text: Substring) -> Bool {
    text.hasPrefix("arn:") && text.contains(":secretsmanager:")
  }

  /// Refuses the ARN of a secret with an `@` of which nobody can say what it belongs to.
  ///
  /// Every such ARN ends with a hyphen and six letters or digits, which tell where the name ends,
  /// unless they are missing, or the version ends in the same way.
  private static func check(_ text: Substring) throws(SecretsError) {
    guard isSecretARN(text), let at = text.lastIndex(of: "@"), !text.hasSuffix("@"),
      SecretARN.hasSuffix(text[..<at]) == SecretARN.hasSuffix(text)
    else { return }
    let after = printable(String(text[at...]))
    throw SecretsError(
      .invalidReference,
      "Whether “\(after)” belongs to the name in “\(printable(String(text)))” cannot be told.",
      hint: "If it does, write another @ at the end; if it is a version, write sm:NAME\(after)."
    )
  }
}

/// The part of a reference before its first `:`, when it names a store.
enum StorePrefix {
  /// Cuts `sm:`, `ssm:` or `local:` off; an ARN keeps its text and has no store yet.
  static func split(
    _ text: String,
    defaultStore: StoreKind?
  ) throws(SecretsError) -> (store: StoreKind?, rest: Substring) {
    guard !text.isEmpty else {
      throw SecretsError(.invalidReference, "The name of a secret is empty.", hint: example)
    }
    if text.hasPrefix("arn:") { return (nil, text[...]) }
    // A colon may also stand in the JSON key, but in no name.
    if let colon = text.firstIndex(of: ":"), !text[..<colon].contains("#") {
      let prefix = text[..<colon]
      guard let store = StoreKind(rawValue: String(prefix)) else {
        throw SecretsError(
          .invalidReference,
          unknown(prefix, in: text),
          hint: hint(forUnknown: prefix, rest: text[text.index(after: colon)...])
        )
      }
      return (store, text[text.index(after: colon)...])
    }
    guard let defaultStore else {
      let guess = text.hasPrefix("/") ? "ssm" : "sm"
      throw SecretsError(
        .invalidReference,
        "“\(printable(text))” does not say which store it is in.",
        hint: "Write for instance “\(guess):\(printable(text))”; the stores are sm, ssm and local."
      )
    }
    return (defaultStore, text[...])
  }

  private static let example =
    "Write for instance sm:myapp/db, ssm:/myapp/db/password or local:myapp/db."

  private static func unknown(_ prefix: Substring, in text: String) -> String {
    "“\(printable(String(prefix)))” in “\(printable(text))” is no store."
  }

  private static func hint(forUnknown prefix: Substring, rest: Substring) -> String {
    // Parameter Store's own way to select a version.
    if prefix.hasPrefix("/"), !rest.isEmpty {
      return
        "A version follows an @: “ssm:\(printable(String(prefix)))@\(printable(String(rest)))”."
    }
    return "The stores are sm (Secrets Manager), ssm (Parameter Store) and local."
  }
}

/// Text of unknown origin, fit for a message: control characters escaped, cut at 200 characters.
func printable(_ text: String) -> String {
  var result = ""
  for scalar in text.unicodeScalars.prefix(200) {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator:
      result += "\\u{\(String(scalar.value, radix: 16))}"
    default:
      result.unicodeScalars.append(scalar)
    }
  }
  return text.unicodeScalars.count > 200 ? result + "…" : result
}

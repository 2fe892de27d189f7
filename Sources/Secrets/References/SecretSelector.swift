/// A set of secrets of one store: `sm:myapp/*`, `ssm:/myapp/prod/**`, `local:*`, or one name.
///
/// `?` is one character and `*` any run of them. In Parameter Store, whose names are paths, both
/// stop at a slash; `**` does not, and `/**/` also matches a single slash. The names of the other
/// stores are flat: there `*` and `**` both match any run, slashes included. A selector has no
/// version, so an `@` belongs to the name; one at the very end of a name, which a reference may
/// have, is left out.
package struct SecretSelector: Hashable, Sendable {
  package let store: StoreKind
  /// The name, or the pattern of names, without the store's prefix.
  package let pattern: String
  /// The ARN, where the selector was written as one.
  package let arn: String?
  private let tokens: [Token]

  private enum Token: Hashable {
    case byte(UInt8)
    /// One character; `crossing`: also a slash.
    case one(crossing: Bool)
    case run(crossing: Bool)
    /// Nothing, or any run that ends with a slash.
    case levels
  }

  package init(parsing text: String) throws(SecretsError) {
    var (store, rest) = try StorePrefix.split(text, defaultStore: nil)
    if rest.contains("#") {
      throw SecretsError(
        .invalidReference,
        "“\(printable(text))” selects a JSON key, but a selector is about whole secrets.",
        hint: "Leave out everything from the # on."
      )
    }
    // The form that a reference has; a pattern is taken as it stands.
    if rest.hasSuffix("@"), !Self.isPattern(rest) { rest.removeLast() }
    if rest.hasPrefix("arn:") {
      let arn = try SecretARN(parsing: String(rest))
      self.init(store: arn.store, pattern: arn.name, arn: String(rest))
      try SecretName.check(pattern, in: self.store)
      return
    }
    self.init(store: store ?? .secretsManager, pattern: String(rest), arn: nil)
    if isExact {
      try SecretName.check(pattern, in: self.store)
    } else {
      try SecretName.checkCharacters(pattern, in: self.store, alsoAllowed: "*?")
    }
  }

  /// The selector of exactly one name.
  package init(store: StoreKind, name: String) throws(SecretsError) {
    try SecretName.check(name, in: store)
    self.init(store: store, pattern: name, arn: nil)
  }

  private init(store: StoreKind, pattern: String, arn: String?) {
    self.store = store
    self.pattern = pattern
    self.arn = arn
    tokens = Self.tokens(Array(pattern.utf8), crossing: store != .parameterStore)
  }

  /// Everything before the first wildcard: what a server may be asked for.
  package var literalPrefix: String {
    String(pattern.prefix { $0 != "*" && $0 != "?" })
  }

  /// Whether it chooses one name, without wildcards.
  package var isExact: Bool { !Self.isPattern(pattern) }

  private static func isPattern(_ text: some StringProtocol) -> Bool {
    text.contains { $0 == "*" || $0 == "?" }
  }

  /// What to ask the store for, of one that chooses one name.
  package var id: String { arn ?? pattern }

  package func matches(_ name: String) -> Bool {
    let text = Array(name.utf8)
    let slash = UInt8(ascii: "/")
    // next[j]: whether tokens[j...] match text[(i + 1)...]; from the end of the text to its start.
    var next: [Bool] = []
    // Whether tokens[j...] match what follows some slash at or after i.
    var afterSlash = [Bool](repeating: false, count: tokens.count + 1)
    for i in stride(from: text.count, through: 0, by: -1) {
      var current = [Bool](repeating: false, count: tokens.count + 1)
      current[tokens.count] = i == text.count
      for j in tokens.indices.reversed() {
        let isMore = i < text.count
        if isMore, text[i] == slash, next[j + 1] { afterSlash[j + 1] = true }
        switch tokens[j] {
        case .byte(let byte):
          current[j] = isMore && text[i] == byte && next[j + 1]
        case .one(let crossing):
          current[j] = isMore && (crossing || text[i] != slash) && next[j + 1]
        case .run(let crossing):
          current[j] =
            current[j + 1] || (isMore && (crossing || text[i] != slash) && next[j])
        case .levels:
          current[j] = current[j + 1] || afterSlash[j + 1]
        }
      }
      next = current
    }
    return next[0]
  }

  private static func tokens(_ pattern: [UInt8], crossing: Bool) -> [Token] {
    let star = UInt8(ascii: "*")
    let slash = UInt8(ascii: "/")
    var tokens: [Token] = []
    var i = 0
    while i < pattern.count {
      switch pattern[i] {
      case UInt8(ascii: "?"):
        tokens.append(.one(crossing: crossing))
      case star:
        let end = pattern[i...].firstIndex { $0 != star } ?? pattern.count
        let isDouble = end - i > 1
        let startsLevel = i == 0 || pattern[i - 1] == slash
        if isDouble, !crossing, startsLevel, end < pattern.count, pattern[end] == slash {
          tokens.append(.levels)
          i = end
        } else {
          tokens.append(.run(crossing: crossing || isDouble))
          i = end - 1
        }
      case let byte:
        tokens.append(.byte(byte))
      }
      i += 1
    }
    return tokens
  }
}

extension SecretSelector: CustomStringConvertible {
  package var description: String {
    isExact ? store.reference(to: pattern) : "\(store.rawValue):\(pattern)"
  }
}

// Pieces of a line.
extension ReferenceScanner {
  static func pieces(
    of line: Substring,
    between start: String,
    and end: String
  ) -> [Substring] {
    var pieces: [Substring] = []
    var rest = line
    while let first = rest.firstRange(of: start) {
      rest = rest[first.upperBound...]
      guard let last = rest.firstRange(of: end) else { break }
      pieces.append(rest[..<last.lowerBound])
      rest = rest[last.upperBound...]
    }
    return pieces
  }

  static func tokens(in line: Substring, startingWith start: String) -> [Substring] {
    var tokens: [Substring] = []
    var rest = line
    while let first = rest.firstRange(of: start) {
      let token = rest[first.lowerBound...].prefix { !isEnd($0) }
      tokens.append(token)
      rest = rest[token.endIndex...]
    }
    return tokens
  }

  private static func isEnd(_ character: Character) -> Bool {
    character.isWhitespace || "\"'`,;)]<>\\".contains(character)
  }

  /// The value of `key = "value"`, `key: value` or `"key": "value"`.
  static func value(of key: String, in line: Substring) -> Substring? {
    guard let place = line.firstRange(of: key) else { return nil }
    var rest = line[place.upperBound...].drop { $0 == "\"" || $0 == "'" || $0 == " " }
    guard rest.first == ":" || rest.first == "=" else { return nil }
    rest = rest.dropFirst().drop { $0.isWhitespace || $0 == "\"" || $0 == "'" }
    let value = rest.prefix { !isEnd($0) }
    return value.isEmpty ? nil : value
  }

  static func argument(_ option: String, in line: Substring) -> Substring? {
    guard let place = line.firstRange(of: option) else { return nil }
    let rest = line[place.upperBound...]
    guard let next = rest.first, "=\"', ".contains(next) else { return nil }
    let value = rest.drop { "=\"', ".contains($0) }.prefix { !isEnd($0) }
    return value.isEmpty || value.hasPrefix("-") ? nil : value
  }
}

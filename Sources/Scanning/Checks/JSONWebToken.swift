enum JSONWebToken {
  /// Whether the part before the first dot decodes to a JSON object that names an algorithm.
  static func hasHeader(_ token: ArraySlice<UInt8>) -> Bool {
    let header = token.prefix { $0 != UInt8(ascii: ".") }
    guard header.count < token.count, let json = Base64.decode(header) else { return false }
    let first = json.first { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }
    let last = json.last { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }
    guard first == UInt8(ascii: "{"), last == UInt8(ascii: "}") else { return false }
    return unsafe json.withUnsafeBufferPointer { unsafe ByteSearch.contains("\"alg\"", in: $0) }
  }
}

extension JSONWebToken {
  /// What says that a token grants nothing: its claims are those of an example.
  static let sample: @Sendable (Match) -> Doubt? = { match in
    let payload = match.value.split(separator: UInt8(ascii: ".")).dropFirst().first ?? []
    guard let bytes = Base64.decode(payload) else { return nil }
    return unsafe bytes.withUnsafeBufferPointer { claims in
      for (part, whose) in samples where unsafe ByteSearch.contains(part, in: claims) {
        return .published(whose)
      }
      for name in names where unsafe ByteSearch.contains(name, in: claims) {
        return .pattern("its claims are those of an example")
      }
      return nil
    }
  }

  /// Lower-case parts of the claims of published tokens: of jwt.io, and of RFC 7519, section 3.1.
  private static let samples = [
    ("\"1234567890\"", "jwt.io"), ("1516239022", "jwt.io"), ("example.com/is_root", "RFC 7519"),
  ]

  private static let names = [
    "\"john doe\"", "\"jane doe\"", "\"jon doe\"", "\"john.doe", "\"johndoe\"", "\"foo\":\"bar\"",
    "\"foo\": \"bar\"", "\"some\":\"payload\"", "\"hello\":\"world\"", "\"alice@example.",
    "\"bob@example.", "\"user@example.", "\"test@example.", "\"joe\"",
    "{\"k\":\"value\"", "\"key\":\"value\"",
  ]
}

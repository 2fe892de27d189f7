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

enum PrivateKeyBlock {
  private static let shortestLine = 20

  /// Whether a PEM-like block has a body that can be key material.
  ///
  /// Line breaks may be real, escaped once or more, or spaces; lines may be quoted. Forty symbols
  /// are fewer than the shortest private key, of Ed25519 without its wrapping, takes.
  static func hasBody(_ block: ArraySlice<UInt8>) -> Bool {
    var rest = block
    // `-----BEGIN … PRIVATE KEY-----` ends with the second run of dashes.
    if rest.starts(with: Array("-----BEGIN".utf8)) {
      rest = rest.dropFirst(10)
      rest = rest.drop { $0 != UInt8(ascii: "-") && $0 != 0x0A }
      rest = rest.drop { $0 == UInt8(ascii: "-") }
    }
    var symbols = 0
    var junk = 0
    var seen: Set<UInt8> = []
    for token in rest.split(whereSeparator: isSeparator) {
      var token = token
      // What an escape leaves at the head of the next line: `\nMIIE…`, `\r\n`.
      if token.startIndex > rest.startIndex, rest[token.startIndex - 1] == UInt8(ascii: "\\"),
        let first = token.first, first == UInt8(ascii: "n") || first == UInt8(ascii: "r")
      {
        token = token.dropFirst()
      }
      if token.starts(with: Array("-----".utf8)) { break }
      if token.isEmpty || token.contains(UInt8(ascii: ":")) { continue }
      // The lines of a body are long; the words of code and prose that are base64, too, are not.
      if token.count >= shortestLine,
        token.allSatisfy({ Base64.value($0) != nil || $0 == UInt8(ascii: "=") })
      {
        symbols += token.count
        seen.formUnion(token)
      } else {
        junk += token.count
      }
    }
    return symbols >= 40 && seen.count >= 16 && junk < symbols
  }

  private static func isSeparator(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x09, 0x0A, 0x0D, 0x20, UInt8(ascii: "\\"), UInt8(ascii: "\""), UInt8(ascii: "'"),
      UInt8(ascii: ","), UInt8(ascii: "|"), UInt8(ascii: ">"), UInt8(ascii: "<"),
      UInt8(ascii: ";"), UInt8(ascii: "`"), UInt8(ascii: "("), UInt8(ascii: ")"):
      true
    default: false
    }
  }
}

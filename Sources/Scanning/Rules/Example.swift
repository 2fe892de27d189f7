/// Values for the rules' examples, made at run time so that no source file holds a whole fake secret.
///
/// Every value is a function of its arguments alone: the same in every run.
package enum Example {
  /// `count` characters of `alphabet`; another `seed` gives another value.
  package static func random(
    _ count: Int,
    _ alphabet: TokenFormat.Alphabet,
    seed: UInt64 = 0
  ) -> String {
    let characters = Array(alphabet.characters.utf8)
    var state = seed &* 0x9E37_79B9_7F4A_7C15 ^ UInt64(count) << 32 ^ UInt64(characters.count)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count)
    for _ in 0..<max(count, 0) {
      bytes.append(characters[Int(next(&state) % UInt64(characters.count))])
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Standard base64 of the UTF-8 of `text`, with padding.
  package static func base64(_ text: String) -> String { base64(Array(text.utf8)) }

  /// Standard base64 of `bytes`, with padding.
  package static func base64(_ bytes: [UInt8]) -> String {
    let characters = Array(TokenFormat.Alphabet.base64.characters.utf8)
    var output: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = Array(bytes[start..<min(start + 3, bytes.count)])
      let word = (0..<3).reduce(0) { $0 << 8 | ($1 < group.count ? Int(group[$1]) : 0) }
      for place in 0..<4 {
        let padded = place > group.count
        output.append(padded ? UInt8(ascii: "=") : characters[word >> (18 - 6 * place) & 63])
      }
    }
    return String(decoding: output, as: UTF8.self)
  }

  /// A JSON Web Token whose header and payload are these JSON texts and whose signature is 43 random characters.
  package static func jsonWebToken(
    header: String = #"{"alg":"HS256","typ":"JWT"}"#,
    payload: String
  ) -> String {
    func encoded(_ text: String) -> String {
      String(
        base64(text).compactMap { character -> Character? in
          switch character {
          case "+": "-"
          case "/": "_"
          case "=": nil
          default: character
          }
        }
      )
    }
    return "\(encoded(header)).\(encoded(payload)).\(random(43, .base64URL))"
  }

  /// A PEM block with this label around DER that begins like a key: a SEQUENCE of `size` random bytes.
  ///
  /// `separator` stands between the lines: `\n`, or the two characters `\n` as in JSON.
  package static func pem(
    _ label: String,
    size: Int = 600,
    headers: [String] = [],
    separator: String = "\n"
  ) -> String {
    let body: [UInt8]
    if label.hasPrefix("OPENSSH") {
      body = Array("openssh-key-v1\0\0\0\0\u{4}none\0\0\0\u{4}none".utf8) + noise(size)
    } else {
      body = [0x30, 0x82, UInt8(size >> 8), UInt8(size & 255)] + noise(size)
    }
    let text = Array(base64(body).utf8)
    var lines = ["-----BEGIN \(label)-----"] + headers
    for start in stride(from: 0, to: text.count, by: 64) {
      lines.append(String(decoding: text[start..<min(start + 64, text.count)], as: UTF8.self))
    }
    lines.append("-----END \(label)-----")
    return lines.joined(separator: separator) + separator
  }

  /// The checksum that GitHub and npm put at the end of a token: CRC-32 of `text` as six base62 digits.
  ///
  /// Source: https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/
  package static func checksum(of text: String) -> String {
    String(decoding: Checksum.base62(Checksum.crc32(text.utf8)), as: UTF8.self)
  }

  /// A token of GitHub or npm: `prefix`, 30 random characters and their checksum.
  package static func checked(_ prefix: String, seed: UInt64 = 0) -> String {
    let body = random(30, .alphanumeric, seed: seed)
    return prefix + body + checksum(of: body)
  }

  /// A random UUID in lower case.
  package static func uuid(seed: UInt64 = 0) -> String {
    let digits = [8, 4, 4, 4, 12].map { random($0, .hex, seed: seed &+ UInt64($0) &* 7) }
    return digits.joined(separator: "-")
  }

  private static func noise(_ count: Int) -> [UInt8] {
    var state: UInt64 = 7
    return (0..<count).map { _ in UInt8(truncatingIfNeeded: next(&state)) }
  }

  /// SplitMix64: small, and good enough for text that only has to look random.
  private static func next(_ state: inout UInt64) -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
    return word ^ word >> 31
  }
}

import COpenSSL

/// Base58 as Bitcoin writes it, with four bytes of checksum.
///
/// Source: https://en.bitcoin.it/wiki/Base58Check_encoding
enum Base58 {
  /// The value is base58 and ends in the first four bytes of the double SHA-256 of the rest.
  static let isChecked = Check.custom { match in
    guard let bytes = decode(match.value), bytes.count > 4 else { return false }
    return checksum(Array(bytes.dropLast(4))) == Array(bytes.suffix(4))
  }

  /// `bytes` and their checksum.
  static func checked(_ bytes: [UInt8]) -> String {
    var number = bytes + (checksum(bytes) ?? [])
    var digits: [UInt8] = []
    while !number.isEmpty {
      var rest = 0
      var quotient: [UInt8] = []
      for byte in number {
        let value = rest << 8 | Int(byte)
        if !quotient.isEmpty || value >= 58 { quotient.append(UInt8(value / 58)) }
        rest = value % 58
      }
      digits.append(alphabet[rest])
      number = quotient
    }
    return String(decoding: digits.reversed(), as: UTF8.self)
  }

  /// Big-endian, without the zeros that leading `1`s stand for.
  private static func decode(_ text: some Sequence<UInt8>) -> [UInt8]? {
    var bytes: [UInt8] = []
    for symbol in text {
      guard var carry = alphabet.firstIndex(of: symbol) else { return nil }
      for index in bytes.indices.reversed() {
        carry += Int(bytes[index]) * 58
        bytes[index] = UInt8(carry & 0xFF)
        carry >>= 8
      }
      while carry > 0 {
        bytes.insert(UInt8(carry & 0xFF), at: 0)
        carry >>= 8
      }
    }
    return bytes
  }

  private static func checksum(_ bytes: [UInt8]) -> [UInt8]? {
    sha256(bytes).flatMap(sha256).map { Array($0.prefix(4)) }
  }

  /// Corresponds to `EVP_Digest`.
  private static func sha256(_ bytes: [UInt8]) -> [UInt8]? {
    var digest = [UInt8](repeating: 0, count: 32)
    var size: UInt32 = 0
    let done = unsafe EVP_Digest(bytes, bytes.count, &digest, &size, EVP_sha256(), nil)
    return done == 1 && size == 32 ? digest : nil
  }

  private static let alphabet = Array(
    "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz".utf8
  )
}

import COpenSSL

/// A private key on the curve P-256, which proves whom a token was given to (RFC 9449, DPoP).
///
/// Sendable: OpenSSL only reads a key that is complete.
@safe
final class ProofKey: @unchecked Sendable {
  private let key: OpaquePointer
  /// The point, 32 bytes each.
  let x: [UInt8]
  let y: [UInt8]

  /// Nil for anything but such a key in PEM, as SEC 1 or PKCS #8 writes it.
  init?(pem: SecretBytes) {
    guard let der = Self.der(pem) else { return nil }
    let parsed: OpaquePointer? = unsafe der.withBytes { bytes in
      var start = unsafe bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
      return unsafe d2i_AutoPrivateKey(nil, &start, bytes.count)
    }
    guard let parsed = unsafe parsed else { return nil }
    unsafe key = parsed
    var point = [UInt8](repeating: 0, count: 133)
    var count = 0
    // An uncompressed point: 4, x, y.
    guard unsafe EVP_PKEY_get_octet_string_param(parsed, "pub", &point, point.count, &count) == 1,
      count == 65, point[0] == 4, unsafe EVP_PKEY_get_bits(parsed) == 256
    else {
      x = []
      y = []
      return nil
    }
    x = Array(point[1..<33])
    y = Array(point[33..<65])
  }

  deinit { unsafe EVP_PKEY_free(key) }

  /// ECDSA with SHA-256: r and s, 32 bytes each (RFC 7518, 3.4); nil when OpenSSL cannot.
  func sign(_ message: [UInt8]) -> [UInt8]? {
    guard let context = unsafe EVP_MD_CTX_new() else { return nil }
    defer { unsafe EVP_MD_CTX_free(context) }
    var signature = [UInt8](repeating: 0, count: 80)
    var count = signature.count
    guard unsafe EVP_DigestSignInit(context, nil, EVP_sha256(), nil, key) == 1,
      unsafe EVP_DigestSign(context, &signature, &count, message, message.count) == 1
    else { return nil }
    return Self.pair(der: signature[..<count])
  }

  /// The two numbers of a DER sequence, each filled up to 32 bytes.
  private static func pair(der: ArraySlice<UInt8>) -> [UInt8]? {
    // Two numbers of 33 bytes at most need no long form of a length.
    var rest = der.dropFirst(2)
    var result: [UInt8] = []
    for _ in 0..<2 {
      guard rest.first == 2, let length = rest.dropFirst().first, rest.count >= 2 + Int(length)
      else { return nil }
      let number = rest.dropFirst(2).prefix(Int(length)).drop { $0 == 0 }
      guard number.count <= 32 else { return nil }
      result += [UInt8](repeating: 0, count: 32 - number.count) + number
      rest = rest.dropFirst(2 + Int(length))
    }
    return result
  }

  private static func der(_ pem: SecretBytes) -> SecretBytes? {
    var text = pem.exposed()
    defer { Crypto.wipe(&text) }
    var digits: [UInt8] = []
    defer { Crypto.wipe(&digits) }
    digits.reserveCapacity(text.count)
    for line in text.split(whereSeparator: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") })
    where !line.starts(with: "-----".utf8) { digits += line }
    guard var bytes = Crypto.base64Decode(digits), !bytes.isEmpty else { return nil }
    defer { Crypto.wipe(&bytes) }
    return SecretBytes(bytes)
  }
}

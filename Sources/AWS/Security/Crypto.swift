import COpenSSL

/// Hashes, keyed hashes, random bytes and sealing, all by OpenSSL.
package enum Crypto {
  /// The SHA-256 digest, 32 bytes (FIPS 180-4).
  package static func sha256(_ bytes: [UInt8]) -> [UInt8] {
    unsafe bytes.withUnsafeBytes { unsafe sha256($0) }
  }

  package static func sha256(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
    unsafe [UInt8](unsafeUninitializedCapacity: 32) { digest, count in
      let status = unsafe EVP_Digest(
        bytes.baseAddress,
        bytes.count,
        digest.baseAddress,
        nil,
        EVP_sha256(),
        nil
      )
      precondition(status == 1, "OpenSSL has no SHA-256.")
      count = 32
    }
  }

  /// The SHA-1 digest, 20 bytes (FIPS 180-4): for names that others chose, never for security.
  static func sha1(_ bytes: [UInt8]) -> [UInt8] {
    unsafe [UInt8](unsafeUninitializedCapacity: 20) { digest, count in
      let status = unsafe bytes.withUnsafeBytes {
        unsafe EVP_Digest($0.baseAddress, $0.count, digest.baseAddress, nil, EVP_sha1(), nil)
      }
      precondition(status == 1, "OpenSSL has no SHA-1.")
      count = 20
    }
  }

  /// Overwrites bytes that were secret.
  package static func wipe(_ bytes: inout [UInt8]) {
    unsafe bytes.withUnsafeMutableBytes { unsafe OPENSSL_cleanse($0.baseAddress, $0.count) }
  }

  package static func sha256(_ secret: SecretBytes) -> [UInt8] {
    unsafe secret.withBytes { unsafe sha256($0) }
  }

  /// HMAC-SHA-256, 32 bytes (RFC 2104).
  package static func hmacSHA256(key: [UInt8], _ message: [UInt8]) -> [UInt8] {
    unsafe key.withUnsafeBytes { key in
      unsafe message.withUnsafeBytes { unsafe hmacSHA256(key: key, $0) }
    }
  }

  package static func hmacSHA256(key: SecretBytes, _ message: [UInt8]) -> [UInt8] {
    unsafe key.withBytes { key in
      unsafe message.withUnsafeBytes { unsafe hmacSHA256(key: key, $0) }
    }
  }

  package static func hmacSHA256(
    key: UnsafeRawBufferPointer,
    _ message: UnsafeRawBufferPointer
  ) -> [UInt8] {
    unsafe [UInt8](unsafeUninitializedCapacity: 32) { digest, count in
      // A null key means "the key of the last call" to OpenSSL, so an empty key needs an address.
      var nothing: UInt8 = 0
      let done = unsafe withUnsafeMutablePointer(to: &nothing) { nothing in
        let keyAddress = unsafe key.baseAddress ?? UnsafeRawPointer(nothing)
        return unsafe HMAC(
          EVP_sha256(),
          keyAddress,
          Int32(key.count),
          message.baseAddress?.assumingMemoryBound(to: UInt8.self),
          message.count,
          digest.baseAddress,
          nil
        ) != nil
      }
      precondition(done, "OpenSSL has no HMAC-SHA-256.")
      count = 32
    }
  }

  /// Bytes of the system's cryptographic generator; stops the program when there are none.
  package static func randomBytes(_ count: Int) -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
  }

  /// A random UUID (RFC 9562, version 4) in lower case.
  package static func uuid() -> String {
    var bytes = randomBytes(16)
    bytes[6] = bytes[6] & 0x0f | 0x40
    bytes[8] = bytes[8] & 0x3f | 0x80
    let digits = hex(bytes)
    var result = ""
    for (index, digit) in digits.enumerated() {
      if [8, 12, 16, 20].contains(index) { result.append("-") }
      result.append(digit)
    }
    return result
  }

  /// Lower-case hexadecimal digits.
  package static func hex(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var result: [UInt8] = []
    for byte in bytes {
      result.append(digits[Int(byte >> 4)])
      result.append(digits[Int(byte & 15)])
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// Lower- or upper-case hexadecimal digits to bytes; nil for anything else.
  package static func bytes(hex: some StringProtocol) -> [UInt8]? {
    let digits = Array(hex.utf8)
    guard digits.count.isMultiple(of: 2) else { return nil }
    var result: [UInt8] = []
    result.reserveCapacity(digits.count / 2)
    for index in stride(from: 0, to: digits.count, by: 2) {
      guard let high = hexValue(digits[index]), let low = hexValue(digits[index + 1]) else {
        return nil
      }
      result.append(high << 4 | low)
    }
    return result
  }

  private static func hexValue(_ digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}

import COpenSSL

/// Keyed hashes of values, by `HMAC` with SHA-256.
enum Fingerprint {
  private static let prefix = "git-secrets-sync fingerprint v1\0"

  /// The name that allow lists use for a value found by a rule in a path.
  static func of(
    _ value: UnsafeBufferPointer<UInt8>,
    rule: String,
    path: [UInt8]
  ) throws(ScanError)
    -> String
  {
    let key = Array((prefix + rule + "\0").utf8) + path
    let digest = unsafe try hmac(key: key, value)
    let digits = Array("0123456789abcdef".utf8)
    let hex = digest[..<16].flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return "v1:" + String(decoding: hex, as: UTF8.self)
  }

  /// The digest that tells equal values from others within this process.
  static func digest(_ value: UnsafeBufferPointer<UInt8>) throws(ScanError) -> ValueDigest {
    let digest = unsafe try hmac(key: processKey, value)
    func word(_ from: Int) -> UInt64 { digest[from..<from + 8].reduce(0) { $0 << 8 | UInt64($1) } }
    return ValueDigest(high: word(0), low: word(8))
  }

  private static let processKey: [UInt8] = {
    var random = SystemRandomNumberGenerator()
    return (0..<32).map { _ in UInt8.random(in: 0...255, using: &random) }
  }()

  static func hmac(
    key: [UInt8],
    _ message: UnsafeBufferPointer<UInt8>
  ) throws(ScanError)
    -> [UInt8]
  {
    var digest = [UInt8](repeating: 0, count: 32)
    var length: UInt32 = 0
    let done = unsafe HMAC(
      EVP_sha256(),
      key,
      Int32(key.count),
      message.baseAddress,
      message.count,
      &digest,
      &length
    )
    guard unsafe done != nil, length == 32 else {
      throw ScanError(
        message: "OpenSSL could not compute HMAC-SHA256 of a finding",
        hint: "check that OpenSSL's default provider is enabled"
      )
    }
    return digest
  }
}

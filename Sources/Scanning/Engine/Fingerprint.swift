import COpenSSL

/// Keyed hashes of values, by `HMAC` with SHA-256.
enum Fingerprint {
  private static let prefix = "git-secrets-sync fingerprint v1\0"

  /// The key of the HMAC by which a value is named that a rule found in a path.
  static func key(rule: String, path: [UInt8]) -> [UInt8] {
    Array((prefix + rule + "\0").utf8) + path
  }

  /// The name of a value, of its HMAC.
  static func text(_ digest: [UInt8]) -> String { "v1:" + hexadecimal(digest[..<16]) }

  /// The key of the HMAC that tells equal values from others within this process.
  static let processKey: [UInt8] = {
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

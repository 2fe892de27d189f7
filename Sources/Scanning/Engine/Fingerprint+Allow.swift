import COpenSSL

/// The hashes behind allow lists.
extension Fingerprint {
  private static let prefix = "git-secrets-sync fingerprint v2\0"

  /// The key of the HMAC by which allow lists know the values of a rule.
  static func allowKey(rule: String) -> [UInt8] { Array((prefix + rule).utf8) }

  /// The first 16 bytes of a digest keyed by `salt`: an HMAC, or scrypt (RFC 7914) with N = 4096,
  /// r = 8, p = 1, which takes 4 MB and some 10 ms.
  static func salted(_ digest: [UInt8], _ salt: [UInt8], isDear: Bool) throws(ScanError) -> [UInt8]
  {
    guard isDear else {
      let whole = unsafe try digest.withUnsafeBufferPointer { digest throws(ScanError) in
        unsafe try hmac(key: Array(prefix.utf8) + salt, digest)
      }
      return Array(whole[..<16])
    }
    var result = [UInt8](repeating: 0, count: 16)
    let done = unsafe digest.withUnsafeBytes { digest in
      unsafe EVP_PBE_scrypt(
        digest.bindMemory(to: CChar.self).baseAddress,
        digest.count,
        salt,
        salt.count,
        4096,
        8,
        1,
        0,
        &result,
        result.count
      )
    }
    guard done == 1 else { throw unavailable("scrypt") }
    return result
  }

  static func plainSHA256(_ bytes: [UInt8]) throws(ScanError) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: 32)
    var length: UInt32 = 0
    let done = unsafe EVP_Digest(bytes, bytes.count, &digest, &length, EVP_sha256(), nil)
    guard done == 1, length == 32 else { throw unavailable("SHA-256") }
    return digest
  }

  /// The digests that peers' lists hold of values: the SHA-1 or SHA-256 of some bytes.
  static func plainSHA1(_ bytes: [UInt8]) throws(ScanError) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: 20)
    var length: UInt32 = 0
    let done = unsafe EVP_Digest(bytes, bytes.count, &digest, &length, EVP_sha1(), nil)
    guard done == 1, length == 20 else { throw unavailable("SHA-1") }
    return digest
  }

  static func hexadecimal(_ bytes: some Collection<UInt8>) -> String {
    unsafe String(unsafeUninitializedCapacity: 2 * bytes.count) { text in
      func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
      }
      for (place, byte) in bytes.enumerated() {
        unsafe text[2 * place] = digit(byte >> 4)
        unsafe text[2 * place + 1] = digit(byte & 15)
      }
      return 2 * bytes.count
    }
  }

  static func unavailable(_ what: String) -> ScanError {
    ScanError(
      message: "OpenSSL could not compute \(what)",
      hint: "check that OpenSSL's default provider is enabled"
    )
  }
}

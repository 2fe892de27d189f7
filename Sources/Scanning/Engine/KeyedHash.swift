import COpenSSL

/// HMAC with SHA-256 (RFC 2104, FIPS 180-4) of many messages under one key.
///
/// Both passes begin with a block that the key alone makes. It is hashed once, and a message takes
/// a fifth of the time of `HMAC`, which looks the algorithm up each time. For one thread.
@safe final class KeyedHash {
  private let inner: OpaquePointer?
  private let outer: OpaquePointer?
  private let work: OpaquePointer?

  private static let blockSize = 64

  init(key: [UInt8]) throws(ScanError) {
    unsafe inner = EVP_MD_CTX_new()
    unsafe outer = EVP_MD_CTX_new()
    unsafe work = EVP_MD_CTX_new()
    var block = key.count > Self.blockSize ? try Fingerprint.plainSHA256(key) : key
    block += [UInt8](repeating: 0, count: Self.blockSize - block.count)
    let isReady =
      unsafe Self.begin(inner, block.map { $0 ^ 0x36 })
      && Self.begin(outer, block.map { $0 ^ 0x5C })
    guard isReady else { throw Fingerprint.unavailable("HMAC-SHA256 of a finding") }
  }

  private static func begin(_ context: OpaquePointer?, _ block: [UInt8]) -> Bool {
    unsafe EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1
      && EVP_DigestUpdate(context, block, block.count) == 1
  }

  deinit {
    unsafe EVP_MD_CTX_free(inner)
    unsafe EVP_MD_CTX_free(outer)
    unsafe EVP_MD_CTX_free(work)
  }

  /// The 32 bytes of a message's HMAC.
  func digest(_ message: UnsafeBufferPointer<UInt8>) throws(ScanError) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: 32)
    let done =
      unsafe EVP_MD_CTX_copy_ex(work, inner) == 1
      && EVP_DigestUpdate(work, message.baseAddress, message.count) == 1
      && EVP_DigestFinal_ex(work, &digest, nil) == 1
      && EVP_MD_CTX_copy_ex(work, outer) == 1
      && EVP_DigestUpdate(work, digest, digest.count) == 1
      && EVP_DigestFinal_ex(work, &digest, nil) == 1
    guard done else { throw Fingerprint.unavailable("HMAC-SHA256 of a finding") }
    return digest
  }
}

/// What findings in one file know their values by.
struct ValueKeys {
  private let path: [UInt8]
  private var equality: KeyedHash?
  private var ofRules: [String: (fingerprint: KeyedHash, allow: KeyedHash)] = [:]

  init(path: [UInt8]) { self.path = path }

  /// The name of a value that a rule found in the file, whether others are equal to it, and what
  /// allow lists know it by.
  mutating func keys(
    of value: UnsafeBufferPointer<UInt8>,
    rule: String
  ) throws(ScanError) -> (fingerprint: String, digest: ValueDigest, allow: AllowKey) {
    let (forPrint, forAllow) = try hashes(of: rule)
    let forEquality: KeyedHash
    if let equality {
      forEquality = equality
    } else {
      forEquality = try KeyedHash(key: Fingerprint.processKey)
      equality = forEquality
    }
    return unsafe (
      Fingerprint.text(try forPrint.digest(value)),
      ValueDigest(try forEquality.digest(value)),
      AllowKey(digest: try forAllow.digest(value), count: value.count)
    )
  }

  private mutating func hashes(
    of rule: String
  ) throws(ScanError) -> (fingerprint: KeyedHash, allow: KeyedHash) {
    if let known = ofRules[rule] { return known }
    let made = (
      fingerprint: try KeyedHash(key: Fingerprint.key(rule: rule, path: path)),
      allow: try KeyedHash(key: Fingerprint.allowKey(rule: rule))
    )
    ofRules[rule] = made
    return made
  }
}

import COpenSSL

/// The SHA-256 of a content that comes in parts; corresponds to `EVP_DigestInit` and its like.
@safe package final class ContentHash {
  private let context: OpaquePointer?
  private var isSound: Bool

  package init() {
    unsafe context = EVP_MD_CTX_new()
    isSound = unsafe EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1
  }

  deinit { unsafe EVP_MD_CTX_free(context) }

  package func add(_ part: UnsafeRawBufferPointer) {
    isSound = unsafe EVP_DigestUpdate(context, part.baseAddress, part.count) == 1 && isSound
  }

  /// In 64 hexadecimal digits, as sha256sum(1) prints it; nil when OpenSSL could not.
  package func finish() -> String? {
    var digest = [UInt8](repeating: 0, count: 32)
    var length: UInt32 = 0
    guard isSound, unsafe EVP_DigestFinal_ex(context, &digest, &length) == 1, length == 32 else {
      return nil
    }
    return Fingerprint.hexadecimal(digest)
  }
}

import COpenSSL

extension Crypto {
  /// The length of a nonce and of a tag, in bytes (NIST SP 800-38D, the recommended sizes).
  package static let nonceLength = 12
  package static let tagLength = 16

  /// Seals by AES-256-GCM under a fresh random nonce; `additionalData` is authenticated, not kept.
  ///
  /// The result is `nonce (12) || ciphertext || tag (16)`. A key must be 32 bytes and must seal
  /// fewer than 2³² values.
  package static func aes256GCMSeal(
    plaintext: SecretBytes,
    key: SecretBytes,
    additionalData: [UInt8]
  ) throws(CryptoError) -> [UInt8] {
    let nonce = randomBytes(nonceLength)
    let context = try CipherContext(key: key, nonce: nonce, encrypts: true)
    try context.authenticate(additionalData)
    var sealed = nonce
    unsafe sealed += plaintext.withBytes { plaintext in
      unsafe [UInt8](unsafeUninitializedCapacity: plaintext.count) { output, count in
        count = unsafe context.update(plaintext, into: UnsafeMutableRawBufferPointer(output))
      }
    }
    guard sealed.count == nonceLength + plaintext.count, context.finish() else {
      throw CryptoError.failed
    }
    return try sealed + context.tag()
  }

  /// Opens what ``aes256GCMSeal(plaintext:key:additionalData:)`` made.
  ///
  /// Fails with ``CryptoError/notAuthentic`` when a byte, the key or the additional data differ.
  package static func aes256GCMOpen(
    _ sealed: [UInt8],
    key: SecretBytes,
    additionalData: [UInt8]
  ) throws(CryptoError) -> SecretBytes {
    guard sealed.count >= nonceLength + tagLength else { throw CryptoError.notAuthentic }
    let nonce = Array(sealed.prefix(nonceLength))
    let ciphertext = Array(sealed.dropFirst(nonceLength).dropLast(tagLength))
    let context = try CipherContext(key: key, nonce: nonce, encrypts: false)
    try context.authenticate(additionalData)
    try context.expect(tag: Array(sealed.suffix(tagLength)))
    var written = 0
    let plaintext = unsafe SecretBytes(count: ciphertext.count) { output in
      written = unsafe ciphertext.withUnsafeBytes { unsafe context.update($0, into: output) }
    }
    guard written == ciphertext.count, context.finish() else { throw CryptoError.notAuthentic }
    return plaintext
  }
}

package enum CryptoError: Error, Sendable {
  case wrongKeyLength
  case notAuthentic
  case failed
}

/// One use of AES-256-GCM (`EVP_CIPHER_CTX`), freed with the object.
@safe
private final class CipherContext {
  private let context: OpaquePointer
  private let encrypts: Bool

  init(key: SecretBytes, nonce: [UInt8], encrypts: Bool) throws(CryptoError) {
    guard key.count == 32 else { throw CryptoError.wrongKeyLength }
    guard let context = unsafe EVP_CIPHER_CTX_new() else { throw CryptoError.failed }
    unsafe self.context = context
    self.encrypts = encrypts
    let status = unsafe key.withBytes { key in
      unsafe EVP_CipherInit_ex(
        context,
        EVP_aes_256_gcm(),
        nil,
        key.baseAddress?.assumingMemoryBound(to: UInt8.self),
        nonce,
        encrypts ? 1 : 0
      )
    }
    guard status == 1 else { throw CryptoError.failed }
  }

  deinit {
    unsafe EVP_CIPHER_CTX_free(context)
  }

  func authenticate(_ additionalData: [UInt8]) throws(CryptoError) {
    guard !additionalData.isEmpty else { return }
    var count: Int32 = 0
    guard
      unsafe EVP_CipherUpdate(context, nil, &count, additionalData, Int32(additionalData.count))
        == 1
    else { throw CryptoError.failed }
  }

  /// Returns the number of bytes written, or -1.
  func update(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) -> Int {
    guard input.count > 0 else { return 0 }
    var count: Int32 = 0
    let status = unsafe EVP_CipherUpdate(
      context,
      output.baseAddress?.assumingMemoryBound(to: UInt8.self),
      &count,
      input.baseAddress?.assumingMemoryBound(to: UInt8.self),
      Int32(input.count)
    )
    return status == 1 ? Int(count) : -1
  }

  /// Ends the operation; when opening, this is where the tag is checked.
  func finish() -> Bool {
    var count: Int32 = 0
    var nothing = [UInt8](repeating: 0, count: Crypto.tagLength)
    return unsafe EVP_CipherFinal_ex(context, &nothing, &count) == 1 && count == 0
  }

  func tag() throws(CryptoError) -> [UInt8] {
    var tag = [UInt8](repeating: 0, count: Crypto.tagLength)
    guard
      unsafe EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, Int32(tag.count), &tag) == 1
    else { throw CryptoError.failed }
    return tag
  }

  func expect(tag: [UInt8]) throws(CryptoError) {
    var tag = tag
    guard
      unsafe EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, Int32(tag.count), &tag) == 1
    else { throw CryptoError.failed }
  }
}

import AWS

/// The content of an archived value, sealed (``SealedForm``): a byte (0 text, 1 bytes), then the value.
enum ArchiveEnvelope {
  static func sealed(
    _ value: SecretBytes,
    isBinary: Bool,
    _ secret: ArchivedSecret,
    key: SecretBytes,
    encryptedKey: [UInt8]
  ) throws(CryptoError) -> [UInt8] {
    let content = unsafe SecretBytes(count: value.count + 1) { output in
      unsafe output[0] = isBinary ? 1 : 0
      unsafe value.withBytes { bytes in
        unsafe UnsafeMutableRawBufferPointer(rebasing: output[1...]).copyMemory(from: bytes)
      }
    }
    return try SealedForm.archive.sealed(
      content,
      context: secret.context,
      key: key,
      encryptedKey: encryptedKey
    )
  }

  static func opened(
    _ sealed: [UInt8],
    _ secret: ArchivedSecret,
    key: SecretBytes,
    encryptedKey: [UInt8]
  ) throws(SealedForm.Problem) -> (value: SecretBytes, isBinary: Bool) {
    let content = try SealedForm.archive.opened(
      sealed,
      context: secret.context,
      key: key,
      encryptedKey: encryptedKey
    )
    guard !content.isEmpty else { throw .notAuthentic }
    return unsafe content.withBytes { bytes in
      unsafe (
        SecretBytes(copying: UnsafeRawBufferPointer(rebasing: bytes[1...])), bytes[0] == 1
      )
    }
  }
}

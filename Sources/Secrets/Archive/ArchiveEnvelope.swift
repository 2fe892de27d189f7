import AWS

/// The form of an archived value (docs/archive.md).
///
/// ```
/// 0    8  "GSSARCH" and the number of the form, 1
/// 8    2  length n of the encrypted data key, big-endian
/// 10   n  the data key, encrypted by KMS under the context
/// …   12  nonce
/// …    m  AES-256-GCM of the content: a byte (0 text, 1 bytes), then the value
/// …   16  tag
/// ```
///
/// What comes before the nonce, and then the context, is authenticated with the content.
enum ArchiveEnvelope {
  private static let magic = Array("GSSARCH".utf8) + [1]

  /// Why an object is no archived value that can be read.
  enum Problem: Error {
    /// It is something else.
    case notAnArchive
    /// It was written by a newer version of the program.
    case newerForm
    /// It was changed, or is of another secret.
    case notAuthentic
  }

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
    let header = header(encryptedKey)
    return try header
      + Crypto.aes256GCMSeal(
        plaintext: content,
        key: key,
        additionalData: header + secret.boundBytes
      )
  }

  private static func header(_ encryptedKey: [UInt8]) -> [UInt8] {
    let count = encryptedKey.count
    return magic + [UInt8(truncatingIfNeeded: count >> 8), UInt8(truncatingIfNeeded: count)]
      + encryptedKey
  }

  /// Takes an object apart: the encrypted key, and what it opens.
  static func parts(_ object: [UInt8]) throws(Problem) -> (encryptedKey: [UInt8], sealed: [UInt8]) {
    guard object.count > magic.count + 2, object.starts(with: magic.dropLast()) else {
      throw .notAnArchive
    }
    guard object[magic.count - 1] == 1 else { throw .newerForm }
    let count = Int(object[magic.count]) << 8 | Int(object[magic.count + 1])
    let start = magic.count + 2
    guard count > 0, object.count > start + count else { throw .notAnArchive }
    return (Array(object[start..<(start + count)]), Array(object[(start + count)...]))
  }

  static func opened(
    _ sealed: [UInt8],
    _ secret: ArchivedSecret,
    key: SecretBytes,
    encryptedKey: [UInt8]
  ) throws(Problem) -> (value: SecretBytes, isBinary: Bool) {
    guard
      let content = try? Crypto.aes256GCMOpen(
        sealed,
        key: key,
        additionalData: header(encryptedKey) + secret.boundBytes
      ), !content.isEmpty
    else { throw .notAuthentic }
    return unsafe content.withBytes { bytes in
      unsafe (
        SecretBytes(copying: UnsafeRawBufferPointer(rebasing: bytes[1...])), bytes[0] == 1
      )
    }
  }
}

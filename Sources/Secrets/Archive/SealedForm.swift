import AWS

/// The form of what is sealed here before S3 has it: archived values (docs/archive.md) and, where that
/// is wanted, the vault's files (docs/vault.md).
///
/// ```
/// 0    7  what it is, `GSSARCH` or `GSSFILE`
/// 7    1  the number of the form, 1
/// 8    2  length n of the encrypted data key, big-endian
/// 10   n  the data key, encrypted by KMS under the context
/// …   12  nonce
/// …    m  AES-256-GCM of the content
/// …   16  tag
/// ```
///
/// What comes before the nonce, and then the context, is authenticated with the content.
struct SealedForm: Sendable {
  static let archive = SealedForm("GSSARCH")
  static let file = SealedForm("GSSFILE")

  /// Why an object is none that can be read.
  enum Problem: Error {
    /// It is something else.
    case notSealed
    /// It was written by a newer version of the program.
    case newerForm
    /// It was changed, cut, or is what another context names.
    case notAuthentic
  }

  /// What an object has more than its content, at most: KMS gives no longer key (LimitsKMS).
  static let overhead = 10 + 6_144 + Crypto.nonceLength + Crypto.tagLength
  private static let number: UInt8 = 1
  private let magic: [UInt8]

  private init(_ magic: String) { self.magic = Array(magic.utf8) }

  /// Whether an object says of itself that it is of this form, whatever its number.
  func isSaid(by object: SecretBytes) -> Bool {
    unsafe object.withBytes { bytes in
      unsafe bytes.count > magic.count && bytes.prefix(magic.count).elementsEqual(magic)
    }
  }

  func sealed(
    _ content: SecretBytes,
    context: [String: String],
    key: SecretBytes,
    encryptedKey: [UInt8]
  ) throws(CryptoError) -> [UInt8] {
    let header = header(encryptedKey)
    return try header
      + Crypto.aes256GCMSeal(
        plaintext: content,
        key: key,
        additionalData: header + Self.bound(context)
      )
  }

  /// Takes an object apart: the encrypted key, and what it opens.
  func parts(_ object: [UInt8]) throws(Problem) -> (encryptedKey: [UInt8], sealed: [UInt8]) {
    let start = magic.count + 3
    guard object.count > start, object.starts(with: magic) else { throw .notSealed }
    guard object[magic.count] == Self.number else { throw .newerForm }
    let count = Int(object[magic.count + 1]) << 8 | Int(object[magic.count + 2])
    guard count > 0, object.count > start + count else { throw .notAuthentic }
    return (Array(object[start..<(start + count)]), Array(object[(start + count)...]))
  }

  func opened(
    _ sealed: [UInt8],
    context: [String: String],
    key: SecretBytes,
    encryptedKey: [UInt8]
  ) throws(Problem) -> SecretBytes {
    do {
      return try Crypto.aes256GCMOpen(
        sealed,
        key: key,
        additionalData: header(encryptedKey) + Self.bound(context)
      )
    } catch {
      throw .notAuthentic
    }
  }

  private func header(_ encryptedKey: [UInt8]) -> [UInt8] {
    let count = encryptedKey.count
    return magic
      + [Self.number, UInt8(truncatingIfNeeded: count >> 8), UInt8(truncatingIfNeeded: count)]
      + encryptedKey
  }

  /// A context as bytes that are the same everywhere: each name and value with its length.
  private static func bound(_ context: [String: String]) -> [UInt8] {
    var bytes: [UInt8] = []
    for (name, value) in context.sorted(by: { $0.key < $1.key }) {
      for text in [name, value] {
        let count = text.utf8.count
        bytes += [UInt8(truncatingIfNeeded: count >> 8), UInt8(truncatingIfNeeded: count)]
        bytes += text.utf8
      }
    }
    return bytes
  }
}

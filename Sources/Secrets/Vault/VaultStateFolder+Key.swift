package import AWS

// The key of a state, and what it seals.
extension VaultStateFolder {
  /// The key that contents are hashed under; nil where none was made yet.
  package func key() throws(SecretsError) -> SecretBytes? {
    let key: SecretBytes
    do {
      key = try FileSystem.readSecret("\(path)/key", upTo: 1_024)
    } catch {
      if error.isMissing { return nil }
      throw VaultFailure.io(error)
    }
    guard key.count == 32 else {
      throw SecretsError(
        .storeDamaged,
        "\(printable(path))/key is not what was written.",
        hint:
          "Remove the folder \(printable(path)): files that differ from the vault are then taken to "
          + "be changed on both sides."
      )
    }
    return key
  }

  /// The key, made where there is none; under the lock.
  package func madeKey() throws(SecretsError) -> SecretBytes {
    if let key = try key() { return key }
    let key = SecretBytes(Crypto.randomBytes(32))
    do {
      try FileSystem.atomicWrite(key, to: "\(path)/key")
    } catch {
      throw VaultFailure.io(error)
    }
    return key
  }

  /// Tags have no line breaks: they are headers, or names of versions.
  static func sealed(_ tags: [String], key: SecretBytes) -> String {
    let sealed = try? Crypto.aes256GCMSeal(
      plaintext: SecretBytes(utf8: tags.joined(separator: "\n")),
      key: tagKey(key),
      additionalData: []
    )
    return sealed.map { Crypto.base64($0) } ?? ""
  }

  static func opened(_ text: String, key: SecretBytes) -> [String]? {
    guard let bytes = Crypto.base64Decode(text),
      let tags = try? Crypto.aes256GCMOpen(bytes, key: tagKey(key), additionalData: [])
    else { return nil }
    return tags.exposed().split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
  }

  private static func tagKey(_ key: SecretBytes) -> SecretBytes {
    SecretBytes(Crypto.hmacSHA256(key: key, Array("tags".utf8)))
  }
}

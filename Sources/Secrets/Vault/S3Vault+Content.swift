import AWS

// What S3 gets and gives, and how that is a file.
extension S3Vault {
  /// The content of an object, which tells itself whether it is sealed.
  func opened(
    _ object: S3Object,
    _ file: VaultPath,
    isLatest: Bool
  ) async throws(SecretsError) -> VaultContent {
    var head = try head(object.metadata, file)
    head.isSealed = head.isSealed || SealedForm.file.isSaid(by: object.body)
    guard head.isSealed else {
      if isLatest, seals { throw sealing.plain(file, head) }
      return VaultContent(head: head, bytes: object.body)
    }
    let content = try await sealing.opened(object.body, of: file)
    head.digest = Crypto.sha256(content)
    return VaultContent(head: head, bytes: content)
  }

  /// What S3 gets.
  func body(
    of file: VaultPath,
    _ content: SecretBytes
  ) async throws(SecretsError) -> SecretBytes {
    guard seals, let keyID else {
      try VaultFailure.check(content, of: file)
      guard !SealedForm.file.isSaid(by: content) else {
        throw SecretsError(
          .invalidValue,
          "\(printable(file.text)) begins as only what the vault has encrypted does."
        )
      }
      return content
    }
    try VaultFailure.check(content, of: file, upTo: VaultSealing.contentBytes)
    return try await sealing.sealed(content, of: file, key: keyID)
  }

  func head(
    _ metadata: S3ObjectMetadata,
    _ file: VaultPath
  ) throws(SecretsError) -> VaultHead {
    guard let tag = metadata.etag else { throw unforeseen(file) }
    let mark = VaultSealing.mark
    let isSealed = metadata.metadata[mark.name] == mark.value
    return VaultHead(
      version: metadata.version,
      tag: tag,
      size: metadata.length,
      at: metadata.lastModified,
      author: metadata.metadata[Self.author].map(Self.decoded),
      // Of an upload in parts it is of these: a dash and their number follow. Of a sealed one it is of
      // what is sealed.
      digest: metadata.checksumSHA256.flatMap { sum in
        isSealed || sum.contains("-") ? nil : Crypto.base64Decode(sum)
      },
      encryption: metadata.encryption,
      isSealed: isSealed
    )
  }
}

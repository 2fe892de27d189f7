package import AWS

/// The place of an archived value.
package struct ArchivePlace: Sendable, Hashable {
  package let bucket: String
  package let key: String
  /// The object's version, where the bucket keeps versions.
  package let version: String?

  package init(bucket: String, key: String, version: String?) {
    self.bucket = bucket
    self.key = key
    self.version = version
  }
}

/// Values of versions that the stores will not keep for ever, sealed, in a bucket of S3.
///
/// Each value is sealed by AES-256-GCM under a data key of KMS of its own; both are bound to what the
/// value is of (``ArchivedSecret``). An object is never overwritten. Needs
/// `kms:GenerateDataKey`, `kms:Decrypt`, `s3:PutObject` and `s3:GetObject` to store, `kms:Decrypt` and
/// `s3:GetObject` to read.
package struct SecretArchive: Sendable {
  let bucket: S3Bucket
  let kms: KMSClient
  private let prefix: String
  private let keyID: String?

  /// - Parameters:
  ///   - client: of the account and region of the secrets.
  ///   - bucket: the name of the vault's bucket.
  ///   - prefix: what all keys begin with, without a slash at its end; may be empty.
  ///   - owner: the account that must own the bucket.
  ///   - key: the KMS key, as an id, ARN or alias; nil for the one that the bucket encrypts with.
  /// - Throws: `.invalidReference` when no bucket has such a name.
  package init(
    client: AWSClient,
    bucket: String,
    prefix: String,
    owner: String,
    key: String?
  ) throws(SecretsError) {
    do {
      self.bucket = try client.bucket(bucket, owner: owner)
    } catch {
      throw SecretsError(.invalidReference, error.message, hint: error.hint)
    }
    kms = client.kms
    self.prefix = prefix
    keyID = key
  }

  /// The key of KMS that values are sealed under.
  ///
  /// - Throws: `.invalidReference` where neither the configuration nor the bucket has one.
  package func sealingKey() async throws(SecretsError) -> String {
    if let keyID { return keyID }
    do {
      if let found = try await bucket.defaultEncryption()?.keyID { return found }
    } catch {
      throw archiveFailure(error, bucket.name)
    }
    throw SecretsError(
      .invalidReference,
      "The bucket \(printable(bucket.name)) has no KMS key of its own to seal values under.",
      hint: "Set `kms_key = \"alias/…\"` in [vault] of .secrets-sync.toml."
    )
  }

  /// The place of a version that is archived already; nil where it is not.
  package func place(of secret: ArchivedSecret) async throws(SecretsError) -> ArchivePlace? {
    let key = key(of: secret)
    do {
      let found = try await bucket.headObject(key)
      return ArchivePlace(bucket: bucket.name, key: key, version: found.version)
    } catch {
      guard error.kind == .notFound else { throw archiveFailure(error, bucket.name) }
      return nil
    }
  }

  /// Seals and stores the value of a version, unless it is there already.
  ///
  /// - Parameters:
  ///   - value: what to seal.
  ///   - secret: what it is the value of.
  ///   - sealingKey: as ``sealingKey()`` gives it.
  /// - Returns: where it is.
  /// - Throws: `.denied`, or `.unavailable`.
  package func store(
    _ value: SecretValue,
    of secret: ArchivedSecret,
    sealingKey: String
  ) async throws(SecretsError) -> ArchivePlace {
    let key = key(of: secret)
    do throws(AWSError) {
      let written = try await bucket.putObject(
        key,
        try await sealed(value, secret, sealingKey),
        if: .absent,
        encryption: .kms(key: sealingKey)
      )
      return ArchivePlace(bucket: bucket.name, key: key, version: written.version)
    } catch {
      // Somebody else was faster: an object is of one version for ever.
      if error.kind == .preconditionFailed, let place = try await place(of: secret) {
        return place
      }
      throw archiveFailure(error, secret.shown)
    }
  }

  private func sealed(
    _ value: SecretValue,
    _ secret: ArchivedSecret,
    _ sealingKey: String
  ) async throws(AWSError) -> SecretBytes {
    let key = try await kms.generateDataKey(key: sealingKey, context: secret.context)
    do {
      return SecretBytes(
        try ArchiveEnvelope.sealed(
          value.bytes,
          isBinary: value.isBinary,
          secret,
          key: key.plaintext,
          encryptedKey: key.encrypted
        )
      )
    } catch {
      throw AWSError(.invalidRequest, message: "\(secret.shown) could not be sealed.")
    }
  }

  /// The value of an archived version.
  ///
  /// - Throws: `.notFound` where it is not there, `.storeDamaged` where the object was changed or is
  ///   of another secret, `.denied`.
  package func value(
    of secret: ArchivedSecret,
    at place: ArchivePlace
  ) async throws(SecretsError) -> SecretValue {
    guard place.bucket == bucket.name else {
      throw SecretsError(
        .invalidReference,
        "\(secret.shown) is archived in the bucket \(printable(place.bucket)), not in "
          + "\(printable(bucket.name)).",
        hint: "Set `bucket` in [vault] of .secrets-sync.toml."
      )
    }
    do {
      let object = try await bucket.getObject(place.key, version: place.version).body.exposed()
      let (encryptedKey, sealed) = try SealedForm.archive.parts(object)
      let key = try await kms.decrypt(encryptedKey, context: secret.context)
      let content = try ArchiveEnvelope.opened(sealed, secret, key: key, encryptedKey: encryptedKey)
      return SecretValue(
        bytes: content.value,
        isBinary: content.isBinary,
        version: SecretVersion(id: secret.version)
      )
    } catch let problem as SealedForm.Problem {
      throw damaged(secret, place, problem)
    } catch let error as AWSError {
      // Another context, or other bytes.
      if error.code == "InvalidCiphertextException" {
        throw damaged(secret, place, .notAuthentic)
      }
      throw archiveFailure(error, secret.shown)
    } catch {
      throw damaged(secret, place, .notAuthentic)
    }
  }

  private func key(of secret: ArchivedSecret) -> String {
    prefix.isEmpty ? secret.key : "\(prefix)/\(secret.key)"
  }
}

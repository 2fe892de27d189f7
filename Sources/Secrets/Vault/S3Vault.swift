package import AWS
import FoundationEssentials

/// A vault in a bucket of S3: one object for each file, whose versions the bucket keeps.
///
/// Every request says whose bucket it must be; every write has a checksum and a condition, and
/// encryption by KMS where a key is named (else the bucket's). Needs `s3:GetObject`,
/// `s3:PutObject`, `s3:ListBucket`, for older versions `s3:GetObjectVersion` and
/// `s3:ListBucketVersions`, and of the key `kms:GenerateDataKey` and `kms:Decrypt`.
package struct S3Vault: Vault {
  package let bucket: S3Bucket
  package let prefix: String
  let keyID: String?
  package let seals: Bool
  let sealing: VaultSealing
  let commands: VaultCommands
  /// The name of the object's own metadata that says who wrote it.
  static let author = "author"

  package var place: String { "s3://\(bucket.name)/" + prefix.dropLast() }

  /// - Parameters:
  ///   - client: of the account and region of the bucket.
  ///   - bucket: its name.
  ///   - prefix: what all keys begin with, without a slash at its end; may be empty.
  ///   - owner: the account that must own the bucket.
  ///   - key: the KMS key, as an id, ARN or alias; nil for what the bucket encrypts with.
  ///   - seals: whether files are encrypted under the key before S3 has them, and such that are not
  ///     are not taken for the latest.
  ///   - commands: for hints.
  /// - Throws: `.invalidReference` when no bucket has such a name.
  package init(
    client: AWSClient,
    bucket: String,
    prefix: String,
    owner: String,
    key: String?,
    seals: Bool = false,
    commands: VaultCommands = VaultCommands()
  ) throws(SecretsError) {
    do {
      self.bucket = try client.bucket(bucket, owner: owner)
    } catch {
      throw SecretsError(.invalidReference, error.message, hint: error.hint)
    }
    self.commands = commands
    self.prefix = (prefix.isEmpty ? "" : prefix + "/") + "files/"
    keyID = key
    self.seals = seals && key != nil
    sealing = VaultSealing(
      kms: client.kms,
      bucket: bucket,
      prefix: prefix,
      commands: commands
    )
  }

  package func head(_ file: VaultPath) async throws(SecretsError) -> VaultHead? {
    do {
      return try head(try await bucket.headObject(key(of: file)), file)
    } catch let error as AWSError {
      guard error.kind == .notFound, error.code != "NoSuchBucket" else { throw failure(error) }
      return nil
    } catch let error as SecretsError {
      throw error
    } catch {
      throw unforeseen(file)
    }
  }

  package func list() async throws(SecretsError) -> [VaultPath: VaultListed] {
    do {
      var result: [VaultPath: VaultListed] = [:]
      for entry in try await bucket.listObjects(prefix: prefix) {
        guard let file = VaultPath(String(entry.key.dropFirst(prefix.count))), let tag = entry.etag
        else { continue }
        result[file] = VaultListed(tag: tag, size: entry.size, at: entry.lastModified)
      }
      return result
    } catch {
      throw failure(error)
    }
  }

  package func get(
    _ file: VaultPath,
    version: String?
  ) async throws(SecretsError) -> VaultContent {
    let object: S3Object
    do {
      object = try await bucket.getObject(key(of: file), version: version)
    } catch {
      // An id that is none of S3's is refused before it is looked for.
      let isUnknown = error.kind == .notFound || error.code == "InvalidArgument"
      guard isUnknown, error.code != "NoSuchBucket" else { throw failure(error, version) }
      throw VaultFailure.missing(file, version, in: place, commands)
    }
    return try await opened(object, file, isLatest: version == nil)
  }

  package func put(
    _ file: VaultPath,
    _ content: SecretBytes,
    if condition: VaultCondition,
    author: String?
  ) async throws(SecretsError) -> VaultHead {
    let body = try await body(of: file, content)
    var metadata: [String: String] = [:]
    if let author { metadata[Self.author] = Self.encoded(author) }
    if seals { metadata[VaultSealing.mark.name] = VaultSealing.mark.value }
    let written: S3WrittenObject
    do {
      written = try await bucket.putObject(
        key(of: file),
        body,
        if: condition.s3,
        encryption: keyID.map { .kms(key: $0) } ?? .bucketDefault,
        metadata: metadata
      )
    } catch {
      // 404: what the condition is about was deleted. 409: another write went on at that moment.
      let isConflict =
        [.preconditionFailed, .conflict].contains(error.kind)
        || error.kind == .notFound && error.code != "NoSuchBucket" && condition != .absent
      guard isConflict else { throw failure(error) }
      throw VaultFailure.conflict(file, try? await head(file), in: place, commands)
    }
    guard let tag = written.etag else { throw unforeseen(file) }
    return VaultHead(
      version: written.version,
      tag: tag,
      size: content.count,
      at: nil,
      author: author,
      digest: Crypto.sha256(content),
      encryption: written.encryption,
      isSealed: seals
    )
  }

  /// One listing, and a HEAD for each version for its author.
  package func versions(of file: VaultPath) async throws(SecretsError) -> [VaultVersion] {
    let key = key(of: file)
    do {
      var result: [VaultVersion] = []
      for entry in try await bucket.listObjectVersions(prefix: key) where entry.key == key {
        // `null` where versions never were on: there it is no id that may be asked for.
        let version = entry.version == "null" && entry.isLatest ? nil : entry.version
        let head = entry.isMarker ? nil : try await bucket.headObject(key, version: version)
        result.append(
          VaultVersion(
            version: entry.version,
            isLatest: entry.isLatest,
            isDeletion: entry.isMarker,
            size: entry.size,
            at: entry.lastModified,
            author: head?.metadata[Self.author].map(Self.decoded)
          )
        )
      }
      // Markers may come after all versions.
      return result.sorted {
        ($0.isLatest ? 1 : 0, $0.at ?? .distantPast) > ($1.isLatest ? 1 : 0, $1.at ?? .distantPast)
      }
    } catch {
      throw failure(error, "")
    }
  }

  func key(of file: VaultPath) -> String { prefix + file.text }
}

extension VaultCondition {
  fileprivate var s3: S3Condition {
    switch self {
    case .absent: .absent
    case .latest(let tag): .matches(etag: tag)
    }
  }
}

import AWS
import Secrets
import TestSupport
import Testing

/// Values in the archive: sealed, bound to what they are of, never overwritten.
@Suite struct SecretArchiveTests {
  let cloud = Cloud()
  let client: AWSClient
  let bucket: String
  let key: String
  let archive: SecretArchive
  let secret: ArchivedSecret
  let value = SecretValue(
    bytes: SecretBytes(utf8: "planted-value-2718"),
    isBinary: false,
    version: SecretVersion(id: "v1")
  )

  init() throws {
    client = try cloud.client()
    bucket = "vault-\(Crypto.uuid())"
    key = try cloud.server.makeKey()
    try cloud.server.makeBucket(bucket, #""versioning":"Enabled""#)
    archive = try SecretArchive(
      client: client,
      bucket: bucket,
      prefix: "some/prefix",
      owner: cloud.server.account,
      key: key
    )
    secret = Self.secret(cloud.server.account)
  }

  static func secret(
    _ account: String,
    name: String = "myapp/db",
    version: String = "v1"
  )
    -> ArchivedSecret
  {
    ArchivedSecret(
      account: account,
      region: "eu-west-1",
      store: .secretsManager,
      name: name,
      version: version,
      instance: "arn:aws:secretsmanager:eu-west-1:\(account):secret:\(name)-AbCdEf"
    )
  }

  private func objects() async throws -> S3Bucket { try client.bucket(bucket) }

  private func put(_ object: [UInt8], at place: ArchivePlace) async throws -> ArchivePlace {
    let written = try await objects().putObject(place.key, SecretBytes(object))
    return ArchivePlace(bucket: bucket, key: place.key, version: written.version)
  }

  private func failure(_ body: () async throws -> Void) async -> SecretsError? {
    do {
      try await body()
      return nil
    } catch {
      return error as? SecretsError
    }
  }

  @Test func readsBackWhatWasStored() async throws {
    let text = try await archive.store(value, of: secret, sealingKey: key)
    #expect(
      text.key == "some/prefix/archive/\(cloud.server.account)/eu-west-1/sm/myapp/db-AbCdEf/v1"
    )
    #expect(text.version?.isEmpty == false)
    let found = try await archive.value(of: secret, at: text)
    #expect(found.bytes == value.bytes)
    #expect(!found.isBinary)
    #expect(try await archive.place(of: secret) == text)
    // Bytes stay bytes, and an empty archive has no place.
    let other = Self.secret(cloud.server.account, version: "v2")
    #expect(try await archive.place(of: other) == nil)
    let bytes = SecretValue(
      bytes: SecretBytes([0, 255, 0]),
      isBinary: true,
      version: SecretVersion(id: "v2")
    )
    let place = try await archive.store(bytes, of: other, sealingKey: key)
    let again = try await archive.value(of: other, at: place)
    #expect(again.bytes == bytes.bytes)
    #expect(again.isBinary)
  }

  @Test func theObjectTellsNothing() async throws {
    let place = try await archive.store(value, of: secret, sealingKey: key)
    let object = try await objects().getObject(place.key)
    let bytes = object.body.exposed()
    #expect(bytes.starts(with: Array("GSSARCH\u{1}".utf8)))
    let planted = Array("planted-value-2718".utf8)
    #expect(!bytes.indices.contains { bytes[$0...].starts(with: planted) })
    #expect(object.metadata.encryption == "aws:kms")
    #expect(object.metadata.metadata.isEmpty)
    // Another sealing of the same value has nothing in common with it but the header.
    let other = Self.secret(cloud.server.account, name: "other")
    let second = try await archive.store(value, of: other, sealingKey: key)
    let copy = try await objects().getObject(second.key).body.exposed()
    #expect(Array(bytes.suffix(35)) != Array(copy.suffix(35)))
  }

  @Test func isNeverOverwritten() async throws {
    let first = try await archive.store(value, of: secret, sealingKey: key)
    let other = SecretValue(
      bytes: SecretBytes(utf8: "another"),
      isBinary: false,
      version: SecretVersion(id: "v1")
    )
    let second = try await archive.store(other, of: secret, sealingKey: key)
    #expect(second == first)
    #expect(try await archive.value(of: secret, at: second).bytes == value.bytes)
  }

  /// Each byte is authenticated: form, data key, nonce, content and tag.
  @Test func anObjectThatWasChangedIsRefused() async throws {
    let place = try await archive.store(value, of: secret, sealingKey: key)
    let whole = try await objects().getObject(place.key).body.exposed()
    let header = 10 + Int(whole[8]) << 8 + Int(whole[9])
    #expect(header < whole.count)
    var broken = [[], Array(whole.prefix(9)), Array(whole.dropLast()), whole + [0]]
    for index in [0, 7, 9, header - 1, whole.count - 40, whole.count - 20, whole.count - 1] {
      var object = whole
      object[index] ^= 1
      broken.append(object)
    }
    for object in broken {
      let changed = try await put(object, at: place)
      let error = await failure { _ = try await archive.value(of: secret, at: changed) }
      guard case .storeDamaged? = error?.kind else {
        Issue.record("\(object.count) bytes: \(error?.message ?? "read")")
        continue
      }
      #expect(error?.message.contains("It is not used.") == true)
    }
    // The data key says under which key it is encrypted, and KMS refuses what it does not know.
    var object = whole
    object[20] ^= 1
    let changed = try await put(object, at: place)
    #expect(await failure { _ = try await archive.value(of: secret, at: changed) } != nil)
    // The version that was stored is there still.
    #expect(try await archive.value(of: secret, at: place).bytes == value.bytes)
  }

  @Test func theValueOfAnotherSecretIsRefused() async throws {
    let other = Self.secret(cloud.server.account, version: "v2")
    let place = try await archive.store(value, of: secret, sealingKey: key)
    let object = try await objects().getObject(place.key).body.exposed()
    let moved = try await put(
      object,
      at: ArchivePlace(bucket: bucket, key: "some/prefix/\(other.key)", version: nil)
    )
    let error = await failure { _ = try await archive.value(of: other, at: moved) }
    guard case .storeDamaged? = error?.kind else {
      Issue.record("\(error?.message ?? "read")")
      return
    }
    #expect(error?.message.contains("is not the value of sm:myapp/db, version v2") == true)
  }

  @Test func theKeyComesFromTheConfigurationOrTheBucket() async throws {
    #expect(try await archive.sealingKey() == key)
    func vault(_ settings: String) throws -> SecretArchive {
      let name = "vault-\(Crypto.uuid())"
      try cloud.server.makeBucket(name, settings)
      return try SecretArchive(
        client: client,
        bucket: name,
        prefix: "",
        owner: cloud.server.account,
        key: nil
      )
    }
    let own = try vault(#""encryption":"aws:kms","key":"\#(key)""#)
    #expect(try await own.sealingKey() == key)
    #expect(try await own.store(value, of: secret, sealingKey: key).key == secret.key)
    for settings in [#""encryption":"AES256""#, #""encryption":"aws:kms""#] {
      let bare = try vault(settings)
      let error = await failure { _ = try await bare.sealingKey() }
      #expect(error?.hint?.contains("kms_key") == true)
    }
  }

  @Test func namesOfParametersStayApart() {
    func key(_ name: String, _ version: String, _ time: String) -> String {
      ArchivedSecret(
        account: "123456789012",
        region: "eu-west-1",
        store: .parameterStore,
        name: name,
        version: version,
        instance: time
      ).key
    }
    let time = "2026-11-23T16:00:00Z"
    #expect(
      key("/a/b", "7", time)
        == "archive/123456789012/eu-west-1/ssm/root/a/b/7.20261123T160000Z"
    )
    #expect(key("x", "7", time) != key("/x", "7", time))
    // Deleted and made again, its versions begin anew.
    #expect(key("/a/b", "7", time) != key("/a/b", "7", "2026-11-23T16:00:01Z"))
  }
}

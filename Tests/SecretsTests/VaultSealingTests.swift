import AWS
import Secrets
import TestSupport
import Testing

/// Files that are encrypted before S3 has them: bound to their place, never taken for another's, and
/// nothing in the bucket tells what they hold.
@Suite struct VaultSealingTests {
  private let cloud = Cloud()
  private let client: AWSClient
  private let bucket = "vault-\(Crypto.uuid())"
  private let key: String
  private let file: VaultPath
  private let content = SecretBytes(utf8: "planted-content-3141")

  init() throws {
    client = try cloud.client()
    key = try cloud.server.makeKey()
    try cloud.server.makeBucket(bucket, #""versioning":"Enabled""#)
    file = try #require(VaultPath("secured/ä.tf"))
  }

  private func vault(seals: Bool = true, prefix: String = "team") throws -> S3Vault {
    try S3Vault(
      client: client,
      bucket: bucket,
      prefix: prefix,
      owner: cloud.server.account,
      key: key,
      seals: seals
    )
  }

  private func object(_ path: String = "team/files/secured/ä.tf") async throws -> S3Object {
    try await client.bucket(bucket).getObject(path)
  }

  private func refusal(_ body: () async throws -> Void) async -> String? {
    do {
      try await body()
      return nil
    } catch let error as SecretsError {
      if case .storeDamaged = error.kind { return error.message }
      return nil
    } catch {
      return nil
    }
  }

  @Test func nothingInTheBucketTellsTheContent() async throws {
    let head = try await vault().put(file, content, if: .absent, author: "Ann")
    let object = try await object()
    let bytes = object.body.exposed()
    #expect(bytes.starts(with: Array("GSSFILE".utf8)))
    #expect(!bytes.contains(content.exposed()))
    let digest = Crypto.sha256(content)
    let said = object.metadata.metadata.values + [object.metadata.checksumSHA256 ?? ""]
    for text in said {
      #expect(
        !text.contains(Crypto.base64(digest)) && !text.contains(Crypto.hex(digest)),
        "\(text)"
      )
    }
    // The same again is another object.
    _ = try await vault().put(file, content, if: .latest(tag: head.tag), author: "Ann")
    #expect(try await self.object().body != object.body)
    #expect(try await vault().head(file)?.digest == nil)
    #expect(try await vault().head(file)?.author == "Ann")
  }

  @Test(arguments: [true, false])
  func itReadsBackWithTheSettingAndWithout(seals: Bool) async throws {
    let empty = try #require(VaultPath("empty.tf"))
    let head = try await vault().put(file, content, if: .absent, author: nil)
    _ = try await vault().put(empty, SecretBytes([]), if: .absent, author: nil)
    let found = try await vault(seals: seals).get(file, version: nil)
    #expect(found.bytes == content)
    #expect(found.head.digest == Crypto.sha256(content))
    #expect(found.head.isSealed)
    #expect(try await vault(seals: seals).get(file, version: head.version).bytes == content)
    #expect(try await vault(seals: seals).get(empty, version: nil).bytes.isEmpty)
  }

  @Test func whatIsNotEncryptedIsNotTakenForTheLatest() async throws {
    let plain = try await vault(seals: false).put(file, content, if: .absent, author: "Eve")
    let message = await refusal { _ = try await vault().get(file, version: nil) }
    #expect(message?.contains("client_side_encryption") == true, "\(message ?? "")")
    #expect(message?.contains("Eve") == true)
    let named = try await vault().get(file, version: plain.version)
    #expect(named.bytes == content)
    #expect(!named.head.isSealed)
    // Nor is what only says that it is.
    _ = try await client.bucket(bucket).putObject(
      "team/files/secured/ä.tf",
      content,
      metadata: ["client-side-encryption": "1"]
    )
    for seals in [true, false] {
      let said = await refusal { _ = try await vault(seals: seals).get(file, version: nil) }
      #expect(said?.contains("is said to be encrypted, and is not") == true, "\(said ?? "")")
    }
    // And nobody pushes what would be taken for it.
    await #expect(throws: SecretsError.self) {
      let fake = SecretBytes(utf8: "GSSFILE and more")
      let other = try #require(VaultPath("other.tf"))
      _ = try await vault(seals: false).put(other, fake, if: .absent, author: nil)
    }
  }

  @Test func whatWasChangedOrCutIsRefused() async throws {
    _ = try await vault().put(file, content, if: .absent, author: nil)
    let whole = try await object().body.exposed()
    let count = Int(whole[8]) << 8 | Int(whole[9])
    // The form, the length, the data key, the nonce, the content, the tag.
    for place in [7, 8, 9, 9 + count, 10 + count, 22 + count, whole.count - 1] {
      var bytes = whole
      bytes[place] ^= 1
      try await put(bytes)
      let said = await refusal { _ = try await vault().get(file, version: nil) }
      #expect(said?.contains("It is not used") == true, "byte \(place): \(said ?? "")")
    }
    for length in [8, 10, 10 + count, 21 + count, whole.count - 1] {
      try await put(Array(whole.prefix(length)))
      let said = await refusal { _ = try await vault().get(file, version: nil) }
      #expect(said?.contains("It is not used") == true, "\(length) bytes: \(said ?? "")")
    }
    try await put(whole)
    #expect(try await vault().get(file, version: nil).bytes == content)
  }

  private func put(_ bytes: [UInt8], at key: String = "team/files/secured/ä.tf") async throws {
    _ = try await client.bucket(bucket).putObject(key, SecretBytes(bytes))
  }

  @Test func whatWasMovedIsRefused() async throws {
    _ = try await vault().put(file, content, if: .absent, author: nil)
    let bytes = try await object().body.exposed()
    let other = try #require(VaultPath("other.tf"))
    try await put(bytes, at: "team/files/other.tf")
    try await put(bytes, at: "files/secured/ä.tf")
    let moved = await refusal { _ = try await vault().get(other, version: nil) }
    #expect(moved?.contains("or is another file") == true, "\(moved ?? "")")
    let elsewhere = await refusal { _ = try await vault(prefix: "").get(file, version: nil) }
    #expect(elsewhere?.contains("or is another file") == true, "\(elsewhere ?? "")")
  }

  @Test func theLargestFileCanBeReadBack() async throws {
    let largest = (16 << 20) - 6_182
    let big = SecretBytes([UInt8](repeating: 7, count: largest))
    _ = try await vault().put(file, big, if: .absent, author: nil)
    #expect(try await vault().get(file, version: nil).bytes == big)
    let more = SecretBytes([UInt8](repeating: 7, count: largest + 1))
    await #expect(throws: SecretsError.self) {
      _ = try await vault().put(try #require(VaultPath("b")), more, if: .absent, author: nil)
    }
  }

  /// What is known needs no key, and what is not is compared by its content.
  @Test func theKeyIsAskedForOnlyWhereTheContentIsInDoubt() async throws {
    let server = try MotoServer()
    let cloud = Cloud(server)
    let key = try server.makeKey()
    try server.makeBucket(bucket, #""versioning":"Enabled""#)
    let vault = try S3Vault(
      client: try cloud.client(),
      bucket: bucket,
      prefix: "",
      owner: server.account,
      key: key,
      seals: true
    )
    let head = try await vault.put(file, content, if: .absent, author: nil)
    let stateKey = SecretBytes(Crypto.randomBytes(32))
    var state = VaultState()
    state.files[file] = VaultState.Known(
      version: head.version,
      tag: head.tag,
      hash: VaultStateFolder.hash(Crypto.sha256(content), of: file, key: stateKey),
      at: "",
      sealed: true
    )
    func states(_ state: VaultState) async throws -> (VaultFileState?, keys: Int) {
      let before = try server.requests().count
      let comparison = VaultComparison(vault, state, key: stateKey)
      let local = [file: Crypto.sha256(content)]
      let found = try await comparison.statuses(local, named: nil, wants: { _ in true })
      let new = try server.requests().dropFirst(before)
      return (found.first?.state, new.count { $0.operation.contains("Decrypt") })
    }
    let known = try await states(state)
    #expect(known == (.same, 0))
    let unknown = try await states(VaultState())
    #expect(unknown == (.same, 1))
  }
}

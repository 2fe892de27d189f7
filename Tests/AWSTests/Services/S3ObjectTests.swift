import AWS
import FoundationEssentials
import TestSupport
import Testing

@Suite struct S3ObjectTests {
  let world: TestClient
  let name = "b\(Crypto.uuid())"

  init() throws {
    world = try TestClient()
    try MotoServer.shared.makeBucket(name, #""versioning":"Enabled""#)
  }

  func bucket() throws -> S3Bucket {
    try world.client.bucket(name, owner: MotoServer.shared.account)
  }

  func fault(_ operation: String, _ fault: String) throws {
    try MotoServer.shared.inject(#"[{"match":"\#(operation)",\#(fault)}]"#)
  }

  /// Keys are not paths: nothing in them is tidied up, on the wire or in the signature.
  @Test(arguments: [
    "plain", "a/../b", "../x", "./x/.", "/starts", "ends/", "a//b", "sp ace", "plus+plus",
    "100%25", "é/日本/😀", "a:b!c*d'e(f)g", "q?x=1&y=2#z", "a=b,c;d@e$f", "~t_i-l.d", "back\\slash",
    "quo\"te<tag>&amp;", "tab\there",
  ])
  func anyKeyIsAKeyOfItsOwn(_ key: String) async throws {
    let bucket = try bucket()
    let body = SecretBytes(utf8: "content of \(key)")
    let written = try await bucket.putObject(key, body)
    // What a tidied path would hit instead.
    _ = try await bucket.putObject("b", SecretBytes(utf8: "another"))
    let read = try await bucket.getObject(key)
    #expect(read.body == body)
    #expect(read.metadata.version == written.version)
    #expect(try await bucket.headObject(key).etag == written.etag)
    #expect(try await bucket.listObjects().map(\.key).sorted() == ["b", key].sorted())
    #expect(try await bucket.listObjects(prefix: key).map(\.key) == [key])
    let versions = try await bucket.listObjectVersions(prefix: key)
    #expect(versions.map(\.key) == [key])
    #expect(versions.map(\.version) == [written.version])
    let version = try #require(written.version)
    _ = try await bucket.deleteObject(key, version: version)
    #expect(try await bucket.listObjects().map(\.key) == ["b"])
  }

  @Test func anObjectMayBeEmptyOrHoldAnyByte() async throws {
    let bucket = try bucket()
    for bytes in [[], [0], (0...255).map { UInt8($0) }] as [[UInt8]] {
      _ = try await bucket.putObject("k", SecretBytes(bytes), metadata: ["Origin": "a test"])
      let read = try await bucket.getObject("k")
      #expect(read.body.exposed() == bytes)
      #expect(read.metadata.length == bytes.count)
      #expect(read.metadata.metadata == ["origin": "a test"])
      #expect(read.metadata.checksumSHA256 == Crypto.base64(Crypto.sha256(bytes)))
    }
  }

  @Test func versionsAreReadAndDeletedOneByOne() async throws {
    let bucket = try bucket()
    var ids: [String] = []
    for text in ["one", "two", "three"] {
      ids.append(
        try #require(try await bucket.putObject("k", SecretBytes(utf8: text)).version)
      )
    }
    #expect(try await bucket.getObject("k", version: ids[0]).body == SecretBytes(utf8: "one"))
    let marker = try await bucket.deleteObject("k")
    #expect(marker.isMarker)
    let hidden = await awsError { _ = try await bucket.getObject("k") }
    #expect(hidden?.kind == .notFound)
    #expect(hidden?.code == "NoSuchKey")
    let headless = await awsError { _ = try await bucket.headObject("k") }
    #expect(headless?.kind == .notFound)
    let list = try await bucket.listObjectVersions(prefix: "k")
    #expect(list.count == 4)
    #expect(list.filter(\.isMarker).map(\.version) == [marker.version].compactMap { $0 })
    #expect(list.filter(\.isLatest).map(\.isMarker) == [true])
    _ = try await bucket.deleteObject("k", version: marker.version)
    #expect(try await bucket.getObject("k").body == SecretBytes(utf8: "three"))
    _ = try await bucket.deleteObject("k", version: ids[2])
    #expect(try await bucket.getObject("k").body == SecretBytes(utf8: "two"))
  }

  @Test func aConditionIsKept() async throws {
    let bucket = try bucket()
    let one = SecretBytes(utf8: "one")
    let first = try await bucket.putObject("k", one, if: .absent)
    let taken = await awsError { _ = try await bucket.putObject("k", one, if: .absent) }
    #expect(taken?.kind == .preconditionFailed)
    let etag = try #require(first.etag)
    let second = try await bucket.putObject(
      "k",
      SecretBytes(utf8: "two"),
      if: .matches(etag: etag)
    )
    let stale = await awsError {
      _ = try await bucket.putObject("k", one, if: .matches(etag: etag))
    }
    #expect(stale?.kind == .preconditionFailed)
    let missing = await awsError {
      _ = try await bucket.putObject("none", one, if: .matches(etag: etag))
    }
    #expect(missing?.kind == .notFound)
    #expect(try await bucket.getObject("k", matching: second.etag).body.count == 3)
    let changed = await awsError { _ = try await bucket.getObject("k", matching: etag) }
    #expect(changed?.kind == .preconditionFailed)
  }

  @Test func aRaceIsNotALostCondition() async throws {
    let bucket = try bucket()
    try fault(
      "PUT /\(name)/raced",
      #""status":409,"code":"ConditionalRequestConflict","message":"at the same time""#
    )
    let error = await awsError {
      _ = try await bucket.putObject("raced", SecretBytes(utf8: "v"), if: .absent)
    }
    #expect(error?.kind == .conflict)
  }

  /// Lost before and after it took effect, with no answer and with the server's own failure.
  @Test(arguments: [
    #""drop":true"#, #""when":"after","drop":true"#, #""status":500,"code":"InternalError""#,
    #""when":"after","status":503,"code":"ServiceUnavailable""#,
  ])
  func aWriteIsMadeOnce(_ failure: String) async throws {
    let bucket = try bucket()
    try fault("PUT /\(name)/k", failure)
    let written = try await bucket.putObject("k", SecretBytes(utf8: "v"), if: .absent)
    try fault("PUT /\(name)/k", failure)
    let second = try await bucket.putObject(
      "k",
      SecretBytes(utf8: "w"),
      if: .matches(etag: try #require(written.etag))
    )
    let versions = try await bucket.listObjectVersions(prefix: "k")
    #expect(Set(versions.map(\.version)) == Set([written, second].compactMap(\.version)))
    #expect(versions.count == 2)
  }

  @Test func somebodyElsesWriteIsNotTakenForOurs() async throws {
    let bucket = try bucket()
    _ = try await bucket.putObject("k", SecretBytes(utf8: "theirs"))
    try fault("PUT /\(name)/k", #""drop":true"#)
    let error = await awsError {
      _ = try await bucket.putObject("k", SecretBytes(utf8: "ours"), if: .absent)
    }
    #expect(error?.kind == .unreachable)
    #expect(try await bucket.getObject("k").body == SecretBytes(utf8: "theirs"))
  }

  @Test func aWriteThatNeverArrivesIsAnError() async throws {
    let bucket = try bucket()
    try fault("PUT /\(name)/gone", #""count":9,"drop":true"#)
    let error = await awsError {
      _ = try await bucket.putObject("gone", SecretBytes(utf8: "v"), if: .absent)
    }
    #expect(error?.kind == .unreachable)
    #expect(world.attempts.filter { $0.operation == "PutObject" }.count == 3)
    #expect(try await bucket.listObjects(prefix: "gone").isEmpty)
  }

  @Test func encryptionIsAskedFor() async throws {
    let bucket = try bucket()
    let key = try MotoServer.shared.makeKey()
    let written = try await bucket.putObject(
      "k",
      SecretBytes(utf8: "v"),
      encryption: .kms(key: key)
    )
    #expect(written.encryption == "aws:kms")
    #expect(written.kmsKey == key)
    #expect(try await bucket.headObject("k").kmsKey == key)
    #expect(
      try await bucket.putObject("l", SecretBytes(utf8: "v"), encryption: .s3).encryption
        == "AES256"
    )
  }

  @Test func aBucketOfSomebodyElseIsRefused() async throws {
    let bucket = try world.client.bucket(name, owner: "999999999999")
    let error = await awsError { _ = try await bucket.putObject("k", SecretBytes(utf8: "v")) }
    #expect(error?.kind == .accessDenied)
    let head = await awsError { _ = try await bucket.headObject("k") }
    #expect(head?.kind == .accessDenied)
  }
}

import AWS
import FoundationEssentials
import TestSupport
import Testing

/// Where a bucket is, and answers that are not what they look like.
@Suite struct S3AnswerTests {
  let world: TestClient
  let name = "b\(Crypto.uuid())"

  init() throws {
    world = try TestClient()
  }

  func answer(_ match: String, _ body: String, status: Int = 200) throws {
    let text = body.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    try MotoServer.shared.inject(
      #"[{"match":"\#(match)","status":\#(status),"body":"\#(text)","type":"application/xml"}]"#
    )
  }

  @Test func aBucketInAnotherRegionIsFoundThere() async throws {
    try MotoServer.shared.makeBucket(name, #""region":"us-west-2""#)
    let bucket = try world.client.bucket(name)
    _ = try await bucket.putObject("k", SecretBytes(utf8: "v"))
    #expect(world.attempts.map(\.status) == [301, 200])
    #expect(try await bucket.getObject("k").body == SecretBytes(utf8: "v"))
    // The second request knew it.
    #expect(world.attempts.map(\.status) == [301, 200, 200])
    let another = try world.client.bucket(name)
    #expect(try await another.headObject("k").length == 1)
    #expect(world.attempts.map(\.status) == [301, 200, 200, 301, 200])
  }

  /// To the host of a region that is none, nothing is sent.
  @Test(arguments: ["evil.example/", "us-west-2.evil", "", "a b", "x@y"])
  func aRegionMustBeOne(_ region: String) async throws {
    let proxy = try FaultProxy(before: MotoServer.shared.port)
    try proxy.inject(
      #"""
      [{"match": "", "times": 9, "do": "status", "code": 301,
        "headers": [["x-amz-bucket-region", "\#(region)"]], "body": ""}]
      """#
    )
    let test = try TestClient(endpoint: proxy.endpoint)
    let bucket = try test.client.bucket(name)
    let error = await awsError { _ = try await bucket.listObjects() }
    #expect(error?.kind == .invalidResponse)
    #expect(test.attempts.count == 1)
  }

  @Test func aRedirectThatGoesInCirclesEnds() async throws {
    let proxy = try FaultProxy(before: MotoServer.shared.port)
    for region in ["us-west-1", "us-west-2", "us-west-1"] {
      try proxy.inject(
        #"""
        [{"match": "", "do": "status", "code": 301,
          "headers": [["x-amz-bucket-region", "\#(region)"]], "body":
          "<Error><Code>PermanentRedirect</Code><Message>elsewhere</Message></Error>"}]
        """#
      )
    }
    let test = try TestClient(endpoint: proxy.endpoint)
    let bucket = try test.client.bucket(name)
    let error = await awsError { _ = try await bucket.listObjects() }
    #expect(error?.code == "PermanentRedirect")
    #expect(test.attempts.count == 2)
  }

  /// What is on the way answers 404, too, and then nothing is known of the object.
  @Test func aHeadThatIsNotTheServicesSaysNothing() async throws {
    let proxy = try FaultProxy(before: MotoServer.shared.port)
    let test = try TestClient(endpoint: proxy.endpoint)
    let bucket = try test.client.bucket(name)
    for status in [403, 404] {
      try proxy.inject(#"[{"match": "HEAD", "do": "status", "code": \#(status)}]"#)
      let error = await awsError { _ = try await bucket.headObject("k") }
      #expect(error?.kind == .invalidResponse)
    }
    let error = await awsError { _ = try await bucket.headObject("k") }
    #expect(error?.kind == .notFound)
  }

  @Test func aBucketMayStandInTheHost() async throws {
    try MotoServer.shared.makeBucket(name)
    let port = MotoServer.shared.port
    let test = try TestClient(endpoint: "http://localhost:\(port)")
    let bucket = try test.client.bucket(name, style: .virtualHost)
    _ = try await bucket.putObject("a/../b c", SecretBytes(utf8: "v"))
    #expect(try await bucket.listObjects().map(\.key) == ["a/../b c"])
    let path = try world.client.bucket(name)
    #expect(try await path.getObject("a/../b c").body == SecretBytes(utf8: "v"))
  }

  @Test func anErrorWithStatus200IsAnError() async throws {
    try MotoServer.shared.makeBucket(name)
    let bucket = try world.client.bucket(name)
    let body =
      "<?xml version=\"1.0\"?> <Error><Code>InternalError</Code><Message>m</Message></Error>"
    for _ in 0..<3 { try answer("PUT /\(name)/k", body) }
    let error = await awsError { _ = try await bucket.putObject("k", SecretBytes(utf8: "v")) }
    #expect(error?.code == "InternalError")
    #expect(world.attempts.count == 3)
    try answer("GET /\(name)", body)
    #expect(try await bucket.listObjects().isEmpty)
    // An object may hold what looks like an error.
    _ = try await bucket.putObject("k", SecretBytes(utf8: body))
    #expect(try await bucket.getObject("k").body == SecretBytes(utf8: body))
  }

  @Test func anObjectWithoutALengthIsNone() async throws {
    let server = try FaultProxy(before: MotoServer.shared.port)
    try MotoServer.shared.makeBucket(name)
    let test = try TestClient(endpoint: server.endpoint)
    let bucket = try test.client.bucket(name)
    _ = try await bucket.putObject("k", SecretBytes(utf8: "a long value"))
    try server.inject(#"[{"match": "GET", "do": "unsized", "bytes": 4}]"#)
    let error = await awsError { _ = try await bucket.getObject("k") }
    #expect(error?.kind == .invalidResponse)
    #expect(error?.message.contains("how long") == true)
  }

  @Test func anObjectThatWasChangedOnTheWayIsNone() async throws {
    let server = try FaultProxy(before: MotoServer.shared.port)
    try MotoServer.shared.makeBucket(name)
    let test = try TestClient(endpoint: server.endpoint)
    let bucket = try test.client.bucket(name)
    _ = try await bucket.putObject("k", SecretBytes(utf8: "a long value"))
    // The proxy sends the first half under a length of its own.
    try server.inject(#"[{"match": "GET", "do": "half"}]"#)
    let error = await awsError { _ = try await bucket.getObject("k") }
    #expect(error?.kind == .invalidResponse)
    #expect(error?.message.contains("checksum") == true)
  }

  @Test(arguments: [
    "<html><body>Sign in</body></html>", "", "<ListBucketResult>", "{}",
    "<!DOCTYPE x [<!ENTITY e 'k'>]><ListBucketResult><Name>&e;</Name></ListBucketResult>",
    "<ListBucketResult><IsTruncated>true</IsTruncated></ListBucketResult>",
    "<ListBucketResult><Contents><Key>k</Key></Contents></ListBucketResult>",
    "<ListBucketResult><EncodingType>url</EncodingType><Contents><Key>%zz</Key><Size>1</Size>"
      + "</Contents></ListBucketResult>",
  ])
  func whatIsNoListIsAnError(_ body: String) async throws {
    try answer("GET /\(name)", body)
    let bucket = try world.client.bucket(name)
    let error = await awsError { _ = try await bucket.listObjects() }
    #expect(error?.kind == .invalidResponse)
    #expect(error?.service == "s3")
    #expect(error?.operation == "ListObjectsV2")
  }

  @Test func listsComeInPagesThatMayBeEmpty() async throws {
    func page(_ keys: [String], next: String?) -> String {
      let contents = keys.map { "<Contents><Key>\($0)</Key><Size>1</Size></Contents>" }
      let token = next.map { "<NextContinuationToken>\($0)</NextContinuationToken>" } ?? ""
      return "<ListBucketResult><IsTruncated>\(next != nil)</IsTruncated>\(contents.joined())"
        + "\(token)</ListBucketResult>"
    }
    let bucket = try world.client.bucket(name)
    try answer("GET /\(name)", page([], next: "one"))
    try answer("GET /\(name)", page(["a", "b"], next: "two+/="))
    try answer("GET /\(name)", page(["c"], next: nil))
    #expect(try await bucket.listObjects().map(\.key) == ["a", "b", "c"])
    try answer("GET /\(name)", page([], next: "one"))
    try answer("GET /\(name)", page([], next: "one"))
    let error = await awsError { _ = try await bucket.listObjects() }
    #expect(error?.kind == .invalidResponse)
    #expect(error?.message.contains("no end") == true)
  }

  @Test func versionsComeInPages() async throws {
    try MotoServer.shared.makeBucket(name, #""versioning":"Enabled""#)
    let bucket = try world.client.bucket(name)
    func page(_ key: String, _ version: String, cut: Bool) -> String {
      let next =
        "<NextKeyMarker>\(key)</NextKeyMarker><NextVersionIdMarker>\(version)</NextVersionIdMarker>"
      return "<ListVersionsResult><IsTruncated>\(cut)</IsTruncated>\(cut ? next : "")<Version>"
        + "<Key>\(key)</Key><VersionId>\(version)</VersionId><IsLatest>true</IsLatest></Version>"
        + "</ListVersionsResult>"
    }
    try answer("GET /\(name)", page("k", "1", cut: true))
    try answer("GET /\(name)", page("k", "2", cut: true))
    try answer("GET /\(name)", page("l", "3", cut: false))
    #expect(try await bucket.listObjectVersions().map(\.version) == ["1", "2", "3"])
    try answer("GET /\(name)", page("k", "1", cut: true))
    try answer("GET /\(name)", page("k", "1", cut: true))
    let error = await awsError { _ = try await bucket.listObjectVersions() }
    #expect(error?.message.contains("no end") == true)
  }
}

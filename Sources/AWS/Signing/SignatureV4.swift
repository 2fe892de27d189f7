package import FoundationEssentials

/// AWS Signature Version 4, in the form of an `Authorization` header.
///
/// Pure: the date comes from the caller. The form is AWS's "Create a signed AWS API request" in the
/// IAM user guide; `Tests/AWSTests/Fixtures/sigv4` holds AWS's published cases.
package struct SignatureV4: Sendable {
  package var service: String
  package var region: String
  /// Removes `.`, `..` and empty segments from the path; S3 does not.
  package var normalizesPath = true
  /// Encodes the encoded path once more; S3 does not.
  package var encodesPathTwice = true
  /// Adds `x-amz-content-sha256`, which S3 demands.
  package var sendsPayloadHash = false
  /// Signs the session token; a few services want it added afterwards.
  package var signsSessionToken = true

  package init(service: String, region: String) {
    self.service = service
    self.region = region
  }

  /// The rules of S3.
  package static func s3(region: String) -> SignatureV4 {
    var signer = SignatureV4(service: "s3", region: region)
    signer.normalizesPath = false
    signer.encodesPathTwice = false
    signer.sendsPayloadHash = true
    return signer
  }

  /// What was signed, and the headers to send.
  package struct Signed: Sendable {
    package let canonicalRequest: String
    package let stringToSign: String
    package let signature: String
    /// All of the request's headers, those that signing added, and `Authorization`.
    package let headers: [(name: String, value: String)]
  }

  package func sign(
    _ request: SigningRequest,
    credentials: AWSCredentials,
    date: Date
  ) -> Signed {
    let time = UTCTime(date)
    var headers = request.headers
    headers.append((name: "X-Amz-Date", value: time.basicFormat))
    if sendsPayloadHash {
      headers.append((name: "X-Amz-Content-Sha256", value: request.payloadHash))
    }
    if signsSessionToken, let token = credentials.sessionToken {
      headers.append((name: "X-Amz-Security-Token", value: token.headerText))
    }
    let (canonicalHeaders, names) = canonical(headers)
    let canonicalRequest = [
      request.method, canonicalPath(request.path), request.canonicalQuery, canonicalHeaders, names,
      request.payloadHash,
    ].joined(separator: "\n")
    let scope = "\(time.basicDay)/\(region)/\(service)/aws4_request"
    let stringToSign = [
      "AWS4-HMAC-SHA256", time.basicFormat, scope,
      Crypto.hex(Crypto.sha256(Array(canonicalRequest.utf8))),
    ].joined(separator: "\n")
    let key = signingKey(secret: credentials.secretAccessKey, day: time.basicDay)
    let signature = Crypto.hex(Crypto.hmacSHA256(key: key, Array(stringToSign.utf8)))
    let authorization =
      "AWS4-HMAC-SHA256 Credential=\(credentials.accessKeyID)/\(scope), "
      + "SignedHeaders=\(names), Signature=\(signature)"
    headers.append((name: "Authorization", value: authorization))
    if !signsSessionToken, let token = credentials.sessionToken {
      headers.append((name: "X-Amz-Security-Token", value: token.headerText))
    }
    return Signed(
      canonicalRequest: canonicalRequest,
      stringToSign: stringToSign,
      signature: signature,
      headers: headers
    )
  }

  private func signingKey(secret: SecretBytes, day: String) -> SecretBytes {
    let prefix = Array("AWS4".utf8)
    var key = unsafe SecretBytes(count: prefix.count + secret.count) { buffer in
      unsafe buffer.copyBytes(from: prefix)
      unsafe secret.withBytes {
        unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[prefix.count...]).copyMemory(from: $0)
      }
    }
    for part in [day, region, service, "aws4_request"] {
      key = SecretBytes(Crypto.hmacSHA256(key: key, Array(part.utf8)))
    }
    return key
  }

  private func canonicalPath(_ path: String) -> String {
    let normalized = normalizesPath ? Self.removingDotSegments(path) : path
    let encoded = PercentEncoding.encode(path: normalized)
    return encodesPathTwice ? PercentEncoding.encode(path: encoded) : encoded
  }

  /// RFC 3986 §5.2.4, and empty segments removed as well.
  private static func removingDotSegments(_ path: String) -> String {
    var kept: [Substring] = []
    let segments = path.split(separator: "/", omittingEmptySubsequences: true)
    for segment in segments where segment != "." {
      if segment == ".." { _ = kept.popLast() } else { kept.append(segment) }
    }
    let endsOpen = path.hasSuffix("/") || path.hasSuffix("/.") || path.hasSuffix("/..")
    return "/" + kept.joined(separator: "/") + (endsOpen && !kept.isEmpty ? "/" : "")
  }

  /// Names in lower case and sorted, values trimmed and their runs of blanks made one.
  private func canonical(
    _ headers: [(name: String, value: String)]
  ) -> (lines: String, names: String) {
    var values: [String: [String]] = [:]
    for header in headers {
      let name = header.name.lowercased()
      guard !Self.unsigned.contains(name) else { continue }
      let words = header.value.split { $0.isWhitespace }
      values[name, default: []].append(words.joined(separator: " "))
    }
    let names = values.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    let lines = names.map { "\($0):\((values[$0] ?? []).joined(separator: ","))\n" }
    return (lines.joined(), names.joined(separator: ";"))
  }

  /// Headers that proxies and libraries change on the way.
  private static let unsigned: Set = [
    "connection", "expect", "keep-alive", "proxy-authenticate", "proxy-authorization",
    "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade", "user-agent",
    "x-amzn-trace-id",
  ]
}

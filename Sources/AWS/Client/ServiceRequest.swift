/// What one call sends, before an attempt signs it.
package struct ServiceRequest: Sendable {
  package var service: AWSService
  /// For messages and the observer.
  package var operation: String
  package var method = "POST"
  /// Decoded, starting with `/`; sent as it is, `..` and all.
  package var path = "/"
  /// Decoded names and values; a parameter without a value has an empty one.
  package var query: [(name: String, value: String)] = []
  /// Besides those that every request has and signing adds.
  package var headers: [(name: String, value: String)] = []
  /// Nil for none at all.
  package var body: SecretBytes?
  /// False for calls that prove who asks by something else, and then no credentials are looked for.
  package var isSigned = true
  package var retry = RetryChoice.safe
  /// Where to send it, and for what region to sign it; nil is the client's.
  package var region: String?
  /// A label that comes before the service's host, as S3's buckets do.
  package var hostLabel: String?
  /// Whether a success that is an XML document named `Error` is none (S3's long operations have
  /// sent their 200 when they fail).
  package var refusesErrorRoot = false

  /// Told of the region that S3 names when the bucket is in another one.
  var movedTo: (@Sendable (String) -> Void)?

  package init(_ service: AWSService, operation: String) {
    self.service = service
    self.operation = operation
  }

  /// The signer of this service's requests.
  func signer(region: String) -> SignatureV4 {
    service == .s3
      ? .s3(region: region) : SignatureV4(service: service.signingName, region: region)
  }

  /// Whether it changes nothing, by the name that AWS gave the operation; what is not known to be
  /// such is a writing.
  var isReading: Bool {
    let verbs = [
      "Get", "List", "Describe", "Head", "BatchGet", "Lookup", "AssumeRole", "Encrypt", "Decrypt",
      "GenerateMac", "VerifyMac",
    ]
    return retry == .safe && verbs.contains { operation.hasPrefix($0) }
  }

  /// Whether the status says that the service did what was asked.
  func isSuccess(_ status: Int) -> Bool {
    service == .s3 ? (200..<300).contains(status) : status == 200
  }
}

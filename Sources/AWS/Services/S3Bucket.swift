import Synchronization

/// One bucket of Amazon S3 (API version 2006-03-01).
///
/// A key is what it is: nothing in it is tidied up, `a/../b` is another object than `b`. What a call
/// takes is checked before it is sent (`Limits`), and fails with `invalidRequest`. Every call fails
/// with `notFound` where there is no such bucket or key, and `accessDenied`, also where the bucket
/// is not the expected account's; what else is said at the call. A bucket in another region is found
/// there, once: the request is signed anew for the region that the answer names.
package struct S3Bucket: Sendable {
  /// How the bucket is named in a request.
  package enum Style: Sendable {
    /// In the host where the service's own host and a certificate for it allow that.
    case automatic
    case path
    case virtualHost
  }

  let client: AWSClient
  package let name: String
  /// The 12 digits of the account that must own it, against buckets that somebody else made under
  /// the same name; nil asks for none.
  package let owner: String?
  private let style: Style
  private let learnt = LearntRegion()

  init(client: AWSClient, name: String, owner: String?, style: Style) throws(AWSError) {
    let call = ServiceCall(client: client, service: .s3, operation: "A request")
    try call.check(bucket: name)
    try call.check(account: owner)
    self.client = client
    self.name = name
    self.owner = owner
    self.style = style
  }

  /// A request about the bucket, or about one of its objects.
  func request(
    _ operation: String,
    _ method: String,
    key: String? = nil,
    query: [(name: String, value: String)] = []
  ) throws(AWSError) -> ServiceRequest {
    if let key { try call(operation).check(key: key) }
    // An error is XML, too, whatever the answer would have been.
    try AWSClient.requireXML(.s3, operation: operation)
    var request = ServiceRequest(.s3, operation: operation)
    request.method = method
    request.query = query
    request.region = learnt.region
    request.movedTo = { [learnt] in learnt.set($0) }
    if try isInHost() {
      request.hostLabel = name
      request.path = "/" + (key ?? "")
    } else {
      request.path = "/\(name)" + (key.map { "/" + $0 } ?? "")
    }
    if let owner { request.headers.append((name: "X-Amz-Expected-Bucket-Owner", value: owner)) }
    return request
  }

  func call(_ operation: String) -> ServiceCall {
    ServiceCall(client: client, service: .s3, operation: operation)
  }

  /// Sends what is answered in XML, and reads it.
  func document(_ request: ServiceRequest, root: String) async throws(AWSError) -> XMLElement {
    var request = request
    request.refusesErrorRoot = true
    let answer = try await client.send(request)
    let element = try client.xml(answer, .s3, operation: request.operation)
    guard element.name == root else {
      throw client.notUnderstood(.s3, request.operation, answer)
    }
    return element
  }

  /// The certificate of the service's host stands for one label more.
  private func isInHost() throws(AWSError) -> Bool {
    switch style {
    case .path: false
    case .virtualHost: true
    case .automatic: try !client.settings.endpoint(for: .s3).isExplicit && !name.contains(".")
    }
  }
}

/// Where the bucket is, once an answer has said that it is elsewhere.
private final class LearntRegion: Sendable {
  private let value = Mutex<String?>(nil)

  var region: String? { value.withLock { $0 } }

  func set(_ region: String) { value.withLock { $0 = region } }
}

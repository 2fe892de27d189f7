/// Requests to where a machine or a container keeps its credentials: never through a proxy, and soon
/// given up.
struct LocalRequests: Sendable {
  let transport: CurlTransport
  /// For a container's address with TLS.
  let caBundle: String?

  /// Plain HTTP is taken: the caller has checked that `url` is an address where that is usual.
  func send(
    _ method: String,
    _ url: String,
    headers: [(name: String, value: String)] = [],
    timeoutMilliseconds: Int
  ) async throws(TransportError) -> HTTPResponse {
    var options = TransportOptions()
    options.connectTimeoutMilliseconds = timeoutMilliseconds
    options.totalTimeoutMilliseconds = timeoutMilliseconds
    options.maximumBodyBytes = 1 << 20
    options.caBundle = caBundle
    options.allowsPlainHTTP = url.hasPrefix("http://")
    return try await transport.send(
      HTTPRequest(
        method: method,
        url: url,
        headers: [(name: "User-Agent", value: "git-secrets-sync")] + headers,
        body: nil
      ),
      options: options
    )
  }
}

/// The proxy variables, by libcurl's rules (`man curl`, "ENVIRONMENT").
struct ProxySettings: Sendable {
  private let https: String
  private let http: String
  let exceptions: String

  init(_ environment: Environment) {
    let all = environment["all_proxy"] ?? environment["ALL_PROXY"] ?? ""
    https = environment["https_proxy"] ?? environment["HTTPS_PROXY"] ?? all
    // Upper-case HTTP_PROXY can be set by a request header in CGI programs, so it does not count.
    http = environment["http_proxy"] ?? all
    exceptions = environment["no_proxy"] ?? environment["NO_PROXY"] ?? ""
  }

  /// "" for none; never one for this machine itself.
  func proxy(for endpoint: AWSEndpoint) -> String {
    if endpoint.isLoopback { return "" }
    return endpoint.scheme == "https" ? https : http
  }
}

/// The proxy variables, by libcurl's rules (`man curl`, "ENVIRONMENT").
struct ProxySettings: Sendable {
  private let https: Proxy?
  private let http: Proxy?
  let exceptions: String

  /// One of them, and the variable that names it.
  private struct Proxy: Sendable {
    let address: String
    let variable: String
  }

  /// - Throws: `configuration` for an address that libcurl would not take.
  init(_ environment: Environment) throws(AWSError) {
    func first(_ names: String...) throws(AWSError) -> Proxy? {
      for name in names {
        guard let address = environment[name] else { continue }
        try Self.check(address, name)
        return Proxy(address: address, variable: name)
      }
      return nil
    }
    https = try first("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY")
    // Upper-case HTTP_PROXY can be set by a request header in CGI programs, so it does not count.
    http = try first("http_proxy", "all_proxy", "ALL_PROXY")
    exceptions = environment["no_proxy"] ?? environment["NO_PROXY"] ?? ""
  }

  /// "" for none; never one for this machine itself.
  func proxy(for endpoint: AWSEndpoint) -> String { used(for: endpoint)?.address ?? "" }

  /// The proxy of an endpoint for messages, without a name or password: `host:port (https_proxy)`.
  func shownProxy(for endpoint: AWSEndpoint) -> String? {
    guard let proxy = used(for: endpoint), !isException(endpoint.host) else { return nil }
    return "\(Self.authority(proxy.address)) (\(proxy.variable))"
  }

  private func used(for endpoint: AWSEndpoint) -> Proxy? {
    if endpoint.isLoopback { return nil }
    return endpoint.scheme == "https" ? https : http
  }

  /// Whether `no_proxy` has the host or a domain of it.
  ///
  /// Networks, which libcurl knows as well, are left out: no host of AWS is written as an address.
  private func isException(_ host: String) -> Bool {
    exceptions.split { $0 == "," || $0 == " " }.contains { entry in
      let domain = (entry.hasPrefix(".") ? entry.dropFirst() : entry).lowercased()
      return entry == "*" || host == domain || host.hasSuffix(".\(domain)")
    }
  }

  /// The host and port of an address.
  private static func authority(_ address: String) -> Substring {
    let rest = address.firstRange(of: "://").map { address[$0.upperBound...] } ?? address[...]
    // A password may hold a slash, so that the name before `@` goes first.
    let afterUser = rest.lastIndex(of: "@").map { rest[rest.index(after: $0)...] } ?? rest
    return afterUser.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
  }

  private static func check(_ address: String, _ variable: String) throws(AWSError) {
    let schemes = ["http", "https", "socks4", "socks4a", "socks5", "socks5h"]
    let host = authority(address)
    let afterAddress = host.lastIndex(of: "]") ?? host.startIndex
    let port = host[afterAddress...].lastIndex(of: ":").map { host[host.index(after: $0)...] }
    let reason: String? =
      if let scheme = address.firstRange(of: "://"),
        !schemes.contains(address[..<scheme.lowerBound].lowercased())
      {
        "its scheme is none of \(schemes.joined(separator: ", "))"
      } else if host.isEmpty || host.hasPrefix(":") {
        "it names no host"
      } else if let port, !(1...65_535).contains(Int(port) ?? 0) {
        "its port is no port"
      } else if !address.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) {
        "it has blanks or control characters in it"
      } else {
        nil
      }
    guard let reason else { return }
    throw AWSError(
      .configuration,
      message: "\(variable) is not a proxy's address: \(reason).",
      hint: "Write it as http://host:port, or unset it."
    )
  }
}

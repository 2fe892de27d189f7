/// Where the requests of one service go.
package struct AWSEndpoint: Sendable, Equatable, CustomStringConvertible {
  /// `https` or `http`.
  package let scheme: String
  /// In lower case; an IPv6 address in brackets.
  package let host: String
  package let port: Int?
  /// What stands before `/`; no slash at its end.
  package let basePath: String
  /// True when the user's environment or configuration names it.
  package let isExplicit: Bool

  package var description: String { "\(scheme)://\(authority)\(basePath)" }

  package var isLoopback: Bool {
    // An address, not a name that looks like the start of one.
    let isAddress = host.hasPrefix("127.") && host.allSatisfy { $0 == "." || $0.isNumber }
    return host == "localhost" || host == "[::1]" || isAddress
  }

  /// `Host`: the port stands there unless it is the scheme's own.
  var authority: String {
    guard let port, port != (scheme == "https" ? 443 : 80) else { return host }
    return "\(host):\(port)"
  }

  /// Plain HTTP is for this machine and for whoever names such an endpoint himself.
  var allowsPlainHTTP: Bool { scheme == "http" && (isExplicit || isLoopback) }

  init(host: String) {
    scheme = "https"
    self.host = host
    port = nil
    basePath = ""
    isExplicit = false
  }

  /// The same endpoint with a label before its host; unchanged without one.
  func below(_ label: String?) -> AWSEndpoint {
    guard let label else { return self }
    return AWSEndpoint(
      scheme: scheme,
      host: "\(label).\(host)",
      port: port,
      basePath: basePath,
      isExplicit: isExplicit
    )
  }

  private init(scheme: String, host: String, port: Int?, basePath: String, isExplicit: Bool) {
    self.scheme = scheme
    self.host = host
    self.port = port
    self.basePath = basePath
    self.isExplicit = isExplicit
  }

  /// Reads an endpoint that `setting` names.
  init(parsing text: String, setting: String) throws(AWSError) {
    func refuse(_ reason: String) -> AWSError {
      AWSError(
        .configuration,
        message: "\(setting) is not an endpoint: \(reason).",
        hint: "Write it as https://host or https://host:port."
      )
    }
    guard let separator = text.firstRange(of: "://") else { throw refuse("it has no scheme") }
    scheme = text[..<separator.lowerBound].lowercased()
    guard scheme == "https" || scheme == "http" else {
      throw refuse("its scheme is neither https nor http")
    }
    let rest = text[separator.upperBound...]
    let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    guard !authority.contains("@") else { throw refuse("it holds a user name or password") }
    let path = rest.dropFirst(authority.count)
    guard !path.contains("?"), !path.contains("#") else { throw refuse("it has a query") }
    // A colon inside the brackets of an IPv6 address starts no port.
    let afterAddress = authority.lastIndex(of: "]") ?? authority.startIndex
    var name = authority
    var number: Int?
    if let colon = authority[afterAddress...].lastIndex(of: ":") {
      name = authority[..<colon]
      number = Int(authority[authority.index(after: colon)...])
      guard let number, (1...65_535).contains(number) else { throw refuse("its port is no port") }
    }
    let allowed = "abcdefghijklmnopqrstuvwxyz0123456789-._[]:"
    host = name.lowercased()
    guard !host.isEmpty, host.allSatisfy({ allowed.contains($0) }) else {
      throw refuse("its host is no host name")
    }
    port = number
    basePath = String(path.hasSuffix("/") ? path.dropLast() : path)
    isExplicit = true
  }
}

/// Where a container asks for its credentials: ECS, EKS Pod Identity, Greengrass.
struct ContainerEndpoint: Sendable, Equatable {
  let url: String
  /// Its scheme, host and port: path and query may say what is nobody's business.
  let origin: String
  /// The variable that names it.
  let variable: String

  private static let relative = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"
  private static let full = "AWS_CONTAINER_CREDENTIALS_FULL_URI"

  /// The addresses to which ECS and EKS Pod Identity answer, beside this machine itself.
  private static let plainHosts: Set = [
    "169.254.170.2", "169.254.170.23", "[fd00:ec2::23]",
  ]

  /// Nil when no variable names one; the relative one wins.
  static func find(_ environment: Environment) throws(AWSError) -> ContainerEndpoint? {
    if let path = environment[relative] {
      guard path.hasPrefix("/"), isPlainText(path) else {
        throw refusal(relative, "it is no path that starts with /")
      }
      return ContainerEndpoint(
        url: "http://169.254.170.2\(path)",
        origin: "http://169.254.170.2",
        variable: relative
      )
    }
    guard let url = environment[full] else { return nil }
    guard isPlainText(url) else { throw refusal(full, "it has blanks or control characters in it") }
    guard let separator = url.firstRange(of: "://") else {
      throw refusal(full, "it has no scheme and no host")
    }
    // The path and the query stay as they are; the rest has to be what an endpoint is.
    let rest = url[separator.upperBound...]
    let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    let origin = try AWSEndpoint(
      parsing: String(url[..<separator.upperBound]) + authority,
      setting: full
    )
    guard origin.scheme == "https" || origin.isLoopback || plainHosts.contains(origin.host) else {
      throw refusal(
        full,
        "plain HTTP is for this machine and for the addresses of ECS and EKS, not for \(origin.host)"
      )
    }
    return ContainerEndpoint(
      url: "\(origin.scheme)://\(origin.authority)\(rest.dropFirst(authority.count))",
      origin: "\(origin.scheme)://\(origin.authority)",
      variable: full
    )
  }

  private static func isPlainText(_ text: String) -> Bool {
    text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
  }

  private static func refusal(_ variable: String, _ reason: String) -> AWSError {
    AWSError(
      .configuration,
      message: "\(variable) is not where a container's credentials are: \(reason).",
      hint: "Correct or unset the variable; ECS and EKS set it themselves."
    )
  }
}

/// Where the shared files are.
struct SharedFilePaths: Sendable {
  let config: String
  let credentials: String
  /// Where the AWS CLI keeps the sessions of `aws login`.
  let loginCache: String
  private let environment: Environment
  private let home: String

  init(environment: Environment, home: String) {
    self.environment = environment
    self.home = home
    func path(_ variable: String, _ name: String) -> String {
      environment[variable].map { Self.expanded($0, environment, home) } ?? "\(home)/.aws/\(name)"
    }
    config = path("AWS_CONFIG_FILE", "config")
    credentials = path("AWS_SHARED_CREDENTIALS_FILE", "credentials")
    loginCache = path("AWS_LOGIN_CACHE_DIRECTORY", "login/cache")
  }

  /// Where the AWS CLI keeps the tokens of `aws sso login`.
  var ssoCache: String { "\(home)/.aws/sso/cache" }

  /// Replaces `$NAME` and `${NAME}`, and a leading `~` by the home directory, as the AWS CLI does.
  func expanded(_ path: String) -> String { Self.expanded(path, environment, home) }

  private static func expanded(
    _ path: String,
    _ environment: Environment,
    _ home: String
  ) -> String {
    var result = ""
    var rest = path[...]
    while let dollar = rest.firstIndex(of: "$") {
      result += rest[..<dollar]
      rest = rest[rest.index(after: dollar)...]
      let isBraced = rest.first == "{"
      let name = rest.dropFirst(isBraced ? 1 : 0).prefix {
        $0 == "_" || $0.isASCII && ($0.isLetter || $0.isNumber)
      }
      let after = rest[name.endIndex...]
      // What is no variable, or not set, stays as it is.
      if let value = environment[String(name)], !isBraced || after.first == "}" {
        result += value
        rest = after.dropFirst(isBraced ? 1 : 0)
      } else {
        result += "$"
      }
    }
    result += rest
    return result == "~" || result.hasPrefix("~/") ? home + result.dropFirst() : result
  }
}

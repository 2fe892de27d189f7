/// Where the shared files are.
struct SharedFilePaths: Sendable {
  let config: String
  let credentials: String
  /// Where the AWS CLI keeps the sessions of `aws login`.
  let loginCache: String
  private let home: String

  init(environment: Environment, home: String) {
    self.home = home
    func path(_ variable: String, _ name: String) -> String {
      environment[variable].map { Self.expanded($0, home) } ?? "\(home)/.aws/\(name)"
    }
    config = path("AWS_CONFIG_FILE", "config")
    credentials = path("AWS_SHARED_CREDENTIALS_FILE", "credentials")
    loginCache = path("AWS_LOGIN_CACHE_DIRECTORY", "login/cache")
  }

  /// Where the AWS CLI keeps the tokens of `aws sso login`.
  var ssoCache: String { "\(home)/.aws/sso/cache" }

  /// Replaces a leading `~` by the home directory.
  func expanded(_ path: String) -> String { Self.expanded(path, home) }

  private static func expanded(_ path: String, _ home: String) -> String {
    path == "~" || path.hasPrefix("~/") ? home + path.dropFirst() : path
  }
}

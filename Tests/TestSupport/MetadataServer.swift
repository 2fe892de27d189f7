import Foundation

/// Everything that hands out credentials: the metadata of an EC2 instance, a container's agent, the
/// portal and the tokens of IAM Identity Center (`Tests/Support/metadata_server.py`).
///
/// Its keys are sessions of the test server's role, named `instance`, `container` and `sso`.
package final class MetadataServer: Sendable {
  /// A request that arrived.
  package struct Request: Decodable, Sendable {
    /// Method and path.
    package let key: String
    package let headers: [String: String]
    package let body: String
  }

  /// One program for all tests of the process, started at its first use.
  private static let program: LoopbackProgram = {
    let moto = MotoServer.shared
    do {
      return try LoopbackProgram(["metadata_server.py", String(moto.port), moto.roleARN])
    } catch {
      fatalError("The server of credentials is missing: \(error)")
    }
  }()

  /// What keeps the faults and the log of one test apart from those of another.
  private let world = "/" + UUID().uuidString
  private var port: Int { Self.program.port }

  package var endpoint: String { "http://127.0.0.1:\(port)\(world)" }

  /// A world of its own, whose keys are those of `MotoServer.shared`.
  package init() {}

  /// Adds faults, a JSON list as described in `metadata_server.py`.
  package func inject(_ faults: String) throws {
    _ = try LoopbackHTTP.send("POST", world + "/__faults", port: port, body: faults)
  }

  /// The requests seen since the start, oldest first.
  package func requests() throws -> [Request] {
    try JSONDecoder().decode(
      [Request].self,
      from: LoopbackHTTP.send("GET", world + "/__log", port: port)
    )
  }

  /// The private key of the console session, in PEM.
  package func signInKey() throws -> String {
    let answer = try LoopbackHTTP.send("GET", world + "/__key", port: port)
    return String(decoding: answer, as: UTF8.self)
  }

  /// The variables that lead to this instance metadata service.
  package var instance: [String: String] {
    ["AWS_EC2_METADATA_DISABLED": "false", "AWS_EC2_METADATA_SERVICE_ENDPOINT": endpoint]
  }

  /// The variables of a container.
  package var container: [String: String] {
    [
      "AWS_CONTAINER_CREDENTIALS_FULL_URI": "\(endpoint)/container",
      "AWS_CONTAINER_AUTHORIZATION_TOKEN": "container-token",
    ]
  }

  /// The variables that lead to this Identity Center.
  package var identityCenter: [String: String] {
    ["AWS_ENDPOINT_URL_SSO": endpoint, "AWS_ENDPOINT_URL_SSO_OIDC": endpoint]
  }

  /// A config file whose profile `people` signs in here, in the session `office`.
  package static let ssoConfiguration = """
    [profile people]
    sso_session = office
    sso_account_id = 123456789012
    sso_role_name = Developer
    [sso-session office]
    sso_region = eu-west-1
    sso_start_url = https://office.awsapps.com/start

    """

  /// Where the AWS CLI keeps the token of the session `office`, below the home directory.
  package static let ssoTokenPath =
    ".aws/sso/cache/e6427457497fe0f4f93a7334d2203b8e17ee82df.json"

  /// The content of that file, as `aws sso login` writes it; times as `2015-08-30T12:36:00Z`.
  package static func ssoToken(
    _ accessToken: String = "access-1",
    expiresAt: String,
    registrationExpiresAt: String = "2999-01-01T00:00:00Z"
  ) -> String {
    """
    {"startUrl": "https://office.awsapps.com/start", "region": "eu-west-1",
     "accessToken": "\(accessToken)", "expiresAt": "\(expiresAt)", "clientId": "client",
     "clientSecret": "client secret", "registrationExpiresAt": "\(registrationExpiresAt)",
     "refreshToken": "refresh-1"}
    """
  }
}

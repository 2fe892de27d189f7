import FoundationEssentials

/// Credentials of an EC2 instance's role, from the instance metadata service, version 2.
///
/// Version 1, which answers whoever can make the machine send a GET, is never used.
struct InstanceMetadata: CredentialsProvider {
  let settings: InstanceMetadataSettings
  let source = Self.name

  static let name = "EC2 instance metadata"

  /// Nil when it is turned off.
  static func find(
    _ environment: Environment,
    _ properties: [String: String]
  ) throws(AWSError) -> InstanceMetadata? {
    if environment.flag("AWS_EC2_METADATA_DISABLED") == true { return nil }
    return InstanceMetadata(settings: try InstanceMetadataSettings(environment, properties))
  }

  func credentials(_ context: CredentialsContext) async throws(AWSError) -> AWSCredentials {
    let token = try await token(context)
    let path = "/latest/meta-data/iam/security-credentials/"
    let roles = try await get(path, token, context)
    let role = roles.headerText.split(separator: "\n").first.map { String($0).trimmed } ?? ""
    guard !role.isEmpty else { throw Self.noRole }
    let answer = try await get(path + PercentEncoding.encode(role), token, context)
    let document = CredentialsDocument(answer)
    guard let credentials = document?.credentials(token: "Token") else {
      let code = document?.text("Code")
      throw Self.failure(
        .invalidResponse,
        code == nil || code == "Success"
          ? "it sent no credentials for the role \(role)"
          : "it has no credentials for the role \(role)"
      )
    }
    return extended(credentials, context)
  }

  /// AWS asks to go on with keys that the service could not renew in time: other services may take
  /// them a while longer than they say.
  private func extended(
    _ credentials: AWSCredentials,
    _ context: CredentialsContext
  ) -> AWSCredentials {
    let now = context.runtime.now()
    guard let expiration = credentials.expiration, expiration <= now else { return credentials }
    return credentials.expiring(now.addingTimeInterval(900 + 120 + 480 * context.runtime.random()))
  }

  /// Valid for six hours, which no run of this program lasts.
  private func token(_ context: CredentialsContext) async throws(AWSError) -> String {
    let answer = try await send(
      "PUT",
      "/latest/api/token",
      ("x-aws-ec2-metadata-token-ttl-seconds", "21600"),
      context
    )
    let token = answer.body.headerText
    guard answer.status == 200, !token.isEmpty,
      token.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
    else {
      throw Self.failure(.invalidResponse, "it gave no token (HTTP \(answer.status))")
    }
    return token
  }

  private func get(
    _ path: String,
    _ token: String,
    _ context: CredentialsContext
  ) async throws(AWSError) -> SecretBytes {
    let answer = try await send("GET", path, ("x-aws-ec2-metadata-token", token), context)
    switch answer.status {
    case 200: return answer.body
    case 404: throw Self.noRole
    default: throw Self.failure(.invalidResponse, "it answered HTTP \(answer.status)")
    }
  }

  private func send(
    _ method: String,
    _ path: String,
    _ header: (name: String, value: String),
    _ context: CredentialsContext
  ) async throws(AWSError) -> HTTPResponse {
    var attempt = 1
    while true {
      do throws(TransportError) {
        let answer = try await context.local.send(
          method,
          settings.endpoint + path,
          headers: [header],
          timeoutMilliseconds: settings.timeoutMilliseconds
        )
        guard answer.status >= 500, attempt < settings.attempts else { return answer }
      } catch {
        if error.kind == .cancelled {
          throw AWSError(.cancelled, message: "Asking for credentials was cancelled.")
        }
        if attempt >= settings.attempts {
          // The answer to the first request is what a hop limit of 1 loses on its way.
          let isLost = error.kind == .timeout && method == "PUT"
          throw Self.failure(
            .unreachable,
            isLost ? "no answer in \(settings.timeoutMilliseconds) ms" : error.reason,
            hint: isLost ? Self.hopLimitHint : nil
          )
        }
      }
      attempt += 1
    }
  }

  private static let hopLimitHint =
    "In a container on EC2 the answer is lost unless the instance's hop limit is 2 or more: "
    + "`aws ec2 modify-instance-metadata-options --http-put-response-hop-limit 2`."

  private static let noRole = failure(.invalidResponse, "the instance has no role")

  /// The message is only the reason; whoever asked says of what.
  private static func failure(
    _ kind: AWSError.Kind,
    _ reason: String,
    hint: String? = nil
  ) -> AWSError {
    AWSError(kind, message: "\(name): \(reason).", hint: hint)
  }
}

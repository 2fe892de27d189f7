import FoundationEssentials

/// Temporary credentials of a role, from STS with the credentials of another source.
///
/// Kept in memory only.
struct AssumedRole: CredentialsProvider {
  let source: String
  let roleARN: String
  var sessionName: String?
  var externalID: String?
  var durationSeconds: Int?
  var device: MFADevice?
  let base: any CredentialsProvider
  var renewalHint: String { base.renewalHint }

  func credentials(_ context: CredentialsContext) async throws(AWSError) -> AWSCredentials {
    var role = RoleRequest(
      arn: roleARN,
      sessionName: RoleSession.name(sessionName, context)
    )
    role.externalID = externalID
    role.seconds = durationSeconds
    if let device {
      role.mfaSerial = device.serial
      role.mfaCode = try await device.code()
    }
    do {
      return try await context.client(base).sts.assumeRole(role).credentials
    } catch {
      throw error.ofSettings(roleARN, "role_arn, external_id, role_session_name, duration_seconds")
    }
  }
}

extension AWSError {
  /// What was not sent for its form is wrong in the settings that it came from.
  func ofSettings(_ role: String, _ settings: String) -> AWSError {
    guard kind == .invalidRequest, requestNotSent else { return self }
    return AWSError(
      .configuration,
      message: message,
      hint: "Correct the settings of the role \(role): \(settings).",
      service: service,
      operation: operation,
      requestNotSent: true
    )
  }
}

extension RoleSession {
  /// The session's name where the user names none; it shows in the logs of AWS.
  static func name(_ name: String?, _ context: CredentialsContext) -> String {
    name ?? "git-secrets-sync-\(Int(context.runtime.now().timeIntervalSince1970))"
  }
}

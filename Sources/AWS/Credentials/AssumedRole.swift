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
    return try await context.client(base).sts.assumeRole(role).credentials
  }
}

extension RoleSession {
  /// The session's name where the user names none; it shows in the logs of AWS.
  static func name(_ name: String?, _ context: CredentialsContext) -> String {
    name ?? "git-secrets-sync-\(Int(context.runtime.now().timeIntervalSince1970))"
  }
}

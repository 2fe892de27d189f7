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
    var parameters = [
      ("RoleArn", roleARN),
      ("RoleSessionName", STSCredentials.sessionName(sessionName, context)),
    ]
    if let externalID { parameters.append(("ExternalId", externalID)) }
    if let durationSeconds { parameters.append(("DurationSeconds", String(durationSeconds))) }
    if let device {
      parameters.append(("SerialNumber", device.serial))
      parameters.append(("TokenCode", try await device.code()))
    }
    let answer = try await context.client(base)
      .query(.sts, action: "AssumeRole", parameters: parameters)
    return try STSCredentials.read(answer, operation: "AssumeRole")
  }
}

import FoundationEssentials

/// Temporary credentials of a role, from STS with the credentials of another source.
struct AssumedRole: CredentialsProvider {
  let source: String
  let roleARN: String
  let sessionName: String?
  let externalID: String?
  let durationSeconds: Int?
  let base: any CredentialsProvider

  func credentials(_ context: CredentialsContext) async throws(AWSError) -> AWSCredentials {
    let name =
      sessionName ?? "git-secrets-sync-\(Int(context.runtime.now().timeIntervalSince1970))"
    var parameters = [("RoleArn", roleARN), ("RoleSessionName", name)]
    if let externalID { parameters.append(("ExternalId", externalID)) }
    if let durationSeconds { parameters.append(("DurationSeconds", String(durationSeconds))) }
    let answer = try await context.client(base)
      .query(.sts, action: "AssumeRole", parameters: parameters)
    let xml = String(decoding: answer, as: UTF8.self)
    guard let id = XMLText.first("AccessKeyId", in: xml),
      let secret = XMLText.first("SecretAccessKey", in: xml),
      let token = XMLText.first("SessionToken", in: xml),
      let expiration = XMLText.first("Expiration", in: xml).flatMap({ UTCTime(iso8601: $0) })
    else {
      throw AWSError(
        .invalidResponse,
        message: "AWS STS answered AssumeRole without credentials.",
        hint: "Check the endpoint.",
        service: "sts",
        operation: "AssumeRole"
      )
    }
    return AWSCredentials(
      accessKeyID: id,
      secretAccessKey: SecretBytes(utf8: secret),
      sessionToken: SecretBytes(utf8: token),
      expiration: expiration.date
    )
  }
}

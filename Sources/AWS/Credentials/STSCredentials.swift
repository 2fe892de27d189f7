import FoundationEssentials

/// The credentials in an answer of `AssumeRole` and `AssumeRoleWithWebIdentity`.
enum STSCredentials {
  static func read(_ answer: [UInt8], operation: String) throws(AWSError) -> AWSCredentials {
    let xml = String(decoding: answer, as: UTF8.self)
    guard let id = XMLText.first("AccessKeyId", in: xml),
      let secret = XMLText.first("SecretAccessKey", in: xml),
      let token = XMLText.first("SessionToken", in: xml),
      let expiration = XMLText.first("Expiration", in: xml).flatMap({ UTCTime(iso8601: $0) })
    else {
      throw AWSError(
        .invalidResponse,
        message: "AWS STS answered \(operation) without credentials.",
        hint: "Check the endpoint.",
        service: "sts",
        operation: operation
      )
    }
    return AWSCredentials(
      accessKeyID: id,
      secretAccessKey: SecretBytes(utf8: secret),
      sessionToken: SecretBytes(utf8: token),
      expiration: expiration.date
    )
  }

  /// The session's name where the user names none; it shows in the logs of AWS.
  static func sessionName(_ name: String?, _ context: CredentialsContext) -> String {
    name ?? "git-secrets-sync-\(Int(context.runtime.now().timeIntervalSince1970))"
  }
}

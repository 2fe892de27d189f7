import FoundationEssentials

/// The credentials in an answer of `AssumeRole` and `AssumeRoleWithWebIdentity`.
enum STSCredentials {
  /// Wipes the answer after taking the secret parts out of it.
  static func read(
    _ answer: consuming [UInt8],
    operation: String
  ) throws(AWSError) -> AWSCredentials {
    defer { Crypto.wipe(&answer) }
    guard let id = element("AccessKeyId", in: answer),
      let secret = element("SecretAccessKey", in: answer),
      let token = element("SessionToken", in: answer),
      let expiration = element("Expiration", in: answer).flatMap({
        UTCTime(iso8601: $0.headerText)?.date
      })
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
      accessKeyID: id.headerText,
      secretAccessKey: secret,
      sessionToken: token,
      expiration: expiration
    )
  }

  /// The text of the first element of that name; keys, tokens and times need no escapes.
  private static func element(_ name: String, in xml: [UInt8]) -> SecretBytes? {
    guard let start = xml.firstRange(of: Array("<\(name)>".utf8)),
      let end = xml[start.upperBound...].firstRange(of: Array("</\(name)>".utf8)),
      !xml[start.upperBound..<end.lowerBound].isEmpty
    else { return nil }
    return unsafe xml.withUnsafeBytes {
      unsafe SecretBytes(
        copying: UnsafeRawBufferPointer(rebasing: $0[start.upperBound..<end.lowerBound])
      )
    }
  }

  /// The session's name where the user names none; it shows in the logs of AWS.
  static func sessionName(_ name: String?, _ context: CredentialsContext) -> String {
    name ?? "git-secrets-sync-\(Int(context.runtime.now().timeIntervalSince1970))"
  }
}

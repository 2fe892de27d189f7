import FoundationEssentials

/// AWS Security Token Service (API version 2011-06-15), as far as it is used here.
///
/// What a call takes is checked before it is sent (`Limits`), and fails with `invalidRequest`. An
/// answer that does not hold what the service documents is `invalidResponse`.
package struct STSClient: Sendable {
  let client: AWSClient

  /// `GetCallerIdentity`; needs no permission.
  package func getCallerIdentity() async throws(AWSError) -> CallerIdentity {
    let call = call("GetCallerIdentity")
    let form = FormBody(.sts, action: call.operation)
    let (result, answer) = try await client.query(.sts, action: call.operation, form: form)
    guard let account = result.text("Account"), account.utf8.count == 12,
      account.utf8.allSatisfy(\.isDigit), let arn = result.text("Arn"), arn.hasPrefix("arn:"),
      let userId = result.text("UserId"), !userId.isEmpty
    else {
      throw call.invalid("is not what the service documents", requestID: Self.id(answer))
    }
    return CallerIdentity(account: account, arn: arn, userId: userId)
  }

  /// `AssumeRole`; the policy of the role must name the caller.
  ///
  /// `accessDenied` where it does not, or where the code or the external id is wrong; as `service`:
  /// `RegionDisabledException`.
  package func assumeRole(_ role: RoleRequest) async throws(AWSError) -> RoleSession {
    let call = call("AssumeRole")
    try call.check(role: role.arn, sessionName: role.sessionName, seconds: role.seconds)
    try call.check("the external id", characters: role.externalID, STSLimits.externalIDCharacters)
    try call.check("the serial number", characters: role.mfaSerial, 9...256)
    try call.check("the MFA code", characters: role.mfaCode, 6...6)
    var form = form(call, role)
    if let externalID = role.externalID { form.set("ExternalId", externalID) }
    if let serial = role.mfaSerial { form.set("SerialNumber", serial) }
    if let code = role.mfaCode { form.set("TokenCode", code) }
    return try await session(call, form, signed: true)
  }

  /// `AssumeRoleWithWebIdentity`: unsigned, the token (4 to 20,000 bytes) says who asks.
  ///
  /// `expiredToken` and `invalidCredentials` are about the token; as `service`:
  /// `IDPCommunicationError`, `RegionDisabledException`.
  package func assumeRoleWithWebIdentity(
    _ role: RoleRequest,
    token: SecretBytes
  ) async throws(AWSError) -> RoleSession {
    let call = call("AssumeRoleWithWebIdentity")
    try call.check(role: role.arn, sessionName: role.sessionName, seconds: role.seconds)
    try call.check("the token", bytes: token.count, STSLimits.tokenBytes)
    var form = form(call, role)
    form.set("WebIdentityToken", secret: token)
    do {
      return try await session(call, form, signed: false)
    } catch {
      throw error.withoutEcho(of: token, by: .sts)
    }
  }

  private func form(_ call: ServiceCall, _ role: RoleRequest) -> FormBody {
    var form = FormBody(.sts, action: call.operation)
    form.set("RoleArn", role.arn)
    form.set("RoleSessionName", role.sessionName)
    if let seconds = role.seconds { form.set("DurationSeconds", String(seconds)) }
    return form
  }

  private func session(
    _ call: ServiceCall,
    _ form: FormBody,
    signed: Bool
  ) async throws(AWSError) -> RoleSession {
    let (result, answer) = try await client.query(
      .sts,
      action: call.operation,
      form: form,
      signed: signed,
      secrets: ["SecretAccessKey", "SessionToken"]
    )
    guard let keys = result.child("Credentials"), let id = keys.text("AccessKeyId"), !id.isEmpty,
      let secret = keys.child("SecretAccessKey")?.secret, !secret.isEmpty,
      let token = keys.child("SessionToken")?.secret, !token.isEmpty,
      let expiration = keys.text("Expiration").flatMap({ UTCTime(iso8601: $0) })
    else { throw call.invalid("holds no credentials", requestID: Self.id(answer)) }
    return RoleSession(
      credentials: AWSCredentials(
        accessKeyID: id,
        secretAccessKey: secret,
        sessionToken: token,
        expiration: expiration.date
      ),
      arn: result.descendant("AssumedRoleUser", "Arn")?.text
    )
  }

  private static func id(_ answer: HTTPResponse) -> String? { answer.headers["x-amzn-requestid"] }

  private func call(_ operation: String) -> ServiceCall {
    ServiceCall(client: client, service: .sts, operation: operation)
  }
}

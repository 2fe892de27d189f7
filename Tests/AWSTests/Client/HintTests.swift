import AWS
import TestSupport
import Testing

/// What users are told to do about refusals.
@Suite struct HintTests {
  private let proxy: FaultProxy
  private let test: TestClient

  init() throws {
    proxy = try FaultProxy(before: MotoServer.shared.port)
    test = try TestClient(endpoint: proxy.endpoint)
  }

  private func refuse(_ status: Int, _ code: String?, _ message: String = "no") throws {
    let body = code.map {
      "<ErrorResponse><Error><Code>\($0)</Code><Message>\(message)</Message></Error></ErrorResponse>"
    }
    try proxy.inject(
      #"[{"match": "", "do": "status", "code": \#(status), "body": "\#(body ?? "")"}]"#
    )
  }

  @Test(arguments: [
    ("ExpiredTokenException", "Token expired: current date", "written anew"),
    ("InvalidIdentityToken", "No OpenIDConnect provider found", "issuer"),
    ("IDPRejectedClaim", "Not authorized for this audience", "audience"),
    ("AccessDenied", "Not authorized to perform", "trust policy"),
  ])
  func aWebIdentityTokenIsNotTheKeys(code: String, sentence: String, hint: String) async throws {
    try refuse(400, code, sentence)
    let role = RoleRequest(arn: MotoServer.shared.roleARN, sessionName: "hint")
    let error = await awsError {
      _ = try await test.client.sts.assumeRoleWithWebIdentity(
        role,
        token: SecretBytes(utf8: "eyJ0b2tlbg")
      )
    }
    #expect(error?.message.contains("\(code): \(sentence).") == true)
    #expect(error?.hint?.contains(hint) == true, "\(error?.hint ?? "")")
    #expect(test.attempts.count == 1)
  }

  @Test(arguments: [
    (
      "AccessDenied", "MultiFactorAuthentication failed with invalid MFA one time pass code.",
      "code"
    ),
    ("AccessDenied", "User: x is not authorized", "trust policy"),
    ("ValidationError", "The requested DurationSeconds exceeds", "duration_seconds"),
    ("RegionDisabledException", "STS is not activated", "Enable the region"),
  ])
  func aRoleIsNotAPermission(code: String, sentence: String, hint: String) async throws {
    try refuse(403, code, sentence)
    let role = RoleRequest(arn: MotoServer.shared.roleARN, sessionName: "hint")
    let error = await awsError { _ = try await test.client.sts.assumeRole(role) }
    #expect(error?.hint?.contains(hint) == true, "\(error?.hint ?? "")")
  }

  @Test func aRefusalForTheRateWithoutACodeIsNotTriedAgain() async throws {
    try refuse(429, nil)
    let error = await awsError { _ = try await test.identity() }
    #expect(error?.kind == .throttled)
    #expect(error?.hint?.contains("AWS_MAX_ATTEMPTS") == false)
    #expect(test.attempts.count == 1)
  }

  @Test func aServiceThatIsNotSignedUpForSaysSo() async throws {
    try refuse(403, "OptInRequired")
    let error = await awsError { _ = try await test.identity() }
    #expect(error?.hint?.contains("Sign the account up") == true)
  }
}

import FoundationEssentials

/// Temporary credentials of a role in an account, from the portal of IAM Identity Center.
struct SSOCredentials: CredentialsProvider {
  let profile: SSOProfile
  let tokens: SSOTokenSource

  init(profile: SSOProfile, directory: String) {
    self.profile = profile
    tokens = SSOTokenSource(profile: profile, directory: directory)
  }

  var renewalHint: String { "Sign in again with `\(profile.signInCommand)`." }
  var source: String {
    let session = profile.session.map { "session \($0)" } ?? profile.startURL
    return "profile \(profile.profile), SSO (\(session))"
  }

  func credentials(_ context: CredentialsContext) async throws(AWSError) -> AWSCredentials {
    guard let account = profile.account, let role = profile.role else {
      throw AWSError(
        .configuration,
        message: "The AWS profile \"\(profile.profile)\" has an SSO session, but neither "
          + "sso_account_id nor sso_role_name.",
        hint: "Add both, or run `aws configure sso --profile \(ShellWord.quoted(profile.profile))`."
      )
    }
    let token = try await tokens.token(context)
    var request = ServiceRequest(.sso, operation: "GetRoleCredentials")
    request.method = "GET"
    request.path = "/federation/credentials"
    request.query = [("account_id", account), ("role_name", role)]
    request.headers = [(name: "x-amz-sso_bearer_token", value: token.headerText)]
    request.isSigned = false
    request.region = profile.region
    let answer: HTTPResponse
    do throws(AWSError) {
      answer = try await context.client(NoCredentials()).send(request)
    } catch {
      if error.code == "UnauthorizedException" { throw tokens.ended("is not accepted any more.") }
      throw error
    }
    return try read(answer, account)
  }

  private struct Answer: Decodable {
    struct RoleCredentials: Decodable {
      /// In milliseconds.
      let expiration: Double
    }
    let roleCredentials: RoleCredentials
  }

  private func read(_ answer: HTTPResponse, _ account: String) throws(AWSError) -> AWSCredentials {
    let key = "roleCredentials"
    guard let document = CredentialsDocument(answer.body),
      let id = document.text(key, "accessKeyId"),
      let secret = document.secret(key, "secretAccessKey"),
      let token = document.secret(key, "sessionToken"),
      let milliseconds = document.decode(Answer.self)?.roleCredentials.expiration
    else {
      throw AWSError(
        .invalidResponse,
        message: "AWS IAM Identity Center answered GetRoleCredentials without credentials.",
        hint: "Check the endpoint.",
        service: AWSService.sso.signingName,
        operation: "GetRoleCredentials"
      )
    }
    return AWSCredentials(
      accessKeyID: id,
      secretAccessKey: secret,
      sessionToken: token,
      expiration: Date(timeIntervalSince1970: milliseconds / 1_000),
      accountID: account
    )
  }
}

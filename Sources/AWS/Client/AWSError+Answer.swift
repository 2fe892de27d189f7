extension AWSError {
  /// Makes one error of an answer that is not a success.
  init(
    _ response: HTTPResponse,
    _ error: ServiceError,
    service: AWSService,
    operation: String
  ) {
    self.init(status: response.status, error, service: service, operation: operation)
  }

  /// Makes one of an error that stands in an answer beside what went well.
  init(
    code: String,
    text: String?,
    service: AWSService,
    operation: String,
    requestID: String?
  ) {
    let error = ServiceError(code: code, text: text, requestID: requestID)
    self.init(status: 400, error, service: service, operation: operation)
  }

  private init(status: Int, _ error: ServiceError, service: AWSService, operation: String) {
    let name = "\(service.displayName) refused \(operation)"
    let kind = Kind(status: status, code: error.code)
    var message: String
    let isWebIdentity = operation == "AssumeRoleWithWebIdentity"
    let sentence = error.message.flatMap { $0.isEmpty ? nil : $0 }
    switch kind {
    // What expired, or is not accepted, is the other provider's token: no keys were sent.
    case .expiredToken where isWebIdentity, .invalidCredentials where isWebIdentity:
      message = "\(name): \(error.code ?? "HTTP \(status)")"
      if let sentence { message += ": \(sentence)" }
      if !message.hasSuffix(".") { message += "." }
    case .expiredToken: message = "The AWS credentials have expired."
    case .invalidCredentials:
      // The service's own sentence quotes what was signed, with the session token in it.
      message = "AWS does not accept the credentials (\(error.code ?? "no code"))."
    case .invalidResponse where (300..<400).contains(status):
      message =
        "\(service.displayName) answered \(operation) with a redirect (HTTP \(status)), "
        + "which is not followed."
    case .invalidResponse:
      message =
        "The answer to \(operation), HTTP \(status), is not one of "
        + "\(service.displayName): it has no error code."
    default:
      message = "\(name): \(error.code ?? "HTTP \(status)")"
      if let sentence { message += ": \(sentence)" }
      if !message.hasSuffix(".") { message += "." }
    }
    self.init(
      kind,
      message: message,
      hint: Self.hint(ofRole: operation, kind, error) ?? Self.hint(ofCode: error.code)
        ?? (error.code == nil && status == 429
          ? "Wait a little and repeat; without an error code it may be a proxy's refusal."
          : Self.hint(kind)),
      code: error.code,
      service: service.signingName,
      operation: operation,
      requestID: error.requestID
    )
  }

  /// Of the calls that make credentials: what is wrong there is not what it is elsewhere.
  private static func hint(
    ofRole operation: String,
    _ kind: Kind,
    _ error: ServiceError
  ) -> String? {
    switch (operation, kind) {
    case ("AssumeRoleWithWebIdentity", .expiredToken):
      "Have the token file written anew: its token is used up, whoever wrote it."
    case ("AssumeRoleWithWebIdentity", .invalidCredentials):
      "Check the token's issuer and audience against the identity provider in IAM and the trust "
        + "policy of the role."
    case ("AssumeRoleWithWebIdentity", .accessDenied):
      "The trust policy of the role must allow it for this token."
    case ("AssumeRole", .accessDenied)
    where error.message?.contains("MultiFactorAuthentication failed") == true:
      "Run it again with the code that the device shows now; each code is taken once."
    case ("AssumeRole", .accessDenied):
      "The trust policy of the role must allow the caller, with its external id and MFA where it "
        + "asks for them."
    case ("AssumeRole", .invalidRequest), ("AssumeRoleWithWebIdentity", .invalidRequest):
      "Check the role's settings in the profile: role_arn, role_session_name, duration_seconds, "
        + "external_id, mfa_serial."
    default: nil
    }
  }

  private static func hint(ofCode code: String?) -> String? {
    switch code {
    case "OptInRequired", "SubscriptionRequiredException":
      "Sign the account up for the service, or enable the region for it; or check the region."
    case "RegionDisabledException":
      "Enable the region for STS in the account settings of IAM, or use another one."
    default: nil
    }
  }

  private static func hint(_ kind: Kind) -> String? {
    switch kind {
    case .expiredToken: "Sign in again, for example with `aws sso login`, and repeat."
    case .invalidCredentials: "Check the keys, and this machine's clock."
    case .accessDenied: "Ask for the permission that the message names."
    case .preconditionFailed, .conflict: "Somebody else changed it: read it again, then repeat."
    case .throttled: "Wait a little and repeat; AWS_MAX_ATTEMPTS makes it more patient."
    case .invalidResponse: "Check the endpoint, and any proxy on the way."
    case .service("500"), .service("502"), .service("503"), .service("504"):
      "Repeat later; or a proxy on the way is in trouble."
    default: nil
    }
  }
}

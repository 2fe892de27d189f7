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
    switch kind {
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
      if let text = error.message, !text.isEmpty { message += ": \(text)" }
      if !message.hasSuffix(".") { message += "." }
    }
    self.init(
      kind,
      message: message,
      hint: Self.hint(kind),
      code: error.code,
      service: service.signingName,
      operation: operation,
      requestID: error.requestID
    )
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

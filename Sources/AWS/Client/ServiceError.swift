import FoundationEssentials

/// The code and the message of an error answer, in whichever form it came.
struct ServiceError: Sendable {
  let code: String?
  /// Fit to be shown: one line, without quoted values.
  let message: String?
  let requestID: String?
  /// The region of `x-amz-bucket-region`, where S3 says that the bucket is in another one.
  let bucketRegion: String?

  /// What an answer with a good status says when it is an error all the same; nil when it is not.
  init?(errorRootOf response: HTTPResponse) {
    let head = String(decoding: response.body.exposed().prefix(512), as: UTF8.self)
    guard head.contains("<Error>") else { return nil }
    self.init(response)
  }

  init(_ response: HTTPResponse) {
    bucketRegion = response.headers["x-amz-bucket-region"].flatMap { Self.region($0) }
    let body = response.body.exposed()
    let headerID = response.headers["x-amzn-requestid"] ?? response.headers["x-amz-request-id"]
    if let json = try? JSONDecoder().decode(JSONBody.self, from: Data(body)) {
      let header = response.headers["x-amzn-errortype"]
      code = (header ?? json.type ?? json.code).flatMap(Self.plainCode)
      message = (json.message ?? json.capitalMessage).map(Self.shown)
      requestID = headerID
      return
    }
    let text = String(decoding: body, as: UTF8.self)
    // The element must be there: a page of a proxy is neither.
    if let code = XMLText.first("Code", in: text), text.contains("<Error>") {
      self.code = Self.plainCode(code)
      message = XMLText.first("Message", in: text).map(Self.shown)
      requestID = headerID ?? XMLText.first("RequestId", in: text)
      return
    }
    code = nil
    message = nil
    requestID = headerID
  }

  /// A host is made of it, so that it must be a host's label.
  private static func region(_ text: String) -> String? {
    let isLabel =
      (1...63).contains(text.utf8.count)
      && text.utf8.allSatisfy { byte in
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
          || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
      }
    return isLabel ? text : nil
  }

  /// The services do not agree on the names.
  private struct JSONBody: Decodable {
    let type: String?
    let code: String?
    let message: String?
    let capitalMessage: String?

    enum CodingKeys: String, CodingKey {
      case type = "__type"
      case code
      case message
      case capitalMessage = "Message"
    }
  }

  /// `prefix#Code:url` is the code alone; anything but letters, digits, dots is none.
  private static func plainCode(_ text: String) -> String? {
    let code = text.prefix { $0 != ":" }.split(separator: "#").last ?? ""
    let isCode =
      !code.isEmpty && code.count <= 100
      && code.utf8.allSatisfy { byte in
        UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
          || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte
          || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || byte == UInt8(ascii: ".")
      }
    return isCode ? String(code) : nil
  }

  /// Validation errors quote the value that was sent: `Value 'hunter2' at 'secretString' failed…`.
  private static func shown(_ text: String) -> String {
    var kept = text
    // `Value at 'secretString'` names the field only and stays.
    if let quoted = kept.firstRange(of: "Value '") {
      // The last end of a quotation: the value may itself hold what looks like one.
      let rest = kept.ranges(of: "' at '").last.map { kept[$0.lowerBound...].dropFirst() }
      kept = kept[..<quoted.lowerBound] + "The value" + (rest ?? "")
    }
    let line = kept.unicodeScalars.prefix(400).map { scalar in
      scalar.value < 0x20 || (0x7f...0x9f).contains(scalar.value) ? " " : String(scalar)
    }
    return line.joined().trimmed
  }
}

extension AWSError {
  /// Makes one error of an answer that is not a success.
  init(
    _ response: HTTPResponse,
    _ error: ServiceError,
    service: AWSService,
    operation: String
  ) {
    let name = "\(service.displayName) refused \(operation)"
    let kind = Kind(status: response.status, code: error.code)
    var message: String
    switch kind {
    case .expiredToken: message = "The AWS credentials have expired."
    case .invalidCredentials:
      // The service's own sentence quotes what was signed, with the session token in it.
      message = "AWS does not accept the credentials (\(error.code ?? "no code"))."
    case .invalidResponse where (300..<400).contains(response.status):
      message =
        "\(service.displayName) answered \(operation) with a redirect (HTTP \(response.status)), "
        + "which is not followed."
    case .invalidResponse:
      message =
        "The answer to \(operation), HTTP \(response.status), is not one of "
        + "\(service.displayName): it has no error code."
    default:
      message = "\(name): \(error.code ?? "HTTP \(response.status)")"
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
    case .throttled: "Wait a little and repeat; AWS_MAX_ATTEMPTS makes it more patient."
    case .invalidResponse: "Check the endpoint, and any proxy on the way."
    case .service("500"), .service("502"), .service("503"), .service("504"):
      "Repeat later; or a proxy on the way is in trouble."
    default: nil
    }
  }
}

extension AWSError.Kind {
  init(status: Int, code: String?) {
    guard let code else {
      self  // The services name every refusal, so a 403 or 404 without a code is a proxy's.
      =
        switch status {
        case 300..<500 where status != 429: .invalidResponse
        case 429: .throttled
        default: .service(code: String(status))
        }
      return
    }
    self =
      Self.byCode[code]
      ?? (RetryPolicy.throttlingCodes.contains(code) ? .throttled : .service(code: code))
  }

  private static let byCode: [String: AWSError.Kind] = {
    let codes: [(AWSError.Kind, [String])] = [
      (.expiredToken, ["ExpiredToken", "ExpiredTokenException"]),
      (
        .invalidCredentials,
        [
          "UnrecognizedClientException", "InvalidClientTokenId", "InvalidSignatureException",
          "SignatureDoesNotMatch", "InvalidAccessKeyId", "AuthFailure",
          "IncompleteSignatureException", "IncompleteSignature", "MissingAuthenticationToken",
          "MissingAuthenticationTokenException", "RequestTimeTooSkewed", "RequestExpired",
          "RequestInTheFuture",
        ]
      ),
      (
        .accessDenied,
        ["AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "NotAuthorized"]
      ),
      (
        .notFound,
        ["ResourceNotFoundException", "ParameterNotFound", "ParameterVersionNotFound"]
      ),
      (.alreadyExists, ["ResourceExistsException", "ParameterAlreadyExists"]),
      (
        .limitExceeded,
        ["LimitExceededException", "ParameterLimitExceeded", "ParameterMaxVersionLimitExceeded"]
      ),
      (
        .invalidRequest,
        [
          "InvalidRequestException", "InvalidParameterException", "ValidationException",
          "ValidationError", "InvalidNextTokenException", "InvalidNextToken",
          "ParameterPatternMismatchException", "HierarchyLevelLimitExceededException",
          "HierarchyTypeMismatchException", "InvalidKeyId", "InvalidFilterKey",
          "InvalidFilterOption", "InvalidFilterValue", "UnsupportedParameterType",
        ]
      ),
    ]
    var result: [String: AWSError.Kind] = [:]
    for (kind, names) in codes {
      for name in names { result[name] = kind }
    }
    return result
  }()
}

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
      RetryPolicy.throttlingCodes.contains(code)
      ? .throttled : Self.named(code) ?? .service(code: code)
  }

  /// The kinds of the codes that the services document; what is not here keeps its code.
  private static func named(_ code: String) -> AWSError.Kind? {
    switch code {
    case "ExpiredToken", "ExpiredTokenException": .expiredToken

    case "UnrecognizedClientException", "InvalidClientTokenId", "InvalidSignatureException",
      "SignatureDoesNotMatch", "InvalidAccessKeyId", "AuthFailure", "InvalidToken",
      "IncompleteSignatureException", "IncompleteSignature", "MissingAuthenticationToken",
      "MissingAuthenticationTokenException", "RequestTimeTooSkewed", "RequestExpired",
      "RequestInTheFuture", "InvalidIdentityToken", "IDPRejectedClaim":
      .invalidCredentials

    case "AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "NotAuthorized",
      "AllAccessDisabled", "OperationNotPermittedException":
      .accessDenied

    case "ResourceNotFoundException", "ParameterNotFound", "ParameterVersionNotFound",
      "InvalidResourceId", "NotFoundException", "NotFound", "NoSuchKey", "NoSuchBucket",
      "NoSuchVersion", "NoSuchBucketPolicy", "NoSuchPublicAccessBlockConfiguration",
      "ServerSideEncryptionConfigurationNotFoundError", "OwnershipControlsNotFoundError":
      .notFound

    case "ResourceExistsException", "ParameterAlreadyExists": .alreadyExists

    case "LimitExceededException", "ParameterLimitExceeded", "ParameterMaxVersionLimitExceeded",
      "ParameterVersionLabelLimitExceeded", "PoliciesLimitExceededException", "TooManyTagsError":
      .limitExceeded

    case "PreconditionFailed": .preconditionFailed
    case "ConditionalRequestConflict", "OperationAborted": .conflict

    default: invalidRequestCodes.contains(code) ? .invalidRequest : nil
    }
  }

  /// The request itself is wrong, and will be the next time.
  private static let invalidRequestCodes = [
    // All services
    "InvalidRequestException", "InvalidParameterException", "ValidationException",
    "ValidationError", "InvalidNextTokenException", "InvalidNextToken",
    "MalformedPolicyDocumentException", "MalformedPolicyDocument",
    // Parameter Store
    "ParameterPatternMismatchException", "HierarchyLevelLimitExceededException",
    "HierarchyTypeMismatchException", "InvalidFilterKey", "InvalidFilterOption",
    "InvalidFilterValue", "UnsupportedParameterType", "InvalidAllowedPatternException",
    "InvalidPolicyTypeException", "InvalidPolicyAttributeException",
    "IncompatiblePolicyException", "InvalidResourceType",
    // S3
    "BadRequest", "InvalidRequest", "InvalidArgument", "InvalidBucketName", "KeyTooLongError",
    "EntityTooLarge", "EntityTooSmall", "InvalidDigest", "BadDigest", "MalformedXML",
    "XAmzContentSHA256Mismatch", "MetadataTooLarge", "MissingContentLength", "MethodNotAllowed",
    // KMS, STS, CloudTrail
    "InvalidArnException", "InvalidKeyUsageException", "PackedPolicyTooLarge",
    "InvalidLookupAttributesException", "InvalidTimeRangeException", "InvalidMaxResultsException",
    "InvalidEventCategoryException",
  ]
}

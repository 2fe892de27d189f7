import AWS
import TestSupport
import Testing

/// The errors that the services document, as callers switch on them.
@Suite struct ErrorKindTests {
  private static let kinds: [(AWSError.Kind, [String])] = [
    (.expiredToken, ["ExpiredTokenException", "ExpiredToken"]),
    (
      .invalidCredentials,
      [
        "UnrecognizedClientException", "InvalidClientTokenId", "InvalidSignatureException",
        "IncompleteSignatureException", "MissingAuthenticationTokenException",
        "InvalidIdentityToken", "IDPRejectedClaim",
      ]
    ),
    (.accessDenied, ["AccessDeniedException", "AccessDenied", "OperationNotPermittedException"]),
    (
      .notFound,
      [
        "ResourceNotFoundException", "ParameterNotFound", "ParameterVersionNotFound",
        "InvalidResourceId", "NotFoundException", "NoSuchKey", "NoSuchBucket", "NoSuchVersion",
      ]
    ),
    (.alreadyExists, ["ResourceExistsException", "ParameterAlreadyExists"]),
    (
      .limitExceeded,
      [
        "LimitExceededException", "ParameterLimitExceeded", "ParameterMaxVersionLimitExceeded",
        "ParameterVersionLabelLimitExceeded", "PoliciesLimitExceededException",
        "TooManyTagsError",
      ]
    ),
    (.throttled, ["ThrottlingException", "TooManyUpdates", "SlowDown"]),
    (
      .invalidRequest,
      [
        "InvalidParameterException", "InvalidRequestException", "InvalidNextTokenException",
        "MalformedPolicyDocumentException", "HierarchyLevelLimitExceededException",
        "HierarchyTypeMismatchException", "InvalidAllowedPatternException",
        "ParameterPatternMismatchException", "UnsupportedParameterType",
        "InvalidPolicyTypeException", "InvalidPolicyAttributeException",
        "IncompatiblePolicyException", "InvalidFilterKey", "InvalidFilterOption",
        "InvalidFilterValue", "InvalidNextToken", "InvalidResourceType", "InvalidArnException",
        "InvalidKeyUsageException", "MalformedPolicyDocument", "PackedPolicyTooLarge",
        "InvalidLookupAttributesException", "InvalidTimeRangeException",
        "InvalidMaxResultsException", "InvalidEventCategoryException", "BadDigest",
        "InvalidArgument", "EntityTooLarge", "KeyTooLongError",
      ]
    ),
    (.preconditionFailed, ["PreconditionFailed"]),
    (.conflict, ["ConditionalRequestConflict"]),
  ]

  /// Those that keep their code, because what to do depends on which it is.
  private static let codes = [
    "EncryptionFailure", "DecryptionFailure", "InternalServiceError",
    "PreconditionNotMetException", "InternalServerError", "InvalidKeyId", "DisabledException",
    "KeyUnavailableException", "InvalidGrantTokenException", "KMSInternalException",
    "KMSInvalidStateException", "KMSInvalidMacException", "InvalidCiphertextException",
    "IncorrectKeyException", "DependencyTimeoutException", "DryRunOperationException",
    "RegionDisabledException", "IDPCommunicationError", "UnsupportedOperationException",
  ]

  @Test func documentedErrorsHaveAKindOrKeepTheirCode() async throws {
    let proxy = try FaultProxy(before: MotoServer.shared.port)
    let test = try TestClient(endpoint: proxy.endpoint, changes: ["AWS_MAX_ATTEMPTS": "1"])
    let expected =
      Self.kinds.flatMap { kind, codes in codes.map { ($0, kind) } }
      + Self.codes.map { ($0, AWSError.Kind.service(code: $0)) }
    for (code, kind) in expected {
      // Each twice: as JSON, and as the XML of the others.
      for body in [
        #"{\"__type\":\"com.amazonaws#\#(code)\",\"message\":\"m\"}"#,
        "<Error><Code>\(code)</Code><Message>m</Message></Error>",
      ] {
        // An expired token is answered by another attempt.
        try proxy.inject(
          #"[{"match": "", "do": "status", "code": 400, "body": "\#(body)"}]"#
        )
        let error = await awsError { _ = try await test.describe("x") }
        #expect(error?.kind == kind, "\(code)")
        #expect(error?.code == code)
      }
    }
  }
}

/// Why a call to AWS, or the preparation of one, did not succeed.
///
/// No message holds a secret value, a credential, a token or a request or response body.
package struct AWSError: Error, Sendable {
  package enum Kind: Sendable, Equatable {
    /// No source had credentials; `tried` names each and what it lacked.
    case noCredentials(tried: [String])
    /// The credentials were right once: sign in again.
    case expiredToken
    /// AWS knows no such key, or the signature is not what it computes.
    case invalidCredentials
    case accessDenied
    case notFound
    case alreadyExists
    /// It is not as the condition of a write said: somebody else was first.
    case preconditionFailed
    /// Another write to the same thing at the same moment; which came first is not decided.
    case conflict
    case throttled
    /// No answer: name, connection, TLS, timeout.
    case unreachable
    /// An answer that cannot be what the service sends.
    case invalidResponse
    /// Settings, files or environment variables that cannot be used as they are.
    case configuration
    case limitExceeded
    case invalidRequest
    case cancelled
    /// Any other code of the service's.
    case service(code: String)
  }

  package let kind: Kind
  package let message: String
  package var hint: String?
  /// The service's own error code, such as `ResourceNotFoundException`.
  package let code: String?
  /// `secretsmanager`, `ssm`, `s3` and the like; nil when no service was involved.
  package var service: String?
  /// `DescribeSecret` and the like.
  package var operation: String?
  package var requestID: String?
  /// Where the credentials came from, in words, with which this happened.
  package var credentialsSource: String?
  /// True when it is certain that the service never saw the request.
  package var requestNotSent: Bool
  /// True when an attempt before the last one may have been acted upon.
  package var earlierAttemptUnclear = false

  /// Whether the service may have done what it was asked, although no good answer came.
  package var mayHaveTakenEffect: Bool {
    switch kind {
    case _ where earlierAttemptUnclear: true
    case .unreachable, .cancelled, .invalidResponse, .service: !requestNotSent
    default: false
    }
  }

  package init(
    _ kind: Kind,
    message: String,
    hint: String? = nil,
    code: String? = nil,
    service: String? = nil,
    operation: String? = nil,
    requestID: String? = nil,
    requestNotSent: Bool = false
  ) {
    self.kind = kind
    self.message = message
    self.hint = hint
    self.code = code
    self.service = service
    self.operation = operation
    self.requestID = requestID
    self.requestNotSent = requestNotSent
  }
}

extension AWSError {
  /// The message, and where the credentials came from with which it happened.
  package var messageWithSource: String {
    guard let credentialsSource, !message.contains(credentialsSource) else { return message }
    return "\(message) Credentials from: \(credentialsSource)."
  }

  /// The same, with where the credentials came from if they are what it is about.
  func made(with source: String?) -> AWSError {
    var error = self
    switch kind {
    case .expiredToken, .invalidCredentials, .accessDenied:
      error.credentialsSource = credentialsSource ?? source
    default: break
    }
    return error
  }
}

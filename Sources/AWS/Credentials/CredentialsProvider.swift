/// One source of credentials.
package protocol CredentialsProvider: Sendable {
  /// In words, for messages: "environment variables", "profile x, role arn:aws:iam::…".
  var source: String { get }

  /// What to do when its credentials have expired; a whole sentence.
  var renewalHint: String { get }

  /// Fetches credentials; `context` can make requests for those who need them.
  func credentials(_ context: CredentialsContext) async throws(AWSError) -> AWSCredentials
}

extension CredentialsProvider {
  package var renewalHint: String {
    "Have new credentials given out there (\(source)), and repeat."
  }
}

extension AWSError {
  /// The same; where the credentials have expired, with what to do about those of that source.
  func advised(_ renewalHint: String?) -> AWSError {
    guard kind == .expiredToken, credentialsSource != nil, let renewalHint else { return self }
    var error = self
    error.hint = renewalHint
    return error
  }
}

/// What a provider may use.
package struct CredentialsContext: Sendable {
  /// A client like the one that asks, but with other credentials.
  let client: @Sendable (any CredentialsProvider) throws(AWSError) -> AWSClient
  let runtime: AWSRuntime
  let local: LocalRequests
}

/// Keys that are there already: from variables or a file.
struct StaticCredentials: CredentialsProvider {
  let source: String
  let value: AWSCredentials
  var renewalHint: String {
    "Put new keys where these came from (\(source)), or take them out and sign in with "
      + "`aws sso login` or `aws login`."
  }

  func credentials(_ context: CredentialsContext) async throws(AWSError) -> AWSCredentials {
    value
  }
}

/// A source that was asked for and cannot be used; stops the search as the SDKs do.
struct UnusableCredentials: CredentialsProvider {
  let source: String
  let error: AWSError

  func credentials(_ context: CredentialsContext) async throws(AWSError) -> AWSCredentials {
    throw error
  }
}

/// For requests that nobody signs: those by which credentials are had in the first place.
struct NoCredentials: CredentialsProvider {
  let source = "nobody's"

  func credentials(_ context: CredentialsContext) async throws(AWSError) -> AWSCredentials {
    throw AWSError(.noCredentials(tried: []), message: "This request is not one to be signed.")
  }
}

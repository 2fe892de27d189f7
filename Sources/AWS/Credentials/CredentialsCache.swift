import FoundationEssentials

/// Keeps a provider's credentials and fetches them anew before they expire, once for all tasks.
actor CredentialsCache {
  private let provider: any CredentialsProvider
  private let context: CredentialsContext
  private var known: AWSCredentials?
  private var fetching: Task<Result<AWSCredentials, AWSError>, Never>?

  /// Temporary credentials are replaced when this much of their life is left, in seconds.
  private static let margin = 600.0

  init(provider: any CredentialsProvider, context: CredentialsContext) {
    self.provider = provider
    self.context = context
  }

  func current() async throws(AWSError) -> AWSCredentials {
    if let known, !isDue(known) { return known }
    return try await fetch()
  }

  /// Fetches again after AWS called `old` expired; true when there are others now.
  func replace(_ old: AWSCredentials) async -> Bool {
    if let known, known != old { return true }
    known = nil
    guard let new = try? await fetch() else { return false }
    return new != old
  }

  private func isDue(_ credentials: AWSCredentials) -> Bool {
    guard let expiration = credentials.expiration else { return false }
    return expiration.timeIntervalSince(context.runtime.now()) < Self.margin
  }

  private func fetch() async throws(AWSError) -> AWSCredentials {
    if let fetching { return try await fetching.value.get() }
    let provider = provider
    let context = context
    let task = Task { () -> Result<AWSCredentials, AWSError> in
      do throws(AWSError) {
        return .success(try await provider.credentials(context))
      } catch {
        return .failure(error)
      }
    }
    fetching = task
    let result = await task.value
    fetching = nil
    known = try? result.get()
    let credentials = try result.get()
    if let expiration = credentials.expiration, expiration <= context.runtime.now() {
      known = nil
      throw AWSError(
        .expiredToken,
        message: "The AWS credentials of \(provider.source) have expired.",
        hint: "Sign in again, for example with `aws sso login`, and repeat."
      )
    }
    return credentials
  }
}

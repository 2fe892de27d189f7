import FoundationEssentials

/// Keeps a provider's credentials and fetches them anew before they expire, once for all tasks.
///
/// Nothing is written to a file.
actor CredentialsCache {
  /// In words.
  nonisolated let source: String
  /// What to do when its credentials have expired.
  nonisolated let renewalHint: String
  private let provider: any CredentialsProvider
  nonisolated let context: CredentialsContext
  private var known: Known?
  private var fetching: Task<Result<AWSCredentials, AWSError>, Never>?
  /// After a refresh in good time failed, the next is not tried before this.
  private var nextTry: Date?

  init(provider: any CredentialsProvider, context: CredentialsContext) {
    self.provider = provider
    self.context = context
    source = provider.source
    renewalHint = provider.renewalHint
  }

  /// Credentials, and how near their end they may be used.
  private struct Known {
    let credentials: AWSCredentials
    /// From here on one task fetches others, and the rest goes on with these.
    var advisory: Date?
    /// From here on all wait for others.
    var mandatory: Date?

    /// A quarter of an hour before the end, and ten minutes; of short lives a half and a quarter,
    /// so that a source which gives the same keys again is not asked at every request.
    init(_ credentials: AWSCredentials, now: Date) {
      self.credentials = credentials
      guard let expiration = credentials.expiration else { return }
      let life = expiration.timeIntervalSince(now)
      advisory = expiration.addingTimeInterval(-min(900, life / 2))
      mandatory = expiration.addingTimeInterval(-min(600, life / 4))
    }
  }

  func current() async throws(AWSError) -> AWSCredentials {
    let now = context.runtime.now()
    guard let known, known.mandatory.map({ now < $0 }) != false else { return try await fetch() }
    guard let advisory = known.advisory, now >= advisory, fetching == nil,
      nextTry.map({ now >= $0 }) != false
    else { return known.credentials }
    do {
      return try await fetch()
    } catch {
      if error.kind == .cancelled { throw error }
      nextTry = now.addingTimeInterval(60)
      return known.credentials
    }
  }

  /// Fetches again after AWS called `old` expired; true when there are others now, and the error
  /// of the source when it failed.
  func replace(_ old: AWSCredentials) async throws(AWSError) -> Bool {
    if let known, known.credentials != old { return true }
    known = nil
    return try await fetch() != old
  }

  private func fetch() async throws(AWSError) -> AWSCredentials {
    let task = fetching ?? start()
    let result = await task.value
    do throws(AWSError) {
      return try result.get()
    } catch {
      // That there are none anywhere is no source's failure.
      if case .noCredentials = error.kind { throw error }
      var error = error
      error.credentialsSource = error.credentialsSource ?? source
      throw error
    }
  }

  private func start() -> Task<Result<AWSCredentials, AWSError>, Never> {
    let task = Task { () -> Result<AWSCredentials, AWSError> in
      let result: Result<AWSCredentials, AWSError>
      do throws(AWSError) {
        result = .success(try checked(try await provider.credentials(context)))
      } catch {
        result = .failure(error)
      }
      // What is there stays while it may be used, whatever this brought.
      if case .success(let new) = result { known = Known(new, now: context.runtime.now()) }
      fetching = nil
      return result
    }
    fetching = task
    return task
  }

  private func checked(_ credentials: AWSCredentials) throws(AWSError) -> AWSCredentials {
    // Both are sent as text of a header, in which a line break would write headers of its own.
    for (what, isPlain) in [
      ("access key id", credentials.accessKeyID.utf8.allSatisfy(\.isPlainText)),
      ("session token", credentials.sessionToken?.isPlainText != false),
    ] where !isPlain {
      throw AWSError(
        .configuration,
        message: "The \(what) of \(provider.source) has a blank, a line break or another character "
          + "in it that none has, so it is not sent.",
        hint: "Write it anew where it comes from."
      )
    }
    guard let expiration = credentials.expiration, expiration <= context.runtime.now() else {
      return credentials
    }
    throw AWSError(
      .expiredToken,
      message: "The AWS credentials of \(provider.source) have expired.",
      hint: renewalHint
    )
  }
}

extension SecretBytes {
  /// Whether it is visible ASCII throughout, as keys and tokens are.
  var isPlainText: Bool {
    unsafe withBytes { unsafe $0.allSatisfy(\.isPlainText) }
  }
}

extension UInt8 {
  fileprivate var isPlainText: Bool { self > 0x20 && self < 0x7F }
}

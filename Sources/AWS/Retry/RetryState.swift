import FoundationEssentials

/// What one call has used up of its chances, and what its attempts so far may have done.
struct RetryState {
  /// Counts from 1.
  var attempt = 1
  /// Of the quota, for the retry before this attempt.
  var lastCost: Int?
  /// What the attempt before this one failed for; nil for the first.
  var retryReason: String?
  var canCorrectClock = true
  var canRefresh = true
  /// Why there are no other credentials than those that were refused.
  var refreshFailure: AWSError?
  var canMove = true
  private var handshakeFailures = 0
  private var mayHaveActed = false

  /// Remembers a failure before anything is done about it.
  mutating func note(_ failure: AttemptFailure) {
    if failure.error.mayHaveTakenEffect { mayHaveActed = true }
    if case .handshake = failure.cause { handshakeFailures += 1 }
  }

  /// A handshake that fails twice fails for a reason.
  func mayRepeat(_ cause: RetryPolicy.Cause) -> Bool {
    if case .handshake = cause { handshakeFailures < 2 } else { true }
  }

  /// The error for the caller, who must know of all attempts, not of the last one alone.
  func final(_ error: AWSError) -> AWSError {
    var error = error
    if let refreshFailure, refreshFailure.kind == .cancelled {
      error = refreshFailure
    } else if let refreshFailure, error.kind == .expiredToken || error.kind == .invalidCredentials {
      error = error.with(
        message: "\(error.message) Others could not be fetched: \(refreshFailure.message)",
        hint: refreshFailure.hint ?? error.hint
      )
    }
    error.earlierAttemptUnclear = mayHaveActed
    return error
  }
}

/// An attempt without a good answer.
struct AttemptFailure: Error {
  let error: AWSError
  let cause: RetryPolicy.Cause
  /// The error code, the status or what went wrong on the way.
  let label: String
  var serverDate: Date?
  /// Where S3 says the bucket is.
  var bucketRegion: String?
  /// `x-amz-retry-after`, in milliseconds.
  var wantedDelay: Int?

  /// Whether other keys may help: these have expired, or they are temporary and not known any more.
  func isOfKeys(_ keys: AWSCredentials) -> Bool {
    if error.kind == .expiredToken { return true }
    let codes = ["UnrecognizedClientException", "InvalidClientTokenId"]
    return keys.sessionToken != nil && codes.contains(error.code ?? "")
  }
}

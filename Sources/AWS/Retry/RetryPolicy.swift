/// What may be sent again, and after how long.
///
/// The "standard" mode of the AWS SDKs: three attempts, full jitter, a quota of retries for each
/// client. The delays are those of its 2.1 revision, which waits less after a server error.
enum RetryPolicy {
  /// Why an attempt failed, as far as retrying is concerned.
  enum Cause: Sendable {
    case throttled
    case serverError
    case connection(sent: Bool, timedOut: Bool)
    /// TLS could not be agreed upon; worth one more try.
    case handshake
    case permanent
  }

  /// Not here: `LimitExceededException`, which Secrets Manager means as a quota, not a rate.
  static let throttlingCodes: Set = [
    "Throttling", "ThrottlingException", "ThrottledException", "RequestThrottled",
    "RequestThrottledException", "TooManyRequestsException", "TooManyUpdates",
    "ProvisionedThroughputExceededException", "RequestLimitExceeded", "BandwidthLimitExceeded",
    "SlowDown", "TransactionInProgressException", "EC2ThrottledException",
    "PriorRequestNotComplete",
  ]

  private static let transientCodes: Set = [
    "RequestTimeout", "RequestTimeoutException",
    // Of STS: the provider of a web identity did not answer.
    "IDPCommunicationError",
  ]

  static func cause(status: Int, code: String?) -> Cause {
    if let code, throttlingCodes.contains(code) { return .throttled }
    if let code, transientCodes.contains(code) { return .serverError }
    return [500, 502, 503, 504].contains(status) ? .serverError : .permanent
  }

  static func cause(_ error: TransportError) -> Cause {
    switch error.kind {
    case .unresolved, .refused, .timeout, .interrupted:
      .connection(sent: !error.requestNotSent, timedOut: error.kind == .timeout)
    case .handshake: .handshake
    case .cancelled, .libraryMissing, .certificate, .tooLarge, .forbidden, .other: .permanent
    }
  }

  static func allows(_ cause: Cause, _ choice: RetryChoice) -> Bool {
    switch (cause, choice) {
    case (.permanent, _): false
    case (_, .safe): true
    // A refusal for the rate comes before the request is acted upon; so does the handshake.
    case (.throttled, .connectFailuresOnly), (.handshake, .connectFailuresOnly): true
    case (.connection(let sent, _), .connectFailuresOnly): !sent
    case (.serverError, .connectFailuresOnly): false
    }
  }

  /// Before the attempt after attempt `attempt`, which counts from 1.
  ///
  /// `wanted` is what the service asks for (`x-amz-retry-after`, in milliseconds): it is heeded from
  /// our own delay up to five seconds above it.
  static func delay(
    after attempt: Int,
    _ cause: Cause,
    random: Double,
    wanted: Int? = nil
  ) -> Duration {
    let base = if case .throttled = cause { 1.0 } else { 0.05 }
    var ceiling = base
    for _ in 1..<max(attempt, 1) { ceiling = min(ceiling * 2, 20) }
    let own = Int((random * min(ceiling, 20) * 1_000).rounded())
    return .milliseconds(min(max(wanted ?? own, own), own + 5_000))
  }

  static func cost(_ cause: Cause) -> Int {
    if case .connection(_, true) = cause { 10 } else { 5 }
  }
}

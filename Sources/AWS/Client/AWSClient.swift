package import FoundationEssentials
import Synchronization

/// Signed requests to AWS in one region, with one set of credentials.
///
/// Opens nothing until the first request. Safe to use from many tasks at once; at most
/// `AWSSettings.maximumConcurrentRequests` requests are in flight.
package final class AWSClient: Sendable {
  package let settings: AWSSettings
  package let region: String
  let observer: RequestObserver?
  let runtime: AWSRuntime
  let transport: CurlTransport
  let credentials: CredentialsCache
  let quota = RetryQuota()
  /// What to add to this machine's clock, in seconds, by host, as learnt from its answers.
  let clockOffsets = Mutex<[String: Double]>([:])
  /// The time in the newest answer, and when that came.
  let lastAnswer = Mutex<(time: Date, arrival: ContinuousClock.Instant)?>(nil)

  static let noRegion = AWSError(
    .configuration,
    message: "No AWS region is set.",
    hint: "Give --region, set AWS_REGION, or put `region = …` into the profile."
  )

  /// Fails with `configuration` when no region is set.
  ///
  /// `other` is a client whose credentials have the same source: they are fetched, and the user
  /// asked for a code, once for both.
  package convenience init(
    settings: AWSSettings,
    observer: RequestObserver? = nil,
    runtime: AWSRuntime = .system,
    sharingCredentialsOf other: AWSClient? = nil
  ) throws(AWSError) {
    try self.init(
      settings: settings,
      observer: observer,
      runtime: runtime,
      transport: CurlTransport(maximumConcurrent: settings.maximumConcurrentRequests),
      provider: settings.credentials,
      credentials: other?.credentials
    )
  }

  private init(
    settings: AWSSettings,
    observer: RequestObserver?,
    runtime: AWSRuntime,
    transport: CurlTransport,
    provider: any CredentialsProvider,
    credentials: CredentialsCache? = nil
  ) throws(AWSError) {
    guard let region = settings.region else { throw Self.noRegion }
    self.settings = settings
    self.region = region
    self.observer = observer
    self.runtime = runtime
    self.transport = transport
    let context = CredentialsContext(
      client: { (other: any CredentialsProvider) throws(AWSError) -> AWSClient in
        try AWSClient(
          settings: settings,
          observer: observer,
          runtime: runtime,
          transport: transport,
          provider: other
        )
      },
      runtime: runtime,
      local: LocalRequests(transport: transport, caBundle: settings.caBundle)
    )
    self.credentials = credentials ?? CredentialsCache(provider: provider, context: context)
  }

  /// Where the credentials come from, in words; nothing of the credentials themselves.
  package var credentialsSource: String { credentials.source }

  /// What time it is at least by the clock of AWS; nil before the first answer.
  ///
  /// Answers tell whole seconds, so that it may be one second more.
  package var serverTime: Date? {
    guard let answer = lastAnswer.withLock({ $0 }) else { return nil }
    return answer.time.addingTimeInterval(answer.arrival.duration(to: .now) / .seconds(1))
  }

  /// How many requests are in flight at most, just now.
  package var requestsAtOnce: Int { transport.limit.current }

  /// Sends a request of the AWS JSON 1.1 protocol and returns the body of a 200 answer.
  package func json(
    _ service: AWSService,
    operation: String,
    body: RequestBody,
    retry: RetryChoice = .safe
  ) async throws(AWSError) -> ResponseBody {
    var request = ServiceRequest(service, operation: operation)
    request.headers = [
      (name: "Content-Type", value: "application/x-amz-json-1.1"),
      (name: "X-Amz-Target", value: "\(service.targetPrefix ?? service.signingName).\(operation)"),
    ]
    request.body = body.finished()
    request.retry = retry
    let answer = try await send(request)
    // Some operations answer with nothing at all.
    let isWhole = unsafe answer.body.withBytes { unsafe JSONShape.isWholeObject($0) }
    guard answer.body.isEmpty || isWhole else { throw notUnderstood(service, operation, answer) }
    return ResponseBody(bytes: answer.body, requestID: answer.headers["x-amzn-requestid"])
  }

  func notUnderstood(
    _ service: AWSService,
    _ operation: String,
    _ answer: HTTPResponse
  ) -> AWSError {
    AWSError(
      .invalidResponse,
      message: "\(service.displayName) answered \(operation) with something it never sends "
        + "(\(answer.body.count) bytes, \(answer.headers["content-type"] ?? "no content type")).",
      hint: "Check the endpoint, and any proxy or sign-in page on the way.",
      service: service.signingName,
      operation: operation,
      requestID: answer.headers["x-amzn-requestid"] ?? answer.headers["x-amz-request-id"]
    )
  }
}

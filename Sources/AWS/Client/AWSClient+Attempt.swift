import FoundationEssentials
import Synchronization

extension AWSClient {
  /// A request with what stays the same over its attempts.
  struct Call {
    let request: ServiceRequest
    let endpoint: AWSEndpoint
    let region: String
    let payloadHash: String
    let invocationID = Crypto.uuid()

    var service: AWSService { request.service }
    var operation: String { request.operation }

    init(_ request: ServiceRequest, _ settings: AWSSettings, region: String) throws(AWSError) {
      self.request = request
      self.region = region
      endpoint = try settings.endpoint(for: request.service, region: region)
        .below(request.hostLabel)
      payloadHash = Crypto.hex(request.body.map(Crypto.sha256) ?? Crypto.sha256([]))
    }

    /// Between two attempts; whether one before it was sent is for `RetryState` to say.
    var interrupted: AWSError {
      AWSError(
        .cancelled,
        message: "\(operation) was interrupted while it waited to be sent again.",
        service: service.signingName,
        operation: operation,
        requestNotSent: true
      )
    }
  }

  /// Signs and sends once, tells the observer, and says what a failure means for the next attempt.
  func attempt(
    _ call: Call,
    _ state: RetryState,
    credentials: AWSCredentials?
  ) async -> Result<HTTPResponse, AttemptFailure> {
    let begin = ContinuousClock.now
    var event = RequestEvent(
      time: runtime.now(),
      service: call.service.signingName,
      operation: call.operation,
      host: call.endpoint.authority,
      attempt: state.attempt,
      maximumAttempts: settings.maximumAttempts,
      retryReason: state.retryReason,
      sentBytes: call.request.body?.count ?? 0
    )
    defer {
      event.duration = begin.duration(to: .now)
      observer?(event)
    }
    let answer: HTTPResponse
    do {
      answer = try await transport.send(
        signed(call, state.attempt, credentials),
        options: options(call.endpoint)
      )
    } catch {
      event.failure = error.kind.label
      return .failure(
        AttemptFailure(
          error: AWSError(error, call.endpoint, call.request),
          cause: RetryPolicy.cause(error),
          label: error.kind.label
        )
      )
    }
    if let time = answer.headers["date"].flatMap({ UTCTime(httpDate: $0)?.date }) {
      lastAnswer.withLock { $0 = (time, .now) }
    }
    event.status = answer.status
    event.receivedBytes = answer.body.count
    event.requestID = RequestEvent.shownID(
      answer.headers["x-amzn-requestid"] ?? answer.headers["x-amz-request-id"]
    )
    guard let serviceError = call.request.error(in: answer) else { return .success(answer) }
    event.failure = serviceError.code
    // An error under a status of success is a failure that came late.
    let status = call.request.isSuccess(answer.status) ? 500 : answer.status
    let cause = RetryPolicy.cause(status: status, code: serviceError.code)
    if case .throttled = cause { transport.slowDown(after: answer) }
    return .failure(
      AttemptFailure(
        error: AWSError(answer, serviceError, service: call.service, operation: call.operation),
        cause: cause,
        label: serviceError.code ?? String(answer.status),
        serverDate: answer.headers["date"].flatMap { UTCTime(httpDate: $0)?.date },
        bucketRegion: call.service == .s3 ? serviceError.bucketRegion : nil,
        wantedDelay: answer.headers["x-amz-retry-after"].flatMap { Int($0) }
      )
    )
  }

  private func signed(_ call: Call, _ attempt: Int, _ credentials: AWSCredentials?) -> HTTPRequest {
    let maximum = max(attempt, settings.maximumAttempts)
    let headers =
      [
        (name: "Host", value: call.endpoint.authority),
        (name: "User-Agent", value: "git-secrets-sync"),
        (name: "Amz-Sdk-Invocation-Id", value: call.invocationID),
        (name: "Amz-Sdk-Request", value: "attempt=\(attempt); max=\(maximum)"),
      ] + call.request.headers
    let request = SigningRequest(
      method: call.request.method,
      path: call.endpoint.basePath + call.request.path,
      query: call.request.query,
      headers: headers,
      payloadHash: call.payloadHash
    )
    let now = runtime.now().addingTimeInterval(clockOffset(of: call.endpoint))
    let signed = credentials.map {
      call.request.signer(region: call.region).sign(request, credentials: $0, date: now).headers
    }
    return HTTPRequest(
      method: request.method,
      url: "\(call.endpoint.scheme)://\(call.endpoint.authority)\(request.target)",
      headers: signed ?? headers,
      body: call.request.body,
      needsFreshConnection: !call.request.isReading
    )
  }

  private func options(_ endpoint: AWSEndpoint) -> TransportOptions {
    var options = TransportOptions()
    options.connectTimeoutMilliseconds = settings.connectTimeoutMilliseconds
    options.totalTimeoutMilliseconds = settings.requestTimeoutMilliseconds
    options.stallSeconds = settings.stallSeconds
    options.caBundle = settings.caBundle
    options.proxy = settings.proxy.proxy(for: endpoint)
    options.shownProxy = settings.proxy.shownProxy(for: endpoint)
    options.noProxy = settings.proxy.exceptions
    options.allowsPlainHTTP = endpoint.allowsPlainHTTP
    return options
  }
}

extension ServiceRequest {
  /// The error that an answer is; nil where it is a success.
  fileprivate func error(in answer: HTTPResponse) -> ServiceError? {
    guard isSuccess(answer.status) else { return ServiceError(answer) }
    return refusesErrorRoot ? ServiceError(errorRootOf: answer) : nil
  }
}

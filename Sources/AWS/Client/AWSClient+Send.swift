import FoundationEssentials
import Synchronization

extension AWSClient {
  /// Sends until there is a good answer or nothing more may be tried; every attempt is signed anew.
  func send(_ request: ServiceRequest) async throws(AWSError) -> HTTPResponse {
    var call = try Call(request, settings, region: request.region ?? region)
    let retry = request.retry
    var attempt = 1
    var lastCost: Int?
    var canCorrectClock = true
    var canRefresh = true
    var canMove = true
    while true {
      let keys = request.isSigned ? try await credentials.current() : nil
      let failure: Failure
      switch await self.attempt(call, number: attempt, credentials: keys) {
      case .success(let answer):
        quota.give(lastCost)
        return answer
      case .failure(let attemptFailure): failure = attemptFailure
      }
      if canCorrectClock, let offset = clockOffset(failure) {
        canCorrectClock = false
        clockOffset.withLock { $0 = offset }
      } else if canRefresh, let keys, failure.error.kind == .expiredToken,
        await credentials.replace(keys)
      {
        canRefresh = false
      } else if canMove, let bucketRegion = failure.bucketRegion, bucketRegion != call.region {
        canMove = false
        request.movedTo?(bucketRegion)
        call = try Call(request, settings, region: bucketRegion)
      } else {
        let cost = RetryPolicy.cost(failure.cause)
        guard attempt < settings.maximumAttempts, RetryPolicy.allows(failure.cause, retry),
          quota.take(cost)
        else { throw failure.error.made(with: keys == nil ? nil : credentials.source) }
        lastCost = cost
        let delay = RetryPolicy.delay(
          after: attempt,
          failure.cause,
          random: runtime.random()
        )
        do {
          try await runtime.sleep(delay)
        } catch {
          throw call.cancelled
        }
      }
      attempt += 1
    }
  }

  /// A request with what stays the same over its attempts.
  private struct Call {
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

    var cancelled: AWSError {
      AWSError(
        .cancelled,
        message: "\(operation) was cancelled.",
        service: service.signingName,
        operation: operation
      )
    }
  }

  private struct Failure: Error {
    let error: AWSError
    let cause: RetryPolicy.Cause
    var serverDate: Date?
    /// Where S3 says the bucket is.
    var bucketRegion: String?
  }

  private func attempt(
    _ call: Call,
    number: Int,
    credentials: AWSCredentials?
  ) async -> Result<HTTPResponse, Failure> {
    var event = (status: nil as Int?, failure: nil as String?)
    defer {
      observer?(
        RequestEvent(
          service: call.service.signingName,
          operation: call.operation,
          attempt: number,
          status: event.status,
          failure: event.failure
        )
      )
    }
    let answer: HTTPResponse
    do {
      answer = try await transport.send(
        signed(call, number, credentials),
        options: options(call.endpoint)
      )
    } catch {
      event.failure = "\(error.kind)"
      return .failure(
        Failure(
          error: AWSError(error, call.endpoint, call.service, call.operation),
          cause: RetryPolicy.cause(error)
        )
      )
    }
    event.status = answer.status
    let serviceError: ServiceError
    if call.request.isSuccess(answer.status) {
      guard call.request.refusesErrorRoot, let error = ServiceError(errorRootOf: answer) else {
        return .success(answer)
      }
      serviceError = error
    } else {
      serviceError = ServiceError(answer)
    }
    event.failure = serviceError.code
    return .failure(
      Failure(
        error: AWSError(answer, serviceError, service: call.service, operation: call.operation),
        // An error that comes with 200 is one that the server met after it had begun to answer.
        cause: RetryPolicy.cause(
          status: answer.status == 200 ? 500 : answer.status,
          code: serviceError.code
        ),
        serverDate: answer.headers["date"].flatMap { UTCTime(httpDate: $0)?.date },
        bucketRegion: call.service == .s3 ? serviceError.bucketRegion : nil
      )
    )
  }

  private func signed(_ call: Call, _ attempt: Int, _ credentials: AWSCredentials?) -> HTTPRequest {
    let headers =
      [
        (name: "Host", value: call.endpoint.authority),
        (name: "User-Agent", value: "git-secrets-sync"),
        (name: "Amz-Sdk-Invocation-Id", value: call.invocationID),
        (name: "Amz-Sdk-Request", value: "attempt=\(attempt); max=\(settings.maximumAttempts)"),
      ] + call.request.headers
    let request = SigningRequest(
      method: call.request.method,
      path: call.endpoint.basePath + call.request.path,
      query: call.request.query,
      headers: headers,
      payloadHash: call.payloadHash
    )
    let now = runtime.now().addingTimeInterval(clockOffset.withLock { $0 })
    let signed = credentials.map {
      call.request.signer(region: call.region).sign(request, credentials: $0, date: now).headers
    }
    return HTTPRequest(
      method: request.method,
      url: "\(call.endpoint.scheme)://\(call.endpoint.authority)\(request.target)",
      headers: signed ?? headers,
      body: call.request.body,
      needsFreshConnection: call.request.retry == .connectFailuresOnly
    )
  }

  private func options(_ endpoint: AWSEndpoint) -> TransportOptions {
    var options = TransportOptions()
    options.totalTimeoutMilliseconds = settings.requestTimeoutMilliseconds
    options.caBundle = settings.caBundle
    options.proxy = settings.proxy.proxy(for: endpoint)
    options.noProxy = settings.proxy.exceptions
    options.allowsPlainHTTP = endpoint.allowsPlainHTTP
    return options
  }

  /// The difference to the server's clock, where it explains the refusal.
  private func clockOffset(_ failure: Failure) -> Double? {
    guard let date = failure.serverDate, let code = failure.error.code else { return nil }
    let offset = date.timeIntervalSince(runtime.now())
    let used = clockOffset.withLock { $0 }
    switch code {
    case "RequestTimeTooSkewed", "RequestExpired", "RequestInTheFuture": return offset
    case "InvalidSignatureException", "SignatureDoesNotMatch", "AuthFailure":
      // The services accept five minutes; a wrong key within that is a wrong key.
      return abs(offset - used) > 240 ? offset : nil
    default: return nil
    }
  }
}

extension AWSError {
  fileprivate init(
    _ error: TransportError,
    _ endpoint: AWSEndpoint,
    _ service: AWSService,
    _ operation: String
  ) {
    let kind: Kind
    var message = "\(service.displayName) at \(endpoint) cannot be reached: \(error.reason)."
    var hint: String? = "Check the network, the region and any proxy."
    switch error.kind {
    case .cancelled:
      kind = .cancelled
      message = "\(operation) was cancelled."
      hint = nil
    case .libraryMissing:
      kind = .configuration
      message = "libcurl cannot be used: \(error.reason)."
      hint = "Install it: `apt-get install libcurl4`, `dnf install libcurl` or `brew install curl`."
    case .certificate:
      kind = .unreachable
      hint = "Behind a proxy that inspects TLS, set AWS_CA_BUNDLE to its certificate."
    case .tooLarge:
      kind = .invalidResponse
      message = "\(service.displayName) answered \(operation) with too much: \(error.reason)."
      hint = "Check the endpoint."
    case .forbidden:
      kind = .configuration
      message = "\(endpoint) is not an address to send secrets to: \(error.reason)."
      hint = "Use https."
    case .unresolved, .refused, .timeout, .handshake, .interrupted, .other: kind = .unreachable
    }
    self.init(
      kind,
      message: message,
      hint: hint,
      service: service.signingName,
      operation: operation,
      requestNotSent: error.requestNotSent
    )
  }
}

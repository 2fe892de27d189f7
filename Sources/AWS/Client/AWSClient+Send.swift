import FoundationEssentials
import Synchronization

extension AWSClient {
  /// Sends until there is a 200 answer or nothing more may be tried; every attempt is signed anew.
  func send(
    _ service: AWSService,
    operation: String,
    headers: [(name: String, value: String)],
    body: SecretBytes,
    retry: RetryChoice
  ) async throws(AWSError) -> HTTPResponse {
    let call = Call(
      service: service,
      operation: operation,
      endpoint: try settings.endpoint(for: service),
      headers: headers,
      body: body,
      payloadHash: Crypto.hex(Crypto.sha256(body)),
      invocationID: Crypto.uuid(),
      retry: retry
    )
    var attempt = 1
    var lastCost: Int?
    var canCorrectClock = true
    var canRefresh = true
    while true {
      let keys = try await credentials.current()
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
      } else if canRefresh, failure.error.kind == .expiredToken,
        await credentials.replace(keys)
      {
        canRefresh = false
      } else {
        let cost = RetryPolicy.cost(failure.cause)
        guard attempt < settings.maximumAttempts, RetryPolicy.allows(failure.cause, retry),
          quota.take(cost)
        else { throw failure.error }
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

  private struct Call {
    let service: AWSService
    let operation: String
    let endpoint: AWSEndpoint
    let headers: [(name: String, value: String)]
    let body: SecretBytes
    let payloadHash: String
    let invocationID: String
    let retry: RetryChoice

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
  }

  private func attempt(
    _ call: Call,
    number: Int,
    credentials: AWSCredentials
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
    if answer.status == 200 { return .success(answer) }
    let serviceError = ServiceError(answer)
    event.failure = serviceError.code
    return .failure(
      Failure(
        error: AWSError(answer, serviceError, service: call.service, operation: call.operation),
        cause: RetryPolicy.cause(status: answer.status, code: serviceError.code),
        serverDate: answer.headers["date"].flatMap { UTCTime(httpDate: $0)?.date }
      )
    )
  }

  private func signed(_ call: Call, _ attempt: Int, _ credentials: AWSCredentials) -> HTTPRequest {
    let now = runtime.now().addingTimeInterval(clockOffset.withLock { $0 })
    let headers =
      [
        (name: "Host", value: call.endpoint.authority),
        (name: "User-Agent", value: "git-secrets-sync"),
        (name: "Amz-Sdk-Invocation-Id", value: call.invocationID),
        (name: "Amz-Sdk-Request", value: "attempt=\(attempt); max=\(settings.maximumAttempts)"),
      ] + call.headers
    let request = SigningRequest(
      method: "POST",
      path: call.endpoint.basePath + "/",
      headers: headers,
      payloadHash: call.payloadHash
    )
    let signed = SignatureV4(service: call.service.signingName, region: region)
      .sign(request, credentials: credentials, date: now)
    let origin = "\(call.endpoint.scheme)://\(call.endpoint.authority)"
    return HTTPRequest(
      url: origin + request.target,
      headers: signed.headers,
      body: call.body,
      needsFreshConnection: call.retry == .connectFailuresOnly
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

import FoundationEssentials
import Synchronization

extension AWSClient {
  /// Sends until there is a good answer or nothing more may be tried; every attempt is signed anew.
  func send(_ request: ServiceRequest) async throws(AWSError) -> HTTPResponse {
    var call = try Call(request, settings, region: request.region ?? region)
    var state = RetryState()
    while true {
      let keys = request.isSigned ? try await credentials(state) : nil
      let failure: AttemptFailure
      switch await attempt(call, state, credentials: keys) {
      case .success(let answer):
        quota.give(state.lastCost)
        transport.speedUp()
        return answer
      case .failure(let attemptFailure): failure = attemptFailure
      }
      state.note(failure)
      if let reason = await mend(failure, &call, keys, &state) {
        state.retryReason = reason
      } else {
        try await wait(after: failure, call, &state)
        state.retryReason = failure.label
      }
      state.attempt += 1
    }
  }

  private func credentials(_ state: RetryState) async throws(AWSError) -> AWSCredentials {
    do {
      return try await credentials.current()
    } catch {
      // Whatever was asked of a source of credentials, this request was not sent.
      var error = error
      error.requestNotSent = true
      throw state.final(error)
    }
  }

  /// Removes the cause of a refusal, where that is in our hands: each once.
  ///
  /// Returns the reason for the next attempt, for `--trace`.
  private func mend(
    _ failure: AttemptFailure,
    _ call: inout Call,
    _ keys: AWSCredentials?,
    _ state: inout RetryState
  ) async -> String? {
    if state.canCorrectClock, let offset = clockOffset(failure, call.endpoint) {
      state.canCorrectClock = false
      clockOffsets.withLock { $0[call.endpoint.authority] = offset }
      return "clock"
    }
    if state.canRefresh, let keys, failure.isOfKeys(keys) {
      state.canRefresh = false
      do throws(AWSError) {
        if try await credentials.replace(keys) { return "credentials" }
      } catch {
        state.refreshFailure = error
      }
    }
    if state.canMove, let region = failure.bucketRegion, region != call.region,
      let moved = try? Call(call.request, settings, region: region)
    {
      state.canMove = false
      call.request.movedTo?(region)
      call = moved
      return "bucket-region"
    }
    return nil
  }

  /// Waits before the next attempt; throws when there is to be none.
  private func wait(
    after failure: AttemptFailure,
    _ call: Call,
    _ state: inout RetryState
  ) async throws(AWSError) {
    let cost = RetryPolicy.cost(failure.cause)
    guard state.attempt < settings.maximumAttempts,
      RetryPolicy.allows(failure.cause, call.request.retry), state.mayRepeat(failure.cause),
      quota.take(cost)
    else {
      let source = call.request.isSigned ? credentials.source : nil
      let hint = call.request.isSigned ? credentials.renewalHint : nil
      throw state.final(failure.error.made(with: source).advised(hint))
    }
    state.lastCost = cost
    let delay = RetryPolicy.delay(
      after: state.attempt,
      failure.cause,
      random: runtime.random(),
      wanted: failure.wantedDelay
    )
    do {
      try await runtime.sleep(delay)
    } catch {
      throw state.final(call.interrupted)
    }
  }

  /// The difference to the server's clock, where it explains the refusal.
  private func clockOffset(_ failure: AttemptFailure, _ endpoint: AWSEndpoint) -> Double? {
    guard let date = failure.serverDate, let code = failure.error.code else { return nil }
    let offset = date.timeIntervalSince(runtime.now())
    switch code {
    case "RequestTimeTooSkewed", "RequestExpired", "RequestInTheFuture": return offset
    case "InvalidSignatureException", "SignatureDoesNotMatch", "AuthFailure":
      // The services accept five minutes; a wrong key within that is a wrong key.
      return abs(offset - clockOffset(of: endpoint)) > 240 ? offset : nil
    default: return nil
    }
  }

  /// What to add to this machine's clock for that host, in seconds.
  func clockOffset(of endpoint: AWSEndpoint) -> Double {
    clockOffsets.withLock { $0[endpoint.authority] ?? 0 }
  }
}

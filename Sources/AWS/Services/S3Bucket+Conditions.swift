extension S3Bucket {
  private enum Finding {
    case written(S3WrittenObject)
    /// Nothing has happened: the condition still holds.
    case asBefore
    case changed
  }

  /// Sends a write that has a condition.
  ///
  /// Sent blindly once more, it could meet what the first sending wrote, and be refused for that. So
  /// after every answer that got lost, and every failure of the server's, the object is looked at:
  /// our content there is the success, the old state lets the write be sent again.
  func write(
    _ request: ServiceRequest,
    if condition: S3Condition,
    key: String,
    checksum: String
  ) async throws(AWSError) -> S3WrittenObject {
    var request = request
    request.retry = .connectFailuresOnly
    var attempt = 1
    while true {
      let failure: AWSError
      do {
        return S3WrittenObject(try await client.send(request))
      } catch {
        failure = error
      }
      // Refused in the second attempt: the first may have come through meanwhile.
      let mayBeOurs = failure.kind == .preconditionFailed && attempt > 1
      guard failure.leavesWriteUnclear || mayBeOurs else { throw failure }
      switch await look(at: key, condition, checksum: checksum) {
      case .written(let object): return object
      case .changed: throw failure
      case .asBefore:
        guard failure.leavesWriteUnclear, attempt < client.settings.maximumAttempts else {
          throw failure
        }
      }
      await pause(attempt)
      attempt += 1
    }
  }

  private func look(
    at key: String,
    _ condition: S3Condition,
    checksum: String
  ) async -> Finding {
    do {
      let found = try await headObject(key)
      if case .matches(found.etag) = condition { return .asBefore }
      return found.checksumSHA256 == checksum ? .written(S3WrittenObject(found)) : .changed
    } catch {
      return error.kind == .notFound && condition == .absent ? .asBefore : .changed
    }
  }

  /// As between attempts elsewhere; a cancelled task finds out with the next request.
  private func pause(_ attempt: Int) async {
    let delay = RetryPolicy.delay(
      after: attempt,
      .serverError,
      random: client.runtime.random()
    )
    try? await client.runtime.sleep(delay)
  }
}

extension AWSError {
  /// Whether the write may have taken effect although no good answer came.
  fileprivate var leavesWriteUnclear: Bool {
    switch kind {
    case .unreachable, .invalidResponse, .service: !requestNotSent
    default: false
    }
  }
}

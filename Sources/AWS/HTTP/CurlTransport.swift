import CCurl
import Synchronization

/// HTTP over libcurl: one multi handle on a thread of its own, so that connections, TLS sessions
/// and the parsed certificates are shared by all requests.
///
/// The first request loads libcurl and starts the thread; without one, neither happens.
final class CurlTransport: Sendable {
  private let loop: Mutex<CurlLoop?> = Mutex(nil)
  let limit: FlightLimit

  init(maximumConcurrent: Int) {
    limit = FlightLimit(maximum: maximumConcurrent)
  }

  deinit {
    loop.withLock { $0?.close() }
  }

  /// Sends and waits for the whole answer; cancelling the task ends the transfer.
  func send(
    _ request: HTTPRequest,
    options: TransportOptions
  ) async throws(TransportError) -> HTTPResponse {
    let loop = try startedLoop()
    let transfer = CurlTransfer(request: request, options: options)
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        transfer.start(continuation)
        loop.add(transfer)
      }
    } onCancel: {
      transfer.cancel()
      loop.wakeUp()
    }
    return try result.get()
  }

  /// The service refused for the rate: fewer requests at once from here on.
  func slowDown(after answer: HTTPResponse) { limit.throttled(in: answer.round) }

  /// The service did what was asked: after enough of that, one more at once.
  func speedUp() {
    guard limit.succeeded() else { return }
    loop.withLock { $0 }?.wakeUp()
  }

  private func startedLoop() throws(TransportError) -> CurlLoop {
    if let failure = Self.libraryFailure {
      throw TransportError(kind: .libraryMissing, reason: failure, requestNotSent: true)
    }
    let running = loop.withLock { loop -> CurlLoop? in
      if loop == nil { loop = CurlLoop.start(limit: limit) }
      return loop
    }
    guard let running else {
      throw TransportError(
        kind: .other,
        reason: "the system refused a thread for it",
        requestNotSent: true
      )
    }
    return running
  }

  /// Loads and initialises libcurl once; what went wrong, or nil.
  private static let libraryFailure: String? = {
    if let failure = unsafe gss_curl_load() { return unsafe String(cString: failure) }
    let status = gss_curl_global_init()
    return status == CURLE_OK ? nil : "libcurl could not be initialised"
  }()
}

import CCurl
import Synchronization

/// One request on its way (`curl_easy_setopt`, `curl_easy_getinfo`).
///
/// Sendable: after `start` everything but the cancellation flag belongs to the loop's thread.
@safe
final class CurlTransfer: @unchecked Sendable {
  typealias Outcome = Result<HTTPResponse, TransportError>

  private(set) var request: HTTPRequest
  let options: TransportOptions
  private let cancelled = Atomic(false)
  private var continuation: CheckedContinuation<Outcome, Never>?
  private var handle: UnsafeMutableRawPointer?
  var headerList: UnsafeMutablePointer<curl_slist>?
  let errorText: UnsafeMutablePointer<CChar>
  private var body = SecretBuffer()
  private var headers: [String: String] = [:]
  private(set) var headerBytes = 0
  /// Of the answer that is being read; 0 before there is one.
  private var status = 0
  private(set) var isTooLarge = false
  /// An error's body was longer than anybody needs; what came is the answer.
  private var isCutShort = false
  /// The round of `FlightLimit` in which this was sent.
  var round = 0

  init(request: HTTPRequest, options: TransportOptions) {
    self.request = request
    self.options = options
    unsafe errorText = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
    unsafe errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
  }

  deinit {
    free()
    unsafe errorText.deallocate()
  }

  var isCancelled: Bool { cancelled.load(ordering: .acquiring) }

  func cancel() {
    cancelled.store(true, ordering: .releasing)
  }

  func start(_ continuation: CheckedContinuation<Outcome, Never>) {
    self.continuation = continuation
  }

  /// Makes the easy handle; nil after having failed the transfer.
  func prepare() -> UnsafeMutableRawPointer? {
    guard let handle = unsafe curl_easy_init() else {
      resume(.failure(TransportError(kind: .other, reason: "out of memory", requestNotSent: true)))
      return nil
    }
    unsafe self.handle = handle
    let refused = unsafe configure(handle)
    guard refused == nil else {
      resume(
        .failure(
          TransportError(
            kind: .other,
            reason: "this libcurl refuses to \(refused ?? "be set up")",
            requestNotSent: true
          )
        )
      )
      free()
      return nil
    }
    return unsafe handle
  }

  func finish(_ code: CURLcode) {
    guard code == CURLE_OK || isCutShort else {
      let failure = failure(code)
      free()
      resume(.failure(failure))
      return
    }
    let answer = HTTPResponse(
      status: status,
      headers: headers,
      body: body.contents(),
      round: round
    )
    // First, so that the caller finds no copy left.
    free()
    resume(.success(answer))
  }

  /// Gives up because the multi handle refuses to work.
  func fail(_ code: CURLMcode, multi: UnsafeMutableRawPointer) {
    let reason = unsafe String(cString: curl_multi_strerror(code))
    unsafe leave(
      multi,
      TransportError(kind: .other, reason: reason, requestNotSent: !wasSent)
    )
  }

  /// Takes the transfer off `multi`, wherever it stands.
  func abandon(multi: UnsafeMutableRawPointer) {
    unsafe leave(
      multi,
      TransportError(kind: .cancelled, reason: "cancelled", requestNotSent: !wasSent)
    )
  }

  private func leave(_ multi: UnsafeMutableRawPointer, _ error: TransportError) {
    // First, because taking the handle off may wait for a name to be resolved.
    resume(.failure(error))
    if let handle = unsafe handle { _ = unsafe curl_multi_remove_handle(multi, handle) }
    free()
  }

  private func resume(_ outcome: Outcome) {
    continuation?.resume(returning: outcome)
    continuation = nil
  }

  private func free() {
    if let handle = unsafe handle { unsafe curl_easy_cleanup(handle) }
    if let headerList = unsafe headerList { unsafe curl_slist_free_all(headerList) }
    unsafe handle = nil
    unsafe headerList = nil
    request.body = nil
    body = SecretBuffer()
  }

  func setCallbacks(
    _ handle: UnsafeMutableRawPointer,
    _ check: (String, CURLcode) -> Void
  ) {
    let context = unsafe Unmanaged.passUnretained(self).toOpaque()
    check("read the answer", unsafe gss_curl_setopt_pointer(handle, CURLOPT_WRITEDATA, context))
    check("read the answer", unsafe gss_curl_setopt_pointer(handle, CURLOPT_HEADERDATA, context))
    check(
      "read the answer",
      unsafe gss_curl_setopt_data_callback(handle, CURLOPT_WRITEFUNCTION) {
        data,
        size,
        count,
        context in
        unsafe CurlTransfer.receive(data, size * count, context) { transfer, bytes in
          unsafe transfer.receiveBody(bytes)
        }
      }
    )
    check(
      "read the answer",
      unsafe gss_curl_setopt_data_callback(handle, CURLOPT_HEADERFUNCTION) {
        data,
        size,
        count,
        context in
        unsafe CurlTransfer.receive(data, size * count, context) { transfer, bytes in
          unsafe transfer.receiveHeader(bytes)
        }
      }
    )
  }

  /// Of all headers of an answer; AWS's have less than two thousand.
  static let maximumHeaderBytes = 64 << 10

  private static func receive(
    _ data: UnsafeMutablePointer<CChar>?,
    _ count: Int,
    _ context: UnsafeMutableRawPointer?,
    _ body: (CurlTransfer, UnsafeRawBufferPointer) -> Bool
  ) -> Int {
    guard let context = unsafe context else { return 0 }
    let transfer = unsafe Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue()
    let bytes = unsafe UnsafeRawBufferPointer(start: data, count: count)
    return unsafe body(transfer, bytes) ? count : 0
  }

  private func receiveBody(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let isError = status >= 300
    let limit = isError ? options.maximumErrorBytes : options.maximumBodyBytes
    guard body.count + bytes.count <= limit else {
      isCutShort = isError
      isTooLarge = !isError
      return false
    }
    unsafe body.append(contentsOf: bytes)
    return true
  }

  private func receiveHeader(_ bytes: UnsafeRawBufferPointer) -> Bool {
    headerBytes += bytes.count
    guard headerBytes <= Self.maximumHeaderBytes else {
      isTooLarge = true
      return false
    }
    var line = unsafe String(decoding: bytes, as: UTF8.self)
    // "\r\n" is one Character.
    if line.last?.isNewline == true { line.removeLast() }
    if line.hasPrefix("HTTP/") {
      // An interim answer came before; its headers are not the answer's.
      headers = [:]
      status = line.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    } else if let colon = line.firstIndex(of: ":") {
      headers[line[..<colon].lowercased()] = line[line.index(after: colon)...].trimmed
    }
    return true
  }

  var wasSent: Bool {
    guard let handle = unsafe handle else { return false }
    var size = 0
    _ = unsafe gss_curl_getinfo_long(handle, CURLINFO_REQUEST_SIZE, &size)
    return size > 0
  }
}

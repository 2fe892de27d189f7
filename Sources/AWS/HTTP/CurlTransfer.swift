import CCurl
import Synchronization

/// One request on its way (`curl_easy_setopt`, `curl_easy_getinfo`).
///
/// Sendable: after `start` everything but the cancellation flag belongs to the loop's thread.
@safe
final class CurlTransfer: @unchecked Sendable {
  typealias Outcome = Result<HTTPResponse, TransportError>

  private var request: HTTPRequest
  private let options: TransportOptions
  private let cancelled = Atomic(false)
  private var continuation: CheckedContinuation<Outcome, Never>?
  private var handle: UnsafeMutableRawPointer?
  private var headerList: UnsafeMutablePointer<curl_slist>?
  private let errorText: UnsafeMutablePointer<CChar>
  private var body = SecretBuffer()
  private var headers: [String: String] = [:]
  private var headerBytes = 0
  /// Of the answer that is being read; 0 before there is one.
  private var status = 0
  private var isTooLarge = false
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

  /// Returns what could not be set, for the message; every option here is one that must hold.
  private func configure(_ handle: UnsafeMutableRawPointer) -> String? {
    var refused: String?
    func check(_ what: String, _ code: CURLcode) {
      if code != CURLE_OK, refused == nil { refused = what }
    }
    func set(_ what: String, _ option: CURLoption, _ value: Int) {
      check(what, unsafe gss_curl_setopt_long(handle, option, value))
    }
    func set(_ what: String, _ option: CURLoption, _ value: String?) {
      check(what, unsafe gss_curl_setopt_string(handle, option, value))
    }
    set("keep signals alone", CURLOPT_NOSIGNAL, 1)
    set("take this address", CURLOPT_URL, request.url)
    check(
      "limit the protocols",
      unsafe gss_curl_allow_protocols(handle, options.allowsPlainHTTP ? 1 : 0)
    )
    set("stay where it is", CURLOPT_FOLLOWLOCATION, 0)
    set("verify certificates", CURLOPT_SSL_VERIFYPEER, 1)
    set("verify host names", CURLOPT_SSL_VERIFYHOST, 2)
    set("demand TLS 1.2", CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
    set("leave netrc alone", CURLOPT_NETRC, 0)
    set("leave the path alone", CURLOPT_PATH_AS_IS, 1)
    set("refuse names in addresses", CURLOPT_DISALLOW_USERNAME_IN_URL, 1)
    set("speak HTTP/1.1", CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
    set("hide the proxy's headers", CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    set("limit the connecting time", CURLOPT_CONNECTTIMEOUT_MS, options.connectTimeoutMilliseconds)
    set("limit the time", CURLOPT_TIMEOUT_MS, options.totalTimeoutMilliseconds)
    set("notice a stall", CURLOPT_LOW_SPEED_LIMIT, 1)
    set("notice a stall", CURLOPT_LOW_SPEED_TIME, options.stallSeconds)
    // Always set: libcurl would read the environment otherwise.
    set("take the proxy", CURLOPT_PROXY, options.proxy)
    set("take the proxy's exceptions", CURLOPT_NOPROXY, options.noProxy)
    if let caBundle = options.caBundle {
      set("take the CA bundle", CURLOPT_CAINFO, caBundle)
      set("take the CA bundle alone", CURLOPT_CAPATH, nil)
    }
    if request.needsFreshConnection { set("connect anew", CURLOPT_FRESH_CONNECT, 1) }
    check("report errors", unsafe gss_curl_setopt_pointer(handle, CURLOPT_ERRORBUFFER, errorText))
    unsafe setBody(handle, check)
    unsafe setHeaders(handle, check)
    unsafe setCallbacks(handle, check)
    return refused
  }

  private func setBody(
    _ handle: UnsafeMutableRawPointer,
    _ check: (String, CURLcode) -> Void
  ) {
    if request.method == "HEAD" {
      // There is a length and yet no body to wait for.
      check("send this method", unsafe gss_curl_setopt_long(handle, CURLOPT_NOBODY, 1))
    } else if request.method != (request.body == nil ? "GET" : "POST") {
      check(
        "send this method",
        unsafe gss_curl_setopt_string(handle, CURLOPT_CUSTOMREQUEST, request.method)
      )
    }
    guard let body = request.body else { return }
    check("post", unsafe gss_curl_setopt_long(handle, CURLOPT_POST, 1))
    check(
      "take the body",
      unsafe gss_curl_setopt_off(handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count))
    )
    // libcurl does not copy it; `request` holds it until the handle is gone.
    unsafe body.withBytes {
      check(
        "take the body",
        unsafe gss_curl_setopt_pointer(handle, CURLOPT_POSTFIELDS, $0.baseAddress)
      )
    }
  }

  private func setHeaders(
    _ handle: UnsafeMutableRawPointer,
    _ check: (String, CURLcode) -> Void
  ) {
    // The empty ones keep libcurl from adding its own: `Expect` costs a second on a large body.
    let lines = request.headers.map { "\($0.name): \($0.value)" } + ["Expect:", "Accept:"]
    for line in lines {
      guard let longer = unsafe curl_slist_append(headerList, line) else {
        check("take the headers", CURLE_OUT_OF_MEMORY)
        return
      }
      unsafe headerList = longer
    }
    check("take the headers", unsafe gss_curl_setopt_list(handle, CURLOPT_HTTPHEADER, headerList))
  }

  private func setCallbacks(
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
  private static let maximumHeaderBytes = 64 << 10

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

  private var wasSent: Bool {
    guard let handle = unsafe handle else { return false }
    var size = 0
    _ = unsafe gss_curl_getinfo_long(handle, CURLINFO_REQUEST_SIZE, &size)
    return size > 0
  }

  private func failure(_ code: CURLcode) -> TransportError {
    if isTooLarge {
      return TransportError(
        kind: .tooLarge,
        reason: headerBytes > Self.maximumHeaderBytes
          ? "its headers are larger than \(Self.maximumHeaderBytes) bytes"
          : "the answer is larger than \(options.maximumBodyBytes) bytes",
        requestNotSent: false
      )
    }
    var reason = unsafe String(cString: curl_easy_strerror(code))
    // libcurl may quote a proxy's address, and that may hold a password.
    let detail = unsafe String(cString: errorText)
    if !detail.isEmpty, !options.proxy.contains("@") { reason = detail }
    return TransportError(
      kind: .init(code),
      reason: reason,
      requestNotSent: !wasSent
    )
  }
}

extension TransportError.Kind {
  fileprivate init(_ code: CURLcode) {
    switch code {
    case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: self = .unresolved
    case CURLE_COULDNT_CONNECT: self = .refused
    case CURLE_OPERATION_TIMEDOUT: self = .timeout
    case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CERTPROBLEM,
      CURLE_SSL_ISSUER_ERROR:
      self = .certificate
    case CURLE_SSL_CONNECT_ERROR: self = .handshake
    case CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_PARTIAL_FILE, CURLE_HTTP2,
      CURLE_HTTP2_STREAM, CURLE_WEIRD_SERVER_REPLY:
      self = .interrupted
    case CURLE_UNSUPPORTED_PROTOCOL, CURLE_URL_MALFORMAT: self = .forbidden
    default: self = .other
    }
  }
}

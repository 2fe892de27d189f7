import CCurl

// What a result of libcurl's means (`CURLcode`).
extension CurlTransfer {
  func failure(_ code: CURLcode) -> TransportError {
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
    if code == CURLE_OPERATION_TIMEDOUT {
      reason = timeout(isStall: detail.hasPrefix("Operation too slow"))
    } else if !detail.isEmpty, !options.proxy.contains("@") {
      reason = detail
    }
    return TransportError(
      kind: .init(code),
      reason: reason,
      requestNotSent: !wasSent,
      proxy: options.shownProxy,
      isOfCertificateFile: code == CURLE_SSL_CACERT_BADFILE
    )
  }

  /// Which of the limits it was, in our own words.
  private func timeout(isStall: Bool) -> String {
    func seconds(_ milliseconds: Int) -> String {
      milliseconds == 1_000
        ? "1 second"
        : milliseconds % 1_000 == 0
          ? "\(milliseconds / 1_000) seconds" : "\(milliseconds) milliseconds"
    }
    if isStall { return "nothing came for \(seconds(options.stallSeconds * 1_000))" }
    if !wasSent { return "no connection within \(seconds(options.connectTimeoutMilliseconds))" }
    return "no whole answer within \(seconds(options.totalTimeoutMilliseconds))"
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

import CCurl

// What is told to libcurl before a request is sent (`curl_easy_setopt`).
extension CurlTransfer {
  /// Returns what could not be set, for the message; every option here is one that must hold.
  func configure(_ handle: UnsafeMutableRawPointer) -> String? {
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
      // The other one is emptied, so that the system's certificates are not taken beside it.
      let isDirectory = FileSystem.isDirectory(caBundle)
      set("take the CA bundle", CURLOPT_CAINFO, isDirectory ? nil : caBundle)
      set("take the CA bundle alone", CURLOPT_CAPATH, isDirectory ? caBundle : nil)
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
      // A line break would make two headers of one.
      guard line.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }) else {
        check("send a header with a control character in it", CURLE_BAD_FUNCTION_ARGUMENT)
        return
      }
      guard let longer = unsafe curl_slist_append(headerList, line) else {
        check("take the headers", CURLE_OUT_OF_MEMORY)
        return
      }
      unsafe headerList = longer
    }
    check("take the headers", unsafe gss_curl_setopt_list(handle, CURLOPT_HTTPHEADER, headerList))
  }
}

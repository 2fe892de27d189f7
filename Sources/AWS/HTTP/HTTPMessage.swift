/// One request, complete: signed, with its `Host` among the headers.
struct HTTPRequest: Sendable {
  var method = "POST"
  var url: String
  var headers: [(name: String, value: String)]
  var body: SecretBytes?
  /// A connection that was kept open may fail after the server has acted, and libcurl then sends
  /// once more by itself, unseen; a request that acts gets a new connection, on which it does not.
  var needsFreshConnection = false
}

struct HTTPResponse: Sendable {
  let status: Int
  /// Names in lower case; the last of several.
  let headers: [String: String]
  let body: SecretBytes
  /// The round of `FlightLimit` in which the request was sent.
  var round = 0
}

/// How far to go for an answer, and through what.
struct TransportOptions: Sendable {
  var connectTimeoutMilliseconds = 5_000
  var totalTimeoutMilliseconds = 60_000
  /// Given up when slower than one byte a second for this long.
  var stallSeconds = 10
  var maximumBodyBytes = 16 << 20
  /// Of an answer that is no success; what comes after that is not read.
  var maximumErrorBytes = 64 << 10
  /// A file or directory of certificates that replaces the system's.
  var caBundle: String?
  /// In libcurl's form; "" for none.
  var proxy = ""
  /// The proxy for messages, where this request goes through it: `host:port (https_proxy)`.
  var shownProxy: String?
  /// Hosts that are reached without the proxy, in libcurl's form.
  var noProxy = ""
  var allowsPlainHTTP = false
}

/// Why no whole answer came.
struct TransportError: Error, Sendable {
  enum Kind: Sendable {
    case cancelled
    case libraryMissing
    case unresolved
    case refused
    case timeout
    case certificate
    case handshake
    case interrupted
    case tooLarge
    case forbidden
    case other

    /// For `--trace`.
    var label: String {
      switch self {
      case .interrupted: "connection-lost"
      case .libraryMissing: "library-missing"
      case .tooLarge: "too-large"
      default: "\(self)"
      }
    }
  }

  let kind: Kind
  /// A sentence part, such as "connection refused".
  let reason: String
  /// True when no byte of the request left this machine.
  let requestNotSent: Bool
  /// The proxy that the request was to go through: `host:port (https_proxy)`.
  var proxy: String?
  /// True when it is the file of certificates that cannot be read.
  var isOfCertificateFile = false
}

extension AWSError {
  init(
    _ error: TransportError,
    _ endpoint: AWSEndpoint,
    _ request: ServiceRequest
  ) {
    let service = request.service
    let operation = request.operation
    let kind: Kind
    let way = error.proxy.map { " through the proxy \($0)" } ?? ""
    var message = "\(service.displayName) at \(endpoint) cannot be reached\(way): \(error.reason)."
    var hint: String? =
      error.proxy == nil
      ? "Check the network, the region and any proxy."
      : "Check the proxy, the network and the region."
    switch error.kind {
    case .cancelled:
      kind = .cancelled
      message =
        request.isReading
        ? "\(operation) was interrupted. It changes nothing."
        : Self.interrupted(operation, sent: !error.requestNotSent)
      hint = nil
    case .libraryMissing:
      kind = .configuration
      message = "libcurl cannot be used: \(error.reason)."
      hint = "Install it: `apt-get install libcurl4`, `dnf install libcurl` or `brew install curl`."
    case .certificate where error.isOfCertificateFile:
      kind = .configuration
      message = "The certificates to check \(endpoint) with cannot be used: \(error.reason)."
      hint = "Correct AWS_CA_BUNDLE or ca_bundle; without them, install the system's certificates."
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

  /// What a user is told who pressed Ctrl-C during a request.
  static func interrupted(_ operation: String, sent: Bool) -> String {
    sent
      ? "\(operation) was interrupted after it had been sent."
      : "\(operation) was interrupted before it was sent."
  }
}

extension AWSClient {
  /// Sends a form of the AWS query protocol and reads the XML of a 200 answer: its element
  /// `…Result`, and the answer itself.
  ///
  /// `signed` is false for the calls that come before there are credentials; the text of elements
  /// named in `secrets` is kept as secrets. Fails with `invalidResponse` when the answer is not what
  /// the service documents, and with `configuration`, before anything is sent, without libexpat.
  func query(
    _ service: AWSService,
    action: String,
    form: FormBody,
    signed: Bool = true,
    secrets: [String] = []
  ) async throws(AWSError) -> (result: XMLElement, answer: HTTPResponse) {
    try Self.requireXML(service, operation: action)
    var request = ServiceRequest(service, operation: action)
    request.headers = [
      (name: "Content-Type", value: "application/x-www-form-urlencoded; charset=utf-8")
    ]
    request.body = form.finished()
    request.isSigned = signed
    let answer = try await send(request)
    let root = try xml(answer, service, operation: action, secrets: secrets)
    guard root.name == "\(action)Response", let result = root.child("\(action)Result") else {
      throw notUnderstood(service, action, answer)
    }
    return (result, answer)
  }

  /// The tree of an answer; `invalidResponse` when it is no XML.
  func xml(
    _ answer: HTTPResponse,
    _ service: AWSService,
    operation: String,
    secrets: [String] = []
  ) throws(AWSError) -> XMLElement {
    do {
      return try XMLDocument.parse(answer.body, secrets: secrets)
    } catch {
      switch error {
      case .malformed: throw notUnderstood(service, operation, answer)
      case .libraryMissing(let reason):
        throw Self.noXML(service, operation: operation, reason: reason)
      }
    }
  }

  /// Fails when an answer could not be read: better before something was written than after.
  static func requireXML(_ service: AWSService, operation: String) throws(AWSError) {
    guard let reason = XMLDocument.libraryFailure else { return }
    throw noXML(service, operation: operation, reason: reason)
  }

  private static func noXML(
    _ service: AWSService,
    operation: String,
    reason: String
  ) -> AWSError {
    AWSError(
      .configuration,
      message: "libexpat cannot be used: \(reason).",
      hint: "Install it: `apt-get install libexpat1`, `dnf install expat` or `brew install expat`.",
      service: service.signingName,
      operation: operation,
      requestNotSent: true
    )
  }
}

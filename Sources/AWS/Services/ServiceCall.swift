import FoundationEssentials

/// One operation of a JSON service: sends it and reads the answer, naming both in every error.
struct ServiceCall: Sendable {
  let client: AWSClient
  let service: AWSService
  let operation: String

  func send<Output: Decodable>(
    _ body: RequestBody,
    retry: RetryChoice = .safe
  ) async throws(AWSError) -> Output {
    let response = try await client.json(service, operation: operation, body: body, retry: retry)
    return try decode(response)
  }

  /// For operations that send a value, which no error may repeat.
  func send<Output: Decodable>(
    _ body: RequestBody,
    holding value: SecretBytes,
    retry: RetryChoice = .safe
  ) async throws(AWSError) -> Output {
    do {
      return try await send(body, retry: retry)
    } catch {
      throw error.withoutEcho(of: value, by: service)
    }
  }

  /// For operations whose answer holds a value, which the caller takes out itself.
  func sendRaw(
    _ body: RequestBody,
    retry: RetryChoice = .safe
  ) async throws(AWSError) -> ResponseBody {
    try await client.json(service, operation: operation, body: body, retry: retry)
  }

  /// For operations that send a value and answer with one, too.
  func sendRaw(
    _ body: RequestBody,
    holding value: SecretBytes
  ) async throws(AWSError) -> ResponseBody {
    do {
      return try await sendRaw(body)
    } catch {
      throw error.withoutEcho(of: value, by: service)
    }
  }

  func decode<Output: Decodable>(_ response: ResponseBody) throws(AWSError) -> Output {
    let decoder = JSONDecoder()
    // Both services write a time as a number of seconds, with or without a fraction.
    decoder.dateDecodingStrategy = .secondsSince1970
    let output = unsafe response.withBytes { bytes in
      unsafe bytes.baseAddress.flatMap { address in
        let data = unsafe Data(
          bytesNoCopy: UnsafeMutableRawPointer(mutating: address),
          count: bytes.count,
          deallocator: .none
        )
        return try? decoder.decode(Output.self, from: data)
      }
    }
    guard let output else {
      throw invalid("is not what the service documents", requestID: response.requestID)
    }
    return output
  }

  /// For operations that answer with nothing worth reading.
  func sendOnly(_ body: RequestBody, retry: RetryChoice = .safe) async throws(AWSError) {
    _ = try await sendRaw(body, retry: retry)
  }

  /// All items of a list that comes in pages; a page may be empty and still not be the last.
  func pages<Page: Decodable, Item>(
    _ body: RequestBody,
    of type: Page.Type,
    items: (Page) -> [Item],
    next: (Page) -> String?
  ) async throws(AWSError) -> [Item] {
    var all: [Item] = []
    try await eachPage(body) { (response) throws(AWSError) in
      let page: Page = try decode(response)
      all += items(page)
      return next(page)
    }
    return all
  }

  /// Sends until a page has no token; `read` takes what it wants and returns the token.
  func eachPage(
    _ body: RequestBody,
    pause: Duration = .zero,
    read: (ResponseBody) throws(AWSError) -> String?
  ) async throws(AWSError) {
    var tokens = PageTokens()
    repeat {
      var request = body
      if let token = tokens.current {
        request.set("NextToken", token)
        // Cut short by a cancellation, which the request then tells of.
        if pause > .zero { try? await Task.sleep(for: pause) }
      }
      let response = try await sendRaw(request)
      guard tokens.take(try read(response)) else {
        throw invalid("repeats a page, so the list has no end", requestID: response.requestID)
      }
    } while tokens.current != nil
  }

  func invalid(_ what: String, requestID: String?) -> AWSError {
    AWSError(
      .invalidResponse,
      message: "The answer of \(service.displayName) to \(operation) \(what).",
      hint: "Is the endpoint really AWS? A proxy or a captive portal may have answered.",
      service: service.signingName,
      operation: operation,
      requestID: requestID
    )
  }
}

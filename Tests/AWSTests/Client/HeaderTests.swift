import TestSupport
import Testing

@testable import AWS

/// What is sent as headers.
@Suite struct HeaderTests {
  /// The second line would be a header of its own.
  @Test(arguments: ["a\r\nX-Other: b", "a\nX-Other: b", "a\u{0}b", "a\u{7f}"])
  func aHeaderWithAControlCharacterIsNotSent(value: String) async throws {
    let proxy = try FaultProxy(before: MotoServer.shared.port)
    var options = TransportOptions()
    options.allowsPlainHTTP = true
    let request = HTTPRequest(
      method: "GET",
      url: proxy.endpoint + "/",
      headers: [(name: "X-Test", value: value)],
      body: nil
    )
    do {
      _ = try await CurlTransport(maximumConcurrent: 1).send(request, options: options)
      Issue.record("It was sent.")
    } catch {
      #expect(error.requestNotSent)
      #expect(!error.reason.contains("Other"))
    }
    #expect(try proxy.requests().isEmpty)
  }
}

import AWS
import Secrets
import TestSupport

/// The AWS of one test: the shared server, or one of its own where requests are counted.
struct Cloud {
  let server: MotoServer
  /// What the names of this test begin with; other tests use the same server.
  let prefix = "t\(Crypto.uuid())/"

  init(_ server: MotoServer = .shared) {
    self.server = server
  }

  /// Where nobody answers: what is sent there fails.
  static let nowhere = "http://127.0.0.1:1"

  func client(attempts: Int = 3, endpoint: String? = nil) throws -> AWSClient {
    var environment = server.environment(home: "/nonexistent", endpoint: endpoint)
    environment["AWS_MAX_ATTEMPTS"] = "\(attempts)"
    let settings = try AWSSettings.load(environment: environment, home: "/nonexistent")
    return try AWSClient(settings: settings)
  }

  /// Spoils the next `count` answers to an operation that concern this test.
  func spoil(_ operation: String, count: Int = 1, _ fault: String) throws {
    try server.inject(
      #"[{"match":"\#(operation)","contains":"\#(prefix)","count":\#(count),\#(fault)}]"#
    )
  }

  /// Gives the next request of this test another answer, which is a success.
  func answer(_ operation: String, _ body: String) throws {
    let text = body.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    try spoil(operation, #""body":"\#(text)","type":"application/x-amz-json-1.1""#)
  }

  static let denied = #""status":400,"code":"AccessDeniedException","message":"no""#
}

/// The cause of an error that is none of the stores' own.
func cause(_ error: SecretsError?) -> AWSError.Kind? {
  guard case .unavailable(let cause)? = error?.kind else { return nil }
  return cause.kind
}

import AWS
import FoundationEssentials
import Synchronization
import TestSupport

/// A client in a world of its own: home, variables, a clock that does not wait, a notebook.
final class TestClient: Sendable {
  let home = TemporaryDirectory()
  let client: AWSClient
  private let notebook = Notebook()

  /// Points at a server, the shared one unless told, or at `endpoint`; `changes` edits the variables, nil removes one.
  init(
    server: MotoServer = .shared,
    endpoint: String? = nil,
    changes: [String: String?] = [:],
    profile: String? = nil,
    config: String? = nil,
    mfaPrompt: MFAPrompt? = nil,
    now: @escaping @Sendable () -> Date = { Date() },
    change: (inout AWSSettings) -> Void = { _ in }
  ) throws {
    var environment = server.environment(home: home.path, endpoint: endpoint)
    for (name, value) in changes { environment[name] = value }
    if let config { try home.write(config, to: ".aws/config") }
    var settings = try AWSSettings.load(
      environment: environment,
      profile: profile,
      home: home.path,
      mfaPrompt: mfaPrompt
    )
    change(&settings)
    let notebook = notebook
    client = try AWSClient(
      settings: settings,
      observer: { notebook.add($0) },
      runtime: AWSRuntime(now: now, sleep: { notebook.add($0) }, random: { 1 })
    )
  }

  /// One for each attempt.
  var attempts: [RequestEvent] { notebook.events.withLock { $0 } }
  /// What the client would have waited, in order.
  var pauses: [Duration] { notebook.pauses.withLock { $0 } }

  /// Asks STS who this is, which answers with an ARN.
  func identity() async throws -> String {
    try await client.sts.getCallerIdentity().arn
  }

  /// Describes a secret; that it does not exist is an answer, too.
  func describe(_ name: String) async throws -> ResponseBody {
    var body = RequestBody()
    body.set("SecretId", name)
    return try await client.json(.secretsManager, operation: "DescribeSecret", body: body)
  }
}

private final class Notebook: Sendable {
  let events = Mutex<[RequestEvent]>([])
  let pauses = Mutex<[Duration]>([])

  func add(_ event: RequestEvent) { events.withLock { $0.append(event) } }
  func add(_ pause: Duration) { pauses.withLock { $0.append(pause) } }
}

/// The error that `body` throws, or nil.
func awsError(_ body: () async throws -> Void) async -> AWSError? {
  do {
    try await body()
    return nil
  } catch {
    return error as? AWSError
  }
}

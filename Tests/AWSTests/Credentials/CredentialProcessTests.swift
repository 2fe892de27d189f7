import TestSupport
import Testing

@testable import AWS

/// `credential_process`, with real programs.
@Suite struct CredentialProcessTests {
  private let moto = MotoServer.shared
  private let directory = TemporaryDirectory()

  private func client(_ script: String, arguments: String = "") throws -> TestClient {
    try directory.write(Array("#!/bin/sh\n\(script)\n".utf8), to: Array("a tool".utf8), mode: 0o755)
    let config = "[profile p]\ncredential_process = \"\(directory.path("a tool"))\" \(arguments)\n"
    return try TestClient(profile: "p", config: config)
  }

  private func answer(_ more: String = "", version: String = "1") -> String {
    let keys =
      #""AccessKeyId": "\#(moto.accessKeyID)", "SecretAccessKey": "\#(moto.secretAccessKey)""#
    return "echo '{\"Version\": \(version), \(keys)\(more)}'"
  }

  @Test func itsKeysAreUsed() async throws {
    let test = try client("test \"$1\" = 'two words' && " + answer(), arguments: "'two words'")
    #expect(try await test.identity().hasPrefix("arn:aws:"))
    #expect(test.client.credentialsSource == "credential_process of profile p")
  }

  @Test func itIsAskedOnceWhileItsKeysLast() async throws {
    let log = directory.path("log")
    let test = try client("echo x >> \(log)\n" + answer(#", "Expiration": "2999-01-01T00:00:00Z""#))
    for _ in 0..<3 { _ = try await test.identity() }
    #expect(try directory.read("log").count == 2)
  }

  @Test(arguments: [
    ("exit 3", "status 3"),
    ("echo '{\"SecretAccessKey\": \"hunter2\"'", "did not print"),
    ("head -c 2000000 /dev/zero", "printed more than"),
    ("kill -9 $$", "status -9"),
  ])
  func whatGoesWrongIsSaidWithoutItsOutput(script: String, expected: String) async throws {
    let test = try client(script)
    let error = await awsError { _ = try await test.identity() }
    #expect(error?.kind == .noCredentials(tried: ["credential_process of profile p"]))
    #expect(error?.message.contains(expected) == true)
    #expect(error?.message.contains("hunter2") == false)
    #expect(test.attempts.isEmpty)
  }

  /// A token helper may leave an agent running that still has its output open.
  @Test func whatItLeavesRunningIsNotWaitedFor() async throws {
    let agentFile = directory.path("agent")
    let test = try client("sleep 600 2> /dev/null &\necho $! > \(agentFile)\n" + answer())
    #expect(try await test.identity().hasPrefix("arn:aws:"))
    let agent = String(decoding: try directory.read("agent"), as: UTF8.self)
    try TestProcess.run(
      "/bin/kill",
      [agent.trimmed.replacing("\n", with: "")],
      environment: [:],
      directory: directory.path
    )
  }

  @Test func itIsEndedWhenItTakesTooLong() async throws {
    try directory.write("#!/bin/sh\nexec sleep 600\n", to: "slow")
    let provider = ProcessCredentials(
      profile: "p",
      command: "/bin/sh \(directory.path("slow"))",
      environment: Environment(variables: [:]),
      limits: CapturedProcess.Limits(seconds: 1)
    )
    let error = await awsError {
      _ = try await provider.credentials(TestClient().client.credentials.context)
    }
    #expect(error?.message.contains("did not end within 1 seconds") == true)
    #expect(error?.kind == .noCredentials(tried: [provider.source]))
  }

  @Test(arguments: ["2", "\"1\""])
  func anotherVersionIsRefused(version: String) async throws {
    let test = try client(answer(version: version))
    let error = await awsError { _ = try await test.identity() }
    #expect(error?.message.contains("only 1 exists") == true || version != "2")
  }

  /// The session of a helper that has to be renewed is what people most often see.
  @Test func theLastLineOfItsMessagesIsShownWithoutWhatCouldBeAKey() async throws {
    let key = "AKIA" + "IOSFODNN7" + "EXAMPLE"
    let script = "echo first >&2; echo 'session over: run tool login key=\(key) now.' >&2; exit 1"
    let error = await awsError { _ = try await client(script).identity() }
    #expect(error?.message.contains("said: session over: run tool login … now.") == true)
    #expect(error?.message.contains("first") == false)
    #expect(error?.message.contains(key) == false)
  }

  /// A program that closes its output has not ended.
  @Test func itIsEndedAlsoWhenItHasClosedItsOutput() async throws {
    try directory.write("#!/bin/sh\nexec >&- 2>&-\nexec sleep 600\n", to: "closed")
    let provider = ProcessCredentials(
      profile: "p",
      command: "/bin/sh \(directory.path("closed"))",
      environment: Environment(variables: ["PATH": "/usr/bin:/bin"]),
      limits: CapturedProcess.Limits(seconds: 1)
    )
    let error = await awsError {
      _ = try await provider.credentials(TestClient().client.credentials.context)
    }
    #expect(error?.message.contains("did not end within") == true)
  }

  @Test func expiredKeysAreNotUsed() async throws {
    let test = try client(answer(#", "Expiration": "2001-01-01T00:00:00Z""#))
    let error = await awsError { _ = try await test.identity() }
    #expect(error?.kind == .expiredToken)
    #expect(test.attempts.isEmpty)
  }

  @Test(arguments: ["/does/not/exist", "no-such-program-anywhere", "\"open", ""])
  func aCommandThatCannotRunIsAnError(command: String) async throws {
    let test = try TestClient(
      profile: "p",
      config: "[profile p]\ncredential_process = \(command)\n"
    )
    let error = await awsError { _ = try await test.identity() }
    #expect(error?.kind == .configuration)
    #expect(error?.message.contains("profile \"p\"") == true)
  }
}

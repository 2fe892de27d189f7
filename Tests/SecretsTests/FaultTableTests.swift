import AWS
import Foundation
import Secrets
import Synchronization
import TestSupport
import Testing

/// The table of docs/aws-network.md: what each kind of trouble looks like, and that no write is done
/// twice in it.
@Suite struct FaultTableTests {
  /// One row of the table.
  struct Row: CustomTestStringConvertible {
    let trouble: String
    let attempts: Int
    /// `…` stands for any text.
    let message: String
    /// What becomes of a write that meets it once, by the store.
    let writes: [String: String]

    var testDescription: String { trouble }
  }

  static let rows: [Row] = {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let path = root.appending(path: "docs/aws-network.md")
    let lines = ((try? String(contentsOf: path, encoding: .utf8)) ?? "")
      .split(separator: "\n", omittingEmptySubsequences: false)
    guard let head = lines.firstIndex(where: { $0.hasPrefix("| trouble | ") }) else { return [] }
    return lines[(head + 2)...].prefix { $0.hasPrefix("|") }.map { line in
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      return Row(
        trouble: cells[0],
        attempts: Int(cells[1]) ?? 0,
        message: cells[2],
        writes: ["sm": cells[3], "ssm": cells[4]]
      )
    }
  }()

  @Test func theTableHasARowForEachTrouble() {
    #expect(Self.rows.map(\.trouble) == Trouble.all.map(\.name))
  }

  @Test(arguments: rows)
  func whatIsSaidIsWhatTheTableSays(row: Row) async throws {
    let cloud = Cloud(Site.server)
    let name = cloud.prefix + "x"
    _ = try await SecretsManagerStore(client: try cloud.client())
      .create(name, value: SecretBytes(utf8: "one"), options: .init())
    let site = try Site(row.trouble, timeout: 500)
    try site.meet("GetSecretValue", times: 99)
    let error = await #expect(throws: SecretsError.self) {
      _ = try await SecretsManagerStore(client: site.client).value(of: name, version: nil)
    }
    let message = error?.message ?? ""
    #expect(Self.fits(message, row.message), "\(message)")
    #expect(error?.hint?.isEmpty == false)
    #expect(site.attempts == row.attempts)
    #expect(!message.contains("<"))
    #expect(message.count < 300)
  }

  @Test(arguments: rows, ["sm", "ssm"])
  func nothingIsWrittenTwice(row: Row, form: String) async throws {
    let cloud = Cloud(Site.server)
    let name = form == "sm" ? "\(cloud.prefix)x" : "/\(cloud.prefix)x"
    let plain = Self.store(form, try cloud.client())
    let first = try await plain.create(name, value: SecretBytes(utf8: "one"), options: .init())
    // Longer, since what comes after the trouble has to be answered within it.
    let site = try Site(row.trouble, timeout: 2_000)
    try site.meet(form == "sm" ? "PutSecretValue" : "PutParameter", times: 1)

    let value = SecretBytes(utf8: "two")
    let journal = TemporaryDirectory()
    let notes = WriteJournal(directory: journal.path, place: "here")
    var outcome = "written"
    do throws(SecretsError) {
      let store = Self.store(form, site.client, notes)
      let version = try await store.put(name, value: value, expecting: first.id)
      #expect(try await plain.value(of: name, version: nil).version.id == version.id)
    } catch {
      outcome = "not written"
      #expect(!error.message.isEmpty)
    }
    #expect(outcome == row.writes[form])
    let isWritten = outcome == "written"
    #expect(try await plain.versions(of: name).count == (isWritten ? 2 : 1))
    if isWritten { #expect(try await plain.value(of: name, version: nil).bytes == value) }

    // Whatever happened, the same command again leaves exactly one new version.
    let again = Self.store(form, try cloud.client(), notes)
    if try await again.finishedEarlier(name, value: value) == nil, !isWritten {
      _ = try await again.put(name, value: value, expecting: first.id)
    }
    #expect(try await plain.versions(of: name).count == 2)
    #expect(try FileManager.default.contentsOfDirectory(atPath: journal.path).isEmpty)
  }

  private static func store(
    _ form: String,
    _ client: AWSClient,
    _ journal: WriteJournal? = nil
  ) -> any SecretStore {
    form == "sm"
      ? SecretsManagerStore(client: client, journal: journal)
      : ParameterStore(client: client, journal: journal)
  }

  private static func fits(_ text: String, _ pattern: String) -> Bool {
    var rest = text[...]
    let parts = pattern.components(separatedBy: "…")
    guard rest.hasPrefix(parts[0]) else { return false }
    for part in parts {
      guard let found = part.isEmpty ? rest.startIndex..<rest.startIndex : rest.range(of: part)
      else { return false }
      rest = rest[found.upperBound...]
    }
    return rest.isEmpty || parts.last == ""
  }
}

/// A kind of trouble: what a proxy does to an answer, or how the client stands.
private struct Trouble: Sendable {
  enum TLS: Sendable {
    case none
    case wrongHost
    case unknownAuthority
  }

  let name: String
  /// In the words of `fault_proxy.py`, without what it meets.
  var fault = ""
  /// The limit of time that ends it, where nothing else does.
  enum End: Sendable {
    case whole
    case silence
  }

  var end: End?
  var tls = TLS.none

  static let all: [Trouble] = [
    Trouble(name: "throttle", fault: refusal("ThrottlingException", "Rate exceeded")),
    Trouble(name: "500", fault: #""do": "status", "code": 500, "body": "<p>down</p>""#),
    Trouble(name: "502", fault: #""do": "status", "code": 502, "body": "<p>down</p>""#),
    Trouble(name: "503", fault: #""do": "status", "code": 503, "body": "<p>down</p>""#),
    Trouble(name: "504", fault: #""do": "status", "code": 504, "body": "<p>down</p>""#),
    Trouble(name: "reset", fault: #""do": "reset""#),
    Trouble(name: "close", fault: #""do": "close""#),
    Trouble(name: "truncated", fault: #""do": "truncate", "bytes": 20"#),
    Trouble(name: "slow", fault: #""do": "slow", "rate": 20"#, end: .whole),
    Trouble(name: "hang", fault: #""do": "hang", "seconds": 600"#, end: .silence),
    Trouble(name: "bad JSON", fault: #""do": "half""#),
    Trouble(
      name: "HTML",
      fault: #""do": "status", "code": 200, "body": "<p>Sign in</p>","#
        + #""headers": [["Content-Type", "text/html"]]"#
    ),
    Trouble(name: "skewed clock", fault: refusal("RequestTimeTooSkewed", "no")),
    Trouble(name: "expired token", fault: refusal("ExpiredTokenException", "no")),
    Trouble(name: "lost reply", fault: #""do": "lose""#),
    Trouble(
      name: "redirect",
      fault: #""do": "status", "code": 307, "headers": [["Location", "http://127.0.0.1:1/"]]"#
    ),
    Trouble(name: "wrong TLS host", tls: .wrongHost),
    Trouble(name: "unknown CA", tls: .unknownAuthority),
    Trouble(
      name: "10 MB error body",
      fault: #""do": "status", "code": 500, "size": 10000000"#
    ),
  ]

  private static func refusal(_ code: String, _ message: String) -> String {
    #""do": "status", "code": 400,"#
      + #""body": "{\"__type\": \"\#(code)\", \"message\": \"\#(message)\"}""#
  }
}

/// A client that meets a kind of trouble.
private struct Site {
  /// Of these tests alone: others may keep the shared one busy for longer than a time-out.
  static let server: MotoServer = {
    do {
      return try MotoServer()
    } catch {
      fatalError("The AWS test server is missing: \(error)")
    }
  }()

  private let trouble: Trouble
  private let proxy: FaultProxy
  private let certificates: TestCertificates?
  private let counter = Counter()
  let client: AWSClient

  private final class Counter: Sendable {
    let attempts = Mutex(0)
  }

  /// `timeout` is that of an attempt in milliseconds, where only a time-out ends the trouble.
  init(_ name: String, timeout: Int) throws {
    let trouble = try #require(Trouble.all.first { $0.name == name })
    self.trouble = trouble
    let certificates: TestCertificates? =
      switch trouble.tls {
      case .none: nil
      case .wrongHost: try TestCertificates(for: "DNS:elsewhere.invalid")
      case .unknownAuthority: try TestCertificates()
      }
    self.certificates = certificates
    let server = Self.server
    proxy = try FaultProxy(before: server.port, certificate: certificates?.server)
    var environment = server.environment(home: "/nonexistent", endpoint: proxy.endpoint)
    environment["AWS_CA_BUNDLE"] =
      trouble.tls == .wrongHost ? certificates?.authority : certificates?.otherAuthority
    var settings = try AWSSettings.load(environment: environment, home: "/nonexistent")
    switch trouble.end {
    case .whole: settings.requestTimeoutMilliseconds = timeout
    case .silence: settings.stallSeconds = 1
    case nil: break
    }
    let counter = counter
    client = try AWSClient(
      settings: settings,
      observer: { _ in counter.attempts.withLock { $0 += 1 } },
      runtime: AWSRuntime(now: { Date() }, sleep: { _ in }, random: { 1 })
    )
  }

  var attempts: Int { counter.attempts.withLock { $0 } }

  func meet(_ operation: String, times: Int) throws {
    guard !trouble.fault.isEmpty else { return }
    try proxy.inject(
      #"[{"match": "\#(operation)", "times": \#(times), \#(trouble.fault)}]"#
    )
  }
}

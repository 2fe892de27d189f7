import AWS
import Foundation
import Secrets
import TestSupport
import Testing

/// A repository with two deployments of two secrets of each store, the second of which is current.
struct RollbackScene {
  /// Of these tests alone: others may keep the shared one busy.
  static let server: MotoServer = {
    do {
      return try MotoServer()
    } catch {
      fatalError("The AWS test server is missing: \(error)")
    }
  }()

  let program: Program
  private let names: [String]
  private let client: AWSClient

  init() async throws {
    let folder = "t\(UUID().uuidString)"
    var program = try Program.initialized()
    program.environment = Self.server.environment(home: program.repository.directory.path("home"))
    // A fault is not to be mended by sending it again.
    program.environment["AWS_MAX_ATTEMPTS"] = "1"
    try program.repository.write(
      "[environments.prod]\nsecrets = [\"sm:\(folder)/*\", \"ssm:/\(folder)/*\"]\n",
      to: ".secrets-sync.toml"
    )
    self.program = program
    names = ["sm:\(folder)/a", "sm:\(folder)/b", "ssm:/\(folder)/a", "ssm:/\(folder)/b"]
    client = try AWSClient(
      settings: .load(
        environment: Self.server.environment(home: "/nonexistent"),
        home: "/nonexistent"
      )
    )
    for name in names {
      let (store, name) = split(name)
      _ = try await store.create(name, value: SecretBytes(utf8: "first"), options: .init())
    }
  }

  private func split(_ reference: String) -> (any SecretStore, String) {
    let name = String(reference.drop { $0 != ":" }.dropFirst())
    return reference.hasPrefix("sm:")
      ? (SecretsManagerStore(client: client), name) : (ParameterStore(client: client), name)
  }

  /// Deploys `old`, then `new`; returns the id of the first of the two.
  func deploy() async throws -> String {
    var id = ""
    for value in ["old", "new"] {
      for name in names {
        let (store, name) = split(name)
        _ = try await store.put(name, value: SecretBytes(utf8: value), expecting: nil)
      }
      let record = try program("record", "--no-references", "--format", "json")
      #expect(record.status == 0, "\(record.errors)")
      if value == "old" {
        id = record.text.firstMatch(of: /"id":"(\w{26})"/).map { String($0.1) } ?? ""
      }
    }
    return id
  }

  struct State: Equatable {
    /// Of all secrets together.
    let values: Set<String>
    /// Of the versions of Secrets Manager that have any.
    let labels: [String]
  }

  func state() async throws -> State {
    var values: Set<String> = []
    var labels: [String] = []
    for name in names {
      let (store, name) = split(name)
      let value = try await store.value(of: name, version: nil)
      values.insert(String(decoding: value.bytes.exposed(), as: UTF8.self))
      guard store.kind == .secretsManager else { continue }
      labels += try await store.versions(of: name)
        .filter { !$0.stages.isEmpty }.map { "\(name) \($0.id) \($0.stages)" }.sorted()
    }
    return State(values: values, labels: labels)
  }

  var journalIsThere: Bool {
    let path = program.repository.path + "/.git/secrets-sync/rollback/prod.json"
    return FileManager.default.fileExists(atPath: path)
  }

  /// The program, as it calls AWS through a proxy.
  func program(through proxy: FaultProxy) -> Program {
    var program = program
    program.environment["AWS_ENDPOINT_URL"] = proxy.endpoint
    return program
  }

  /// A proxy whose `number`th request meets a fault.
  static func proxy(_ fault: String, at number: Int) throws -> FaultProxy {
    let proxy = try FaultProxy(before: server.port)
    try proxy.inject(
      #"""
      [{"match":"","times":\#(number - 1),"do":"delay","seconds":0},{"match":"",\#(fault)}]
      """#
    )
    return proxy
  }
}

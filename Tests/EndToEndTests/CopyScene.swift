import AWS
import Foundation
import Secrets
import TestSupport
import Testing

/// Two secrets of the embedded store that are copied to another one, where one of them is already.
final class CopyScene {
  enum State: Equatable {
    case old
    case new
    case between
  }

  let program: Program
  private let store: any SecretStore
  private let base = "t\(UUID().uuidString)"
  private var folder = ""

  init(_ kind: StoreKind) throws {
    let server = RollbackScene.server
    var program = try Program.initialized()
    program.environment = server.environment(home: program.repository.directory.path("home"))
    // A fault is not to be mended by sending it again.
    program.environment["AWS_MAX_ATTEMPTS"] = "1"
    try program.repository.write(
      "[environments.prod]\nsecrets = [\"local:*\", \"sm:\(base)*\", \"ssm:/\(base)/**\"]\n",
      to: ".secrets-sync.toml"
    )
    self.program = program
    for name in ["made", "changed"] {
      let result = try program("create", "local:from/\(name)", "--yes", input: "new \(name)")
      try #require(result.status == 0, "\(result.errors)")
    }
    let client = try AWSClient(
      settings: .load(
        environment: server.environment(home: "/nonexistent"),
        home: "/nonexistent"
      )
    )
    store =
      kind == .secretsManager
      ? SecretsManagerStore(client: client) : ParameterStore(client: client)
  }

  /// The program, as it calls AWS through a proxy.
  func program(through proxy: FaultProxy) -> Program {
    var program = program
    program.environment["AWS_ENDPOINT_URL"] = proxy.endpoint
    return program
  }

  private var made: String { "\(folder)/made" }
  private var changed: String { "\(folder)/changed" }

  var arguments: [String] {
    let target = store.kind.reference(to: "\(folder)/*")
    return ["copy", "local:from/*", target, "--yes", "--quiet"]
  }

  /// The command that takes it back.
  var undo: [String] { ["copy", "--undo"] + arguments.dropFirst() }

  /// Another target, of which one secret is there with two versions.
  func begin(_ number: Int) async throws {
    folder = (store.kind == .parameterStore ? "/" : "") + "\(base)/\(number)"
    _ = try await store.create(changed, value: SecretBytes(utf8: "older"), options: .init())
    _ = try await store.put(changed, value: SecretBytes(utf8: "old"), expecting: nil)
  }

  var isUnfinished: Bool {
    let folder = program.repository.path + "/.git/secrets-sync/changes"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.contains { name in
      name.hasSuffix(".jsonl")
        && (try? String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8))?
          .contains(#""phase":"finished""#) == false
    }
  }

  private func text(_ name: String) async throws -> String? {
    do throws(SecretsError) {
      let value = try await store.value(of: name, version: nil)
      return String(decoding: value.bytes.exposed(), as: UTF8.self)
    } catch {
      switch error.kind {
      case .notFound, .pendingDeletion: return nil
      default: throw error
      }
    }
  }

  func state() async throws -> State {
    switch (try await text(made), try await text(changed)) {
    case (nil, "old"): .old
    case ("new made", "new changed"): .new
    default: .between
    }
  }

  /// Each secret holds its old or its new value, and no version is there twice.
  func check(_ context: Comment) async throws {
    let made = try await text(made)
    #expect(made == nil || made == "new made", context)
    if made != nil { #expect(try await store.versions(of: self.made).count == 1, context) }
    let changed = try await text(changed)
    #expect(changed == "old" || changed == "new changed", context)
    let versions = try await store.versions(of: self.changed).count
    #expect(versions == (changed == "old" ? 2 : 3), context)
  }

  /// Finishes it or takes it back.
  func settle(undo: Bool, _ context: Comment) async throws {
    guard undo else {
      let result = try program.run(arguments)
      #expect(result.status == 0, "\(context), then \(result.errors)")
      #expect(try await state() == .new, context)
      try await check(context)
      #expect(!isUnfinished, context)
      return
    }
    let wasMade = try await text(made) != nil
    let result = try program.run(self.undo)
    let isNothing = result.errors.contains("No such `copy` is known here")
    // What was made in Parameter Store is named and stays.
    let isLeft = wasMade && store.kind == .parameterStore
    #expect(result.status == (isNothing ? 2 : isLeft ? 4 : 0), "\(context), then \(result.errors)")
    #expect(try await text(changed) == "old", context)
    #expect(try await (text(made) == nil) != isLeft, context)
    if store.kind == .secretsManager {
      let previous = try await store.value(of: changed, version: "AWSPREVIOUS")
      #expect(previous.bytes == SecretBytes(utf8: "older"), context)
    }
    #expect(!isUnfinished, context)
  }
}

import AWS
import Secrets
import TestSupport
import Testing

/// A store that the contract is tested with, and in what it is unlike the others.
struct StoreSubject: Sendable, CustomTestStringConvertible {
  let kind: StoreKind
  /// What a name begins with where it has levels.
  let root: String
  /// The bytes of the largest value that it takes as it stands.
  let limit: Int
  /// Whether it keeps bytes that are no text, and tells them from text.
  let keepsBinary: Bool
  /// Whether what was deleted can be restored.
  let canRestore: Bool
  /// Whether `AWSCURRENT` and `AWSPREVIOUS` are versions of it, and its ids are no numbers.
  let hasStages: Bool
  /// Values that it refuses, besides empty and too large ones.
  let refusedValues: [String]
  /// Names that it takes and names that it refuses for a new secret, below the folder of a test.
  let names: (taken: [String], refused: [String])

  var testDescription: String { kind.rawValue }

  static let all = [secretsManager, parameterStore, local]

  static let secretsManager = StoreSubject(
    kind: .secretsManager,
    root: "",
    limit: 65_536,
    keepsBinary: true,
    canRestore: true,
    hasStages: true,
    refusedValues: [],
    names: (
      ["plain", "a/b/c/d", "x_+=.@-", "dana@example.com", "7", "ends-in-@"],
      ["a b", "ü", "a!b", "a#b", "a:b", "a*", ""]
    )
  )

  static let parameterStore = StoreSubject(
    kind: .parameterStore,
    root: "/",
    limit: 4096,
    keepsBinary: false,
    canRestore: false,
    hasStages: false,
    refusedValues: ["{{other}}"],
    names: (
      ["plain", "a/b/c/d", "x_.-", "7"],
      ["a b", "ü", "a!b", "a#b", "a:b", "a*", "a@b", "a+b", "a//b", ""]
    )
  )

  static let local = StoreSubject(
    kind: .local,
    root: "",
    limit: 65_536,
    keepsBinary: true,
    canRestore: false,
    hasStages: true,
    refusedValues: [],
    names: secretsManager.names
  )
}

/// A store of a kind, with a folder in it that is the test's own.
struct StoreScene: Sendable {
  let subject: StoreSubject
  let store: any SecretStore
  /// What the names of this test begin with, up to a slash.
  let prefix: String
  private let directory = Scratch()

  init(_ subject: StoreSubject, cloud: Cloud = Cloud()) throws {
    self.subject = subject
    prefix = subject.root + cloud.prefix
    switch subject.kind {
    case .secretsManager: store = SecretsManagerStore(client: try cloud.client())
    case .parameterStore: store = ParameterStore(client: try cloud.client())
    case .local:
      store = LocalStore(path: directory.path + "/store", keyPath: directory.path + "/key")
    }
  }

  /// Where journals of this test are kept.
  var journals: String { directory.path + "/changes" }

  func name(_ name: String) -> String { prefix + name }

  /// Makes a secret with these versions, the last one current; returns their ids.
  @discardableResult
  func make(_ name: String, _ values: String...) async throws -> [String] {
    var ids: [String] = []
    for value in values {
      let value = SecretBytes(utf8: value)
      let version =
        ids.isEmpty
        ? try await store.create(self.name(name), value: value, options: .init())
        : try await store.put(self.name(name), value: value, expecting: ids.last)
      ids.append(version.id)
    }
    return ids
  }

  func text(_ name: String, _ version: String? = nil) async throws -> String {
    let value = try await store.value(of: self.name(name), version: version)
    return String(decoding: value.bytes.exposed(), as: UTF8.self)
  }

  /// The text of the current version; nil where there is none to be read.
  func current(_ name: String) async throws -> String? {
    do throws(SecretsError) {
      let value = try await store.value(of: self.name(name), version: nil)
      return String(decoding: value.bytes.exposed(), as: UTF8.self)
    } catch {
      switch error.kind {
      case .notFound, .pendingDeletion: return nil
      default: throw error
      }
    }
  }

  func description(_ name: String) async throws -> SecretDescription? {
    let name = self.name(name)
    guard case .found(let found)? = try await store.describe([name])[name] else { return nil }
    return found
  }
}

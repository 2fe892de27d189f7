import AWS
import FoundationEssentials
import Secrets
import Synchronization

/// A Parameter Store in memory, with values: numbers that grow, and no conditional writing.
final class NumberedStore: SecretStore {
  private struct State {
    var values: [String: [SecretBytes]] = [:]
    var beforeWriting: (@Sendable (NumberedStore) -> Void)?
  }

  let kind = StoreKind.parameterStore
  private let state = Mutex(State())

  /// Runs once between the look and the writing of the next `put`: somebody else is at work.
  func beforeWriting(_ body: @escaping @Sendable (NumberedStore) -> Void) {
    state.withLock { $0.beforeWriting = body }
  }

  func write(_ name: String, _ value: String) {
    state.withLock { $0.values[name, default: []].append(SecretBytes(utf8: value)) }
  }

  func current(_ name: String) -> String {
    state.withLock { $0.values[name]?.last.map { String(decoding: $0.exposed(), as: UTF8.self) } }
      ?? ""
  }

  func count(_ name: String) -> Int { state.withLock { $0.values[name]?.count ?? 0 } }

  func describe(_ names: [String]) async throws(SecretsError) -> [String: DescribeResult] {
    var results: [String: DescribeResult] = [:]
    for name in names {
      let count = count(name)
      let current = Self.version(count)
      results[name] =
        count == 0
        ? .missing
        : .found(
          SecretDescription(
            store: kind,
            name: name,
            arn: nil,
            current: current,
            versions: [current],
            modified: current.created,
            deletionDate: nil,
            type: "SecureString"
          )
        )
    }
    return results
  }

  private static func version(_ number: Int) -> SecretVersion {
    SecretVersion(
      id: String(number),
      created: Date(timeIntervalSince1970: 1_795_435_200 + Double(number))
    )
  }

  func value(of name: String, version: String?) async throws(SecretsError) -> SecretValue {
    let all = state.withLock { $0.values[name] ?? [] }
    let number = version.map { Int($0) ?? 0 } ?? all.count
    guard all.indices.contains(number - 1) else { throw .notFound(name, in: kind) }
    return SecretValue(bytes: all[number - 1], isBinary: false, version: Self.version(number))
  }

  func put(
    _ name: String,
    value: SecretBytes,
    expecting: String?,
    options: PutOptions
  ) async throws(SecretsError) -> SecretVersion {
    let before = count(name)
    guard expecting == nil || expecting == String(before) else {
      throw SecretsError(.conflict, "“ssm:\(name)” changed meanwhile.").certainToChangeNothing()
    }
    let other = state.withLock { state in
      defer { state.beforeWriting = nil }
      return state.beforeWriting
    }
    other?(self)
    let number = state.withLock { state in
      state.values[name, default: []].append(value)
      return state.values[name]?.count ?? 0
    }
    guard number == before + 1 else {
      throw SecretsError(.conflict, "Somebody else changed “ssm:\(name)” at the same moment.")
        .havingWritten(String(number))
    }
    return Self.version(number)
  }

  func settings(
    of name: String,
    for change: SettingsChange
  ) async throws(SecretsError) -> SecretSettings { fatalError("no test asks for settings") }

  func change(_ name: String, _ change: SettingsChange) async throws(SecretsError) {
    fatalError("no test changes settings")
  }

  func randomValue(_ wish: RandomValue) async throws(SecretsError) -> SecretBytes {
    fatalError("no test makes a value")
  }

  func versions(of name: String) async throws(SecretsError) -> [SecretVersion] {
    (0..<count(name)).reversed().map { Self.version($0 + 1) }
  }

  func list(_ selector: SecretSelector) async throws(SecretsError) -> [SecretSummary] {
    state.withLock { Array($0.values.keys) }.filter { selector.matches($0) }.sorted()
      .map { SecretSummary(store: kind, name: $0) }
  }

  func values(of names: [String]) async throws(SecretsError) -> [String: ValueResult] {
    fatalError("no rollback reads several")
  }

  func create(
    _ name: String,
    value: SecretBytes,
    options: CreateOptions
  ) async throws(SecretsError) -> SecretVersion { fatalError("no rollback creates") }

  func delete(_ name: String, _ deletion: SecretDeletion) async throws(SecretsError) -> Date? {
    fatalError("no rollback deletes")
  }

  func restore(_ name: String) async throws(SecretsError) { fatalError("no rollback restores") }
}

import AWS
import FoundationEssentials
import Secrets
import Synchronization

/// A store in memory that keeps count of what it was asked.
final class MemoryStore: SecretStore {
  private struct State {
    var secrets: [String: SecretDescription] = [:]
    var allVersions: [String: [SecretVersion]] = [:]
    var denied: Set<String> = []
    var calls: [String] = []
    var failure: SecretsError?
    var afterDescribe: (@Sendable (MemoryStore) -> Void)?
    var afterList: (@Sendable (MemoryStore) -> Void)?
  }

  let kind: StoreKind
  private let state = Mutex(State())

  init(_ kind: StoreKind) { self.kind = kind }

  var calls: [String] { state.withLock(\.calls) }

  /// What every call fails with.
  var failure: SecretsError? {
    get { state.withLock(\.failure) }
    set { state.withLock { $0.failure = newValue } }
  }

  /// Runs once after each `describe`: somebody else changes the store.
  var afterDescribe: (@Sendable (MemoryStore) -> Void)? {
    get { state.withLock(\.afterDescribe) }
    set { state.withLock { $0.afterDescribe = newValue } }
  }

  /// The same after each `list`.
  var afterList: (@Sendable (MemoryStore) -> Void)? {
    get { state.withLock(\.afterList) }
    set { state.withLock { $0.afterList = newValue } }
  }

  func remove(_ name: String) { state.withLock { $0.secrets[name] = nil } }

  func deny(_ name: String) { state.withLock { _ = $0.denied.insert(name) } }

  func set(
    _ name: String,
    versions: [String: [String]],
    modified: Date = Date(timeIntervalSince1970: 1000),
    arn: String? = nil,
    deletion: Date? = nil
  ) {
    let all = versions.map {
      SecretVersion(id: $0.key, stages: $0.value, created: modified)
    }
    .sorted { $0.id > $1.id }
    let labelled = all.filter { kind == .parameterStore || !$0.stages.isEmpty }
    let current =
      kind == .parameterStore ? all.first : labelled.first { $0.stages.contains("AWSCURRENT") }
    state.withLock {
      $0.allVersions[name] = all
      $0.secrets[name] = SecretDescription(
        store: kind,
        name: name,
        arn: arn,
        current: current,
        versions: labelled,
        modified: modified,
        deletionDate: deletion,
        type: kind == .parameterStore ? "SecureString" : nil
      )
    }
  }

  func list(_ selector: SecretSelector) async throws(SecretsError) -> [SecretSummary] {
    try begin("list \(selector.pattern)")
    defer { afterList?(self) }
    return state.withLock(\.secrets).values.filter { selector.matches($0.name) }
      .sorted { $0.name < $1.name }
      .map { SecretSummary(store: kind, name: $0.name) }
  }

  func describe(_ names: [String]) async throws(SecretsError) -> [String: DescribeResult] {
    try begin("describe \(names.sorted().joined(separator: " "))")
    let (secrets, denied) = state.withLock { ($0.secrets, $0.denied) }
    afterDescribe?(self)
    var results: [String: DescribeResult] = [:]
    for name in names {
      let found = secrets[name] ?? secrets.values.first { $0.arn == name && $0.arn != nil }
      results[name] =
        denied.contains(name) ? .denied("not allowed") : found.map { .found($0) } ?? .missing
    }
    return results
  }

  func versions(of name: String) async throws(SecretsError) -> [SecretVersion] {
    try begin("versions \(name)")
    return state.withLock { $0.allVersions[name] ?? [] }
  }

  func value(of name: String, version: String?) async throws(SecretsError) -> SecretValue {
    throw unexpected
  }

  func delete(_ name: String, _ deletion: SecretDeletion) async throws(SecretsError) -> Date? {
    fatalError("no test deletes")
  }

  func restore(_ name: String) async throws(SecretsError) { fatalError("no test restores") }

  func create(
    _ name: String,
    value: SecretBytes,
    options: CreateOptions
  ) async throws(SecretsError) -> SecretVersion { throw unexpected }

  func put(
    _ name: String,
    value: SecretBytes,
    expecting: String?,
    options: PutOptions
  ) async throws(SecretsError) -> SecretVersion { throw unexpected }

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

  private func begin(_ call: String) throws(SecretsError) {
    let failure = state.withLock {
      $0.calls.append(call)
      return $0.failure
    }
    if let failure { throw failure }
  }

  /// The ledger neither reads nor writes a value.
  private var unexpected: SecretsError { SecretsError(.denied, "A value was asked for.") }
}

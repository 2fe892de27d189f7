import AWS
import FoundationEssentials
import Secrets
import Synchronization

/// Where a run ends: at the call of this number, before it has an effect or after.
final class Cut: Sendable {
  private let count = Atomic(0)
  private let number: Int
  private let isBefore: Bool

  init(at number: Int, isBefore: Bool) {
    self.number = number
    self.isBefore = isBefore
  }

  /// Whether the run came so far.
  var happened: Bool { count.load(ordering: .relaxed) >= number }

  static let error = SecretsError(.io, "The run was cut off.")

  func around<Value>(
    _ body: () async throws(SecretsError) -> Value
  ) async throws(SecretsError) -> Value {
    let call = count.add(1, ordering: .relaxed).newValue
    if call > number || (call == number && isBefore) { throw Self.error }
    let value = try await body()
    if call == number { throw Self.error }
    return value
  }
}

/// A store behind which a run is cut off.
struct CutStore: SecretStore {
  let base: any SecretStore
  let cut: Cut

  /// The store itself, which moves stages where `base` does.
  static func of(_ base: any SecretStore, _ cut: Cut) -> any SecretStore {
    let store = CutStore(base: base, cut: cut)
    guard let stages = base as? any StageStore else { return store }
    return CutStageStore(store: store, stages: stages)
  }

  var kind: StoreKind { base.kind }

  func list(_ selector: SecretSelector) async throws(SecretsError) -> [SecretSummary] {
    try await base.list(selector)
  }

  func describe(_ names: [String]) async throws(SecretsError) -> [String: DescribeResult] {
    try await cut.around { () throws(SecretsError) in try await base.describe(names) }
  }

  func versions(of name: String) async throws(SecretsError) -> [SecretVersion] {
    try await base.versions(of: name)
  }

  func value(of name: String, version: String?) async throws(SecretsError) -> SecretValue {
    try await cut.around { () throws(SecretsError) in
      try await base.value(of: name, version: version)
    }
  }

  func values(of names: [String]) async throws(SecretsError) -> [String: ValueResult] {
    try await base.values(of: names)
  }

  func create(
    _ name: String,
    value: SecretBytes,
    options: CreateOptions
  ) async throws(SecretsError) -> SecretVersion {
    try await cut.around { () throws(SecretsError) in
      try await base.create(name, value: value, options: options)
    }
  }

  func put(
    _ name: String,
    value: SecretBytes,
    expecting: String?,
    options: PutOptions
  ) async throws(SecretsError) -> SecretVersion {
    try await cut.around { () throws(SecretsError) in
      try await base.put(name, value: value, expecting: expecting, options: options)
    }
  }

  func settings(
    of name: String,
    for change: SettingsChange
  ) async throws(SecretsError) -> SecretSettings {
    try await base.settings(of: name, for: change)
  }

  func change(_ name: String, _ change: SettingsChange) async throws(SecretsError) {
    try await cut.around { () throws(SecretsError) in try await base.change(name, change) }
  }

  func randomValue(_ wish: RandomValue) async throws(SecretsError) -> SecretBytes {
    try await base.randomValue(wish)
  }

  func delete(_ name: String, _ deletion: SecretDeletion) async throws(SecretsError) -> Date? {
    try await cut.around { () throws(SecretsError) in try await base.delete(name, deletion) }
  }

  func restore(_ name: String) async throws(SecretsError) { try await base.restore(name) }
}

struct CutStageStore: StageStore {
  let store: CutStore
  let stages: any StageStore

  var kind: StoreKind { store.kind }

  func moveStage(
    _ stage: String,
    of name: String,
    from: String?,
    to: String?
  ) async throws(SecretsError) -> Bool {
    try await store.cut.around { () throws(SecretsError) in
      try await stages.moveStage(stage, of: name, from: from, to: to)
    }
  }

  func list(_ selector: SecretSelector) async throws(SecretsError) -> [SecretSummary] {
    try await store.list(selector)
  }

  func describe(_ names: [String]) async throws(SecretsError) -> [String: DescribeResult] {
    try await store.describe(names)
  }

  func versions(of name: String) async throws(SecretsError) -> [SecretVersion] {
    try await store.versions(of: name)
  }

  func value(of name: String, version: String?) async throws(SecretsError) -> SecretValue {
    try await store.value(of: name, version: version)
  }

  func values(of names: [String]) async throws(SecretsError) -> [String: ValueResult] {
    try await store.values(of: names)
  }

  func create(
    _ name: String,
    value: SecretBytes,
    options: CreateOptions
  ) async throws(SecretsError) -> SecretVersion {
    try await store.create(name, value: value, options: options)
  }

  func put(
    _ name: String,
    value: SecretBytes,
    expecting: String?,
    options: PutOptions
  ) async throws(SecretsError) -> SecretVersion {
    try await store.put(name, value: value, expecting: expecting, options: options)
  }

  func settings(
    of name: String,
    for change: SettingsChange
  ) async throws(SecretsError) -> SecretSettings {
    try await store.settings(of: name, for: change)
  }

  func change(_ name: String, _ change: SettingsChange) async throws(SecretsError) {
    try await store.change(name, change)
  }

  func randomValue(_ wish: RandomValue) async throws(SecretsError) -> SecretBytes {
    try await store.randomValue(wish)
  }

  func delete(_ name: String, _ deletion: SecretDeletion) async throws(SecretsError) -> Date? {
    try await store.delete(name, deletion)
  }

  func restore(_ name: String) async throws(SecretsError) { try await store.restore(name) }
}

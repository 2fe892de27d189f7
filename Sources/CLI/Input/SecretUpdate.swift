import AWS
import Secrets

/// Where the value of an update comes from.
enum NewValue {
  struct Member {
    let key: String
    let adding: Bool
  }

  /// It stays as it is.
  case kept
  /// From the user, the whole of it or one member of the JSON object.
  case given(Member?)

  var member: Member? {
    guard case .given(let member) = self else { return nil }
    return member
  }

  var isKept: Bool { if case .kept = self { true } else { false } }
}

/// An update of one secret: its value, its settings, or both.
struct SecretUpdate {
  let write: ValueWrite
  let reached: ReachedStore
  let new: NewValue
  /// The settings that were asked for.
  let asked: SettingsChange
  let force: Bool

  var reference: SecretReference { write.reference }
  var name: String { write.reference.id }

  func carryOut() async throws -> ExitStatus {
    let current = needsValue ? try await currentValue() : nil
    var settings = try await settings()
    // Asked before the value is: a wrong key needs none.
    let action = try action(current)
    let value = try await value(current)
    var asked = asked
    if let value {
      asked.tier = try await write.tier(given: asked.tier, for: value) {
        if settings == nil {
          settings = try await reached.store.settings(of: name, for: SettingsChange())
        }
        return settings?.tier
      }
    }
    let left =
      try settings.map { (now) throws(SecretsError) in
        try asked.differences(
          from: now,
          name: reference.name,
          in: reference.store,
          bytes: (value ?? current?.bytes)?.count
        )
      } ?? asked
    if let bytes = value ?? current?.bytes,
      let version = try await write.finishedEarlier(name, bytes, reached), left.isEmpty
    {
      write.report(.unchanged, version, in: reached)
      return .done
    }
    if let value, value == current?.bytes { return try await apply(left, nil, current, settings) }
    return try await apply(left, value, current, settings, action)
  }

  /// Says what differs, asks, and writes it; `value` is nil where it stays.
  private func apply(
    _ left: SettingsChange,
    _ value: SecretBytes?,
    _ current: SecretValue?,
    _ settings: SecretSettings?,
    _ action: String = "Change"
  ) async throws -> ExitStatus {
    let others = left.withoutVersion(in: reference.store)
    let withVersion = left.withVersion(in: reference.store)
    let makesVersion = value != nil || !withVersion.isEmpty
    guard makesVersion || !others.isEmpty else {
      write.report(.unchanged, current?.version, in: reached)
      return .done
    }
    if let value { try write.check(value, .change, reached) }
    let what = value == nil ? "Change the settings of" : action
    var plan = WritePlan(
      action: "\(what) \(visible(reference.description))",
      settings: left.lines(from: settings)
    )
    plan.notes = notes(value, withVersion)
    guard try write.confirm(plan, reached) else { return .usage }
    guard !write.options.dryRun else {
      write.report(.modified, nil, plan, in: reached)
      return .done
    }
    if !others.isEmpty {
      try await reached.asking(about: reference) { () throws(SecretsError) in
        try await reached.store.change(name, others)
      }
    }
    var version: SecretVersion?
    if makesVersion, let bytes = value ?? current?.bytes {
      let put = GuardedPut(
        session: write.session,
        reached: reached,
        force: force,
        mayForce: value != nil && new.member == nil,
        mayAsk: !write.options.yes
      )
      do {
        version = try await put.put(
          name,
          bytes,
          seen: current?.version.id,
          PutOptions(isBinary: current?.isBinary ?? false, settings: withVersion)
        )
      } catch let error as SecretsError where !others.isEmpty {
        throw SecretsError(
          error.kind,
          "\(error.message) The settings that need no version had been changed.",
          hint: error.hint
        )
      }
    }
    write.report(.modified, version, plan, in: reached)
    return .done
  }
}

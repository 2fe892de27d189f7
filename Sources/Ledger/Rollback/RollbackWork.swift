import AWS
import Secrets

/// What a rollback does to one secret; knows nothing of the others.
struct RollbackWork: Sendable {
  let stores: [StoreKind: any SecretStore]
  let vault: LedgerVault
  /// The items of the record that is restored.
  let items: [LedgerItem]
  /// What is to be written, by reference, where it was read already.
  let values: [String: SecretValue]
  let archive: ArchivedValue

  /// What became of a step.
  struct Change: Sendable {
    /// The version that is current afterwards.
    let made: String
    /// False where it was so already, and not by this rollback.
    let isOurs: Bool
  }

  /// The version that is current afterwards, or why it is not; `step` is as it was before this run.
  func result(_ step: RollbackStep) async -> Result<Change, SecretsError> {
    do throws(SecretsError) {
      return .success(try await apply(step))
    } catch {
      return .failure(error)
    }
  }

  private func apply(_ step: RollbackStep) async throws(SecretsError) -> Change {
    if step.isFile { return try await applyToFile(step) }
    let store = try store(step)
    // An earlier run may have sent it.
    let wasSent = step.state == .sent
    switch step.action {
    case .move:
      guard let store = store as? any StageStore else { throw Self.noStore(step) }
      let isMoved = try await store.moveStage(
        Stage.current,
        of: step.name,
        from: step.from,
        to: step.to
      )
      return Change(made: step.to, isOurs: isMoved || wasSent)
    case .write:
      if wasSent, let made = try await madeEarlier(step, store) {
        return Change(made: made, isOurs: true)
      }
      let value = try await value(step, store)
      let made = try await store.put(
        step.name,
        value: value.bytes,
        expecting: step.from,
        options: PutOptions(isBinary: value.isBinary)
      )
      return Change(made: made.id, isOurs: true)
    }
  }

  /// The version that an earlier run made without seeing the answer.
  private func madeEarlier(
    _ step: RollbackStep,
    _ store: any SecretStore
  ) async throws(SecretsError) -> String? {
    let current = try await store.value(of: step.name, version: nil)
    guard current.version.id != step.from else { return nil }
    let before =
      step.store == .parameterStore
      ? Int(current.version.id).map { String($0 - 1) } : try await previous(step.name, store)
    guard before == step.from, current.bytes == (try await value(step, store)).bytes else {
      throw Self.changed(step.reference)
    }
    return current.version.id
  }

  private func previous(
    _ name: String,
    _ store: any SecretStore
  ) async throws(SecretsError) -> String? {
    guard case .found(let now)? = try await store.describe([name])[name] else { return nil }
    return now.previous?.id
  }

  func store(_ step: RollbackStep) throws(SecretsError) -> any SecretStore {
    guard let store = step.store.kind.flatMap({ stores[$0] }) else { throw Self.noStore(step) }
    return store
  }

  /// What the step writes, where it still is.
  func value(
    _ step: RollbackStep,
    _ store: any SecretStore
  ) async throws(SecretsError) -> SecretValue {
    if let value = values[step.reference] { return value }
    do throws(SecretsError) {
      return try await store.value(of: step.name, version: step.to)
    } catch {
      guard case .notFound = error.kind,
        let item = items.first(where: { $0.reference == step.reference }),
        let value = try await archive(item)
      else { throw error }
      return value
    }
  }

  static func changed(_ reference: String) -> SecretsError {
    SecretsError(
      .conflict,
      "“\(reference)” was changed by somebody else meanwhile.",
      hint: "See what it is now (`\(look(reference))`), then roll back again."
    )
  }

  /// The command that lists the versions of a secret or a file.
  private static func look(_ reference: String) -> String {
    guard let file = (try? VaultReference(parsing: reference))?.file else {
      return "git secrets-sync list-versions \(reference)"
    }
    return "git secrets-sync vault log \(file.text)"
  }

  private static func noStore(_ step: RollbackStep) -> SecretsError {
    SecretsError(.io, "The store of “\(step.reference)” cannot be reached.")
  }
}

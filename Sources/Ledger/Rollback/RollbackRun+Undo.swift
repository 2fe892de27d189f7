import AWS
package import Secrets

// Taking back. Each step looks first, so that it may be cut off and begun again anywhere: what is as
// it was is left alone, and so is what somebody else changed since.
extension RollbackRun {
  /// Takes back what was done, the last first.
  ///
  /// - Parameter cause: why, nil where the user wanted it.
  /// - Returns: how that ended.
  package func undo(after cause: SecretsError? = nil) async -> RollbackOutcome {
    do throws(SecretsError) {
      try save { $0.undoing = true }
    } catch {
      // To leave the secrets half way is worse than a journal that says too little.
    }
    var failure: SecretsError?
    for index in journal.note.steps.indices.reversed()
    where ![.undone, .left].contains(journal.note.steps[index].state) {
      do throws(SecretsError) {
        let state = try await undo(journal.note.steps[index]) { (made) throws(SecretsError) in
          try save { $0.steps[index].made = made }
        }
        try? save { $0.steps[index].state = state }
      } catch {
        failure = failure ?? error
      }
    }
    if let failure {
      return .unfinished(journal.note, cause.map { $0.andUndoing(failure) } ?? failure)
    }
    return .undone(journal.note.steps, cause)
  }

  private func undo(
    _ step: RollbackStep,
    _ remember: (String) throws(SecretsError) -> Void
  ) async throws(SecretsError) -> RollbackStep.State {
    let store = try work.store(step)
    guard case .found(let now)? = try await store.describe([step.name])[step.name] else {
      throw SecretsError(
        .notFound,
        "“\(step.reference)” cannot be seen any more.",
        hint: "It was deleted, or a permission is missing: see `git secrets-sync list-versions "
          + "\(step.reference)`."
      )
    }
    guard now.deletionDate == nil, let current = now.current?.id else { return .left }
    if let store = store as? any StageStore {
      return try await undoMove(step, now, current, store)
    }
    return try await undoWrite(step, current, store, remember)
  }

  /// `AWSCURRENT` goes back to where it was, and so does `AWSPREVIOUS`.
  private func undoMove(
    _ step: RollbackStep,
    _ now: SecretDescription,
    _ current: String,
    _ store: any StageStore
  ) async throws(SecretsError) -> RollbackStep.State {
    var holder = now.previous?.id
    if current != step.from {
      guard try await isOurs(step, current, previous: holder, store) else { return .left }
      try await store.moveStage(Stage.current, of: step.name, from: current, to: step.from)
      holder = current
    }
    guard holder != step.previous else { return .undone }
    do throws(SecretsError) {
      try await store.moveStage(Stage.previous, of: step.name, from: holder, to: step.previous)
    } catch {
      // The version that had it was removed since: nothing can have the label in its place.
      guard case .notFound = error.kind else { throw error }
    }
    return .undone
  }

  /// The value before is written again: Parameter Store cannot take a version back.
  private func undoWrite(
    _ step: RollbackStep,
    _ current: String,
    _ store: any SecretStore,
    _ remember: (String) throws(SecretsError) -> Void
  ) async throws(SecretsError) -> RollbackStep.State {
    guard current != step.from else { return .undone }
    guard let number = Int(current) else { return .left }
    if let made = step.made.flatMap({ Int($0) }), number == made + 1 {
      // An earlier run may have come so far.
      let before = try await store.value(of: step.name, version: String(made - 1))
      let now = try await store.value(of: step.name, version: current)
      return before.bytes == now.bytes ? .undone : .left
    }
    guard try await isOurs(step, current, previous: nil, store) else { return .left }
    try remember(current)
    // Usually `from`; where somebody else's version came between, that one.
    let before = try await store.value(of: step.name, version: String(number - 1))
    _ = try await store.put(step.name, value: before.bytes, expecting: current)
    return .undone
  }

  /// Whether the current version is what this step made.
  private func isOurs(
    _ step: RollbackStep,
    _ current: String,
    previous: String?,
    _ store: any SecretStore
  ) async throws(SecretsError) -> Bool {
    if let made = step.made { return current == made }
    if step.action == .move { return current == step.to }
    // Sent, and the answer not seen: what it holds tells.
    return try await store.value(of: step.name, version: current).bytes
      == (try await work.value(step, store))
  }
}

extension SecretsError {
  /// The error that began it, and the one in the way of taking it back.
  fileprivate func andUndoing(_ second: SecretsError) -> SecretsError {
    SecretsError(
      kind,
      "\(message)\nWhat was done could not be taken back: \(second.message)",
      hint: second.hint ?? hint
    )
  }
}

import AWS
package import Secrets

// Taking back. Each step looks first, so that it may be cut off and begun again anywhere: what is as
// it was is left alone, and so is what somebody else changed since.
extension RollbackRun {
  /// Takes back what was done, the last first; a step that was never begun is none of its business.
  ///
  /// - Parameter cause: why, nil where the user wanted it.
  /// - Returns: how that ended.
  package func undo(after cause: SecretsError? = nil) async -> RollbackOutcome {
    do throws(SecretsError) {
      try save { note in
        note.undoing = true
        for index in note.steps.indices where note.steps[index].state == .found {
          note.steps[index].state = .left
        }
      }
    } catch {
      // To leave the secrets half way is worse than a journal that says too little.
    }
    var failure: SecretsError?
    for index in journal.note.steps.indices.reversed()
    where [.sent, .done].contains(journal.note.steps[index].state) {
      do throws(SecretsError) {
        let step = try await undone(journal.note.steps[index]) { (made) throws(SecretsError) in
          try save { $0.steps[index].made = made }
        }
        try? save { note in
          let made = note.steps[index].made
          note.steps[index] = step
          note.steps[index].made = made
        }
      } catch {
        failure = failure ?? error
      }
    }
    if let failure {
      return .unfinished(journal.note, cause.map { $0.andUndoing(failure) } ?? failure)
    }
    return .undone(journal.note.steps, cause)
  }

  /// The step as it is when it was taken back; `remember` is told which version is ours before that is
  /// replaced.
  private func undone(
    _ step: RollbackStep,
    _ remember: (String) throws(SecretsError) -> Void
  ) async throws(SecretsError) -> RollbackStep {
    if step.isFile { return try await undoneFile(step, remember) }
    let store = try work.store(step)
    guard case .found(let now)? = try await store.describe([step.name])[step.name] else {
      throw SecretsError(
        .notFound,
        "“\(step.reference)” cannot be seen any more.",
        hint: "It was deleted, or a permission is missing: see `git secrets-sync list-versions "
          + "\(step.reference) --env \(journal.note.env)`."
      )
    }
    guard now.deletionDate == nil, let current = now.current?.id else {
      return step.ended(.left)
    }
    if let store = store as? any StageStore {
      return try await undoMove(step, now, current, store, remember)
    }
    return try await undoWrite(step, current, store, remember)
  }

  /// `AWSCURRENT` goes back to where it was, and so does `AWSPREVIOUS`.
  private func undoMove(
    _ step: RollbackStep,
    _ now: SecretDescription,
    _ current: String,
    _ store: any StageStore,
    _ remember: (String) throws(SecretsError) -> Void
  ) async throws(SecretsError) -> RollbackStep {
    guard current != step.from else {
      // An earlier run may have come so far.
      let made = step.made ?? (step.action == .move ? step.to : nil)
      guard let holder = now.previous?.id, holder == made, holder != step.previous else {
        return step.ended(.undone)
      }
      try await movePrevious(step, from: holder, to: step.previous, store)
      return step.ended(.undone)
    }
    let before = now.previous?.id
    guard try await isOurs(step, current, after: before, store) else { return step.ended(.left) }
    try remember(current)
    // Where somebody else's version came right before ours, that one is current again.
    let between = step.action == .write && before != step.from ? before : nil
    let back = between ?? step.from
    try await store.moveStage(Stage.current, of: step.name, from: current, to: back)
    let previous = between == nil ? step.previous : step.from
    if previous != current { try await movePrevious(step, from: current, to: previous, store) }
    return step.ended(between == nil ? .undone : .left, between: between)
  }

  private func movePrevious(
    _ step: RollbackStep,
    from: String,
    to: String?,
    _ store: any StageStore
  ) async throws(SecretsError) {
    do throws(SecretsError) {
      try await store.moveStage(Stage.previous, of: step.name, from: from, to: to)
    } catch {
      // The version that had it was removed since: nothing can have the label in its place.
      guard case .notFound = error.kind else { throw error }
    }
  }

  /// The value before is written again: Parameter Store cannot take a version back.
  private func undoWrite(
    _ step: RollbackStep,
    _ current: String,
    _ store: any SecretStore,
    _ remember: (String) throws(SecretsError) -> Void
  ) async throws(SecretsError) -> RollbackStep {
    guard current != step.from else { return step.ended(.undone) }
    guard let number = Int(current) else { return step.ended(.left) }
    if let made = step.made.flatMap({ Int($0) }), number == made + 1 {
      // An earlier run may have come so far.
      let before = try await store.value(of: step.name, version: step.from)
      let now = try await store.value(of: step.name, version: current)
      guard before.bytes == now.bytes else { return step.ended(.left) }
      return step.ended(.undone, restored: current)
    }
    let before = String(number - 1)
    guard try await isOurs(step, current, after: before, store) else { return step.ended(.left) }
    try remember(current)
    // `from`; where somebody else's version came right before ours, that one.
    let value = try await store.value(of: step.name, version: before)
    let again = try await store.put(step.name, value: value.bytes, expecting: current)
    return before == step.from
      ? step.ended(.undone, restored: again.id) : step.ended(.left, between: before)
  }

  /// Whether the current version, which came after `before`, is what this step made.
  private func isOurs(
    _ step: RollbackStep,
    _ current: String,
    after before: String?,
    _ store: any SecretStore
  ) async throws(SecretsError) -> Bool {
    // A label that came to a version from elsewhere was moved by somebody else since.
    if step.action == .move { return current == step.to && before == step.from }
    if let made = step.made { return current == made }
    // Sent, and the answer not seen: what it holds tells, and what it came after.
    guard before == step.from else { return false }
    return try await store.value(of: step.name, version: current).bytes
      == (try await work.value(step, store)).bytes
  }
}

extension RollbackStep {
  func ended(
    _ state: State,
    restored: String? = nil,
    between: String? = nil
  ) -> RollbackStep {
    var step = self
    step.state = state
    step.restored = restored
    step.between = between
    return step
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

package import AWS
package import FoundationEssentials

/// What became of taking one writing back.
package enum UndoResult: Sendable {
  /// It is as it was before, or was so already.
  case undone
  /// A secret that the run had made is not there any more: somebody deleted it since.
  case gone
  /// A secret that the run had made waits for its deletion, until this time where that is known.
  case deleted(Date?)
  /// It stays as it is; the sentence says why, the second what can be done.
  case left(String, hint: Advice?)
  case failed(SecretsError)
}

/// The value that a step was to write, where it can still be had; nil where not.
package typealias WrittenValue =
  @Sendable (ChangeStep) async throws(SecretsError) -> SecretBytes?

/// Takes back what the journal of several writings says to be theirs.
///
/// Each step looks first, so that it may be cut off and begun again anywhere. What somebody else
/// changed since is left alone.
package struct ChangeUndo: Sendable {
  let journal: ChangeJournal
  let stores: [StoreKind: any SecretStore]
  /// Asked only about what was sent and not heard of.
  let value: WrittenValue

  package init(
    _ journal: ChangeJournal,
    stores: [StoreKind: any SecretStore],
    value: @escaping WrittenValue
  ) {
    self.journal = journal
    self.stores = stores
    self.value = value
  }

  /// Takes back, the last first; an error about one keeps none of the others.
  ///
  /// - Returns: what became of each step that was begun, in the order of the journal, those included
  ///   that an earlier run left as they are. The journal goes when all have come to their end.
  package func run() async throws(SecretsError) -> [(step: ChangeStep, result: UndoResult)] {
    try journal.mark(ChangeMark(phase: .undoing))
    var results: [(step: ChangeStep, result: UndoResult)] = []
    let steps = journal.note.steps
    for index in steps.indices.reversed() where steps[index].isBegun || steps[index].state == .left
    {
      guard !Task.isCancelled else { break }
      let result = await undo(index, steps[index])
      switch result {
      case .undone, .gone, .deleted: try? journal.mark(ChangeMark(step: index, state: .undone))
      case .left: try? journal.mark(ChangeMark(step: index, state: .left))
      case .failed: break
      }
      results.append((steps[index], result))
    }
    if !journal.note.steps.contains(where: \.isBegun) { try journal.end() }
    return results.reversed()
  }

  private func undo(_ index: Int, _ step: ChangeStep) async -> UndoResult {
    do throws(SecretsError) {
      guard let store = stores[step.store] else { throw .noStore(step.target) }
      let now: SecretDescription
      switch try await store.describe([step.name])[step.name] {
      case .found(let found)?: now = found
      case .denied(let why)?: throw SecretsError(.denied, why)
      case .missing?, nil:
        return step.action == .create
          ? .gone : .left("“\(shown(step))” is not there any more.", hint: nil)
      }
      if let date = now.deletionDate {
        return step.action == .create
          ? .deleted(date) : .left("“\(shown(step))” waits for its deletion.", hint: nil)
      }
      guard let current = now.current?.id else { return other(step, nil) }
      if step.action == .create { return try await remove(step, now, current, store) }
      if let store = store as? any StageStore {
        return try await moveBack(index, step, now, current, store)
      }
      return try await writeBack(index, step, current, store)
    } catch {
      return .failed(error)
    }
  }

  // MARK: What was made

  private func remove(
    _ step: ChangeStep,
    _ now: SecretDescription,
    _ current: String,
    _ store: any SecretStore
  ) async throws(SecretsError) -> UndoResult {
    let isFirst = step.store == .parameterStore ? current == "1" : now.versions.count == 1
    guard isFirst, try await isOurs(step, current, isNext: true, store) else {
      return other(step, current)
    }
    guard store.canRestore else {
      let reference = shown(step)
      return .left(
        "“\(reference)” was made by it, and stays: \(step.store.title) deletes for good.",
        hint: {
          "If it is to go: git secrets-sync delete \(reference)\($0) --force-without-recovery"
        }
      )
    }
    return .deleted(try await store.delete(step.name, .recoverable(days: 30)))
  }

  // MARK: What was changed

  /// `AWSCURRENT` goes back to where it was, and so does `AWSPREVIOUS`.
  private func moveBack(
    _ index: Int,
    _ step: ChangeStep,
    _ now: SecretDescription,
    _ current: String,
    _ store: any StageStore
  ) async throws(SecretsError) -> UndoResult {
    let before = SeenSecret(now).previous
    guard let from = step.from else { return other(step, current) }
    guard current != from else {
      // An earlier run may have come so far.
      if let before, before == step.made, before != step.previous {
        try await movePrevious(step, from: before, to: step.previous, store)
      }
      return .undone
    }
    guard try await isOurs(step, current, isNext: before == from, store) else {
      return other(step, current)
    }
    try journal.mark(ChangeMark(step: index, made: current))
    // Where somebody else's version came right before ours, that one is current again.
    let between = before == from ? nil : before
    try await store.moveStage(Stage.current, of: step.name, from: current, to: between ?? from)
    let previous = between == nil ? step.previous : from
    if previous != current { try await movePrevious(step, from: current, to: previous, store) }
    return between.map { cameBetween(step, $0) } ?? .undone
  }

  private func movePrevious(
    _ step: ChangeStep,
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
  private func writeBack(
    _ index: Int,
    _ step: ChangeStep,
    _ current: String,
    _ store: any SecretStore
  ) async throws(SecretsError) -> UndoResult {
    guard let from = step.from, let number = Int(current) else { return other(step, current) }
    guard current != from else { return .undone }
    if let made = step.made.flatMap({ Int($0) }), number == made + 1 {
      // An earlier run may have come so far.
      let before = try await store.value(of: step.name, version: from)
      let now = try await store.value(of: step.name, version: current)
      return before.bytes == now.bytes ? .undone : other(step, current)
    }
    let before = String(number - 1)
    guard try await isOurs(step, current, isNext: before == from, store) else {
      return other(step, current)
    }
    try journal.mark(ChangeMark(step: index, made: current))
    let value = try await store.value(of: step.name, version: before)
    var settings = SettingsChange()
    settings.type = value.version.type
    _ = try await store.put(
      step.name,
      value: value.bytes,
      expecting: current,
      options: PutOptions(settings: settings)
    )
    return before == from ? .undone : cameBetween(step, before)
  }

  // MARK: Whose it is

  /// Whether the current version is what the step wrote; `isNext` says that it came right after the
  /// version that was there before.
  private func isOurs(
    _ step: ChangeStep,
    _ current: String,
    isNext: Bool,
    _ store: any SecretStore
  ) async throws(SecretsError) -> Bool {
    if let made = step.made { return current == made }
    // Sent, and the answer not seen: what it holds tells, and what it came after.
    guard isNext, let written = try await value(step) else { return false }
    return try await store.value(of: step.name, version: current).bytes == written
  }

  private func other(_ step: ChangeStep, _ current: String?) -> UndoResult {
    .left(
      "“\(shown(step))” was changed by somebody else meanwhile (version "
        + "\(printable(current ?? "none"))), and was left as it is.",
      hint: nil
    )
  }

  private func cameBetween(_ step: ChangeStep, _ version: String) -> UndoResult {
    .left(
      "“\(shown(step))” has somebody else's version again that came right before this one "
        + "(\(printable(version))).",
      hint: nil
    )
  }

  private func shown(_ step: ChangeStep) -> String { step.store.shown(step.name) }
}

/// Carries out several writings, side by side, with a journal of all of them.
///
/// One that fails does not keep the others from being written, unless it is something that concerns
/// them all. What is certain is that each secret holds its old or its new value at any time.
package struct ChangeRun: Sendable {
  let changes: [SecretChange]
  let stores: [StoreKind: any SecretStore]
  /// Whether a version that came since the plan is written over.
  let force: Bool
  let journal: ChangeJournal
  /// The step of the journal for each change that is to be made.
  let steps: [Int?]
  /// What was overwritten that the plan did not know, and the like: sentences for people.
  let notices: WriteNotices

  package func takeNotices() -> [String] { notices.take() }

  /// What is done, and how far that has come.
  package var note: ChangeNote { journal.note }

  /// Looks at the secrets once more, and notes down what is to be done.
  ///
  /// - Parameters:
  ///   - changes: what is to be done, those that need nothing included.
  ///   - note: the command and the place, without steps.
  ///   - earlier: the journals of earlier runs of the same, which this one takes over.
  ///   - stores: the stores that are written to.
  ///   - force: whether a version that came since the plan is written over.
  ///   - directory: where journals are kept.
  /// - Returns: the run, which has written nothing yet.
  /// - Throws: `.conflict` where a secret is not at the version any more that the plan saw, unless
  ///   `force`. Nothing was written then.
  package static func begin(
    _ changes: [SecretChange],
    _ note: ChangeNote,
    takingOver earlier: [ChangeJournal] = [],
    stores: [StoreKind: any SecretStore],
    force: Bool = false,
    in directory: String
  ) async throws(SecretsError) -> ChangeRun {
    let notices = WriteNotices()
    let seen = try await look(changes, stores, force: force, notices)
    var note = note
    var steps: [Int?] = []
    for change in changes {
      let old = earlier.last { $0.note.isSameRun(as: note) }?.note.steps
        .last { $0.target == change.target && $0.isBegun }
      guard change.action != .unchanged || old != nil else {
        steps.append(nil)
        continue
      }
      steps.append(note.steps.count)
      if change.action == .unchanged, let old {
        note.steps.append(old)
        continue
      }
      var step = ChangeStep(change)
      if let now = seen[change.target] { (step.from, step.previous) = (now.current, now.previous) }
      // What was sent and did not arrive may do so yet.
      if let old, old.state == .sent, old.from == step.from { step.state = .sent }
      note.steps.append(step)
    }
    // Of what an earlier run has written nothing is forgotten, wherever its source is now.
    let known = Set(changes.map(\.target))
    for journal in earlier where journal.note.isSameRun(as: note) {
      note.steps += journal.note.steps.filter { $0.isBegun && !known.contains($0.target) }
    }
    let journal = try ChangeJournal.begin(note, in: directory)
    for old in earlier where old.note.isSameRun(as: note) { try old.end() }
    return ChangeRun(
      changes: changes,
      stores: stores,
      force: force,
      journal: journal,
      steps: steps,
      notices: notices
    )
  }

  /// How many secrets are written at once.
  ///
  /// Secrets Manager takes 50 writings a second and Parameter Store a few; the embedded store is one
  /// file.
  private var width: Int { changes.contains { $0.target.store != .local } ? 4 : 1 }

  /// How often one is sent that was refused for its rate, each time alone.
  private static let tries = 3

  /// Writes what is to be written.
  ///
  /// - Parameter progress: told how many have come to their end.
  /// - Returns: what became of each, in the order of the changes.
  package func apply(
    progress: @Sendable (_ done: Int) -> Void = { _ in }
  ) async -> [ChangeResult] {
    var results = changes.map { $0.action == .unchanged ? ChangeResult.unchanged : .notBegun }
    var waiting = changes.indices.filter { changes[$0].action != .unchanged }[...]
    var tries: [Int: Int] = [:]
    var width = width
    var running = 0
    var ended = 0
    var isOver = false
    await withTaskGroup(of: (Int, Result<String, SecretsError>).self) { group in
      func start() {
        while running < width, !isOver, !Task.isCancelled, let index = waiting.popFirst() {
          do throws(SecretsError) {
            try mark(index, .sent)
          } catch {
            results[index] = .failed(error)
            isOver = true
            return
          }
          running += 1
          group.addTask { (index, await write(index)) }
        }
      }
      start()
      while let (index, result) = await group.next() {
        running -= 1
        switch result {
        case .success(let version):
          results[index] = .written(version)
          // It is written: what cannot be noted down ends the run, and is no failure of this one.
          do { try mark(index, .done, made: version) } catch { isOver = true }
        case .failure(let error) where error.isThrottled && tries[index, default: 1] < Self.tries:
          tries[index, default: 1] += 1
          width = 1
          waiting.insert(index, at: waiting.startIndex)
          start()
          continue
        case .failure(let error):
          results[index] = .failed(error)
          // That a note says too little is put right by the next run.
          try? mark(
            index,
            error.written != nil ? .done : error.wroteNothing ? .pending : .sent,
            made: error.written
          )
          if !error.leavesOthersAChance { isOver = true }
        }
        ended += 1
        progress(ended)
        start()
      }
    }
    return results
  }

  /// Says in the journal how it ended; it goes where nothing was written.
  ///
  /// A journal of what was written stays, so that it can be taken back; that of the run before goes.
  ///
  /// - Returns: whether everything is written.
  @discardableResult
  package func finish(
    _ results: [ChangeResult],
    in directory: String
  ) throws(SecretsError) -> Bool {
    let isWhole = results.allSatisfy(\.isThere)
    guard journal.note.steps.contains(where: \.isBegun) else {
      try journal.end()
      return isWhole
    }
    guard isWhole else { return false }
    try journal.mark(ChangeMark(phase: .finished))
    for old in try ChangeJournal.all(of: journal.note.command, in: directory)
    where old.note.phase == .finished {
      try old.end()
    }
    return true
  }

  func mark(_ index: Int, _ state: ChangeStep.State, made: String? = nil) throws(SecretsError) {
    guard let step = steps[index] else { return }
    try journal.mark(ChangeMark(step: step, state: state, made: made))
  }
}

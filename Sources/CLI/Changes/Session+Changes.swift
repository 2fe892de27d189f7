import Secrets

extension Session {
  /// Where the journals of several writings at once are kept.
  func changesDirectory() throws -> String { try stateDirectory() + "/changes" }

  /// Runs what writes, and has its results also after a Ctrl-C: they say what was done.
  func writing<R>(_ label: String, _ body: (Progress) async throws -> R) async rethrows -> R {
    let progress = Progress(label, in: self)
    defer { progress.finish() }
    return try await body(progress)
  }
}

extension Session {
  /// The journals of earlier runs of a command that were cut off; those of others are named.
  func unfinished(_ note: ChangeNote) throws -> [ChangeJournal] {
    let all = try ChangeJournal.all(of: note.command, in: try changesDirectory())
      .filter { $0.note.phase != .finished }
    for other in all where !other.note.isSameRun(as: note) {
      warn("\(visible(other.note.sentence)) \(ChangeText.hint(other.note))")
    }
    return all.filter { $0.note.isSameRun(as: note) }
  }

  /// What was done after all was written: lines for people, and what failed of it.
  struct Following {
    var lines: [String] = []
    var failure: Failure?
  }

  /// Writes, side by side; what became of each is said, in order, or as the document that `json` makes.
  ///
  /// `then` comes before the journal says that all is done, so that the next run of the same does it
  /// where this one is cut off.
  func carryOut(
    _ changes: [SecretChange],
    _ note: ChangeNote,
    takingOver earlier: [ChangeJournal],
    in places: [ReachedStore],
    refused: [(target: SecretReference, error: SecretsError)] = [],
    force: Bool,
    then follow: (ChangeNote, [ChangeResult]) async -> Following = { _, _ in Following() },
    json: ([ChangeResult]) -> JSON
  ) async throws -> ExitStatus {
    let directory = try changesDirectory()
    let run = try await ChangeRun.begin(
      changes,
      note,
      takingOver: earlier,
      stores: Dictionary(uniqueKeysWithValues: places.map { ($0.store.kind, $0.store) }),
      force: force,
      in: directory
    )
    let all = changes.count { $0.action != .unchanged }
    let outcome = await writing("Writing") { progress in
      await run.apply { progress.update("\($0) of \(all)") }
    }
    let following = await follow(run.note, outcome)
    try run.finish(outcome, in: directory)
    let results = zip(changes, outcome).map { change, result in
      guard case .failed(let error) = result,
        let reached = places.first(where: { $0.store.kind == change.target.store })
      else { return result }
      return ChangeResult.failed(reached.placed(error))
    }
    if wantsJSON {
      print(json(results))
    } else {
      for (change, result) in zip(changes, results) {
        print("[\(ChangeText.word(result))] \(visible(change.target.name))\n")
      }
      for (target, _) in refused { print("[failed] \(visible(target.name))\n") }
      for line in following.lines { print(line) }
    }
    for notice in run.takeNotices() + places.flatMap({ $0.store.takeNotices() }) { say(notice) }
    let failure = ChangeText.failure(
      results + refused.map { .failed($0.error) },
      note,
      isInterrupted: Task.isCancelled
    )
    if let failure = failure ?? following.failure { throw failure }
    return .done
  }
}

extension HealthCheck {
  /// Several writings at once that were cut off; none where all were finished.
  static func changes(_ session: Session) -> [HealthCheck] {
    do {
      return try ChangeJournal.unfinished(in: try session.changesDirectory()).map { note in
        HealthCheck(
          name: note.command,
          state: .wrong,
          message: note.sentence,
          fix: ChangeText.hint(note)
        )
      }
    } catch {
      return [wrong("changes", error)]
    }
  }
}

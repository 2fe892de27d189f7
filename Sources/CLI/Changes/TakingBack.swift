import AWS
import Secrets

/// Takes back what a command wrote that writes several secrets at once.
struct TakingBack {
  let note: ChangeNote
  private let journal: ChangeJournal
  /// Those of the same run that it took over from.
  private let replaced: [ChangeJournal]
  private let session: Session

  /// The run that is not finished, else the last one; `asked` says which, as its journal has it.
  ///
  /// One that is finished is taken back only where somebody is asked, or where it is named: a script
  /// may mean another one, which wrote nothing.
  init(
    _ command: String,
    _ asked: [String: String],
    isNamed: Bool,
    mayBeLast: Bool,
    _ session: Session
  ) throws {
    func isAsked(_ note: ChangeNote) -> Bool { asked.allSatisfy { note.about[$0.key] == $0.value } }
    let directory = try session.changesDirectory()
    let known = try ChangeJournal.all(of: command, in: directory)
    let all = known.filter { isAsked($0.note) }
    let open = all.filter { $0.note.phase != .finished }
    // Of one and the same, where a run ended as it took over from another, the later has it all.
    guard open.allSatisfy({ $0.note.isSameRun(as: open[0].note) }) else {
      throw Failure.usage(
        "Several runs of `\(command)` are not finished:\n"
          + open.map { ChangeText.command($0.note, undo: true) }.joined(separator: "\n"),
        hint: "Say which one is to be taken back, as above."
      )
    }
    guard let journal = open.last ?? all.last else {
      let running = try ChangeJournal.unfinished(in: directory).first { note in
        note.command == command && isAsked(note) && !known.contains { $0.note == note }
      }
      if let running {
        throw Failure.usage(
          "\(visible(running.sentence)) Its run is still at it.",
          hint: "Wait for it to end, or stop it."
        )
      }
      throw Failure.usage(
        "No\(asked.isEmpty ? "" : " such") `\(command)` is known here that could be taken back.",
        hint: "What was written earlier is seen by `git secrets-sync list-versions REFERENCE`."
      )
    }
    guard !open.isEmpty || isNamed || mayBeLast else {
      throw Failure.usage(
        "No `\(command)` is unfinished. The last one was finished; with --yes it must be named.",
        hint: "To take it back: \(ChangeText.command(journal.note, undo: true)) --yes"
      )
    }
    self.journal = journal
    replaced = open.dropLast()
    note = journal.note
    self.session = session
  }

  /// Takes it back.
  ///
  /// - Parameters:
  ///   - environment: where it was written.
  ///   - value: what a step was to write, for those that were sent and not heard of.
  ///   - yes: whether nobody is asked.
  ///   - dryRun: whether it is only said.
  /// - Returns: the status.
  /// - Throws: what could not be taken back, as one failure.
  func run(
    in environment: EnvironmentSettings?,
    value: ([ChangeStep]) async throws -> WrittenValue,
    yes: Bool,
    dryRun: Bool
  ) async throws -> ExitStatus {
    let steps = note.steps.filter { $0.isBegun || $0.state == .left }
    show(steps)
    let stores = try await stores(environment)
    let place =
      Set(stores.values.map(\.place)).sorted().joined(separator: "; ")
      + (stores.values.lazy.compactMap(\.environment).first
        .map { ", environment \(visible($0))" } ?? "")
    let plan = "what `\(ChangeText.command(note))`, begun \(note.started), wrote, in \(place)."
    if dryRun {
      session.say("This would take back \(plan)")
      let gone = try await gone(steps, stores)
      for step in steps {
        let way = gone.contains(step.target) ? "gone" : Self.way(step)
        session.print("DR - [\(way)] \(visible(step.name))\n")
      }
      return .done
    }
    if yes {
      session.say("Taking back \(plan)")
    } else if try !Confirmation(session: session, yes: false).ask("Take back \(plan) Go on?") {
      session.say("Nothing was changed.")
      return .usage
    }
    let value = try await value(steps)
    let undo = ChangeUndo(journal, stores: stores.mapValues(\.store), value: value)
    for earlier in replaced { try earlier.end() }
    let results = try await session.writing("Taking back") { _ in try await undo.run() }
    for reached in stores.values {
      for notice in reached.store.takeNotices() { session.say(notice) }
    }
    return try report(results, stores)
  }

  /// The stores that were written to, which must be where they were.
  private func stores(
    _ environment: EnvironmentSettings?
  ) async throws -> [StoreKind: ReachedStore] {
    var stores: [StoreKind: ReachedStore] = [:]
    for kind in Set(note.steps.map(\.store)) {
      let reached = try await session.store(kind, in: environment)
      let isThere = reached.identity?.account == note.account && reached.region == note.region
      // The embedded store is where the repository is.
      guard isThere || kind == .local else {
        let then = [note.account, note.region].compactMap { $0 }.joined(separator: ", ")
        throw Failure(
          "It was written in \(visible(then)), but what is asked is \(reached.place). Nothing was "
            + "changed.",
          hint: "Give the same --profile and --region as then.",
          status: .refused
        )
      }
      stores[kind] = reached
    }
    return stores
  }

  /// The secrets that the run made and that are not there any more.
  private func gone(
    _ steps: [ChangeStep],
    _ stores: [StoreKind: ReachedStore]
  ) async throws -> Set<SecretReference> {
    var gone: Set<SecretReference> = []
    for (kind, reached) in stores {
      let made = steps.filter { $0.store == kind && $0.action == .create }
      guard !made.isEmpty else { continue }
      let found = try await reached.placing { () throws(SecretsError) in
        try await reached.store.describe(made.map(\.name))
      }
      for step in made {
        if case .missing? = found[step.name] { gone.insert(step.target) }
      }
    }
    return gone
  }

  private static func way(_ step: ChangeStep) -> String {
    guard step.action == .create else { return "restored" }
    return step.store == .secretsManager ? "deleted" : "left"
  }

  private func show(_ steps: [ChangeStep]) {
    guard !session.wantsJSON, !session.options.quiet else { return }
    var table = Table([.init("Secret", mayShrink: true), .init("How", mayShrink: true)])
    for step in steps {
      let how =
        switch (step.action, step.store) {
        case (.create, .secretsManager): "delete; it can be restored for 30 days"
        case (.create, _): "stays, as it could not be restored"
        case (_, .parameterStore): "write the value before again"
        default: "move AWSCURRENT back"
        }
      table.add([step.target.description, how])
    }
    session.message(table.text(for: session.err))
  }

  private func report(
    _ results: [(step: ChangeStep, result: UndoResult)],
    _ stores: [StoreKind: ReachedStore]
  ) throws -> ExitStatus {
    var failures: [Failure] = []
    var lines: [JSON] = []
    var isLeft = false
    for (step, result) in results {
      let word = ChangeText.word(result)
      lines.append(
        .object([("secret", .string(step.target.description)), ("result", .string(word))])
      )
      if !session.wantsJSON { session.print("[\(word)] \(visible(step.name))\n") }
      switch result {
      case .undone, .gone, .deleted: break
      case .left(let why, let hint):
        isLeft = true
        session.warn(visible(why))
        if let hint {
          session.message("hint: \(visible(hint(stores[step.store]?.options ?? "")))\n")
        }
      case .failed(let error):
        failures.append(Failure(explaining: stores[step.store]?.placed(error) ?? error))
      }
    }
    if session.wantsJSON {
      session.print(.object([("schema", .integer(1)), ("secrets", .array(lines))]))
    }
    let open = journal.note.steps.count { $0.isBegun }
    guard failures.isEmpty, open == 0 else {
      throw Failure(
        (failures.map(\.message) + ["\(count(open, "secret")) could not be taken back."])
          .joined(separator: "\n"),
        hint: "`\(ChangeText.command(note, undo: true))` goes on with it.",
        status: Task.isCancelled ? .interrupted : failures.first?.status ?? .incomplete
      )
    }
    return isLeft ? .refused : .done
  }
}

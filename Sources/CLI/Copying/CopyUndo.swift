import AWS
import Secrets

/// Takes back what a `copy` wrote.
struct CopyUndo {
  private let journal: ChangeJournal
  /// Those of the same run that it took over from.
  private let replaced: [ChangeJournal]
  private let note: ChangeNote
  private let session: Session

  /// The one that is not finished, else the last one; `source` and the others say which.
  ///
  /// One that is finished is taken back only where somebody is asked, or where it is named: a script
  /// may mean another one, which wrote nothing.
  init(
    _ source: String?,
    _ target: String?,
    toEnvironment: String?,
    mayBeLast: Bool,
    _ session: Session
  ) throws {
    var asked = ["source": source, "target": target, "toEnv": toEnvironment].compactMapValues { $0 }
    if source != nil, let name = session.options.environment { asked["env"] = name }
    func isAsked(_ note: ChangeNote) -> Bool { asked.allSatisfy { note.about[$0.key] == $0.value } }
    let directory = try session.changesDirectory()
    let known = try ChangeJournal.all(of: "copy", in: directory)
    let all = known.filter { isAsked($0.note) }
    let open = all.filter { $0.note.phase != .finished }
    // Of one and the same, where a run ended as it took over from another, the later has it all.
    let isOne = open.allSatisfy { $0.note.isSameRun(as: open[0].note) }
    guard isOne else {
      throw Failure.usage(
        "Several copies are not finished:\n"
          + open.map { ChangeText.command($0.note, undo: true) }.joined(separator: "\n"),
        hint: "Say which one is to be taken back, as above."
      )
    }
    guard let journal = open.last ?? all.last else {
      let running = try ChangeJournal.unfinished(in: directory).first { note in
        note.command == "copy" && isAsked(note) && !known.contains { $0.note == note }
      }
      if let running {
        throw Failure.usage(
          "\(visible(running.sentence)) Its run is still at it.",
          hint: "Wait for it to end, or stop it."
        )
      }
      throw Failure.usage(
        asked.isEmpty
          ? "No copy is known here that could be taken back."
          : "No such copy is known here that could be taken back.",
        hint: "What was copied earlier is seen by `git secrets-sync list-versions`."
      )
    }
    guard !open.isEmpty || source != nil || mayBeLast else {
      throw Failure.usage(
        "No copy is unfinished. The last one was finished; with --yes it must be named.",
        hint: "To take it back: \(ChangeText.command(journal.note, undo: true)) --yes"
      )
    }
    self.journal = journal
    replaced = open.dropLast()
    note = journal.note
    self.session = session
  }

  /// By what the journal knows which run it is of.
  static func about(
    _ source: String,
    _ target: String?,
    _ toEnvironment: String?,
    _ environment: EnvironmentSettings?
  ) -> [String: String] {
    ["source": source, "target": target, "toEnv": toEnvironment, "env": environment?.name]
      .compactMapValues { $0 }
  }

  func run(yes: Bool, dryRun: Bool) async throws -> ExitStatus {
    let steps = note.steps.filter { $0.isBegun || $0.state == .left }
    show(steps)
    if dryRun {
      for step in steps {
        session.print("DR - [\(Self.way(step))] \(visible(step.name))\n")
      }
      return .done
    }
    let stores = try await stores()
    let place = stores.values.first?.place ?? ""
    let plan = "what `\(ChangeText.command(note))`, begun \(note.started), wrote, in \(place)."
    if yes {
      session.say("Taking back \(plan)")
    } else if try !Confirmation(session: session, yes: false).ask("Take back \(plan) Go on?") {
      session.say("Nothing was changed.")
      return .usage
    }
    let value = try await sourceValues(steps)
    let undo = ChangeUndo(journal, stores: stores.mapValues(\.store), value: value)
    for earlier in replaced { try earlier.end() }
    let results = try await session.writing("Taking back") { _ in try await undo.run() }
    for reached in stores.values {
      for notice in reached.store.takeNotices() { session.say(notice) }
    }
    return try report(results)
  }

  /// The stores that were written to, which must be where they were.
  private func stores() async throws -> [StoreKind: ReachedStore] {
    let name = note.about["toEnv"] ?? note.about["env"]
    let environment = try name.map { try session.environment(called: $0) }
    var stores: [StoreKind: ReachedStore] = [:]
    for kind in Set(note.steps.map(\.store)) {
      let reached = try await session.store(kind, in: environment)
      guard reached.identity?.account == note.account, reached.region == note.region else {
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

  /// The values of the sources, where one is needed to know what was sent and not heard of.
  private func sourceValues(_ steps: [ChangeStep]) async throws -> WrittenValue {
    let sources = Set(
      try steps.filter { $0.state == .sent }.compactMap(\.source)
        .map { text throws(SecretsError) in try SecretReference(parsing: text) }
    )
    let environment = try note.about["env"].map { try session.environment(called: $0) }
    var stores: [StoreKind: any SecretStore] = [:]
    for kind in Set(sources.map(\.store)) {
      stores[kind] = try await session.store(kind, in: environment).store
    }
    let reached = stores
    return { (step) throws(SecretsError) in
      guard
        let source = try step.source.map({ (text) throws(SecretsError) in
          try SecretReference(parsing: text)
        }), let store = reached[source.store]
      else { return nil }
      do throws(SecretsError) {
        return try await store.value(of: source.name, version: nil).bytes
      } catch {
        guard case .notFound = error.kind else { throw error }
        return nil
      }
    }
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

  private func report(_ results: [(step: ChangeStep, result: UndoResult)]) throws -> ExitStatus {
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
      case .undone, .deleted: break
      case .left(let why, let hint):
        isLeft = true
        session.warn(visible(why))
        if let hint { session.message("hint: \(visible(hint))\n") }
      case .failed(let error): failures.append(Failure(explaining: error))
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

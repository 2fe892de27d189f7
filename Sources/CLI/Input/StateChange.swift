import Secrets

/// What `delete` and `restore` have in common: the secret, the plan, the question, the result.
struct StateChange {
  let reference: SecretReference
  private let session: Session
  private let environment: EnvironmentSettings?
  private let dryRun: Bool
  private let yes: Bool

  init(
    _ text: String,
    verb: String,
    dryRun: Bool,
    yes: Bool,
    in session: Session
  ) throws {
    self.session = session
    self.dryRun = dryRun
    self.yes = yes
    reference = try session.wholeSecret(text, for: verb)
    // Before anything is asked: what belongs to a service of AWS is changed there.
    try SecretName.checkOwn(reference.name, in: reference.store)
    environment = try session.environment(for: reference.store)
    if !dryRun {
      try Confirmation(session: session, yes: yes).check("`\(verb)` writes to a store: it")
    }
  }

  func reach() async throws -> ReachedStore {
    try await session.store(reference.store, in: environment)
  }

  /// The secret as it is now.
  func find(_ reached: ReachedStore) async throws -> SecretDescription {
    try await reached.asking(about: reference) { () throws(SecretsError) in
      switch try await reached.store.describe([reference.id])[reference.id] {
      case .found(let description)?: return description
      case .denied(let why)?: throw SecretsError(.denied, why)
      case .missing?, nil: throw .notFound(reference.name, in: reference.store)
      }
    }
  }

  /// Says what is to be done, and asks unless `--yes`; with `word`, for that word instead of a yes.
  func confirm(_ action: String, _ reached: ReachedStore, word: String? = nil) throws -> Bool {
    let plan = "\(action), in \(reached.fullPlace)."
    if yes || dryRun {
      session.say(dryRun ? "This would be done: \(plan)" : plan)
      return true
    }
    let confirmation = Confirmation(session: session, yes: false)
    let isConfirmed =
      try word.map { try confirmation.ask(plan, for: $0) } ?? confirmation.ask("\(plan) Go on?")
    if !isConfirmed { session.say("Nothing was changed.") }
    return isConfirmed
  }

  func report(_ outcome: String, _ reached: ReachedStore, _ more: [String: String] = [:]) {
    if session.wantsJSON {
      session.print(
        .present(
          [
            ("schema", .integer(1)),
            ("reference", .string(reference.description)),
            ("result", .string(outcome == "no change" ? "unchanged" : outcome)),
            ("dryRun", .bool(dryRun)),
            ("environment", environment.map { .string($0.name) }),
          ] + reached.json + more.sorted { $0.key < $1.key }.map { ($0.key, JSON.string($0.value)) }
        )
      )
      return
    }
    session.print("\(dryRun ? "DR - " : "")[\(outcome)] \(visible(reference.name))\n")
  }
}

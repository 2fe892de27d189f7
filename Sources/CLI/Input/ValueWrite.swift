import AWS
import Secrets

/// What `create` and `update` have in common: the secret, its new value, the plan and the result.
struct ValueWrite {
  enum Outcome: String {
    case modified
    case unchanged = "no change"
  }

  let reference: SecretReference
  let options: WriteOptions
  let session: Session
  private let source: ValueInput
  let environment: EnvironmentSettings?

  init(
    _ text: String?,
    _ files: [String],
    verb: String,
    _ options: WriteOptions,
    in session: Session
  ) throws {
    self.session = session
    self.options = options
    reference = try session.written(text, by: verb)
    try options.check()
    source =
      try options.generate
      ? ValueInput.random(options.random.random(in: session), files, verb: verb, in: session)
      : ValueInput.choose(files, verb: verb, in: session)
    environment = try session.environment(for: reference.store)
    if !options.dryRun {
      try Confirmation(session: session, yes: options.yes).check("`\(verb)` writes to a store: it")
    }
  }

  func reach() async throws -> ReachedStore {
    try await session.store(reference.store, in: environment)
  }

  /// Refuses, before anything is said or asked, what the store is known not to take.
  func check(
    _ value: SecretBytes,
    _ action: SecretChange.Action,
    tier: String? = nil,
    _ reached: ReachedStore
  ) throws(SecretsError) {
    let change = SecretChange(
      reference,
      value: value,
      action: action,
      options: CreateOptions(tier: tier)
    )
    if let refusal = change.refusal { throw reached.placed(refusal) }
  }

  /// Reads or makes the value.
  func value(twice: Bool, _ reached: ReachedStore) async throws -> SecretBytes {
    if options.byStore, case .random(let wish) = source {
      return try await reached.store.randomValue(wish)
    }
    return try source.read(twice: twice, trim: options.trim, in: session)
  }

  /// Says that a value which is to be written ends as `echo` ends a line.
  func sayNewline(of value: SecretBytes) {
    if !options.trim, value.isLineWithNewline {
      session.say("The value ends with a newline, which is a part of it; --trim leaves it out.")
    }
  }

  /// The tier that a value of Parameter Store needs, `given` where that is enough.
  func tier(
    given: String?,
    for value: SecretBytes,
    now: () async throws -> String?
  ) async throws -> String? {
    let mayAsk = !options.yes && !options.dryRun
    return try await TierOffer(session: session, reference: reference, mayAsk: mayAsk)
      .tier(given: given, for: value, now: now)
  }

  /// Says what is to be done, and asks unless `--yes`.
  func confirm(_ plan: WritePlan, _ reached: ReachedStore) throws -> Bool {
    let text = plan.text(in: reached.fullPlace)
    if options.dryRun {
      session.say("This would be done: \(text)")
      return true
    }
    if options.yes {
      session.say(text)
      return true
    }
    let separator = plan.settings.isEmpty && plan.notes.isEmpty ? " " : "\n"
    if try Confirmation(session: session, yes: false).ask("\(text)\(separator)Go on?") {
      return true
    }
    session.say("Nothing was written.")
    return false
  }

  /// The version that an earlier run made without seeing the answer, if it did.
  func finishedEarlier(
    _ name: String,
    _ value: SecretBytes,
    _ reached: ReachedStore
  ) async throws -> SecretVersion? {
    guard let version = try await reached.store.finishedEarlier(name, value: value) else {
      return nil
    }
    session.say(
      "An earlier run, which saw no answer, had written this as version \(visible(version.id)). "
        + "Nothing was sent again."
    )
    return version
  }

  /// What became of writings of earlier runs.
  func sayNotices(_ reached: ReachedStore) {
    for notice in reached.store.takeNotices() { session.say(notice) }
  }

  /// The line of the result, in the words of the article's scripts.
  func report(
    _ outcome: Outcome,
    _ version: SecretVersion?,
    _ plan: WritePlan? = nil,
    in reached: ReachedStore
  ) {
    if session.wantsJSON {
      session.print(
        .present(
          [
            ("schema", .integer(1)),
            ("reference", .string(reference.description)),
            ("result", .string(outcome == .modified ? "modified" : "unchanged")),
            ("dryRun", .bool(options.dryRun)),
            ("version", version.map { .string($0.id) }),
            ("environment", environment.map { .string($0.name) }),
          ] + reached.json + [("settings", plan?.json)]
        )
      )
      return
    }
    let prefix = options.dryRun ? "DR - " : ""
    session.print("\(prefix)[\(outcome.rawValue)] \(visible(reference.name))\n")
    guard outcome == .modified, !options.dryRun else { return }
    session.say(
      version.map {
        "\(visible(reference.description)) is now at version \(visible($0.id))."
      } ?? "The settings of \(visible(reference.description)) were changed; no version was made."
    )
  }
}

extension SecretBytes {
  /// Whether it is one line with its end, as `echo` writes it, where a password seldom has one.
  fileprivate var isLineWithNewline: Bool {
    withSpan { bytes in
      guard bytes.count > 1, bytes[bytes.count - 1] == UInt8(ascii: "\n") else { return false }
      for index in 0..<bytes.count - 1 where bytes[index] == UInt8(ascii: "\n") { return false }
      return true
    }
  }
}

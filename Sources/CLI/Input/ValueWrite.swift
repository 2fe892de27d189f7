import AWS
import ArgumentParser
import Secrets

/// The options of the commands that write a value.
struct WriteOptions: ParsableArguments, Sendable {
  @Flag(name: .shortAndLong, help: "Do not ask for a confirmation.")
  var yes = false

  @Flag(help: "Show what would be done and write nothing.")
  var dryRun = false

  @Flag(help: "Cut one newline from the end of the value.")
  var trim = false

  @Flag(help: "Make a random value, which is not shown.")
  var generate = false

  @OptionGroup(title: "Random values") var random: RandomOptions

  func validate() throws {
    if random.isGiven, !generate {
      throw ValidationError("--length, --class and --exclude belong to --generate.")
    }
    if generate, trim { throw ValidationError("A random value has no newline to --trim.") }
  }
}

/// What `create` and `update` have in common: the secret, its new value, the plan and the result.
struct ValueWrite {
  enum Outcome: String {
    case modified
    case unchanged = "no change"
  }

  let reference: SecretReference
  private let options: WriteOptions
  private let source: ValueInput
  private let session: Session
  private let environment: EnvironmentSettings?

  init(
    _ text: String,
    _ files: [String],
    verb: String,
    _ options: WriteOptions,
    in session: Session
  ) throws {
    self.session = session
    self.options = options
    reference = try session.wholeSecret(text, for: verb)
    source =
      try options.generate
      ? ValueInput.random(options.random.random, files, verb: verb)
      : ValueInput.choose(files, verb: verb, in: session)
    environment = try session.environment(for: reference.store)
    if !options.dryRun {
      try Confirmation(session: session, yes: options.yes).check("`\(verb)` writes to a store: it")
    }
  }

  func reach() async throws -> ReachedStore {
    try await session.store(reference.store, in: environment)
  }

  func value(twice: Bool) throws -> SecretBytes {
    try source.read(twice: twice, trim: options.trim, in: session)
  }

  /// Says what is to be done, and asks unless `--yes`.
  func confirm(_ action: String, _ reached: ReachedStore) throws -> Bool {
    if options.dryRun { return true }
    let place = environment.map { ", environment \(visible($0.name))" } ?? ""
    let plan = "\(action) \(visible(reference.description)) in \(reached.place)\(place)."
    if options.yes {
      session.say(plan)
      return true
    }
    if try Confirmation(session: session, yes: false).ask("\(plan) Go on?") { return true }
    session.say("Nothing was written.")
    return false
  }

  /// Reports the version that an earlier run made without seeing the answer, if it did.
  func wasFinishedEarlier(
    _ name: String,
    _ value: SecretBytes,
    _ reached: ReachedStore
  ) async throws -> Bool {
    guard let version = try await reached.store.finishedEarlier(name, value: value) else {
      return false
    }
    report(.unchanged, version, reached)
    session.say(
      "An earlier run, which saw no answer, had written this as version \(visible(version.id)). "
        + "Nothing was sent again."
    )
    return true
  }

  /// What became of writings of earlier runs.
  func sayNotices(_ reached: ReachedStore) {
    for notice in reached.store.takeNotices() { session.say(notice) }
  }

  /// The line of the result, in the words of the article's scripts.
  func report(_ outcome: Outcome, _ version: SecretVersion?, _ reached: ReachedStore) {
    if session.wantsJSON {
      session.print(
        .present([
          ("schema", .integer(1)),
          ("reference", .string(reference.description)),
          ("result", .string(outcome == .modified ? "modified" : "unchanged")),
          ("dryRun", .bool(options.dryRun)),
          ("version", version.map { .string($0.id) }),
          ("environment", environment.map { .string($0.name) }),
        ])
      )
      return
    }
    let prefix = options.dryRun ? "DR - " : ""
    session.print("\(prefix)[\(outcome.rawValue)] \(visible(reference.name))\n")
    if let version, outcome == .modified {
      session.say("\(visible(reference.description)) is now at version \(visible(version.id)).")
    }
  }
}

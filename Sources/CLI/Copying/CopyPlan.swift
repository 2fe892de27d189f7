import AWS
import Secrets

/// What `copy` would do, with the values of both sides.
struct CopyPlan {
  enum Action: String {
    case create
    case change
    case unchanged
  }

  struct Entry {
    let source: SecretReference
    let target: SecretReference
    let value: SecretValue
    let action: Action
    /// The version that is current at the target.
    let expected: String?
    let options: CreateOptions
  }

  let entries: [Entry]
  /// Where it is written.
  let place: String
  private let reached: ReachedStore
  private let environment: String?

  /// Reads both sides, all of it before anything is written.
  init(
    _ source: String,
    _ target: String?,
    toEnvironment name: String?,
    _ session: Session
  ) async throws {
    let names = try CopyNames(source, target, session)
    let from = try session.environment(for: names.source.store)
    let there = try await session.store(names.source.store, in: from)
    let settings =
      try name.map { try session.environment(called: $0) }
      ?? session.environment(for: names.store)
    let here = try await session.store(names.store, in: settings)
    let found = try await session.waiting("Listing \(visible(source))") {
      try await there.store.list(names.source)
    }
    guard !found.isEmpty else {
      throw Failure.usage("“\(visible(source))” matches no secret in \(there.place).")
    }
    let pairs = try found.map { ($0, try names.target(of: $0.name)) }
    if there.place == here.place, pairs.contains(where: { $0.name == $1.name }),
      names.source.store == names.store
    {
      throw Failure.usage(
        "Source and target are the same.",
        hint: "Name another TARGET, or another environment with --to-env."
      )
    }
    let values = try await there.store.values(of: pairs.map(\.0.name))
    let olds = try await here.store.values(of: pairs.map(\.1.name))
    entries = try pairs.map { secret, target in
      let source = SecretReference(store: secret.store, name: secret.name)
      guard let read = values[secret.name] else {
        throw Failure("\(visible(source.description)) was not read.", status: .incomplete)
      }
      return try Self.entry(source, target, try read.get(), olds[target.name], secret)
    }
    place = here.place + (settings.map { ", environment \(visible($0.name))" } ?? "")
    reached = here
    environment = settings?.name
  }

  private static func entry(
    _ source: SecretReference,
    _ target: SecretReference,
    _ value: SecretValue,
    _ old: ValueResult?,
    _ secret: SecretSummary
  ) throws -> Entry {
    var action = Action.create
    var expected: String?
    switch old {
    case .success(let old)?:
      action = old.bytes == value.bytes ? .unchanged : .change
      expected = old.version.id
    case .failure(let error)?:
      guard case .notFound = error.kind else { throw error }
    case nil: break
    }
    let isParameter = target.store == .parameterStore
    return Entry(
      source: source,
      target: target,
      value: value,
      action: action,
      expected: expected,
      options: CreateOptions(
        description: secret.description,
        type: isParameter ? secret.type : nil,
        tier: isParameter && secret.tier == "Advanced" ? secret.tier : nil,
        isBinary: value.isBinary
      )
    )
  }

  /// Writes one after the other; what fails ends it, and what was written is said.
  func carryOut(_ session: Session) async throws -> ExitStatus {
    var done = 0
    for entry in entries {
      if entry.action != .unchanged {
        do throws(SecretsError) {
          _ =
            if entry.action == .create {
              try await reached.store.create(
                entry.target.name,
                value: entry.value.bytes,
                options: entry.options
              )
            } else {
              try await reached.store.put(
                entry.target.name,
                value: entry.value.bytes,
                expecting: entry.expected,
                options: PutOptions(isBinary: entry.options.isBinary)
              )
            }
        } catch {
          let failure = Failure(explaining: error.located(in: reached.place))
          throw Failure(
            "\(failure.message) \(count(done, "secret")) had been written, the others not.",
            hint: "\(failure.hint ?? "") Run it again: what is equal is left alone.",
            status: failure.status
          )
        }
        done += 1
      }
      if !session.wantsJSON { line(entry, dryRun: false, session) }
    }
    if session.wantsJSON { session.print(json(dryRun: false)) }
    for notice in reached.store.takeNotices() { session.say(notice) }
    return .done
  }

  // MARK: What is said

  func show(_ session: Session) {
    guard !session.wantsJSON, !session.options.quiet else { return }
    var table = Table([
      .init("Action"), .init("From", mayShrink: true), .init("To", mayShrink: true),
    ])
    for entry in entries {
      table.add([entry.action.rawValue, entry.source.description, entry.target.description])
    }
    session.message(table.text(for: session.err))
  }

  /// The results of a run that writes nothing.
  func report(dryRun: Bool, _ session: Session) {
    if session.wantsJSON {
      session.print(json(dryRun: dryRun))
    } else {
      for entry in entries { line(entry, dryRun: dryRun, session) }
    }
  }

  private func line(_ entry: Entry, dryRun: Bool, _ session: Session) {
    let outcome = entry.action == .unchanged ? "no change" : "modified"
    session.print("\(dryRun ? "DR - " : "")[\(outcome)] \(visible(entry.target.name))\n")
  }

  private func json(dryRun: Bool) -> JSON {
    .present([
      ("schema", .integer(1)),
      ("dryRun", .bool(dryRun)),
      ("environment", environment.map(JSON.string)),
      (
        "secrets",
        .array(
          entries.map { entry in
            .object([
              ("from", .string(entry.source.description)),
              ("to", .string(entry.target.description)),
              ("action", .string(entry.action.rawValue)),
            ])
          }
        )
      ),
    ])
  }
}

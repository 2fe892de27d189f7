import AWS
import FoundationEssentials
import Secrets

/// What `copy` would do, with the values of both sides.
struct CopyPlan {
  let changes: [SecretChange]
  /// What cannot be written as things are, and why; the others are.
  let refused: [(target: SecretReference, error: SecretsError)]
  /// Where it is read.
  let source: ReachedStore
  /// Where it is written.
  let place: String
  let reached: ReachedStore
  let environment: String?
  /// What the journal is to say of it.
  let note: ChangeNote

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
    try there.checkPlace(of: names.source.arn)
    try here.checkPlace(of: names.targetARN)
    let found = try await session.waiting("Listing \(visible(source))") {
      try await there.placing { () throws(SecretsError) in try await there.store.list(names.source)
      }
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
    let values = try await session.waiting("Reading \(count(pairs.count, "secret"))") {
      try await there.placing { () throws(SecretsError) in
        try await there.store.values(of: pairs.map(\.0.name))
      }
    }
    let olds = try await session.waiting("Reading what is there") {
      try await here.placing { () throws(SecretsError) in
        try await here.store.values(of: pairs.map(\.1.name))
      }
    }
    var changes: [SecretChange] = []
    var blocked: [(target: SecretReference, error: SecretsError)] = []
    for (secret, target) in pairs {
      let source = SecretReference(store: secret.store, name: secret.name)
      guard let read = values[secret.name] else {
        throw Failure("\(visible(source.description)) was not read.", status: .incomplete)
      }
      let value = try await there.placing { () throws(SecretsError) in try read.get() }
      do throws(SecretsError) {
        changes.append(try Self.change(source, target, value, olds[target.name], secret))
      } catch {
        guard error.isAboutOneSecret, pairs.count > 1 else { throw here.placed(error) }
        blocked.append((target, here.placed(error)))
      }
    }
    (self.changes, self.refused) = (changes, blocked)
    let refused = changes.compactMap(\.refusal)
    guard refused.isEmpty else {
      throw Failure.usage(
        refused.map(\.message).joined(separator: "\n") + "\nNothing was written.",
        hint: refused.lazy.compactMap(\.hint).first
          ?? "Leave such secrets out, or copy them to another store."
      )
    }
    place = here.fullPlace
    (self.source, reached) = (there, here)
    environment = settings?.name
    note = ChangeNote(
      command: "copy",
      // A source that is in no environment says nothing of where it goes.
      about: CopyUndo.about(source, target, name, from ?? (name == nil ? settings : nil)),
      account: here.identity?.account,
      region: here.region,
      options: session.givenPlace,
      started: session.world.now().formatted(.iso8601)
    )
  }

  private static func change(
    _ source: SecretReference,
    _ target: SecretReference,
    _ value: SecretValue,
    _ old: ValueResult?,
    _ secret: SecretSummary
  ) throws(SecretsError) -> SecretChange {
    var action = SecretChange.Action.create
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
    return SecretChange(
      target,
      from: source,
      value: value.bytes,
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

  /// Why it cannot be written whole; nil where it can.
  var refusal: Failure? {
    refused.first.map { first in
      Failure(
        refused.map(\.error.message).joined(separator: "\n"),
        hint: first.error.hint,
        status: .refused
      )
    }
  }

  /// The journals of earlier runs of this that were cut off; other ones are named.
  func unfinished(_ session: Session) throws -> [ChangeJournal] {
    try session.unfinished(note)
  }

  /// Writes, side by side; what became of each is said, in order.
  func carryOut(
    takingOver earlier: [ChangeJournal],
    force: Bool,
    _ session: Session
  ) async throws -> ExitStatus {
    try await session.carryOut(
      changes,
      note,
      takingOver: earlier,
      in: [reached],
      refused: refused,
      force: force
    ) { json($0) }
  }
}

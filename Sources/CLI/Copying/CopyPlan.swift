import AWS
import FoundationEssentials
import Secrets

/// What `copy` would do, with the values of both sides.
struct CopyPlan {
  let changes: [SecretChange]
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
    let values = try await session.waiting("Reading \(count(pairs.count, "secret"))") {
      try await there.store.values(of: pairs.map(\.0.name))
    }
    let olds = try await session.waiting("Reading what is there") {
      try await here.store.values(of: pairs.map(\.1.name))
    }
    changes = try pairs.map { secret, target in
      let source = SecretReference(store: secret.store, name: secret.name)
      guard let read = values[secret.name] else {
        throw Failure("\(visible(source.description)) was not read.", status: .incomplete)
      }
      return try Self.change(source, target, try read.get(), olds[target.name], secret)
    }
    let refused = changes.compactMap(\.refusal)
    guard refused.isEmpty else {
      throw Failure.usage(
        refused.map(\.message).joined(separator: "\n") + "\nNothing was written.",
        hint: refused.lazy.compactMap(\.hint).first
          ?? "Leave such secrets out, or copy them to another store."
      )
    }
    place = here.place + (settings.map { ", environment \(visible($0.name))" } ?? "")
    reached = here
    environment = settings?.name
    note = ChangeNote(
      command: "copy",
      about: CopyUndo.about(source, target, name, from),
      account: here.identity?.account,
      region: here.region,
      started: session.world.now().formatted(.iso8601)
    )
  }

  private static func change(
    _ source: SecretReference,
    _ target: SecretReference,
    _ value: SecretValue,
    _ old: ValueResult?,
    _ secret: SecretSummary
  ) throws -> SecretChange {
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
      force: force
    ) { json($0) }
  }
}

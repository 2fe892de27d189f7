import AWS
import FoundationEssentials
import Secrets

/// What `apply` would do with the secrets that files declare.
struct ApplyPlan {
  let files: [DeclaredFile]
  /// One for each entry of the files, in their order.
  let changes: [SecretChange]
  /// How the value differs from what is there, for each change; nil where nothing is there.
  let differences: [ValueComparison?]
  /// What AWS does not do, with the places in the files that want it.
  let obstacles: [(file: String, problem: DeclaredProblem)]
  /// Secrets of the environment that no file has, as references.
  let others: [String]
  /// Secrets of the files that the environment's selectors do not choose.
  let strays: [SecretReference]
  /// Where it is written.
  let place: String
  let environment: String?
  let stores: [StoreKind: ReachedStore]
  let note: ChangeNote
  /// What is known of the files from earlier runs.
  let applied: AppliedFiles
  /// By what each of the files is known there; nil for standard input.
  let keys: [AppliedFile.Key?]
  /// What `--prune` deletes; nil without it.
  private(set) var pruning: PrunePlan?

  var isComplete: Bool { files.allSatisfy(\.problems.isEmpty) }

  /// Reads the files and the stores; nothing is written.
  init(_ arguments: DeclaredArguments, command: String, _ session: Session) async throws {
    files = try arguments.read(in: session)
    if !arguments.stale {
      try await VaultFreshness(session: session).check(files.flatMap(\.valueFiles))
    }
    let entries = files.flatMap(\.entries)
    applied = AppliedFiles(in: try session.stateDirectory() + "/applied")
    let known = arguments.prune ? try applied.all() : []
    let before = try Self.storesOnce(arguments, known, session)
    let settings = try Self.environment(files, orOf: before, session)
    keys = try arguments.files.map { try Self.key($0, arguments.to, settings, session) }
    var stores: [StoreKind: ReachedStore] = [:]
    for kind in before.union(entries.map(\.target.store)) {
      stores[kind] = try await session.store(kind, in: settings)
    }
    for entry in entries { try stores[entry.target.store]?.checkPlace(of: entry.target.arn) }
    self.stores = stores
    let current = try await Self.current(entries, stores, session)
    var changes: [SecretChange] = []
    var differences: [ValueComparison?] = []
    for (entry, current) in zip(entries, current) {
      let value = try await Self.value(entry, current, settings, session)
      changes.append(try Self.change(entry, value, current))
      differences.append(current.map { .between($0.bytes, value) })
    }
    (self.changes, self.differences) = (changes, differences)
    obstacles = Self.obstacles(files, changes, current)
    let isNamed = settings?.name != Session.nameless
    others = isNamed ? try await Self.others(entries, settings, stores, session) : []
    environment = isNamed ? settings?.name : nil
    strays = settings?.strays(entries.map(\.target)) ?? []
    place =
      Set(stores.values.map(\.place)).sorted().joined(separator: "; ")
      + (environment.map { ", environment \(visible($0))" } ?? "")
    let reached = stores.values.first { $0.identity != nil } ?? stores.values.first
    note = ChangeNote(
      command: command,
      about: arguments.about(settings),
      account: reached?.identity?.account,
      region: reached?.region,
      options: session.givenPlace,
      started: session.world.now().formatted(.iso8601)
    )
    if arguments.prune {
      guard !keys.contains(nil) else {
        throw Failure.usage("--prune needs a file: what came on standard input is not known again.")
      }
      if let empty = files.first(where: { $0.entries.isEmpty && $0.problems.isEmpty }) {
        throw Failure.usage(
          "\(visible(empty.path)) has no secret, so that all it ever made would be deleted.",
          hint: "If the file was emptied by mistake, put it back. What is to go for all that: "
            + "`git secrets-sync delete NAME`."
        )
      }
      pruning = try await prunePlan(known)
    }
  }

  /// Where the secrets of files go; nil for the embedded store alone, where no environment is.
  static func environment(
    _ files: [DeclaredFile],
    orOf others: Set<StoreKind> = [],
    _ session: Session
  ) throws -> EnvironmentSettings? {
    let names = files.map(\.path).joined(separator: ", ")
    let stores = files.flatMap(\.entries).map(\.target.store) + others
    return try session.environment(of: places(files), names)
      ?? (stores.first { $0 != .local } ?? stores.first).flatMap {
        try session.environment(for: $0)
      }
  }

  /// The places of scripts whose secrets go where these say.
  private static func places(_ files: [DeclaredFile]) -> Set<DeclaredPlace> {
    files.reduce(into: []) { places, file in
      if file.entries.contains(where: { $0.target.store != .local }) {
        places.formUnion(file.places)
      }
    }
  }

  func carryOut(
    takingOver earlier: [ChangeJournal],
    force: Bool,
    _ session: Session
  ) async throws -> ExitStatus {
    var pruning = pruning
    var pruned: [PrunePlan.Result] = []
    return try await session.carryOut(
      changes,
      note,
      takingOver: earlier,
      in: Array(stores.values),
      force: force,
      then: { note, results in
        await follow(
          note,
          &pruning,
          isWhole: results.allSatisfy(\.isThere),
          &pruned,
          session
        )
      },
      json: { json($0, pruned: pruned) }
    )
  }

  /// What the secrets hold now; nil for those that are not there.
  private static func current(
    _ entries: [DeclaredFile.Entry],
    _ stores: [StoreKind: ReachedStore],
    _ session: Session
  ) async throws -> [SecretValue?] {
    var found: [StoreKind: [String: ValueResult]] = [:]
    for (kind, entries) in Dictionary(grouping: entries, by: \.target.store) {
      guard let reached = stores[kind] else { continue }
      found[kind] = try await session.waiting("Reading what is there") {
        try await reached.store.values(of: entries.map(\.target.name))
      }
    }
    return try entries.map { entry in
      switch found[entry.target.store]?[entry.target.name] {
      case .success(let value)?: return value
      case .failure(let error)?:
        guard case .notFound = error.kind else {
          throw stores[entry.target.store]?.placed(error) ?? error
        }
        return nil
      case nil: return nil
      }
    }
  }

  /// What a secret is to hold.
  private static func value(
    _ entry: DeclaredFile.Entry,
    _ current: SecretValue?,
    _ settings: EnvironmentSettings?,
    _ session: Session
  ) async throws -> SecretBytes {
    switch entry.source {
    case .value(let value): return value
    case .keep: return current?.bytes ?? SecretBytes(utf8: "")
    case .random(let random):
      // What was made once stays.
      return try current?.bytes ?? random.make()
    case .reference(let reference):
      let reached = try await session.store(reference.store, in: settings)
      let version = reference.version == "latest" ? nil : reference.version
      let found = try await reached.asking(about: reference) { () throws(SecretsError) in
        try await reached.store.value(of: reference.id, version: version)
      }
      return try reference.key.map { try JSONMember.select($0, in: found.bytes, of: reference) }
        ?? found.bytes
    }
  }

  private static func change(
    _ entry: DeclaredFile.Entry,
    _ value: SecretBytes,
    _ current: SecretValue?
  ) throws -> SecretChange {
    if case .keep = entry.source {
      return SecretChange(
        entry.target,
        value: value,
        action: .unchanged,
        expected: current?.version.id
      )
    }
    guard let current else {
      return SecretChange(
        entry.target,
        value: value,
        action: .create,
        options: CreateOptions(description: entry.description, type: entry.type)
      )
    }
    return SecretChange(
      entry.target,
      value: value,
      action: current.bytes == value ? .unchanged : .change,
      expected: current.version.id,
      putOptions: PutOptions(isBinary: current.isBinary)
    )
  }

  /// What a store is known not to take: names, values, and another type of a parameter, which AWS
  /// answers with HierarchyTypeMismatchException.
  private static func obstacles(
    _ files: [DeclaredFile],
    _ changes: [SecretChange],
    _ current: [SecretValue?]
  ) -> [(file: String, problem: DeclaredProblem)] {
    let entries = files.flatMap { file in file.entries.map { (file.path, $0) } }
    var seen: [String: String] = [:]
    let changed = Set(changes.filter { $0.action != .unchanged }.map(\.target.place))
    return entries.indices.flatMap { index in
      let (path, entry) = entries[index]
      var messages: [String] = []
      if let first = seen.updateValue("\(path):\(entry.line)", forKey: entry.target.place) {
        messages.append("\(entry.target.description) is there a second time, after \(first)")
      }
      if let wanted = entry.type, let type = current[index]?.version.type, type != wanted {
        messages.append(
          "\(entry.target.description) is of the type \(type) and is to be a \(wanted), and AWS gives "
            + "a parameter no other type"
        )
      }
      if case .reference(let other) = entry.source, changed.contains(other.place) {
        messages.append(
          "\(entry.target.description) takes the value of \(other.description), which is to be changed here, "
            + "too: that has to be applied first"
        )
      }
      if case .keep = entry.source, current[index] == nil {
        messages.append("\(entry.target.description) is to be kept, and is not there")
      }
      if let refusal = changes[index].refusal {
        let message = refusal.message
        messages.append(message.hasSuffix(".") ? String(message.dropLast()) : message)
      }
      return messages.map { (path, DeclaredProblem(line: entry.line, $0)) }
    }
  }

  /// The secrets that the environment's selectors choose, in the stores of the files, and no file has.
  private static func others(
    _ entries: [DeclaredFile.Entry],
    _ settings: EnvironmentSettings?,
    _ stores: [StoreKind: ReachedStore],
    _ session: Session
  ) async throws -> [String] {
    var others: Set<String> = []
    for selector in settings?.selectors ?? [] {
      guard let reached = stores[selector.store] else { continue }
      let found = try await session.waiting("Listing \(visible(selector.description))") {
        try await reached.store.list(selector)
      }
      others.formUnion(found.map { $0.store.reference(to: $0.name) })
    }
    return others.subtracting(entries.map(\.target.description)).sorted()
  }
}

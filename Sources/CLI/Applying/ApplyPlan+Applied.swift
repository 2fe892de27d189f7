import AWS
import Git
import Secrets

// What the files made in earlier runs, and are remembered to have made.
extension ApplyPlan {
  /// By what a file is known again; nil of standard input, which is another one each time.
  static func key(
    _ path: String,
    _ target: String?,
    _ environment: EnvironmentSettings?,
    _ session: Session
  ) throws -> AppliedFile.Key? {
    guard path != "-" else { return nil }
    var full = Self.lexical(session.world.absolute(path))
    let layout = try session.layoutIfAny()
    var worktree: String?
    if let layout, let top = layout.topLevel, full.hasPrefix(top + "/") {
      full = String(full.dropFirst(top.count + 1))
      // Another branch is out there, whose file of that name is another one.
      if layout.gitDirectory != layout.commonDirectory {
        worktree = layout.gitDirectory.split(separator: "/").last.map(String.init)
      }
    }
    let name = environment.flatMap { $0.name == Session.nameless ? nil : $0.name }
    return AppliedFile.Key(path: full, target: target, environment: name, worktree: worktree)
  }

  /// Without `.` and `..`.
  private static func lexical(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
  }

  /// What is known of the files, whatever their environment: their stores have to be reached.
  static func storesOnce(
    _ arguments: DeclaredArguments,
    _ all: [AppliedFile],
    _ session: Session
  ) throws -> Set<StoreKind> {
    let keys = try arguments.files.map { try key($0, arguments.to, nil, session) }
    return all.reduce(into: []) { stores, file in
      guard keys.contains(where: { $0?.path == file.key.path && $0?.target == file.key.target })
      else { return }
      stores.formUnion(file.secrets.filter { $0.version != nil }.map(\.store))
    }
  }

  /// What is to be deleted.
  func prunePlan(_ all: [AppliedFile]) async throws -> PrunePlan {
    var applied: [(path: String, file: AppliedFile)] = []
    for (file, key) in zip(files, keys) {
      if let known = all.first(where: { $0.key == key }) { applied.append((file.path, known)) }
    }
    return try await PrunePlan(
      applied,
      declared: Set(files.flatMap(\.entries).map(\.target)),
      others: all.filter { !keys.contains($0.key) },
      stores
    )
  }

  /// What follows the writing: it is noted down what was made, and then deleted what is too much.
  func follow(
    _ note: ChangeNote,
    _ pruning: inout PrunePlan?,
    isWhole: Bool,
    _ results: inout [PrunePlan.Result],
    _ session: Session
  ) async -> Session.Following {
    do {
      try await remember(note)
      guard isWhole, var plan = pruning else { return Session.Following() }
      results = try await plan.carryOut(stores, applied, session)
      pruning = plan
      return following(plan, results)
    } catch {
      return Session.Following(failure: Failure(explaining: error))
    }
  }

  /// Notes down what the files have, of a run that had nothing to write.
  func rememberUnchanged(_ session: Session) async {
    do {
      try await remember(nil)
    } catch {
      session.warn(visible(Failure(explaining: error).message))
    }
  }

  /// Notes down what the files have, and which of it they made.
  func remember(_ note: ChangeNote?) async throws {
    let steps = note?.steps.filter { $0.state == .done && $0.made != nil } ?? []
    let modified = await modified(steps)
    for (file, key) in zip(files, keys) {
      guard let key else { continue }
      let declared = Set(file.entries.map(\.target))
      try applied.update(key) { known in
        for target in declared { place(of: target, in: &known) }
        // Also of what an earlier run made and the file has no more, where it can be no other's.
        for step in steps where declared.contains(step.target) || files.count == 1 {
          let index = place(of: step.target, in: &known)
          let before = known.secrets[index].version
          let isMade =
            step.action == .create ? step.from == nil : before != nil && before == step.from
          guard isMade || before != step.made else { continue }
          known.secrets[index].version = isMade ? step.made : nil
          known.secrets[index].modified = isMade ? modified[step.target] : nil
          if isMade, step.store == .parameterStore, modified[step.target] == nil {
            known.secrets[index].version = nil
          }
        }
        known.secrets.removeAll { secret in
          secret.version == nil && isHere(secret) && !declared.contains(secret.target)
        }
      }
    }
  }

  /// The place of a secret in what is known; it is added where it was not.
  @discardableResult
  private func place(of target: SecretReference, in known: inout AppliedFile) -> Int {
    let reached = stores[target.store]
    let secret = AppliedFile.Secret(
      target,
      account: reached?.identity?.account,
      region: reached?.region
    )
    if let index = known.secrets.firstIndex(where: { $0.isSame(as: secret) }) { return index }
    known.secrets.append(secret)
    return known.secrets.count - 1
  }

  /// Whether a secret is where this run writes.
  private func isHere(_ secret: AppliedFile.Secret) -> Bool {
    guard let reached = stores[secret.store] else { return false }
    return secret.isSame(
      as: .init(secret.target, account: reached.identity?.account, region: reached.region)
    )
  }

  /// When the versions of parameters were made; without those that cannot be asked about.
  private func modified(_ steps: [ChangeStep]) async -> [SecretReference: Int] {
    let steps = steps.filter { $0.store == .parameterStore }
    guard !steps.isEmpty, let store = stores[.parameterStore]?.store,
      let described = try? await store.describe(steps.map(\.name))
    else { return [:] }
    var times: [SecretReference: Int] = [:]
    for step in steps {
      guard case .found(let now)? = described[step.name], let current = now.current,
        current.id == step.made
      else { continue }
      times[step.target] = current.milliseconds
    }
    return times
  }

  private func following(
    _ plan: PrunePlan,
    _ results: [PrunePlan.Result]
  ) -> Session.Following {
    var following = Session.Following()
    var failures: [Failure] = []
    var open = 0
    for (item, result) in zip(plan.items, results) {
      let word: String
      switch result {
      case .deleted: word = "deleted"
      case .kept: word = "left"
      case .failed(let error):
        failures.append(Failure(explaining: error))
        word = "failed"
      case .notBegun:
        open += 1
        word = "not done"
      }
      following.lines.append("[\(word)] \(visible(item.secret.name))\n")
    }
    if !failures.isEmpty || open > 0 {
      following.failure = Failure(
        (failures.map(\.message) + ["\(count(failures.count + open, "secret")) were not deleted."])
          .joined(separator: "\n"),
        hint: "Run it again: what is deleted is left alone.",
        status: Task.isCancelled ? .interrupted : failures.first?.status ?? .incomplete
      )
    }
    return following
  }
}

// The question before it.
extension ApplyPlan {
  /// What is about to be done, as a sentence: `Write` and `delete`, or `Writing` and `deleting`.
  func sentence(_ changes: Int, _ write: String, _ delete: String) -> String {
    let items = pruning?.items ?? []
    let forGood = pruning?.forGood ?? 0
    let written = changes == 0 ? nil : "\(write) \(count(changes, "secret"))"
    guard !items.isEmpty else { return "\(written ?? "") in \(place)." }
    let word =
      written.map { "\($0) and \(delete) " } ?? delete.prefix(1).uppercased()
      + "\(delete.dropFirst()) "
    let way =
      switch forGood {
      case 0: ", which can be restored for 30 days"
      case items.count: " for good"
      default: ", \(forGood) of them for good"
      }
    return "\(word)\(count(items.count, "secret"))\(way), in \(place)."
  }

  /// A yes, or a word to be typed where something is deleted for good.
  func isConfirmed(_ question: String, _ session: Session) throws -> Bool {
    let confirmation = Confirmation(session: session, yes: false)
    guard let forGood = pruning?.forGood, forGood > 0 else {
      return try confirmation.ask("\(question) Go on?")
    }
    return try confirmation.ask(question, for: "delete")
  }
}

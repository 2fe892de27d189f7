import AWS
import Git
import Ledger
import Secrets

/// A rollback of an environment to one of its deployments.
struct Restoration {
  let record: DeploymentRecord
  let ledger: Ledger
  let session: Session
  let environment: EnvironmentSettings
  let reached: [StoreKind: ReachedStore]
  /// The client of the environment, where AWS is called.
  let client: AWSClient?
  let vault: VaultSettings
  /// The vault that has the files of the deployment.
  let files: LedgerVault

  var stores: [StoreKind: any SecretStore] { reached.mapValues(\.store) }
  var aws: ReachedStore? { reached.values.first { $0.identity != nil } }

  var account: String? { aws?.identity?.account }

  /// Where it takes place, such as `prod, account 123456789012, eu-west-1`.
  private var place: String {
    guard let identity = aws?.identity, let region = aws?.region else {
      return visible(record.environment)
    }
    return
      "\(visible(record.environment)), account \(visible(identity.account)), \(visible(region))"
  }

  /// Reaches the stores of the deployment, which must be those that it was recorded from.
  init(
    _ record: DeploymentRecord,
    _ environment: EnvironmentSettings,
    _ ledger: Ledger,
    _ session: Session
  ) async throws {
    self.record = record
    self.ledger = ledger
    self.session = session
    self.environment = environment
    var reached: [StoreKind: ReachedStore] = [:]
    for kind in Set(record.items.compactMap(\.store.kind)) {
      reached[kind] = try await session.store(kind, in: environment)
    }
    self.reached = reached
    let isInAWS = reached.keys.contains { $0 != .local }
    client = isInAWS ? try await session.client(for: environment).0 : nil
    vault = try session.configuration().vault
    files = try await session.ledgerVault(of: record.items, environment)
    guard let identity = aws?.identity, let region = aws?.region else { return }
    try checkPlace("account", record.account, environment.account, identity.account)
    try checkPlace("region", record.region, environment.region, region)
  }

  func run(
    yes: Bool,
    dryRun: Bool,
    partial: Bool,
    force: Set<String>
  ) async throws -> ExitStatus {
    let plan = try await session.waiting("Reading the versions of the secrets") {
      await RollbackPlanner.plan(record.items, stores: stores, vault: files, archive: archive)
    }
    let unseen = try unseen(plan)
    let isRefused = !plan.impossible.isEmpty && !partial
    let isThere = plan.changing.isEmpty
    // The secrets are right, and the newest deployment in the ledger is another one.
    let isToBeRecorded = try isThere && !plan.agreeing.isEmpty && !isRecorded(plan)
    let isEmpty = isThere && !isToBeRecorded
    // A plan that is carried out is no result: it goes where the question is asked.
    show(
      plan,
      unseen,
      isResult: dryRun || isRefused || isEmpty,
      isDryRun: dryRun,
      partial,
      yes: yes
    )
    if isToBeRecorded, !isRefused {
      session.say(
        "It is there already: nothing to change. The newest deployment in the ledger is another one, "
          + "so this one \(dryRun ? "would be" : "is") recorded."
      )
    } else if isThere, plan.impossible.isEmpty {
      session.say("It is there already: nothing to do, and nothing to record.")
    }
    if isRefused { return plan.isUncertain ? .refused : .found }
    if isEmpty { return plan.impossible.isEmpty ? .done : .found }
    if dryRun { return .done }
    if yes { try check(unseen, plan, force) }
    guard try confirm(yes, "to roll back") else {
      session.say("Nothing was changed.")
      return .usage
    }
    // What somebody changed while the question stood there.
    try await RollbackRun.check(plan, stores: stores, vault: files)
    let journal = try RollbackJournal.begin(
      RollbackNote(
        record,
        plan,
        account: aws?.identity?.account,
        region: aws?.region,
        seq: try ledger.latest(environment: record.environment)?.seq ?? 0,
        started: RecordTime.text(session.world.now())
      ),
      in: try session.rollbackDirectory()
    )
    let run = RollbackRun(journal, plan, stores: stores, vault: files, archive: archive)
    let outcome = await Self.carryOut("Rolling back", session) { await run.apply() }
    return try await finish(outcome, journal, run)
  }

  /// Runs what changes secrets, and has its outcome also after a Ctrl-C: that says how to go on.
  static func carryOut(
    _ label: String,
    _ session: Session,
    _ body: () async -> RollbackOutcome
  ) async -> RollbackOutcome {
    var outcome: RollbackOutcome?
    try? await session.waiting(label) { outcome = await body() }
    if let outcome { return outcome }
    return await body()
  }

  /// Asks for the name of the environment, unless the user has said yes.
  func confirm(_ yes: Bool, _ what: String) throws -> Bool {
    if yes { return true }
    let name = record.environment
    let answer = try TerminalQuestion(session: session)
      .ask("Type \(visible(name)) \(what) \(place): ")
    return answer == name
  }

  private func show(
    _ plan: RollbackPlan,
    _ unseen: Set<String>,
    isResult: Bool,
    isDryRun: Bool,
    _ partial: Bool,
    yes: Bool
  ) {
    if session.wantsJSON, isResult {
      session.print(RollbackText.json(record, plan, unseen, isDryRun: isDryRun))
      return
    }
    session.say(
      "\(place): back to \(record.commit.abbreviated), \(record.status.rawValue) "
        + RecordTime.text(record.at)
    )
    if isResult {
      session.print(RollbackText.table(plan, unseen, session.out))
    } else if !yes || !session.options.quiet {
      session.message(RollbackText.table(plan, unseen, session.err))
    }
    guard !plan.impossible.isEmpty else { return }
    let count = plan.impossible.map(\.item).counted
    session.say(
      partial
        ? "\(count) cannot be brought back, and \(plan.impossible.count == 1 ? "is" : "are") left out."
        : "\(count) cannot be brought back, so nothing was done."
    )
    for hint in RollbackText.hints(plan, record.environment, partial: partial) {
      session.say("hint: \(hint)")
    }
  }
}

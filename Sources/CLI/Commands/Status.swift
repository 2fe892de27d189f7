import ArgumentParser
import Git
import Hooks
import Ledger
import Secrets

struct StatusCommand: StoreVerb {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "status",
      abstract: "Show hooks, deployments, drift, and what to do next.",
      discussion: """
        The same as `git secrets-sync` without a command. It works without a network: the embedded \
        store is asked what drifted, those in AWS only with --drift. The exit status stays 0; \
        `verify` is for scripts.
        """
    )
  }

  @Flag(help: "Ask the stores in AWS, too, what is not as deployed.")
  var drift = false

  @OptionGroup var options: GlobalOptions

  func run(in session: Session) async throws -> ExitStatus {
    let layout = try session.layout()
    let configuration = try session.configuration()
    let hooks = try HookSet(layout: layout, executable: session.world.executable).states()
    var report = StatusReport(hooks: hooks, isBare: layout.isBare)
    report.isOfOne = options.environment != nil
    let ledger: Ledger
    do {
      ledger = try session.ledger()
    } catch let error as GitError where error.kind == .unsupportedRepository {
      // The hook and the scanner work there all the same.
      report.ledgerProblem = error.message
      show(report, session)
      return .done
    }
    session.warnOfStrays(ledger)
    _ = try session.ledgerEnvironments(ledger)
    let known = try ledger.environments()
    var failure: LedgerError?
    let configured = configuration.environments.map(\.name)
    for name in configured + known.filter({ !configured.contains($0) }) {
      if let asked = options.environment, asked != name { continue }
      do {
        let newest = try ledger.latest(environment: name)
        let latest = try ledger.latestDeployment(environment: name) ?? newest
        let (items, problem) = try await drift(latest, session)
        report.environments.append(
          .init(
            name: name,
            latest: latest,
            attempt: newest?.id == latest?.id ? nil : newest,
            distance: try latest.flatMap { try distance($0.commit, session) },
            isShallow: try session.isShallow,
            drift: items,
            driftProblem: problem
          )
        )
      } catch let error as LedgerError {
        // The others are shown all the same.
        report.unreadable.append(name)
        failure = failure ?? error
      }
    }
    report.rollbacks = try RollbackJournal.all(in: try session.rollbackDirectory())
    report.changes = try ChangeJournal.unfinished(in: try session.changesDirectory())
    for remote in try session.remotes() {
      let unpushed = RemoteRecords(remote, try ledger.unpushed(remote: remote), options.environment)
      if unpushed.records > 0 { report.unpushed.append(unpushed) }
      let fetched = try ledger.incoming(remote: remote)
      let incoming = RemoteRecords(remote, fetched, options.environment)
      if incoming.records > 0 { report.incoming.append(incoming) }
      do throws(LedgerError) {
        let rewound = try ledger.rewound(remote: remote)
          .filter { $0 == options.environment ?? $0 }
        if !rewound.isEmpty { report.rewound.append((remote, rewound)) }
      } catch {
        // The rest is shown all the same.
        failure = failure ?? error
      }
      if known.isEmpty, fetched.isEmpty { report.unasked.append(remote) }
    }
    show(report, session)
    if let failure { throw failure }
    return .done
  }

  private func show(_ report: StatusReport, _ session: Session) {
    session.wantsJSON ? session.print(report.json) : session.print(report.text(session.out))
  }

  /// How many commits `HEAD` is ahead of the deployed one; nil when it is not its descendant.
  private func distance(_ commit: ObjectID, _ session: Session) throws -> Int? {
    guard let head = try Revisions.head(session.git),
      (try? Revisions.isAncestor(commit, of: head, session.git)) == true
    else { return nil }
    return Int(try session.git.line(["rev-list", "--count", "\(commit.hex)..\(head.hex)"]))
  }

  /// The items that are not as deployed; nil where finding out would need the network, unless
  /// `--drift` asks for it, and why it could not be found out then.
  private func drift(
    _ record: DeploymentRecord?,
    _ session: Session
  ) async throws -> (items: [VerifiedItem]?, problem: String?) {
    guard let record else { return (nil, nil) }
    if record.items.isEmpty { return ([], nil) }
    let settings = try session.configuration()
    let isNear = record.items.allSatisfy {
      $0.store == .local || $0.store == .folder && settings.vault.bucket == nil
    }
    guard drift || isNear else { return (nil, nil) }
    do {
      let stores = try await session.stores(of: record)
      let vault = try await session.ledgerVault(
        of: record.items,
        settings.environment(named: record.environment)
      )
      let name = visible(record.environment)
      let results = try await session.waiting("Asking the stores of \(name)") {
        await Verification.run(record.items, stores: stores, vault: vault)
      }
      return (results.filter { $0.state != .ok }, nil)
    } catch  where drift && !(error is CancellationError) {
      // One account that cannot be reached does not keep the rest from being shown.
      return (nil, Failure(explaining: error).message)
    }
  }
}

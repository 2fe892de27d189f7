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
        The same as `git secrets-sync` without a command. Stores in AWS are not asked; `verify` \
        does that.
        """
    )
  }

  @OptionGroup var options: GlobalOptions

  func run(in session: Session) async throws -> ExitStatus {
    let layout = try session.layout()
    let configuration = try session.configuration()
    let hooks = try HookSet(layout: layout, executable: session.world.executable).states()
    var report = StatusReport(hooks: hooks, isBare: layout.isBare)
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
      let settings = configuration.environment(named: name)
      do {
        let newest = try ledger.latest(environment: name)
        let latest = try ledger.latestDeployment(environment: name) ?? newest
        report.environments.append(
          .init(
            name: name,
            latest: latest,
            attempt: newest?.id == latest?.id ? nil : newest,
            distance: try latest.flatMap { try distance($0.commit, session) },
            drift: try await drift(latest, settings, session)
          )
        )
      } catch let error as LedgerError {
        // The others are shown all the same.
        report.unreadable.append(name)
        failure = failure ?? error
      }
    }
    report.rollbacks = try RollbackJournal.all(in: try session.rollbackDirectory())
    for remote in try session.remotes() {
      let count = try ledger.unpushed(remote: remote).values.reduce(0, +)
      if count > 0 { report.unpushed.append((remote, count)) }
      let incoming = try ledger.incoming(remote: remote)
      let records = incoming.values.reduce(0, +)
      if records > 0 { report.incoming.append((remote, records)) }
      if known.isEmpty, incoming.isEmpty { report.unasked.append(remote) }
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

  /// The items that are not as deployed; nil where finding out would need the network.
  private func drift(
    _ record: DeploymentRecord?,
    _ settings: EnvironmentSettings?,
    _ session: Session
  ) async throws -> [VerifiedItem]? {
    guard let record, record.items.allSatisfy({ $0.store == .local }) else { return nil }
    guard !record.items.isEmpty else { return [] }
    let stores: [StoreKind: any SecretStore] = [.local: try session.localStore()]
    return await Verification.run(record.items, stores: stores).filter { $0.state != .ok }
  }
}

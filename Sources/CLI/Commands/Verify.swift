import ArgumentParser
import Git
import Ledger
import Secrets

struct VerifyCommand: StoreVerb {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "verify",
      abstract: "Check that the stores still hold what was deployed.",
      discussion: """
        Exit status 1 means that something drifted, 4 that something could not be read. No value \
        is read. With --integrity the ledger itself is checked instead, offline, all of it.
        """
    )
  }

  @Argument(help: "The deployed commit; without one, the newest deployment.")
  var commit: String?

  @Flag(help: "Check the ledger itself: that nobody changed, removed or forged a record.")
  var integrity = false

  @Flag(help: "With --integrity: what cannot be told counts as wrong.")
  var strict = false

  @OptionGroup var options: GlobalOptions

  func validate() throws {
    if integrity, commit != nil {
      throw ValidationError("--integrity checks the whole ledger, not one commit.")
    }
    if strict, !integrity { throw ValidationError("--strict belongs to --integrity.") }
  }

  func run(in session: Session) async throws -> ExitStatus {
    let ledger = try session.ledger()
    if integrity { return try IntegrityCheck(isStrict: strict).run(ledger, in: session) }
    let environment = try session.environment()
    let record = try deployment(environment.name, ledger, session)
    var stores: [StoreKind: any SecretStore] = [:]
    for kind in Set(record.items.compactMap(\.store.kind)) {
      stores[kind] = try await session.store(kind, in: environment).store
    }
    let results = try await session.waiting("Asking the stores") {
      await Verification.run(record.items, stores: stores)
    }
    session.wantsJSON
      ? session.print(Self.json(record, results))
      : explain(record, results, session)
    return Self.status(results)
  }

  private func deployment(
    _ environment: String,
    _ ledger: Ledger,
    _ session: Session
  ) throws -> DeploymentRecord {
    if let commit {
      let id = try Revisions.commit(commit, session.git)
      if let record = try ledger.deployment(of: id, environment: environment) {
        return record
      }
      let nearest = try ledger.nearestDeployedAncestor(of: id, environment: environment)
      throw Failure.usage(
        "\(id.abbreviated) was not deployed in \(environment).",
        hint: nearest.map { "Its nearest deployed ancestor is \($0.commit.abbreviated)." }
      )
    }
    if let record = try ledger.latestDeployment(environment: environment) { return record }
    throw Failure.usage(
      "Nothing was deployed in \(environment) yet.",
      hint: "`git secrets-sync record --env \(environment)` records a deployment."
    )
  }

  static func status(_ results: [VerifiedItem]) -> ExitStatus {
    if results.contains(where: { $0.state == .unreadable }) { return .refused }
    return results.allSatisfy { $0.state == .ok } ? .done : .found
  }

  private func explain(
    _ record: DeploymentRecord,
    _ results: [VerifiedItem],
    _ session: Session
  ) {
    let drifted = results.filter { $0.state != .ok }
    var table = Table([
      .init("State"), .init("Secret", mayShrink: true), .init("Deployed", mayShrink: true),
      .init("Detail", mayShrink: true),
    ])
    for result in options.verbose ? results : drifted {
      table.add([
        result.state.rawValue, result.item.reference, RecordText.short(result.item.version),
        RecordText.short(result.detail),
      ])
    }
    if options.verbose || !drifted.isEmpty { session.print(table.text(for: session.out)) }
    let what = "\(record.environment) \(record.commit.abbreviated)"
    session.say(
      drifted.isEmpty
        ? "\(visible(what)): \(count(results.count, "secret")), all as deployed."
        : "\(visible(what)): \(Self.counts(results))."
    )
    if results.contains(where: { $0.state == .unreadable }) {
      session.say(
        "What could not be read may or may not be as deployed: see its detail above, and ask for "
          + "the permission or try again."
      )
    }
  }

  /// What has drifted and what nobody could look at are not the same.
  private static func counts(_ results: [VerifiedItem]) -> String {
    let unreadable = results.count { $0.state == .unreadable }
    let drifted = results.count { $0.state != .ok } - unreadable
    let all = "of \(count(results.count, "secret"))"
    guard drifted > 0 else { return "\(unreadable) \(all) could not be read" }
    return "\(drifted) \(all) \(drifted == 1 ? "is" : "are") not as deployed"
      + (unreadable > 0 ? ", \(unreadable) could not be read" : "")
  }

  private static func json(_ record: DeploymentRecord, _ results: [VerifiedItem]) -> JSON {
    .object([
      ("schema", .integer(1)),
      ("env", .string(record.environment)),
      ("commit", .string(record.commit.hex)),
      ("record", .string(record.id)),
      (
        "items",
        .array(
          results.map { result in
            .object([
              ("secret", .string(result.item.reference)),
              ("version", .string(result.item.version)),
              ("state", .string(result.state.rawValue)),
              ("detail", .string(result.detail)),
            ])
          }
        )
      ),
    ])
  }
}

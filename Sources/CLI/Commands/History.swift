import ArgumentParser
import FoundationEssentials
import Ledger
import Secrets

struct HistoryCommand: StoreVerb {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "history",
      abstract: "Say who changed secrets, when, and which commits ran with each version.",
      discussion: """
        Newest first, and no value is read. Which commits ran with a version is what the records of \
        deployments say; who made it, what Parameter Store and, with --who, CloudTrail say. Versions \
        that were deployed are listed also where the store has them no more. Without a selector: the \
        secrets of the environment.
        """
    )
  }

  @Argument(help: "Which secrets: `sm:myapp/db`, `ssm:/myapp/**`, `local:*`.")
  var selectors: [String] = []

  @Option(name: [.customShort("n", allowingJoined: true), .long], help: "At most so many.")
  var number: Int?

  @Flag(help: "Ask CloudTrail who changed the secrets of Secrets Manager: the last 90 days.")
  var who = false

  @OptionGroup var options: GlobalOptions

  func validate() throws {
    guard number.map({ $0 > 0 }) ?? true else {
      throw ValidationError("-n takes a number greater than 0.")
    }
  }

  func run(in session: Session) async throws -> ExitStatus {
    let selectors = try ListCommand.chosen(selectors, session)
    let ran = try DeployedVersions(selectors, in: session)
    var secrets: [String: HistoryOfSecret] = [:]
    for selector in selectors {
      for secret in try await read(selector, ran, session) { secrets[secret.reference] = secret }
    }
    var unknown: [String] = []
    if who, secrets.values.contains(where: { $0.store == .secretsManager }) {
      unknown = try await session.tellWho(&secrets)
    }
    var lines = HistoryLine.sorted(secrets.sorted { $0.key < $1.key }.flatMap { $0.value.lines() })
    if let number { lines = Array(lines.prefix(number)) }
    if session.wantsJSON {
      session.print(HistoryReport.json(lines, unknown: who ? unknown : nil))
    } else if lines.isEmpty {
      session.say("No secrets.")
      try ListCommand.sayWhereItWasLooked(self.selectors, session)
    } else {
      session.print(
        HistoryReport.table(lines, isOfSeveral: secrets.count > 1).text(for: session.out)
      )
    }
    session.warnOfUnknown(unknown)
    return .done
  }

  /// What the store has of the secrets of a selector, and what was deployed of them.
  private func read(
    _ selector: SecretSelector,
    _ ran: DeployedVersions,
    _ session: Session
  ) async throws -> [HistoryOfSecret] {
    let environment = try session.environment(for: selector.store)
    let reached = try await session.store(selector.store, in: environment)
    var names: [(name: String, arn: String?)] = [(selector.pattern, selector.arn)]
    if !selector.isExact {
      names = try await session.waiting("Listing \(visible(selector.description))") {
        try await reached.store.list(selector, ListingWishes())
      }
      .map { secret in
        secret.deletionDate.map {
          sayDeletion(secret.store.reference(to: secret.name), $0, session)
        }
        return (secret.name, secret.arn)
      }
      let listed = Set(names.map(\.name))
      names += ran.names(of: selector).filter { !listed.contains($0) }.map { ($0, nil) }
    }
    if selector.isExact, selector.store == .secretsManager,
      case .found(let secret)? = try await reached.store.describe([selector.id])[selector.id]
    {
      secret.deletionDate.map { sayDeletion(secret.store.reference(to: secret.name), $0, session) }
      if who { names = [(secret.name, secret.arn)] }
    }
    let chosen = names.map { name, arn in
      HistoryOfSecret(
        store: selector.store,
        name: name,
        arn: arn,
        deployed: ran.versions(of: name, in: selector.store)
      )
    }
    var read: [HistoryOfSecret] = []
    let versions = try await session.waiting("Reading \(count(chosen.count, "history"))") {
      try await reached.store.versions(ofEach: chosen.map { selector.arn ?? $0.name })
    }
    for var secret in chosen {
      do throws(SecretsError) {
        secret.versions = try (versions[selector.arn ?? secret.name])?.get() ?? []
      } catch {
        try check(error, secret, selector, reached, session)
      }
      read.append(secret)
    }
    return read
  }

  private func sayDeletion(_ reference: String, _ date: Date, _ session: Session) {
    session.warn("\(visible(reference)) is to be deleted on \(RecordTime.text(date)).")
  }

  /// A secret that is gone has a history where it was deployed, of which each line says so.
  private func check(
    _ error: SecretsError,
    _ secret: HistoryOfSecret,
    _ selector: SecretSelector,
    _ reached: ReachedStore,
    _ session: Session
  ) throws {
    switch error.kind {
    case .notFound where !selector.isExact: break
    case .pendingDeletion where !secret.deployed.isEmpty || !selector.isExact,
      .notFound where !secret.deployed.isEmpty:
      session.warn(visible(reached.placed(error).message))
    default: throw reached.placed(error)
    }
  }
}

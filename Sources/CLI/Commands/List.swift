import ArgumentParser
import Ledger
import Secrets

struct ListCommand: StoreVerb {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "list",
      abstract: "List secrets; values are never read.",
      discussion: """
        Without a selector: the secrets of the environment. Secrets that wait for their deletion are \
        among them, with the day on which they go.
        """
    )
  }

  @Argument(help: "Which secrets: `sm:myapp/*`, `ssm:/myapp/**`, `local:*`.")
  var selectors: [String] = []

  @OptionGroup var listing: ListOptions

  @OptionGroup var options: GlobalOptions

  func run(in session: Session) async throws -> ExitStatus {
    var found: [String: SecretSummary] = [:]
    for selector in try Self.chosen(selectors, session) {
      if selector.store == .local, !selectors.isEmpty, !listing.wantedTags.isEmpty {
        throw Failure.usage("--tag means nothing to the embedded store, which keeps no tags.")
      }
      let environment = try session.environment(for: selector.store)
      let reached = try await session.store(selector.store, in: environment)
      let summaries = try await session.waiting("Listing \(visible(selector.description))") {
        try await reached.store.list(selector, listing.wishes)
      }
      for summary in summaries {
        found[summary.store.reference(to: summary.name)] = summary
      }
    }
    var unknown: [String] = []
    if listing.who, found.values.contains(where: { $0.store == .secretsManager }) {
      let environment = try session.environment(for: .secretsManager)
      unknown = try await session.tellWho(&found, in: environment)
    }
    let untold = found.values.count { $0.store == .parameterStore && $0.tags == nil }
    if listing.tags, untold > 0 {
      session.warn(
        "the tags of \(count(untold, "parameter")) are not known: ssm:ListTagsForResource is not allowed."
      )
    }
    let secrets = listing.sorted(found)
    if session.wantsJSON {
      session.print(ListReport.json(secrets, unknown: listing.who ? unknown : nil))
    } else if secrets.isEmpty {
      session.say(listing.wantedTags.isEmpty ? "No secrets." : "No secrets with these tags.")
      try Self.sayWhereItWasLooked(selectors, session)
    } else {
      session.print(ListReport.text(secrets, withTags: listing.tags, for: session.out))
    }
    session.warnOfUnknown(unknown)
    return .done
  }

  /// That nobody has asked AWS, where nobody has said that there is any.
  static func sayWhereItWasLooked(_ selectors: [String], _ session: Session) throws {
    guard selectors.isEmpty, session.options.environment == nil,
      try session.configuration().environments.isEmpty
    else { return }
    session.say(
      "Only the embedded store was looked at, as no environment is configured. In AWS: "
        + "git secrets-sync list 'sm:*' 'ssm:/**'"
    )
  }

  /// The selectors, or those of the environment where there are none.
  static func chosen(_ selectors: [String], _ session: Session) throws -> [SecretSelector] {
    guard selectors.isEmpty else { return try selectors.map { try session.selector($0) } }
    let environments = try session.configuration().environments
    guard !environments.isEmpty || session.options.environment != nil else {
      return [try SecretSelector(parsing: "local:*")]
    }
    return try session.environment().selectors
  }
}

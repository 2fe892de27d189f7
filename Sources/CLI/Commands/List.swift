import ArgumentParser
import Ledger
import Secrets

struct ListCommand: StoreVerb {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "list",
      abstract: "List secrets; values are never read.",
      discussion: "Without a selector: the secrets of the environment."
    )
  }

  @Argument(help: "Which secrets: `sm:myapp/*`, `ssm:/myapp/**`, `local:*`.")
  var selectors: [String] = []

  @OptionGroup var options: GlobalOptions

  func run(in session: Session) async throws -> ExitStatus {
    var found: [String: SecretSummary] = [:]
    for selector in try chosen(session) {
      let environment = try session.environment(for: selector.store)
      let reached = try await session.store(selector.store, in: environment)
      let summaries = try await session.waiting("Listing \(visible(selector.description))") {
        try await reached.store.list(selector)
      }
      for summary in summaries {
        found[summary.store.reference(to: summary.name)] = summary
      }
    }
    let secrets = found.sorted { $0.key < $1.key }
    session.wantsJSON ? session.print(Self.json(secrets)) : printTable(secrets, session)
    return .done
  }

  private func chosen(_ session: Session) throws -> [SecretSelector] {
    guard selectors.isEmpty else { return try selectors.map { try session.selector($0) } }
    let environments = try session.configuration().environments
    guard !environments.isEmpty || options.environment != nil else {
      return [try SecretSelector(parsing: "local:*")]
    }
    return try session.environment().selectors
  }

  private func printTable(_ secrets: [(key: String, value: SecretSummary)], _ session: Session) {
    guard !secrets.isEmpty else {
      session.say("No secrets.")
      return
    }
    var table = Table([
      .init("Secret", .middle), .init("Version", mayShrink: true), .init("Modified"),
      .init("Type"), .init("State"),
    ])
    for (reference, secret) in secrets {
      table.add([
        reference, secret.currentVersion ?? "-", secret.modified.map(RecordTime.text) ?? "-",
        secret.type ?? "",
        secret.deletionDate.map { "to be deleted on \(RecordTime.text($0))" } ?? "",
      ])
    }
    session.print(table.text(for: session.out))
  }

  private static func json(_ secrets: [(key: String, value: SecretSummary)]) -> JSON {
    .object([
      ("schema", .integer(1)),
      (
        "secrets",
        .array(
          secrets.map { reference, secret in
            .present([
              ("reference", .string(reference)),
              ("store", .string(secret.store.rawValue)),
              ("name", .string(secret.name)),
              ("arn", secret.arn.map(JSON.string)),
              ("version", secret.currentVersion.map(JSON.string)),
              ("modified", secret.modified.map { .string(RecordTime.text($0)) }),
              ("deletionDate", secret.deletionDate.map { .string(RecordTime.text($0)) }),
              ("type", secret.type.map(JSON.string)),
              ("description", secret.description.map(JSON.string)),
            ])
          }
        )
      ),
    ])
  }
}

import ArgumentParser
import Ledger
import Secrets

struct ListVersionsCommand: StoreVerb {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "list-versions",
      abstract: "List the versions of a secret, newest first.",
      discussion: """
        In Secrets Manager and in the embedded store, a version without a stage is deprecated: the \
        store may drop it. `history` also has what CloudTrail and the deployments tell.
        """
    )
  }

  @Argument(help: "The secret, with or without its store: `sm:myapp/db`.")
  var reference: String

  @OptionGroup var options: GlobalOptions

  func run(in session: Session) async throws -> ExitStatus {
    let reference = try session.wholeSecret(reference, for: "list-versions")
    let environment = try session.environment(for: reference.store)
    let reached = try await session.store(reference.store, in: environment)
    let versions = try await reached.asking(about: reference) { () throws(SecretsError) in
      try await reached.store.versions(of: reference.id)
    }
    if reached.store.canRestore,
      case .found(let secret)? = try? await reached.store.describe([reference.id])[reference.id],
      let date = secret.deletionDate
    {
      session.warn(
        "it is to be deleted on \(RecordTime.text(date)), and cannot be read until then."
      )
    }
    if session.wantsJSON {
      session.print(Self.json(reference, versions))
      return .done
    }
    var table = Table([
      .init("Version", mayShrink: true),
      .init(reference.store == .parameterStore ? "Labels" : "Stages"), .init("Created"),
      .init("Type"), .init("By", .middle),
    ])
    for version in versions {
      table.add([
        version.id, Self.stages(version, reference.store),
        version.created.map(RecordTime.text) ?? "-", version.type ?? "",
        version.by.map(PersonText.short) ?? "",
      ])
    }
    session.print(table.text(for: session.out))
    return .done
  }

  private static func stages(_ version: SecretVersion, _ store: StoreKind) -> String {
    guard version.stages.isEmpty else { return version.stages.joined(separator: ",") }
    return store == .parameterStore ? "" : "(deprecated)"
  }

  private static func json(_ reference: SecretReference, _ versions: [SecretVersion]) -> JSON {
    .object([
      ("schema", .integer(1)),
      ("reference", .string(reference.description)),
      (
        "versions",
        .array(
          versions.map { version in
            .present([
              ("version", .string(version.id)),
              ("stages", .array(version.stages.map(JSON.string))),
              ("created", version.created.map { .string(RecordTime.text($0)) }),
              ("by", version.by.map(JSON.string)),
              ("type", version.type.map(JSON.string)),
            ])
          }
        )
      ),
    ])
  }
}

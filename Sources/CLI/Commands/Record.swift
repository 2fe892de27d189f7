import AWS
import ArgumentParser
import Git
import Ledger

struct RecordCommand: StoreVerb {
  enum Status: String, ExpressibleByArgument, CaseIterable, Sendable {
    case deployed
    case failed
    case rolledBack = "rolled-back"
  }

  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "record",
      abstract: "Record that a commit was deployed, with the versions of its secrets.",
      discussion: """
        Reads metadata only: no value is read and nothing is decrypted, but for --archive.

        The secrets are those of the environment's selectors, and with --from-terraform and \
        --from-cloudformation also those that are named there, as AWS has them now. --secret \
        names them one by one instead.

        Where [vault] names a bucket or a folder, the versions of its files are recorded, too: of each \
        the one that is here, if it was pulled or pushed and not changed since, else the one that the \
        last `vault run` used, else the latest. A file \
        that was changed here and not pushed has none: nothing is recorded then. `vault_files` of the \
        environment says which files; [] is none. --only and --secret leave them out, except for \
        --secret vault:PATH.
        """
    )
  }

  @Option(help: "The commit that was deployed.")
  var commit = "HEAD"

  @Option(help: "How the deployment went.")
  var status: Status = .deployed

  @Flag(help: "Keep the versions from being removed by their stores.")
  var pin = false
  @Option(
    help: ArgumentHelp("A line of text for people, kept in the record.", valueName: "text")
  )
  var note: String?

  @Flag(
    help: """
      Also the secrets in `terraform output -json`, `terraform show -json` or a state file, on \
      standard input or in FILE. Only ids are read.
      """
  )
  var fromTerraform = false

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Also the secrets and parameters that these stacks, and those nested in them, have made.",
      valueName: "stack"
    )
  )
  var fromCloudformation: [String] = []

  @Flag(help: "Without the environment's selectors: only what --from-… names.")
  var only = false

  @Option(
    help: ArgumentHelp(
      """
      Exactly this secret, or this file of the vault as vault:PATH, with @VERSION if another version \
      than the current one ran. Repeatable.
      """,
      valueName: "ref"
    )
  )
  var secret: [String] = []

  @Flag(
    help: """
      Also keep the values: read them, and put them, sealed under a key of KMS, into the bucket of \
      [vault]. Needs GetSecretValue, GetParameter and keys.
      """
  )
  var archive = false

  @Flag(help: "Do not look for secrets that the code names.")
  var noReferences = false

  @Argument(
    help: ArgumentHelp("Terraform's JSON, for --from-terraform.", valueName: "file"),
    completion: .file()
  )
  var file: String?

  @OptionGroup var options: GlobalOptions

  private var hasTools: Bool { fromTerraform || !fromCloudformation.isEmpty }

  func validate() throws {
    if file != nil, !fromTerraform {
      throw ValidationError(
        "A commit is given with --commit, and a file with --from-terraform only."
      )
    }
    if only, !hasTools {
      throw ValidationError("--only needs --from-terraform or --from-cloudformation.")
    }
    if !secret.isEmpty, hasTools {
      throw ValidationError("--secret names the secrets itself: leave out the --from-… options.")
    }
  }

  func run(in session: Session) async throws -> ExitStatus {
    if let note { try session.check(note: note) }
    let ledger = try session.ledger()
    let commit = try Revisions.commit(commit, session.git)
    let environment = try session.environment()
    if archive, environment.usesAWS || hasTools {
      // Without a bucket nothing needs to be asked first.
      _ = try await session.archive(of: environment)
    }
    try session.warnOfUnfinishedRollback(environment.name)
    var items = try await items(environment, session)
    if secret.isEmpty, !only { try warn(ofMissing: items, environment, ledger, session) }
    if archive { items = try await session.archive(items, of: environment) }
    if status == .deployed {
      items = try await session.pinned(items, of: environment, asked: pin, ledger)
    }
    let aws = session.clients[environment.name]
    let record = try ledger.append(
      DeploymentDraft(
        environment: environment.name,
        commit: commit,
        arn: aws?.1.arn,
        account: aws?.1.account,
        region: aws?.0.region,
        status: DeploymentRecord.Status(rawValue: status.rawValue) ?? .deployed,
        note: note,
        items: items
      ),
      now: session.world.now()
    )
    if let problem = ledger.mirrorToNotes(record) { session.warn(visible(problem)) }
    if session.wantsJSON {
      session.print(RecordText.json(record))
    } else {
      session.print(
        "recorded \(record.commit.abbreviated) in \(record.environment): "
          + "\(items.counted), \(record.status.rawValue)\n"
      )
      session.detail(RecordText.items(items, session.err))
    }
    if !noReferences { try warn(of: commit, items, environment.name, ledger, session) }
    return .done
  }

  private func items(
    _ environment: EnvironmentSettings,
    _ session: Session
  ) async throws -> [LedgerItem] {
    var sources = RecordSources(environment, in: session)
    guard secret.isEmpty else { return try await sources.items(exactly: secret) }
    let files = only ? nil : try RecordVault(environment, in: session)
    if fromTerraform { try sources.addTerraform(file) }
    if !fromCloudformation.isEmpty { try await sources.addStacks(fromCloudformation) }
    guard hasTools || files != nil || !environment.selectors.isEmpty else {
      throw Failure.usage(
        "Environment \(environment.name) has no secrets.",
        hint: "Add `secrets = [\"sm:myapp/*\"]` to [environments.\(environment.name)] in "
          + "\(Configuration.fileName), or name them with --secret."
      )
    }
    let secrets = try await sources.items(only ? [] : environment.selectors)
    guard let files else { return secrets }
    return try await (secrets + files.items()).sorted(by: LedgerItem.precedes)
  }
}

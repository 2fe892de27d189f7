import ArgumentParser
import Secrets

struct CreateCommand: StoreVerb {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "create",
      abstract: "Make a new secret.",
      // What a second file would be is refused.
      usage: "git secrets-sync create <reference> [<file>] [<options>]",
      discussion: """
        The value comes from FILE or standard input, byte for byte, or is asked for without being \
        shown. It is never taken from the command line.
        """
    )
  }
  static var takesValues: Bool { true }
  static var choices: [(option: String, values: [String])] { SettingsOptions.choices }

  @Argument(help: "The name of the secret, with or without its store: `sm:myapp/db`.")
  var reference: String?

  // More than one is refused by hand: a message must not repeat what may be a value.
  @Argument(help: "The file that holds the value; `-` is standard input.", completion: .file())
  var file: [String] = []

  @OptionGroup(title: "Settings") var settings: SettingsOptions
  @OptionGroup var write: WriteOptions
  @OptionGroup var options: GlobalOptions

  func run(in session: Session) async throws -> ExitStatus {
    let write = try ValueWrite(reference, file, verb: "create", write, in: session)
    let name = write.reference.name
    let store = write.reference.store
    var change = try settings.change(in: store)
    try session.check(change)
    if store == .secretsManager, SecretName.endsLikeAnARN(name) {
      session.warn(
        "the name ends with a hyphen and six characters, as ARNs of Secrets Manager do: looked up by a "
          + "part of its ARN, another secret may be found."
      )
    }
    let reached = try await write.reach()
    try SettingsOptions.check(change, in: reached)
    defer { write.sayNotices(reached) }
    try reached.checkPlace(of: write.reference.arn)
    // An earlier run that did not see the end may be the reason why it is there.
    let isUnfinished = try await reached.store.hasUnfinishedWrite(name)
    if !isUnfinished, case .found(let there)? = try await reached.store.describe([name])[name] {
      let error: SecretsError =
        there.deletionDate.map { .pendingDeletion(name, $0) }
        ?? .alreadyExists(name, in: reached.store.kind)
      throw reached.placed(error)
    }
    let value = try await write.value(twice: true, reached)
    write.sayNewline(of: value)
    if isUnfinished, let version = try await write.finishedEarlier(name, value, reached) {
      write.report(.unchanged, version, in: reached)
      return .done
    }
    change.tier = try await write.tier(given: change.tier, for: value) { nil }
    try write.check(value, .create, tier: change.tier, reached)
    if let environment = write.environment {
      session.warn(ofStrays: environment.strays([write.reference]), environment.name)
    }
    let plan = WritePlan(
      action: "Create \(visible(write.reference.description))",
      settings: change.lines(from: nil),
      notes: change.tier == "Advanced" ? [WritePlan.advancedTier] : []
    )
    guard try write.confirm(plan, reached) else { return .usage }
    var version: SecretVersion?
    if !self.write.dryRun {
      let options = CreateOptions(
        description: change.description,
        keyID: change.keyID,
        type: change.type,
        tier: change.tier,
        tags: change.tags,
        replicas: change.replicas
      )
      version = try await reached.asking(about: write.reference) { () throws(SecretsError) in
        try await reached.store.create(name, value: value, options: options)
      }
    }
    write.report(.modified, version, plan, in: reached)
    return .done
  }
}

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
  static var choices: [(option: String, values: [String])] {
    [
      ("--type", ParameterType.allCases.map(\.rawValue)),
      ("--tier", ParameterTier.allCases.map(\.rawValue)),
    ]
  }

  @Argument(help: "The name of the secret, with or without its store: `sm:myapp/db`.")
  var reference: String

  // More than one is refused by hand: a message must not repeat what may be a value.
  @Argument(help: "The file that holds the value; `-` is standard input.", completion: .file())
  var file: [String] = []

  @Option(help: "What the secret is for; everyone who may list secrets can read it.")
  var description: String?

  @Option(name: .customLong("kms-key"), help: "The KMS key, instead of the account's default.")
  var key: String?

  enum ParameterType: String, ExpressibleByArgument, CaseIterable, Sendable {
    case secureString = "SecureString"
    case string = "String"
    case stringList = "StringList"
  }

  @Option(help: "The type of a parameter (ssm); SecureString without it.")
  var type: ParameterType?

  enum ParameterTier: String, ExpressibleByArgument, CaseIterable, Sendable {
    case standard = "Standard"
    case advanced = "Advanced"
    case intelligent = "Intelligent-Tiering"
  }

  @Option(help: "The tier of a parameter (ssm); above 4096 bytes it must be Advanced.")
  var tier: ParameterTier?

  @OptionGroup var write: WriteOptions
  @OptionGroup var options: GlobalOptions

  func run(in session: Session) async throws -> ExitStatus {
    let write = try ValueWrite(reference, file, verb: "create", write, in: session)
    try checkOptions(write.reference)
    let reached = try await write.reach()
    defer { write.sayNotices(reached) }
    let name = write.reference.name
    // An earlier run that did not see the end may be the reason why it is there.
    let isUnfinished = try await reached.store.hasUnfinishedWrite(name)
    if !isUnfinished, case .found(let there)? = try await reached.store.describe([name])[name] {
      let error: SecretsError =
        there.deletionDate.map { .pendingDeletion(name, $0) }
        ?? .alreadyExists(name, in: reached.store.kind)
      throw error.located(in: reached.place)
    }
    let value = try write.value(twice: true)
    if isUnfinished, try await write.wasFinishedEarlier(name, value, reached) { return .done }
    guard try write.confirm("Create", reached) else { return .usage }
    var version: SecretVersion?
    if !self.write.dryRun {
      let options = CreateOptions(
        description: description,
        keyID: key,
        type: type?.rawValue,
        tier: tier?.rawValue
      )
      version = try await reached.asking(about: write.reference) { () throws(SecretsError) in
        try await reached.store.create(name, value: value, options: options)
      }
    }
    write.report(.modified, version, reached)
    return .done
  }

  /// Refuses what the store does not have: it would be left out without a word.
  private func checkOptions(_ reference: SecretReference) throws(Failure) {
    let given: [(option: String, isGiven: Bool, stores: [StoreKind])] = [
      ("--type", type != nil, [.parameterStore]), ("--tier", tier != nil, [.parameterStore]),
      ("--kms-key", key != nil, [.parameterStore, .secretsManager]),
    ]
    for (option, isGiven, stores) in given where isGiven && !stores.contains(reference.store) {
      throw .usage(
        "\(option) means nothing to \(reference.store.title).",
        hint: "Leave it out; it is for \(stores.map(\.title).joined(separator: " and "))."
      )
    }
    if let type, type != .secureString, reference.store == .parameterStore, key != nil {
      throw .usage(
        "A parameter of the type \(type.rawValue) is not encrypted, so --kms-key means nothing to it.",
        hint: "Leave out --type, or --kms-key."
      )
    }
  }
}

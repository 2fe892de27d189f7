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

  @Option(help: "The type of a parameter.")
  var type: ParameterType?

  @OptionGroup var write: WriteOptions
  @OptionGroup var options: GlobalOptions

  func run(in session: Session) async throws -> ExitStatus {
    let write = try ValueWrite(reference, file, verb: "create", write, in: session)
    let reached = try await write.reach()
    defer { write.sayNotices(reached) }
    let name = write.reference.name
    // An earlier run that did not see the end may be the reason why it is there.
    let isUnfinished = try await reached.store.hasUnfinishedWrite(name)
    if !isUnfinished, case .found? = try await reached.store.describe([name])[name] {
      throw SecretsError(
        .alreadyExists,
        "The secret “\(visible(write.reference.description))” exists already in \(reached.place).",
        hint: "`git secrets-sync update \(visible(write.reference.description))` gives it a new "
          + "value."
      )
    }
    let value = try write.value(twice: true)
    if isUnfinished, try await write.wasFinishedEarlier(name, value, reached) { return .done }
    guard try write.confirm("Create", reached) else { return .usage }
    var version: SecretVersion?
    if !self.write.dryRun {
      let options = CreateOptions(description: description, keyID: key, type: type?.rawValue)
      version = try await reached.store.create(name, value: value, options: options)
    }
    write.report(.modified, version, reached)
    return .done
  }
}

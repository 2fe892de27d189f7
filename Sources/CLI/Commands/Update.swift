import ArgumentParser
import Secrets

struct UpdateCommand: StoreVerb {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "update",
      abstract: "Give a secret a new value.",
      // What a second file would be is refused.
      usage: "git secrets-sync update <reference> [<file>] [<options>]",
      discussion: """
        The value comes from FILE or standard input, byte for byte, or is asked for without being \
        shown. It is never taken from the command line. An equal value makes no new version. With \
        --json-key it becomes one member of the JSON object that the secret holds; a key that is not \
        there is refused, unless --add-key says that it is new.
        """
    )
  }
  static var takesValues: Bool { true }

  @Argument(help: "The secret, with or without its store: `sm:myapp/db`.")
  var reference: String

  // More than one is refused by hand: a message must not repeat what may be a value.
  @Argument(help: "The file that holds the value; `-` is standard input.", completion: .file())
  var file: [String] = []

  @Option(
    help: ArgumentHelp("Change one key of a JSON object, and nothing else.", valueName: "key")
  )
  var jsonKey: String?

  @Flag(help: "Let --json-key add a key that is not there yet.")
  var addKey = false

  @OptionGroup var write: WriteOptions
  @OptionGroup var options: GlobalOptions

  func run(in session: Session) async throws -> ExitStatus {
    if addKey, jsonKey == nil { throw Failure.usage("--add-key belongs to --json-key.") }
    let write = try ValueWrite(reference, file, verb: "update", write, in: session)
    let reached = try await write.reach()
    defer { write.sayNotices(reached) }
    let name = write.reference.id
    let current: SecretValue?
    do {
      current = try await reached.asking(about: write.reference) { () throws(SecretsError) in
        try await reached.store.value(of: name, version: nil)
      }
    } catch let error as SecretsError {
      guard case .notFound = error.kind else { throw error }
      guard !error.isAboutThePlace else {
        let text = visible(write.reference.description)
        throw SecretsError(
          error.kind,
          error.message,
          hint: "`git secrets-sync create \(text)` makes it."
        )
      }
      // It is there, made without a value.
      current = nil
    }
    // Asked before the value is: a wrong key needs none.
    let isNewKey = try jsonKey.map {
      try JSONMember.isNew($0, in: current, adding: addKey, write.reference)
    }
    let given = try write.value(twice: false)
    let value =
      try jsonKey.map { try JSONMember.set($0, to: given, in: current, write.reference) } ?? given
    if try await write.wasFinishedEarlier(name, value, reached) { return .done }
    if let current, value == current.bytes {
      write.report(.unchanged, current.version, reached)
      return .done
    }
    let action = isNewKey == true ? "Add the key “\(visible(jsonKey ?? ""))” to" : "Change"
    guard try write.confirm(action, reached) else { return .usage }
    var version: SecretVersion?
    if !self.write.dryRun {
      version = try await reached.store.put(name, value: value, expecting: current?.version.id)
    }
    write.report(.modified, version, reached)
    return .done
  }
}

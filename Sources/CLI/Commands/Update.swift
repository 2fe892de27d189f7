import ArgumentParser
import Secrets

struct UpdateCommand: StoreVerb {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "update",
      abstract: "Give a secret a new value, or other settings.",
      // What a second file would be is refused.
      usage: "git secrets-sync update <reference> [<file>] [<options>]",
      discussion: """
        The value comes from FILE or standard input, byte for byte, or is asked for without being \
        shown. It is never taken from the command line. An equal value makes no new version. With \
        --json-key it becomes one member of the JSON object that the secret holds; a key that is not \
        there is refused, unless --add-key says that it is new. With settings and no FILE the value stays \
        as it is.
        """
    )
  }
  static var takesValues: Bool { true }
  static var choices: [(option: String, values: [String])] { SettingsOptions.choices }

  @Argument(help: "The secret, with or without its store: `sm:myapp/db`.")
  var reference: String?

  // More than one is refused by hand: a message must not repeat what may be a value.
  @Argument(help: "The file that holds the value; `-` is standard input.", completion: .file())
  var file: [String] = []

  @Option(
    help: ArgumentHelp("Change one key of a JSON object, and nothing else.", valueName: "key")
  )
  var jsonKey: String?

  @Flag(help: "Let --json-key add a key that is not there yet.")
  var addKey = false

  @Flag(help: "Write also over what others put in the meantime.")
  var force = false

  @OptionGroup(title: "Settings") var settings: SettingsOptions
  @OptionGroup(title: "Settings") var removed: RemovedSettings
  @OptionGroup var write: WriteOptions
  @OptionGroup var options: GlobalOptions

  func run(in session: Session) async throws -> ExitStatus {
    if addKey, jsonKey == nil { throw Failure.usage("--add-key belongs to --json-key.") }
    let write = try ValueWrite(reference, file, verb: "update", write, in: session)
    try SecretName.checkOwn(write.reference.name, in: write.reference.store)
    let change = try settings.change(
      in: write.reference.store,
      removingTags: removed.tags,
      removingReplicas: removed.replicas
    )
    try session.check(change)
    // Settings alone leave the value as it is.
    let hasValue = change.isEmpty || !file.isEmpty || self.write.generate || jsonKey != nil
    try checkForce(hasValue)
    let reached = try await write.reach()
    try SettingsOptions.check(change, in: reached)
    defer { write.sayNotices(reached) }
    let new: NewValue = hasValue ? .given(jsonKey.map { .init(key: $0, adding: addKey) }) : .kept
    return try await SecretUpdate(
      write: write,
      reached: reached,
      new: new,
      asked: change,
      force: force
    )
    .carryOut()
  }

  private func checkForce(_ hasValue: Bool) throws(Failure) {
    guard force else { return }
    if jsonKey != nil {
      throw .usage(
        "--force would put the other keys back as they were before somebody else's change.",
        hint: "Leave it out; run the command again where somebody was faster."
      )
    }
    if !hasValue { throw .usage("--force is for a new value, and there is none.") }
  }
}

import AWS
import ArgumentParser
import Secrets
import Synchronization

struct EditCommand: StoreVerb {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "edit",
      abstract: "Change a secret in your editor.",
      usage: "git secrets-sync edit <reference> [<options>]",
      discussion: """
        Opens $VISUAL or $EDITOR on a file that only you can read, in memory where there is such a \
        place, which is gone afterwards however it ends. Swap files, backups, undo files and \
        histories of known editors are switched off. A value left as it was makes no new version. \
        Where the new one could not be written, the editor is offered on it again; without a terminal \
        it is gone.
        """
    )
  }

  static var takesValues: Bool { true }

  @Argument(help: "The secret, with or without its store: `sm:myapp/db`.")
  var reference: String?

  @Flag(name: .shortAndLong, help: "Do not ask for a confirmation.")
  var yes = false

  @Flag(help: "Write also over what others put in the meantime.")
  var force = false

  @Flag(help: "Show what would be done and write nothing.")
  var dryRun = false

  @OptionGroup var options: GlobalOptions

  /// Reads, edits on the thread that the process began with, and writes.
  func execute(in world: World) throws -> ExitStatus {
    let command = self
    let begun = Mutex<Edit?>(nil)
    let status = try Self.wait {
      let session = Session(world: world, options: command.options)
      let edit = try await session.placing { try await Edit.begin(command, session) }
      begun.withLock { $0 = edit }
      return .done
    }
    guard status == .done, let edit = begun.withLock({ $0 }) else { return status }
    var typed = try edit.letChange(edit.current.bytes, world)
    while true {
      let new = typed
      let outcome = Result {
        try Self.wait {
          let session = Session(world: world, options: command.options)
          return try await session.placing { try await edit.write(new, session) }
        }
      }
      guard let again = try edit.offered(new, after: outcome, world) else {
        return try outcome.get()
      }
      typed = again
    }
  }

  /// `execute` does it in three parts.
  func run(in session: Session) async throws -> ExitStatus { .incomplete }
}

/// One secret on its way through an editor.
private struct Edit: Sendable {
  let reference: SecretReference
  let yes: Bool
  let force: Bool
  let dryRun: Bool
  let current: SecretValue
  let messages: Output

  static func begin(_ command: EditCommand, _ session: Session) async throws -> Edit {
    let text = try session.named(command.reference, for: "edit")
    let reference = try session.wholeSecret(text, for: "edit")
    try SecretName.checkOwn(reference.name, in: reference.store)
    if !command.dryRun {
      try Confirmation(session: session, yes: command.yes).check("`edit` writes to a store: it")
    }
    try Editor(session.world.environment).check(session.world)
    let environment = try session.environment(for: reference.store)
    let reached = try await session.store(reference.store, in: environment)
    let current = try await reached.asking(about: reference) { () throws(SecretsError) in
      try await reached.store.value(of: reference.id, version: nil)
    }
    guard current.bytes.isText else {
      throw Failure.usage(
        "\(visible(reference.description)) is binary, which an editor would change.",
        hint: "\(reached.command("update", reference, "FILE")) takes any bytes."
      )
    }
    return Edit(
      reference: reference,
      yes: command.yes,
      force: command.force,
      dryRun: command.dryRun,
      current: current,
      messages: session.world.messages
    )
  }

  /// What was typed as it is left the next time, where it could not be written, or is not to be as
  /// it is; nil where that is the end of it.
  func offered(
    _ typed: SecretBytes,
    after outcome: Result<ExitStatus, any Error>,
    _ world: World
  ) throws -> SecretBytes? {
    var failure: Failure?
    switch outcome {
    case .success(let status): guard status == .usage else { return nil }
    case .failure(let error):
      let reason = Failure(explaining: error)
      guard reason.status != .interrupted else { return nil }
      failure = reason
    }
    let session = Session(world: world, options: .defaults)
    let confirmation = Confirmation(session: session, yes: false)
    guard confirmation.canAsk else {
      guard let failure else { return nil }
      throw Failure(
        failure.message + " What was typed is not kept.",
        hint: failure.hint,
        status: failure.status
      )
    }
    let why = failure.map { "\(visible($0.message)) " } ?? ""
    let question = why + "What you typed is written nowhere. Open the editor on it again?"
    return try confirmation.ask(question) ? try letChange(typed, world) : nil
  }

  /// The value as the user left it, who is shown `shown`.
  func letChange(_ shown: SecretBytes, _ world: World) throws -> SecretBytes {
    let session = Session(world: world, options: .defaults)
    let editor = Editor(world.environment)
    let folder = try EditFolder(world)
    defer { folder.remove() }
    if !folder.isInMemory {
      session.warn("there is no place in memory here: the file is on a disk while it is edited.")
    }
    if !editor.isKnown {
      session.warn(
        "what “\(visible(editor.command))” keeps of a file (backups, histories) is its own affair."
      )
    }
    let path = try folder.write(shown, to: fileName)
    try session.world.messages.flush()
    try editor.run(on: path, in: world)
    let new = try ValueInput.file(path)
      .read(twice: false, trim: false, mayBeEmpty: true, in: session)
    // Most editors end a file with a newline that was not there.
    guard current.bytes.last != UInt8(ascii: "\n"), new.last == UInt8(ascii: "\n") else {
      return new
    }
    return new.withoutLast
  }

  func write(_ new: SecretBytes, _ session: Session) async throws -> ExitStatus {
    guard !new.isEmpty else { throw ValueInput.emptiness }
    let environment = try session.environment(for: reference.store)
    let reached = try await session.store(reference.store, in: environment)
    let change = try StateChange(
      reference.description,
      verb: "edit",
      dryRun: dryRun,
      yes: yes,
      in: session
    )
    guard new != current.bytes else {
      change.report("no change", reached)
      return .done
    }
    var options = PutOptions(isBinary: current.isBinary)
    options.settings.tier =
      try await TierOffer(session: session, reference: reference, mayAsk: !yes && !dryRun)
      .tier(given: nil, for: new) {
        try await reached.store.settings(of: reference.id, for: SettingsChange()).tier
      }
    let plan = "Change \(visible(reference.description))"
    let refusal = SecretChange(reference, value: new, action: .change).refusal
    if let refusal { throw reached.placed(refusal) }
    if JSONObject(current.bytes) != nil, JSONObject(new) == nil {
      session.warn(
        "the value was a JSON object, and is none any more: check its brackets and commas."
      )
    }
    guard try change.confirm(plan, reached) else { return .usage }
    guard !dryRun else {
      change.report("modified", reached)
      return .done
    }
    let put = GuardedPut(
      session: session,
      reached: reached,
      force: force,
      mayForce: true,
      mayAsk: !yes
    )
    let version = try await put.put(reference.id, new, seen: current.version.id, options)
    change.report("modified", reached, ["version": version.id])
    session.say("\(visible(reference.description)) is now at version \(visible(version.id)).")
    return .done
  }

  /// The last part of the name, with an ending by which editors tell JSON.
  private var fileName: String {
    let last = reference.name.split(separator: "/").last.map(String.init) ?? "secret"
    let name = String(
      last.filter { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }.prefix(64)
    )
    let isJSON = current.bytes.first == UInt8(ascii: "{")
    return (name.isEmpty ? "secret" : name) + (isJSON ? ".json" : ".txt")
  }
}

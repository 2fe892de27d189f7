import AWS
import ArgumentParser
import Secrets
import Synchronization

struct RunCommand: StoreVerb {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "run",
      abstract: "Run a program with secrets in its environment.",
      usage: "git secrets-sync run [<choices> ...] [<options>] -- <program> [<arguments> ...]",
      discussion: """
        The program takes this one's place: no shell, its own signals and exit status, and what it \
        prints is left alone. A choice is as for `dump`. Credentials of AWS that stand in the \
        environment are left out unless --keep-aws.
        """
    )
  }

  @Argument(help: "Which secrets: `sm:myapp/*`, `DB_USER=sm:myapp/db#user`.")
  var choices: [String] = []

  // The parser has no second list of arguments: `separated` gives it what follows `--` as options,
  // with a mark before each, since it passes over an empty one and stops at a second `--`.
  @Option(name: .customLong("argument"), parsing: .unconditionalSingleValue, help: .hidden)
  var marked: [String] = []

  private var program: [String] { marked.map { String($0.dropFirst()) } }

  @Flag(help: "Make each member of a JSON object a variable of its own: DB_USER, DB_PASSWORD.")
  var expand = false

  @Flag(help: "Leave the credentials of AWS in the environment.")
  var keepAws = false

  @Option(
    name: .customLong("allow-name"),
    help: ArgumentHelp("Set also a variable that steers programs, such as PATH.", valueName: "name")
  )
  var allowedNames: [String] = []

  @OptionGroup var common: CommonOptions

  var options: GlobalOptions { GlobalOptions(common, format: .text) }

  func validate() throws {
    if program.isEmpty {
      throw ValidationError("Name the program after `--`: git secrets-sync run -- PROGRAM.")
    }
  }

  /// The arguments of the command, or of `vault run`, with each one behind `--` as the value of an
  /// option.
  static func separated(_ arguments: [String]) -> [String] {
    guard let end = arguments.firstIndex(of: "--"),
      arguments.first == _commandName
        || arguments.first == VaultCommand._commandName && arguments[..<end].contains("run")
    else { return arguments }
    return arguments[..<end] + arguments[(end + 1)...].map { "--argument=:" + $0 }
  }

  /// Reads the values, then becomes the program, on the thread that the process began with.
  func execute(in world: World) throws -> ExitStatus {
    let ready = Mutex<ProgramStart?>(nil)
    let command = self
    let status = try Self.wait {
      let start = try await command.prepare(Session(world: world, options: command.options))
      ready.withLock { $0 = start }
      return .done
    }
    guard status == .done, let start = ready.withLock({ $0 }) else { return status }
    try world.output.flush()
    try world.messages.flush()
    throw start.replaceThisProcess()
  }

  func run(in session: Session) async throws -> ExitStatus {
    _ = try await prepare(session)
    return .done
  }

  private func prepare(_ session: Session) async throws -> ProgramStart {
    let name = program.first ?? ""
    let environment = session.world.environment
    guard let path = ProgramStart.locate(name, environment["PATH"]) else {
      let isThere = name.contains("/") && ValueInput.isThere(name, in: session)
      throw Failure.usage(
        isThere
          ? "“\(visible(name))” is no program: a folder, or a file that may not be executed."
          : "There is no program “\(visible(name))”.",
        hint: "Name one that is in PATH, or its path."
      )
    }
    let entries = try await ChosenValues(session: session, naming: .variable, expanding: expand)
      .read(choices)
    let variables = try RunEnvironment(entries, allowing: allowedNames)
    for name in variables.replaced(in: environment) {
      session.detail("\(name) of the environment is replaced.")
    }
    return ProgramStart(
      path: path,
      arguments: program,
      environment: keepAws ? environment : RunEnvironment.withoutCredentials(environment),
      secrets: variables.entries
    )
  }
}

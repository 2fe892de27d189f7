import AWS
import ArgumentParser
import Secrets

struct ImportCommand: StoreVerb {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "import",
      abstract: "Take over the secrets that scripts, lists and other tools have.",
      discussion: """
        Reports of each secret where it was, whether the store has it, with the same value or another \
        one, and what is left to do; then writes, after a yes, a file of references for `plan`, which \
        holds no value. A SOURCE is a file as `plan` reads it, terraform:FILE (`terraform show -json`, \
        or a state file), cloudformation:STACK, cloudformation-exports:[PREFIX] or chamber:SERVICE. What \
        was not understood is named with its line, and the status is 3 then.
        """
    )
  }

  @Argument(
    help:
      "A file, terraform:FILE, cloudformation:STACK, cloudformation-exports:[PREFIX] or chamber:SERVICE.",
    completion: .file()
  )
  var sources: [String]

  @Option(
    help: ArgumentHelp(
      "The store of what files have, and what comes before each name: `ssm:/myapp/prod/`.",
      valueName: "store:prefix"
    )
  )
  var to: String?

  @Option(name: .customLong("as"), help: "How files are read; what their names say without it.")
  var format: DeclaredFormat?

  @Option(help: "Whose rules hold for a dotenv file; without it, what all agree on.")
  var dialect: DumpDialect?

  @Flag(help: "Read the values in Terraform's JSON as well, to compare them.")
  var values = false

  @Option(
    help: ArgumentHelp("The file of references to write, which must be new.", valueName: "file"),
    completion: .file()
  )
  var output = "secrets.toml"

  @Flag(name: .shortAndLong, help: "Do not ask for a confirmation.")
  var yes = false

  @Flag(help: "Report only, and write nothing.")
  var dryRun = false

  @OptionGroup var options: GlobalOptions

  func run(in session: Session) async throws -> ExitStatus {
    let path = session.world.absolute(output)
    let reading = try await ImportReading(
      sources.map(ImportedSource.init),
      readsValues: values,
      to: try to.map(TargetPrefix.init),
      as: format,
      dialect: dialect?.dialect,
      session
    )
    let report = ImportReport(reading, options: words, place: options(of: reading, session))
    if !session.wantsJSON {
      session.print(report.text(session.out))
    }
    for problem in reading.problems { session.warn(visible(problem.text)) }
    try checkOutput(session)
    let answer = try reading.secrets.isEmpty ? Answer.no : write(report, to: path, session)
    let isWritten = answer == .yes
    if session.wantsJSON {
      session.print(report.json(output: output, isWritten: isWritten, dryRun: dryRun))
    }
    guard report.isComplete else {
      throw Failure(
        "\(count(reading.problems.count, "place")) \(reading.problems.count == 1 ? "was" : "were") "
          + "not understood, so this may not be all."
          + (isWritten ? " \(visible(output)) names them." : ""),
        hint: "Look at what is named above; nothing that is there was changed.",
        status: .incomplete
      )
    }
    return answer == .refused ? .usage : .done
  }

  private enum Answer { case yes, no, refused }

  /// Refuses, before anything is asked, to write where something is.
  private func checkOutput(_ session: Session) throws {
    guard !dryRun, yes || Confirmation(session: session, yes: false).canAsk else { return }
    if ValueInput.isThere(output, in: session) { throw isThere }
  }

  private var isThere: Failure {
    .usage(
      "\(visible(output)) is there already, and was left as it is.",
      hint: "Name another file with --output."
    )
  }

  /// The options by which `plan` and the others get to the stores that were reached.
  private func options(of reading: ImportReading, _ session: Session) -> String {
    // That of AWS says more than that of the embedded store, whose place is the repository.
    let reached = reading.stores.values.first { $0.identity != nil } ?? reading.stores.values.first
    return reached?.options ?? session.givenOptions
  }

  /// The options that other commands need to read the sources in the same way.
  private var words: [String] {
    var words: [String] = []
    if let to { words += ["--to", to] }
    if let format { words += ["--as", format.rawValue] }
    if let dialect { words += ["--dialect", dialect.rawValue] }
    return words
  }

  /// Writes the references, after a yes; whether it did.
  private func write(
    _ report: ImportReport,
    to path: String,
    _ session: Session
  ) throws -> Answer {
    guard !dryRun else { return .no }
    let names = Set(report.reading.secrets.map(\.target)).count
    if !yes {
      let confirmation = Confirmation(session: session, yes: false)
      guard confirmation.canAsk else {
        session.say("Nothing was written: there is no terminal to ask on. --yes goes ahead.")
        return .no
      }
      let question = "Write \(count(names, "reference")) to \(visible(output))?"
      guard try confirmation.ask(question) else {
        session.say("Nothing was written.")
        return .refused
      }
    }
    do throws(FileError) {
      try FileSystem.createNew(Array(report.declarations().utf8), at: path, mode: 0o644)
    } catch {
      throw error.isThere ? isThere : Failure.usage(visible(error.message), hint: error.hint)
    }
    session.say(
      "\(count(names, "reference")) in \(visible(output)), without a value. "
        + "`git secrets-sync plan \(ChangeText.argument(output))\(report.place)` says if one is gone."
    )
    return .yes
  }
}

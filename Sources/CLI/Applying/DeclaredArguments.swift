import ArgumentParser
import Secrets

/// The arguments of the commands that read files which declare secrets.
struct DeclaredArguments: ParsableArguments, Sendable {
  @Argument(
    help: "Scripts such as ssm-prod.py, or lists of names and values.",
    completion: .file()
  )
  var files: [String]

  @Option(
    help: ArgumentHelp(
      "The store, and what comes before each name: `ssm:/myapp/prod/`.",
      valueName: "store:prefix"
    )
  )
  var to: String?

  @Option(name: .customLong("as"), help: "How the files are read; what their names say without it.")
  var format: DeclaredFormat?

  @Option(help: "Whose rules hold for a dotenv file; without it, what all agree on.")
  var dialect: DumpDialect?

  @Flag(help: "Also delete what a file made once and has no more, where it is as it was left.")
  var prune = false

  @Flag(help: "Do not ask the vault whether it has a newer version of a file.")
  var stale = false

  func read(in session: Session) throws -> [DeclaredFile] {
    let target = try to.map(TargetPrefix.init)
    return try files.map {
      try DeclaredFile($0, as: format, dialect: dialect?.dialect, to: target, in: session)
    }
  }

  /// By what a journal knows which run it is of.
  func about(_ environment: EnvironmentSettings?) -> [String: String] {
    var words = files
    if let to { words += ["--to", to] }
    if let format { words += ["--as", format.rawValue] }
    if let dialect { words += ["--dialect", dialect.rawValue] }
    var about = ["arguments": words.map(ChangeText.argument).joined(separator: " ")]
    if let name = environment?.name, name != Session.nameless { about["env"] = name }
    return about
  }
}

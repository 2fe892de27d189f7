import ArgumentParser
import Git
import Scanning

/// Rules beside the built-in ones and those of the repository.
struct RuleOptions: ParsableArguments, Sendable {
  @Option(
    name: .customLong("rules"),
    help: ArgumentHelp(
      "Also the rules of a file in gitleaks' format. May be given more than once.",
      valueName: "file"
    ),
    completion: .file()
  )
  var files: [String] = []

  /// The rules of the working tree, and those of the files.
  func rules(in session: Session) throws -> RuleSet {
    var set = try session.repositoryRules()
    try add(to: &set, in: session)
    for warning in set.warnings { session.warn(warning) }
    return set
  }

  init() {}

  init(files: [String]) { self.files = files }

  func add(to set: inout RuleSet, in session: Session) throws {
    for path in files {
      let absolute = session.world.absolute(path)
      guard let bytes = try Files.readIfPresent(absolute) else {
        throw Failure.usage("There is no file \(visible(path)).")
      }
      let file = try RuleFileReader.read(bytes, file: path)
      // What it extends is looked for beside the working directory, as gitleaks does.
      try set.add(file) { try Files.readIfPresent(session.world.absolute($0)) }
    }
  }
}

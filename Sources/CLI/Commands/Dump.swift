import AWS
import ArgumentParser
import Git
import Secrets

struct DumpCommand: StoreVerb {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "dump",
      abstract: "Write secrets as a document, or as files.",
      discussion: """
        Into a pipe the whole document is written; on a terminal values are hidden unless --show. \
        A choice is a selector, a reference with a key or a version, or NAME=REFERENCE; without \
        one, the secrets of the environment. All of them are read or nothing is written, and what \
        a format cannot carry unchanged is refused.
        """
    )
  }

  @Argument(help: "Which secrets: `sm:myapp/*`, `sm:myapp/db#user`, `DB_USER=sm:myapp/db#user`.")
  var choices: [String] = []

  @Option(help: "How the document is written; that of the ending of FILE, else dotenv.")
  var format: DumpFormat?

  @Option(help: "Who reads a dotenv file.")
  var dialect: DumpDialect?

  @Option(
    help: ArgumentHelp(
      "Write a file for its owner alone; or a file for each value, into a folder (`DIR/`).",
      valueName: "file|dir/"
    ),
    completion: .file()
  )
  var to: String?

  @Option(help: ArgumentHelp("The name of a Kubernetes Secret.", valueName: "name"))
  var secretName = "secrets"

  @Flag(help: "Make each member of a JSON object a value of its own: DB_USER, DB_PASSWORD.")
  var expand = false

  @Flag(help: "Show values also on a terminal.")
  var show = false

  @OptionGroup var common: CommonOptions

  var options: GlobalOptions { GlobalOptions(common, format: .text) }

  /// The choices; `latest` behind a single one is its current version, as the article's scripts have it.
  private var wanted: [String] {
    choices.count == 2 && choices[1] == "latest" ? [choices[0]] : choices
  }

  func validate() throws {
    if dialect != nil, let format, format != .dotenv {
      throw ValidationError("--dialect is for dotenv files.")
    }
  }

  func run(in session: Session) async throws -> ExitStatus {
    let target = to.map { DumpTarget($0, in: session) }
    if case .folder(let path)? = target {
      guard format == nil, dialect == nil else {
        throw Failure.usage("Files in a folder hold the values as they are; they have no format.")
      }
      return try await writeFolder(path, session)
    }
    let format = try chosenFormat()
    guard format != .kubernetes || KubernetesName.isValid(secretName) else {
      throw Failure.usage(
        "“\(visible(secretName))” cannot be the name of a Kubernetes Secret.",
        hint:
          "Use lower-case letters, digits, `-` and `.`, with a letter or digit at both ends of each "
          + "part, at most \(KubernetesName.longest) characters."
      )
    }
    if case .file(let path)? = target {
      guard Files.isDestination(path) else {
        throw Failure.usage(
          "The values cannot be written to \(visible(to ?? "")).",
          hint: "Name a file in a folder that exists."
        )
      }
      try UnsharedPlace.check([path], in: session)
    }
    let entries = try await ChosenValues(
      session: session,
      naming: format.naming,
      expanding: isExpanding(format)
    )
    .read(wanted)
    let document = try document(of: entries, format)
    switch target {
    case .file(let path)?:
      try Files.deliver(document.exposed(), to: path, mode: 0o600)
      session.say("wrote \(count(entries.count, "value")) to \(visible(to ?? ""))")
    default: print(document, entries, session)
    }
    return .done
  }

  /// Masks are of the whole value and of its parts as it is.
  private func isExpanding(_ format: ExportFormat) -> Bool { expand && format != .githubMask }

  private func chosenFormat() throws -> ExportFormat {
    if let format { return format.format }
    guard dialect == nil, let to else { return .dotenv }
    return ExportFormat(fileName: to) ?? .dotenv
  }

  private func document(
    of entries: [ExportEntry],
    _ format: ExportFormat
  ) throws -> SecretBytes {
    do throws(ExportError) {
      return try format.document(entries, dialect: (dialect ?? .posix).dialect, named: secretName)
    } catch {
      throw Failure(error)
    }
  }

  private func print(_ document: SecretBytes, _ entries: [ExportEntry], _ session: Session) {
    guard session.world.output.isTerminal else {
      session.world.output.write(bytes: document.exposed())
      return
    }
    if show {
      session.warn("the values are on your screen now, and perhaps in its scroll-back.")
      session.print(ScreenText.of(document))
      return
    }
    var table = Table([.init("Name"), .init("Secret", mayShrink: true), .init("Value")])
    for entry in entries { table.add([entry.name, entry.source, "********"]) }
    session.print(table.text(for: session.out))
    session.warn("values are hidden on a terminal; --show shows them, a pipe gets them whole.")
  }

  private func writeFolder(_ folder: String, _ session: Session) async throws -> ExitStatus {
    let entries = try await ChosenValues(session: session, naming: .path, expanding: expand)
      .read(wanted)
    let files = try DumpFiles(entries, in: folder)
    try UnsharedPlace.check(files.paths, in: session)
    try files.write()
    session.say("wrote \(count(entries.count, "value")) to files in \(visible(to ?? ""))")
    return .done
  }
}

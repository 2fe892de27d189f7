import Secrets

/// What `import` found: a report for people, a document for programs, and a file of references.
///
/// None of the three has a value.
struct ImportReport {
  let reading: ImportReading
  /// The selectors that the environment lacks.
  let selectors: [String]
  /// The options that the sources were read with, for the commands that are left to be run.
  let options: [String]
  /// The options by which other commands get to the same stores, each with a space before it.
  let place: String

  /// Whether all was understood and found out.
  var isComplete: Bool { reading.problems.isEmpty }

  init(_ reading: ImportReading, options: [String], place: String) {
    self.reading = reading
    self.options = options
    self.place = place
    selectors = ImportSelectors.covering(
      reading.secrets.filter { $0.state != .unseen }.map(\.target),
      besides: reading.environment?.selectors ?? []
    )
  }

  // MARK: What is left to do

  /// The commands that are left to be run, each once.
  var commands: [String] {
    var commands: [String] = []
    for secret in reading.secrets {
      guard let command = command(secret), !commands.contains(command) else { continue }
      commands.append(command)
    }
    return commands
  }

  private func command(_ secret: ImportedSecret) -> String? {
    switch secret.state {
    case .missing, .differs:
      guard let file = secret.file else {
        let name = ChangeText.argument(secret.target.description)
        let verb = secret.state == .missing ? "create" : "compare"
        return verb == "create" ? "git secrets-sync create \(name)\(place)" : nil
      }
      // What is not wholly understood is not applied.
      guard secret.state != .missing || !reading.isPartly(file) else { return nil }
      let words = [file] + options
      let verb = secret.state == .missing ? "apply" : "plan"
      return "git secrets-sync \(verb) " + words.map(ChangeText.argument).joined(separator: " ")
        + place
    default: return nil
    }
  }

  private static func now(_ state: ImportedSecret.State?) -> String {
    switch state {
    case .same: "there, with the same value"
    case .differs: "there, with another value"
    case .there: "there"
    case .missing: "not there"
    case .unseen, nil: "not known"
    }
  }

  private func left(_ secret: ImportedSecret) -> String {
    switch secret.state {
    case .same, .there: "nothing"
    case .differs: "decide which one holds"
    case .missing:
      switch secret.file {
      case nil: "create it"
      case let file? where reading.isPartly(file): "mend \(file), then apply it"
      case let file?: "apply \(file)"
      }
    case .unseen, nil: "look again"
    }
  }

  // MARK: Forms

  /// The table, what was not understood, and what is left to do.
  func text(_ terminal: Terminal) -> String {
    var table = Table([
      .init("Secret", mayShrink: true), .init("Was", mayShrink: true), .init("Now"),
      .init("To do", mayShrink: true),
    ])
    for secret in reading.secrets {
      table.add([
        secret.target.description, secret.place, Self.now(secret.state), left(secret),
      ])
    }
    var text = reading.secrets.isEmpty ? "" : table.text(for: terminal)
    if !selectors.isEmpty {
      let list = selectors.map { "\"\(visible($0))\"" }.joined(separator: ", ")
      let name = reading.environment.map(\.name) ?? Session.nameless
      let title = name == Session.nameless ? "an environment" : "[environments.\(visible(name))]"
      text += "\nFor `secrets` of \(title) in \(Configuration.fileName): \(list)\n"
    }
    if !commands.isEmpty {
      text += "\nLeft to do:\n" + commands.map { "  \(visible($0))\n" }.joined()
    }
    return text
  }

  func json(output: String, isWritten: Bool, dryRun: Bool) -> JSON {
    let secrets = reading.secrets.map { secret in
      JSON.present([
        ("secret", .string(secret.target.description)),
        ("origin", .string(secret.origin)),
        ("line", secret.line.map(JSON.integer)),
        ("state", .string((secret.state ?? .unseen).rawValue)),
        ("command", command(secret).map(JSON.string)),
      ])
    }
    let problems = reading.problems.map { problem in
      JSON.present([
        ("origin", .string(problem.origin)), ("line", problem.line.map(JSON.integer)),
        ("message", .string(problem.message)),
      ])
    }
    let name = reading.environment.map(\.name)
    return .present([
      ("schema", .integer(1)),
      ("dryRun", .bool(dryRun)),
      ("environment", name == Session.nameless ? nil : name.map(JSON.string)),
      ("complete", .bool(isComplete)),
      ("output", .string(output)),
      ("written", .bool(isWritten)),
      ("secrets", .array(secrets)),
      ("problems", .array(problems)),
      ("selectors", .array(selectors.map(JSON.string))),
      ("commands", .array(commands.map(JSON.string))),
    ])
  }

  /// The file of references, each secret once.
  func declarations() -> String {
    var text = "# Secrets that are kept in \(Self.comment(reading.place)); no values.\n"
    for problem in reading.problems { text += "# Not understood: \(Self.comment(problem.text))\n" }
    var written: Set<SecretReference> = []
    let here = reading.secrets.filter { !$0.isElsewhere }
    for secret in here where written.insert(secret.target).inserted {
      let places = here.filter { $0.target == secret.target }.map(\.place)
      text += "\n# \(Self.comment(places.joined(separator: "; ")))\n"
      text += "[secrets.\(Self.quoted(secret.target.description))]\nkeep = true\n"
    }
    return text
  }

  /// What may stand in a comment of TOML: no control characters.
  private static func comment(_ text: String) -> String { visible(text) }

  /// A basic string of TOML (toml.io/en/v1.0.0).
  private static func quoted(_ text: String) -> String {
    let body = text.unicodeScalars.map { scalar -> String in
      switch scalar {
      case "\"", "\\": return "\\\(scalar)"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        let hex = String(scalar.value, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: return String(scalar)
      }
    }
    return "\"\(body.joined())\""
  }
}

import Git
import Hooks

/// One step of `init` and how it went.
struct SetUpStep {
  enum Outcome: String {
    case done
    case present = "already there"
    case later
    case open = "needs you"
  }

  let outcome: Outcome
  let message: String
  var hint: String?

  func text(_ terminal: Terminal) -> String {
    let color: Paint =
      switch outcome {
      case .done: .green
      case .present, .later: .dim
      case .open: .yellow
      }
    let label = outcome.rawValue + String(repeating: " ", count: 13 - outcome.rawValue.count)
    var text = terminal.paint(label, color) + "  " + visible(message) + "\n"
    for line in hint?.split(separator: "\n", omittingEmptySubsequences: false) ?? [] {
      text += String(repeating: " ", count: 15) + visible(String(line)) + "\n"
    }
    return text
  }

  var json: JSON {
    .present([
      ("outcome", .string(outcome.rawValue)), ("message", .string(message)),
      ("hint", hint.map(JSON.string)),
    ])
  }
}

/// The steps of `init`; each looks first, and changes only what is missing.
struct SetUp {
  let session: Session
  let layout: RepositoryLayout
  let top: String
  let yes: Bool

  /// Writes `.secrets-sync.toml` where there is none; a broken one is an error.
  func configuration() throws -> SetUpStep {
    let path = top + "/" + Configuration.fileName
    guard try Files.readIfPresent(path) == nil else {
      let count = try session.configuration().environments.count
      let environments = count == 1 ? "1 environment" : "\(count) environments"
      return SetUpStep(
        outcome: .present,
        message: "\(Configuration.fileName) (\(environments))"
      )
    }
    try Files.atomicWrite(Array(ConfigurationTemplate.text.utf8), to: path, mode: 0o644)
    return SetUpStep(
      outcome: .done,
      message: "wrote \(Configuration.fileName) with the environment dev (the embedded store)",
      hint: "Commit it. Environments in AWS: see the comments in it."
    )
  }

  /// Proposes the protected patterns that `.gitignore` lacks.
  func ignorePatterns() throws -> SetUpStep {
    let missing = try ProtectedFiles(session: session, top: top).missingIgnorePatterns()
    guard !missing.isEmpty else {
      return SetUpStep(outcome: .present, message: "the protected patterns are ignored by Git")
    }
    let list = missing.joined(separator: "\n")
    let question = "Add to .gitignore: \(missing.map(visible).joined(separator: "  ")) ?"
    let confirmation = Confirmation(session: session, yes: yes)
    guard yes || confirmation.canAsk, try confirmation.ask(question) else {
      return SetUpStep(
        outcome: .open,
        message: "add these lines to .gitignore, or run `init --yes`:",
        hint: list
      )
    }
    try append(missing)
    return SetUpStep(
      outcome: .done,
      message: "added \(count(missing.count, "pattern")) to .gitignore",
      hint: list
    )
  }

  func hook(shared: Bool) throws -> SetUpStep {
    let hooks = HookSetUp(session: session, layout: layout)
    return try shared ? hooks.share() : hooks.install()
  }

  /// Makes `git fetch` bring the ledger along.
  func ledger() throws -> SetUpStep {
    let remotes = try session.remotes()
    guard !remotes.isEmpty else {
      return SetUpStep(
        outcome: .later,
        message: "no remote to share the ledger with; run `init` again when there is one"
      )
    }
    let missing = try session.remotesWithoutLedger()
    for remote in missing {
      _ = try session.git.output([
        "config", "--add", "remote.\(remote).fetch", Session.refspec(for: remote),
      ])
    }
    let names = (missing.isEmpty ? remotes : missing).map(visible).joined(separator: ", ")
    return SetUpStep(
      outcome: missing.isEmpty ? .present : .done,
      message: "`git fetch` brings the ledger from \(names)",
      hint: missing.isEmpty ? nil : "What others have recorded: git secrets-sync fetch"
    )
  }

  /// Lets Git merge the allow list and the baseline line by line.
  func mergeDriver() throws -> SetUpStep {
    let missing = try MergeAttributes.missing(session)
    guard !missing.isEmpty else {
      return SetUpStep(
        outcome: .present,
        message: "\(AllowList.fileName) and \(Baseline.fileName) merge by union"
      )
    }
    let path = top + "/.gitattributes"
    var bytes = try Files.readIfPresent(path) ?? []
    if let last = bytes.last, last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
    for name in missing { bytes += "\(name) merge=union\n".utf8 }
    try Files.atomicWrite(bytes, to: path, mode: 0o644)
    let lines = missing.map { "\($0) merge=union" }
    return SetUpStep(
      outcome: .done,
      message: "added to .gitattributes: \(lines.joined(separator: ", "))"
    )
  }

  private func append(_ patterns: [String]) throws {
    let path = top + "/.gitignore"
    var bytes = try Files.readIfPresent(path) ?? []
    if let last = bytes.last, last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
    bytes += "# Files that hold secrets (git secrets-sync)\n".utf8
    for pattern in patterns { bytes += (pattern + "\n").utf8 }
    try Files.atomicWrite(bytes, to: path, mode: 0o644)
  }
}

import Git

/// What the command line wants to have in the configuration.
struct ConfigurationWishes {
  var environments: [ProposedEnvironment] = []
  /// Patterns of files that may never be committed.
  var protect: [String] = []
}

extension SetUp {
  /// A first `.secrets-sync.toml`, with what the repository and the user's AWS files show, or what
  /// was wished for.
  func firstConfiguration(
    _ wishes: ConfigurationWishes,
    _ survey: Survey
  ) throws -> [SetUpItem] {
    let protect =
      wishes.protect + (survey.hasUncoveredModules ? ["**/secured_modules/**/*.tf"] : [])
    let environments = wishes.environments
    let text = ConfigurationText.first(protect: protect, environments: environments)
    session.assume(try ConfigurationReader.read(Array(text.utf8), file: Configuration.fileName))
    let names = environments.map { visible($0.name) }.joined(separator: ", ")
    let content =
      environments.isEmpty
      ? "the environment dev (the embedded store)"
      : environments.count == 1 ? "the environment \(names)" : "the environments \(names)"
    let details = environments.map(\.text) + protect.map { "protects \(visible($0))" }
    let advice =
      environments.isEmpty
      ? "Commit it. Environments in AWS: see the comments in it."
      : "Look through it and commit it."
    let task = SetUpTask(
      plan: "write \(Configuration.fileName) with \(content)",
      details: details,
      isShared: true
    ) {
      try write(text)
      return SetUpStep(
        outcome: .done,
        message: "wrote \(Configuration.fileName) with \(content)",
        hint: (details + [advice]).joined(separator: "\n")
      )
    }
    let found = survey.text.map { SetUpItem.settled(.init(outcome: .found, message: $0)) }
    return (found.map { [$0] } ?? []) + [.task(task)]
  }

  /// The configuration that is there, and what the wishes add to it; a broken one is an error.
  func presentConfiguration(
    _ wishes: ConfigurationWishes,
    _ bytes: [UInt8]
  ) throws -> [SetUpItem] {
    let configuration = try session.configuration()
    let number = configuration.environments.count
    var items: [SetUpItem] = [
      .settled(
        SetUpStep(
          outcome: .present,
          message: "\(Configuration.fileName) (\(count(number, "environment")))"
        )
      )
    ]
    let new = try wishes.environments.filter { try isNew($0, in: configuration) }
    let patterns = wishes.protect.filter { !configuration.protectedPatterns.contains($0) }
    var text = String(decoding: bytes, as: UTF8.self)
    var details = new.map(\.text)
    if !new.isEmpty { text = ConfigurationText.adding(new, to: text) }
    if !patterns.isEmpty {
      // What cannot be a pattern is refused as in a first configuration.
      let first = ConfigurationText.first(protect: patterns, environments: [])
      _ = try ConfigurationReader.read(Array(first.utf8), file: Configuration.fileName)
      if let changed = try ConfigurationText.adding(protect: patterns, to: text) {
        text = changed
        details += patterns.map { "protects \(visible($0))" }
      } else {
        items.append(
          .settled(
            SetUpStep(
              outcome: .open,
              message: "add to `protect` in \(Configuration.fileName):",
              hint: patterns.map(ConfigurationText.quoted).joined(separator: "\n")
            )
          )
        )
      }
    }
    guard !details.isEmpty else { return items }
    session.assume(try ConfigurationReader.read(Array(text.utf8), file: Configuration.fileName))
    let result = text
    items.append(
      .task(
        SetUpTask(plan: "add to \(Configuration.fileName):", details: details, isShared: true) {
          try write(result)
          return SetUpStep(
            outcome: .done,
            message: "added to \(Configuration.fileName):",
            hint: details.joined(separator: "\n")
          )
        }
      )
    )
    return items
  }

  /// Whether the file lacks the environment; one that it has must be what was wished for.
  private func isNew(
    _ wish: ProposedEnvironment,
    in configuration: Configuration
  ) throws(Failure) -> Bool {
    guard let present = configuration.environment(named: wish.name) else { return true }
    let differs =
      (wish.profile != nil && wish.profile != present.profile)
      || (wish.region != nil && wish.region != present.region)
      || (wish.account != nil && wish.account != present.account)
    guard differs else { return false }
    throw .usage(
      "\(Configuration.fileName) has another environment \(visible(wish.name)) already.",
      hint: "Change it there; nothing was changed."
    )
  }

  private func write(_ text: String) throws {
    try Files.atomicWrite(Array(text.utf8), to: top + "/" + Configuration.fileName, mode: 0o644)
  }
}

extension ProposedEnvironment {
  /// On one line, for people.
  var text: String {
    var parts: [String] = []
    if let profile { parts.append("profile \(visible(profile))") }
    if let region { parts.append(region) }
    if let account { parts.append("account \(account)") }
    parts += selectors.map(visible)
    return "\(visible(name)): \(parts.joined(separator: ", "))"
      + (areSelectorsGuessed ? " (what is usual; correct it)" : "")
  }
}

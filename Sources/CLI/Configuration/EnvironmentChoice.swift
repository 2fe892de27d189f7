import Git
import Secrets

/// Which environment a command works on.
extension Session {
  static let environmentSetting = "secrets-sync.env"

  /// The environment that was asked for, or the only one, or that of `git config`.
  func environment() throws -> EnvironmentSettings {
    let environments = try configuration().environments
    guard !environments.isEmpty else {
      throw Failure.usage(
        "No environment is configured.",
        hint: "`git secrets-sync init` writes \(Configuration.fileName) with a first one; or add "
          + "an [environments.NAME] table to it."
      )
    }
    if let name = options.environment { return try environment(called: name) }
    if environments.count == 1 { return environments[0] }
    if let name = try configuredEnvironmentName() { return try environment(called: name) }
    throw Failure.usage(
      "There are several environments: \(list(environments)).",
      hint: "Say which with --env NAME, or choose one for this clone: "
        + "git config \(Self.environmentSetting) NAME"
    )
  }

  /// The environment whose profile and region a store is reached with; nil where none is needed.
  func environment(for store: StoreKind) throws -> EnvironmentSettings? {
    if options.environment != nil { return try environment() }
    let environments = try configuration().environments
    guard store != .local, options.profile == nil else {
      return environments.count == 1 ? environments[0] : nil
    }
    return environments.isEmpty ? nil : try environment()
  }

  /// The store that a bare name belongs to.
  func defaultStore() throws -> StoreKind? {
    let environments = try configuration().environments
    if environments.isEmpty { return .local }
    let stores: [StoreKind] =
      if options.environment != nil {
        try environment().stores
      } else {
        environments.flatMap(\.stores)
      }
    let distinct = Set(stores)
    return distinct.count == 1 ? distinct.first : nil
  }

  /// Reads a reference; a bare name belongs to the default store.
  ///
  /// The mark that tables put where they cut a version is no part of it.
  func reference(_ text: String) throws -> SecretReference {
    let isCut = text.hasSuffix("…") && text.contains("@")
    let text = isCut ? String(text.dropLast()) : text
    let store = try defaultStore()
    let reference = try SecretReference(parsing: text, defaultStore: store)
    if !text.hasPrefix("arn:"), !text.hasPrefix(reference.store.rawValue + ":") {
      detail("“\(visible(text))” is read as \(visible(reference.description)).")
    }
    return reference
  }

  /// Reads a reference that must stand for all of a secret, not for a key or a version of it.
  func wholeSecret(_ text: String, for verb: String) throws -> SecretReference {
    let reference = try reference(text)
    guard reference.key != nil || reference.version != nil else { return reference }
    let other = reference.withVersionInName.map {
      "; if the name holds the @ itself, write “\(visible($0.description))”"
    }
    throw Failure.usage(
      "\(visible(reference.description)) is a part of a secret; `\(verb)` is about a whole one.",
      hint: "Leave out the # and the @ and what follows them\(other ?? "")."
    )
  }

  /// Reads a selector; one without a store belongs to the default store.
  func selector(_ text: String) throws -> SecretSelector {
    let prefixes = StoreKind.allCases.map { $0.rawValue + ":" } + ["arn:"]
    guard !prefixes.contains(where: text.hasPrefix), let store = try defaultStore() else {
      return try SecretSelector(parsing: text)
    }
    return try SecretSelector(parsing: "\(store.rawValue):\(text)")
  }

  func environment(called name: String) throws -> EnvironmentSettings {
    let configuration = try configuration()
    if let found = configuration.environment(named: name) { return found }
    let names = configuration.environments.map(\.name)
    let guess = nearest(to: name, in: names).map { "Did you mean \($0)? " } ?? ""
    throw Failure.usage(
      "There is no environment “\(visible(name))”.",
      hint: names.isEmpty
        ? "None is configured; add [environments.\(visible(name))] to \(Configuration.fileName)."
        : "\(guess)Configured: \(list(configuration.environments))."
    )
  }

  /// The environment that `git config` names for this clone.
  func configuredEnvironmentName() throws -> String? {
    guard try layoutIfAny() != nil else { return nil }
    let result = try git.run(["config", "--get", Self.environmentSetting])
    guard result.status == 0 else { return nil }
    let name = String(decoding: result.standardOutput, as: UTF8.self)
    return name.split(separator: "\n").first.map(String.init)
  }

  private func list(_ environments: [EnvironmentSettings]) -> String {
    environments.map { visible($0.name) }.joined(separator: ", ")
  }
}

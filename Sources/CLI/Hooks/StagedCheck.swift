import Git
import Hooks
import Scanning

/// The check of what is staged, as the hooks, `scan --staged` and `allow` run it.
enum StagedCheck {
  static func run(in session: Session) throws(HookError) -> PreCommitReport {
    try run(in: session, RuleOptions(files: [])).report
  }

  /// Also gives the rules, which are those of the index.
  ///
  /// With a level other than the repository's where one is given. `topLevel` is that of
  /// the working tree, where Git does not run there.
  static func run(
    in session: Session,
    _ ruleOptions: RuleOptions,
    _ quiet: QuietOptions? = nil,
    level: Sensitivity? = nil,
    keepsValues: Bool = false,
    topLevel: String? = nil
  ) throws(HookError) -> (report: PreCommitReport, rules: RuleSet) {
    let rules = HookRules(session, ruleOptions, quiet, level: level, keepsValues: keepsValues)
    let places = session.hookPlaces
    let heads = places?.mergeHeads ?? []
    return (try run(in: session, rules, mergeHeads: heads, topLevel: topLevel), rules.rules)
  }

  static func run(
    in session: Session,
    _ rules: HookRules,
    mergeHeads: [ObjectID],
    topLevel: String? = nil
  ) throws(HookError) -> PreCommitReport {
    try PreCommit(
      git: session.git,
      topLevel: topLevel,
      scanner: rules.scanner,
      loadPolicy: rules.policy,
      loadAllowances: { bytes, file in
        let configuration = try ConfigurationReader.read(bytes, file: file)
        return PathAllowances(
          ignored: configuration.allowIgnored,
          copies: configuration.allowCopies
        )
      },
      quieting: rules.quieting,
      mergeHeads: mergeHeads
    ).run()
  }
}

extension Session {
  /// Nil where only Git knows where they are.
  var hookPlaces: HookPlaces? {
    if let places = HookPlaces(directory: world.directory, environment: world.environment) {
      return places
    }
    guard let layout = try? layout() else { return nil }
    var environment = world.environment
    environment["GIT_DIR"] = layout.gitDirectory
    return HookPlaces(directory: world.directory, environment: environment)
  }
}

extension Configuration {
  /// Everything that must not be committed: the policy's patterns, the files of the vault, and the vault's sides
  /// of files that are being merged.
  var protectedPatterns: [String] {
    let patterns = protect ?? Policy.defaultProtect
    // What ends otherwise has them already.
    let sides = vaultFiles.filter { !$0.hasSuffix("/") && !$0.hasSuffix("*") && !$0.hasPrefix("!") }
      .map { $0 + ".vault-*" }
    return patterns + (vaultFiles + sides).filter { !patterns.contains($0) }
  }
}

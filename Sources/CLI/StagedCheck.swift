import Git
import Hooks
import Scanning

/// The check of what is staged, as the hook, `scan --staged` and `allow` run it.
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
    var rules = RuleSet()
    var options = ScanOptions(keepsValues: keepsValues)
    var levels: [Sensitivity] = []
    let check = PreCommit(
      git: session.git,
      topLevel: topLevel,
      // Made after the policy is read.
      scanner: { staged in
        options.sensitivity = level ?? levels.max() ?? .default
        rules = try RuleSources.load(
          try staged(Configuration.fileName).map {
            try ConfigurationReader.read($0, file: Configuration.fileName)
          } ?? Configuration(),
          read: staged
        )
        try ruleOptions.add(to: &rules, in: session)
        for warning in rules.warnings { session.warn(warning) }
        return try rules.scanner(options)
      },
      loadPolicy: { bytes, file in
        let configuration = try ConfigurationReader.read(bytes, file: file)
        // Where the commit changes the policy both versions are read: the more sensitive counts.
        levels.append(configuration.sensitivity ?? .default)
        options.accounts.merge(configuration.accounts) { first, _ in first }
        return configuration.protectedPatterns
      },
      loadAllowances: { bytes, file in
        let configuration = try ConfigurationReader.read(bytes, file: file)
        return PathAllowances(
          ignored: configuration.allowIgnored,
          copies: configuration.allowCopies
        )
      },
      quieting: QuietingOptions(
        today: session.today,
        isOff: quiet?.noIgnore == true,
        ignoresComments: quiet?.noInline == true,
        loadInline: { bytes, file in try ConfigurationReader.read(bytes, file: file).inline }
      )
    )
    let report = try check.run()
    return (report, rules)
  }
}

extension Configuration {
  /// Everything that must not be committed: the policy's patterns and the files of the vault.
  var protectedPatterns: [String] {
    let patterns = protect ?? Policy.defaultProtect
    return patterns + vaultFiles.filter { !patterns.contains($0) }
  }
}

import Git
import Hooks
import Scanning

/// The check of what is staged, as the hook, `scan --staged` and `allow` run it.
enum StagedCheck {
  /// Runs it, with a level other than the repository's where one is given.
  static func run(
    in session: Session,
    level: Sensitivity? = nil,
    _ quiet: QuietOptions? = nil
  ) throws(HookError) -> PreCommitReport {
    var options = ScanOptions()
    var levels: [Sensitivity] = []
    let check = PreCommit(
      git: session.git,
      // Made after the policy is read.
      scanner: { () throws(ScanError) in
        options.sensitivity = level ?? levels.max() ?? .default
        return try Scanner(options: options)
      },
      loadPolicy: { bytes, file in
        let configuration = try ConfigurationReader.read(bytes, file: file)
        // Where the commit changes the policy both versions are read: the more sensitive counts.
        levels.append(configuration.sensitivity ?? .default)
        options.accounts.merge(configuration.accounts) { first, _ in first }
        return configuration.protectedPatterns
      },
      quieting: QuietingOptions(
        today: session.today,
        isOff: quiet?.noIgnore == true,
        ignoresComments: quiet?.noInline == true,
        loadInline: { bytes, file in try ConfigurationReader.read(bytes, file: file).inline }
      )
    )
    return try check.run()
  }
}

extension Configuration {
  /// Everything that must not be committed: the policy's patterns and the files of the vault.
  var protectedPatterns: [String] {
    let patterns = protect ?? Policy.defaultProtect
    return patterns + vaultFiles.filter { !patterns.contains($0) }
  }
}

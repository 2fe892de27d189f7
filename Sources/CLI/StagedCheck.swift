import Git
import Hooks
import Scanning

/// The check of what is staged, as the hook, `scan --staged` and `allow` run it.
enum StagedCheck {
  static func run(in session: Session) throws(HookError) -> PreCommitReport {
    let check = PreCommit(
      git: session.git,
      scanner: { () throws(ScanError) in try Scanner() },
      loadPolicy: { bytes, file in
        try ConfigurationReader.read(bytes, file: file).protectedPatterns
      }
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

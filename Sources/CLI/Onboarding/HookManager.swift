import Git

/// A program that manages a repository's hooks, told by its configuration.
enum HookManager: String, CaseIterable {
  case husky
  case lefthook
  case preCommit = "pre-commit"
  case prek

  /// Where its configuration is, from the top level.
  private var files: [String] {
    switch self {
    case .husky: [".husky/pre-commit", ".husky/_/h", ".husky/husky.sh"]
    case .lefthook:
      ["lefthook.yml", ".lefthook.yml", "lefthook.yaml", ".lefthook.yaml", "lefthook.toml"]
    case .preCommit: [".pre-commit-config.yaml"]
    case .prek: ["prek.toml"]
    }
  }

  /// The managers that a repository has, each with the file that says so.
  static func all(in top: String) throws -> [(manager: HookManager, file: String, text: String)] {
    try allCases.compactMap { manager in
      for file in manager.files {
        guard let bytes = try Files.readIfPresent(top + "/" + file) else { continue }
        return (manager, file, String(decoding: bytes, as: UTF8.self))
      }
      return nil
    }
  }

  /// What becomes of our hooks without that.
  var problem: String {
    switch self {
    case .husky: "once husky is installed, Git runs its hooks in the place of ours"
    case .lefthook:
      "the next `lefthook install` puts its hooks in the place of ours, and runs these no more"
    case .preCommit, .prek: "it keeps our hooks, and runs them"
    }
  }

  /// What to add so that its hook runs the check, where it would otherwise take the place of ours;
  /// nil for those that keep a hook which they find, and run it.
  var advice: String? {
    switch self {
    case .preCommit, .prek: nil
    case .husky:
      """
      Add a line at the end of each file in .husky:
      pre-commit: git secrets-sync hook pre-commit || exit
      pre-merge-commit: git secrets-sync hook pre-merge-commit || exit
      prepare-commit-msg: git secrets-sync hook prepare-commit-msg "$@" || exit
      commit-msg: git secrets-sync hook commit-msg "$@" || exit
      pre-push: git secrets-sync hook pre-push "$@" || exit
      """
    case .lefthook:
      """
      Add to it:
      pre-commit:
        commands:
          secrets-sync: {run: git secrets-sync hook pre-commit, priority: 99}
      The same for pre-merge-commit, prepare-commit-msg, commit-msg and pre-push: docs/hooks.md.
      """
    }
  }
}

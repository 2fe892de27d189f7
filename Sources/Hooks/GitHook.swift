/// The hooks of Git that this program serves (githooks(5)).
package enum GitHook: String, Sendable, CaseIterable {
  case preCommit = "pre-commit"
  case preMergeCommit = "pre-merge-commit"
  case prepareCommitMessage = "prepare-commit-msg"
  case commitMessage = "commit-msg"
  case preApplyPatch = "pre-applypatch"
  case applyPatchMessage = "applypatch-msg"
  case prePush = "pre-push"
  case postCheckout = "post-checkout"
  case postMerge = "post-merge"
  case postRewrite = "post-rewrite"
  case preReceive = "pre-receive"
  case update

  /// What `init` installs in a repository where people work.
  package static let ofClones: [GitHook] = [
    .preCommit, .preMergeCommit, .prepareCommitMessage, .commitMessage, .preApplyPatch,
    .applyPatchMessage, .prePush, .postCheckout, .postMerge, .postRewrite,
  ]

  /// What `init` installs in a bare repository, to which people push.
  ///
  /// `update` sees one reference where `pre-receive` sees all of them; it is for servers that leave
  /// only that one to their users.
  package static let ofServers: [GitHook] = [.preReceive]

  package var name: String { rawValue }

  /// What the hook holds up where the check does not pass; nil where it only reminds.
  package var object: String? {
    switch self {
    case .preCommit, .commitMessage, .prepareCommitMessage: "commit"
    case .preMergeCommit: "merge"
    case .preApplyPatch, .applyPatchMessage: "patch"
    case .prePush, .preReceive, .update: "push"
    case .postCheckout, .postMerge, .postRewrite: nil
    }
  }

  /// Whether it lets things pass where the program is gone.
  ///
  /// Git runs this hook with `--no-verify`, too: it would leave no way to commit at all. What it did
  /// not see the push hook does.
  var passesWithoutProgram: Bool { self == .prepareCommitMessage }

  /// Whether Git tells it something on standard input.
  package var readsInput: Bool {
    switch self {
    case .prePush, .preReceive, .postRewrite: true
    default: false
    }
  }

  /// What it does, for the second line of its script.
  var purpose: String {
    switch self {
    case .preCommit, .preMergeCommit: "looks at what is staged"
    case .preApplyPatch: "looks at what the patch has staged"
    case .prepareCommitMessage: "looks at what is staged, where no other hook has"
    case .commitMessage, .applyPatchMessage: "looks at the message"
    case .prePush, .preReceive, .update: "looks at what is pushed"
    case .postCheckout, .postMerge, .postRewrite: "reminds of what is out of date"
    }
  }
}

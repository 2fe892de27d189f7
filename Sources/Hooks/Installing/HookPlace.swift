import Git

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Where Git looks for a repository's hooks, and whose that place is.
enum HookPlace: Equatable {
  /// Inside the repository's Git directory: nobody else uses it.
  case own
  /// In the working tree, for all who clone.
  case shared
  /// Outside of the repository, for all repositories.
  case elsewhere

  init(_ layout: RepositoryLayout) {
    let place = Self.resolved(layout.hooksDirectory) + "/"
    if place.hasPrefix(Self.resolved(layout.commonDirectory) + "/") {
      self = .own
    } else if let top = layout.topLevel, place.hasPrefix(Self.resolved(top) + "/") {
      self = .shared
    } else {
      self = .elsewhere
    }
  }

  /// Whether the working tree brings our hooks for all who clone.
  static func isOfTeam(_ layout: RepositoryLayout) -> Bool {
    guard let top = layout.topLevel else { return false }
    let file = "\(top)/\(HookScript.teamFolder)/\(GitHook.preCommit.name)"
    return (try? Files.readIfPresent(file)).flatMap(\.self).map(HookScript.isShared) == true
  }

  /// What to do where hooks are not this repository's alone.
  static func advice(for hooks: [GitHook], hooksDirectory: String) -> String {
    guard hooks.count > 1, let first = hooks.first else {
      let name = hooks.first ?? .preCommit
      let file = userHook(name, in: hooksDirectory)
      return "Add this line at the end of \(file): \(line(for: name))"
    }
    let lines = hooks.map { "  \($0.name): \(line(for: $0))" }
    let directory = Files.directory(of: userHook(first, in: hooksDirectory))
    return "Add a line at the end of each hook in \(directory):\n" + lines.joined(separator: "\n")
  }

  /// What runs our hook from another one.
  private static func line(for hook: GitHook) -> String {
    let arguments =
      switch hook {
      case .preCommit, .preMergeCommit, .preApplyPatch, .preReceive: ""
      case .prepareCommitMessage, .commitMessage, .applyPatchMessage, .prePush, .update,
        .postCheckout, .postMerge, .postRewrite:
        " \"$@\""
      }
    return "git secrets-sync hook \(hook.name)\(arguments)"
      + (hook.object == nil ? "" : " || exit")
  }

  /// The file in which people write a hook.
  ///
  /// Husky generates what is in `.husky/_`, and has it run the hooks in `.husky`.
  static func userHook(_ hook: GitHook, in hooksDirectory: String) -> String {
    (isHusky(hooksDirectory) ? String(hooksDirectory.dropLast("/_".count)) : hooksDirectory)
      + "/" + hook.name
  }

  static func isHusky(_ hooksDirectory: String) -> Bool { hooksDirectory.hasSuffix("/.husky/_") }

  /// The path without symbolic links, as far as it exists.
  private static func resolved(_ path: String) -> String {
    if let buffer = unsafe realpath(path, nil) {
      defer { unsafe free(buffer) }
      return unsafe String(cString: buffer)
    }
    guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return path }
    return resolved(String(path[..<slash])) + path[slash...]
  }
}

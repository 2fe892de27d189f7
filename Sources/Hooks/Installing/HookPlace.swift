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
  /// In the working tree, for all who clone, or outside of the repository, for all repositories.
  case elsewhere

  init(_ layout: RepositoryLayout) {
    let common = Self.resolved(layout.commonDirectory) + "/"
    self = (Self.resolved(layout.hooksDirectory) + "/").hasPrefix(common) ? .own : .elsewhere
  }

  /// What to do where hooks are not this repository's alone.
  static func advice(hooksDirectory: String) -> String {
    "Add this line at the end of \(userHook(in: hooksDirectory)): git secrets-sync hook pre-commit || exit"
  }

  /// The file in which people write their pre-commit hook.
  ///
  /// Husky generates what is in `.husky/_`, and has it run the hooks in `.husky`.
  static func userHook(in hooksDirectory: String) -> String {
    isHusky(hooksDirectory)
      ? hooksDirectory.dropLast("/_".count) + "/pre-commit" : hooksDirectory + "/pre-commit"
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

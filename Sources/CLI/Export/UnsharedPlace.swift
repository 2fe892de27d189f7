import FoundationEssentials
import Git

/// A place for values: where Git neither has the file nor would take it.
enum UnsharedPlace {
  /// Refuses files that are tracked in a repository, or that its ignore rules let in; the paths are
  /// absolute, and the folders above them need not be there.
  static func check(_ paths: [String], in session: Session) throws {
    for path in paths
    where (try? FileManager.default.destinationOfSymbolicLink(atPath: path)) != nil {
      throw Failure.usage(
        "\(visible(path)) is a symbolic link, and what it leads to may be a file that Git has.",
        hint: "Name the file itself."
      )
    }
    for (folder, paths) in Dictionary(grouping: paths, by: existingFolder) {
      try check(paths, in: folder, session)
    }
  }

  private static func check(_ paths: [String], in folder: String, _ session: Session) throws {
    try refuseGitDirectory(folder)
    // What a hook's environment says is about another repository than that of the folder.
    let environment = session.world.environment.filter { !$0.key.hasPrefix("GIT_") }
    let git = GitCommand(directory: folder, environment: environment)
    let layout: RepositoryLayout
    do {
      layout = try RepositoryLayout.find(git)
    } catch {
      guard error.kind == .notARepository else { throw error }
      return
    }
    guard layout.topLevel != nil else {
      throw Failure.usage(
        "Values are not written into a Git directory.",
        hint: "Choose a place outside of \(visible(folder))."
      )
    }
    let names = paths.map { String($0.dropFirst(folder.count + (folder.hasSuffix("/") ? 0 : 1))) }
    let tracked = try git.output(["--literal-pathspecs", "ls-files", "-z", "--"] + names)
    if let first = tracked.split(separator: 0).first {
      throw Failure.usage(
        "Git tracks \(visible(String(decoding: first, as: UTF8.self))), so values written there "
          + "would be in the next commit.",
        hint: "Choose another file; or untrack it: git rm --cached FILE."
      )
    }
    let rules = try IgnoreRules.matches(paths: names.map { GitPath(bytes: Array($0.utf8)) }, git)
    let open = names.filter { rules[GitPath(bytes: Array($0.utf8))]?.ignores != true }
    if let first = open.first {
      throw Failure.usage(
        "Git does not ignore \(visible(first)), so values written there could be committed.",
        hint: first.contains(".vault-")
          ? "`git secrets-sync policy check --fix` adds what .gitignore lacks."
          : "Add it to .gitignore, or choose a place outside of the repository."
      )
    }
  }

  /// Refuses a folder in what Git takes for a repository although no `.git` says so: whoever planted it
  /// also planted its configuration, by which Git runs what it says.
  private static func refuseGitDirectory(_ folder: String) throws {
    let files = FileManager.default
    var folder = Substring(folder)
    while !folder.isEmpty, !files.fileExists(atPath: folder + "/.git") {
      if ["HEAD", "objects", "refs"].allSatisfy({ files.fileExists(atPath: "\(folder)/\($0)") }) {
        throw Failure.usage(
          "Values are not written into a Git directory.",
          hint: "Choose a place outside of \(visible(String(folder)))."
        )
      }
      folder = folder[..<(folder.lastIndex(of: "/") ?? folder.startIndex)]
    }
  }

  /// The nearest folder above a path that is there.
  private static func existingFolder(_ path: String) -> String {
    var folder = Substring(path)
    while let slash = folder.lastIndex(of: "/") {
      folder = folder[..<slash]
      if folder.isEmpty { return "/" }
      var isDirectory = false
      if FileManager.default.fileExists(atPath: String(folder), isDirectory: &isDirectory),
        isDirectory
      {
        return String(folder)
      }
    }
    return "/"
  }
}

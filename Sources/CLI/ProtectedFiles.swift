import Git
import Hooks

/// The protected patterns beside what Git ignores and what it tracks.
struct ProtectedFiles {
  let session: Session
  let top: String

  private var git: GitCommand {
    GitCommand(directory: top, environment: session.world.environment)
  }

  /// The protected patterns that no `.gitignore` of the repository covers.
  ///
  /// A pattern of one's own (`core.excludesFile`, `.git/info/exclude`) protects nobody else and
  /// does not count.
  func missingIgnorePatterns() throws -> [String] {
    let patterns = try session.configuration().protectedPatterns
    let samples = patterns.map { ($0, GitPath(Self.sample(of: $0))) }
    let rules = try IgnoreRules.matches(paths: samples.map(\.1), git)
    return samples.filter { _, path in
      guard let rule = rules[path], rule.ignores, let source = rule.source.string else {
        return true
      }
      return source != ".gitignore" && (source.hasPrefix("/") || !source.hasSuffix("/.gitignore"))
    }
    .map(\.0)
  }

  /// The tracked files that are protected, each with its pattern.
  func tracked() throws -> [(path: GitPath, pattern: String)] {
    let protected = try ProtectedPaths(
      session.configuration().protectedPatterns,
      file: Configuration.fileName
    )
    let output = try git.output(["ls-files", "-z", "--full-name"])
    return output.split(separator: 0).compactMap { bytes in
      let path = GitPath(bytes: Array(bytes))
      return protected.pattern(protecting: path).map { (path, $0.source) }
    }
  }

  /// A path that the pattern matches.
  private static func sample(of pattern: String) -> String {
    var path = ""
    var rest = pattern.hasPrefix("/") ? pattern.dropFirst() : pattern[...]
    if rest.hasPrefix("**/") { rest = rest.dropFirst(3) }
    if rest.hasSuffix("/") { rest += "x" }
    while let character = rest.popFirst() {
      switch character {
      case "*", "?": path += "x"
      case "\\": if let next = rest.popFirst() { path.append(next) }
      case "[":
        // The first member that stands for itself.
        let member = rest.first { $0 != "!" && $0 != "^" } ?? "x"
        path.append(member)
        rest = rest.drop { $0 != "]" }.dropFirst()
      default: path.append(character)
      }
    }
    return path
  }
}

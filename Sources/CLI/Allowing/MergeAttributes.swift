import Git
import Hooks

/// Which of our files lack `merge=union` in the attributes of the working tree.
enum MergeAttributes {
  /// Asks Git, so that a pattern that covers them, or another driver chosen for them, counts.
  static func missing(_ session: Session) throws -> [String] {
    let names = [AllowList.fileName, Baseline.fileName]
    guard let top = try session.layout().topLevel else { return [] }
    let git = GitCommand(directory: top, environment: session.world.environment)
    // Path, attribute and value, each ended by NUL.
    let output = try git.output(["check-attr", "-z", "merge", "--"] + names)
    let fields = output.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
    return names.filter { name in
      guard let at = fields.firstIndex(of: name), at + 2 < fields.count else { return true }
      return fields[at + 2] == "unspecified"
    }
  }
}

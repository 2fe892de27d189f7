import Git
import Hooks

/// The protected patterns beside what Git ignores and what it tracks.
struct ProtectedFiles {
  let session: Session
  let top: String

  /// What stands before the lines that this program adds to `.gitignore`.
  private static let heading = "# Files that hold secrets (git secrets-sync)"

  /// Everything that there is to say about the policy and the ignore files.
  func state() throws -> PolicyState {
    let git = GitCommand(directory: top, environment: session.world.environment)
    return try PolicyCheck(git, session.configuration().protectedPatterns).run()
  }

  /// The protected patterns that no `.gitignore` of the repository covers.
  ///
  /// A pattern of one's own (`core.excludesFile`, `.git/info/exclude`) protects nobody else and
  /// does not count.
  func missingIgnorePatterns() throws -> [String] { try state().missing }

  /// Adds lines at the end of `.gitignore`; every other byte stays.
  func ignore(_ patterns: [String]) throws {
    let path = top + "/.gitignore"
    guard !Folder.isLink(path) else {
      throw Failure(
        ".gitignore is a symbolic link, which Git does not follow.",
        hint: "Put a file in its place.",
        status: .found
      )
    }
    var bytes = try Files.readIfPresent(path) ?? []
    let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
    let isCRLF = bytes.firstIndex(of: UInt8(ascii: "\n")).map { $0 > 0 && bytes[$0 - 1] == 0x0D }
    let end = isCRLF == true ? "\r\n" : "\n"
    if let last = bytes.last, last != UInt8(ascii: "\n") { bytes += end.utf8 }
    // Under the heading where that is the last one.
    let heading = lines.last { $0.hasPrefix("#") }
    if heading != Self.heading[...] { bytes += (Self.heading + end).utf8 }
    for pattern in patterns { bytes += (pattern + end).utf8 }
    try Files.atomicWrite(bytes, to: path, mode: 0o644)
  }
}

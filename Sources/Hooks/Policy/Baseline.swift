package import Git

/// The findings that stood when a repository began to be checked: the file `.secrets-sync.baseline`.
///
/// ```
/// salt 0f1e2d3c4b5a69788796a5b4c3d2e1f0
/// v2:0123456789abcdef0123456789abcdef generic-secret src/legacy.py
/// ```
///
/// Sorted by path, without values and positions. A value stays accepted in its own file only.
package struct Baseline: Sendable, Equatable {
  package static let fileName = ".secrets-sync.baseline"

  /// One accepted value in one file.
  package struct Entry: Sendable, Hashable, Comparable {
    /// `v2:` and 32 hex digits.
    package let fingerprint: String
    package let rule: String
    package let path: GitPath

    package init(fingerprint: String, rule: String, path: GitPath) {
      self.fingerprint = fingerprint
      self.rule = rule
      self.path = path
    }

    package static func < (a: Self, b: Self) -> Bool {
      if a.path != b.path { return a.path < b.path }
      return (a.rule, a.fingerprint) < (b.rule, b.fingerprint)
    }

    /// The line of the file, without its end.
    package var rendered: String { "\(fingerprint) \(rule) \(AllowEntry.quoted(path))" }
  }

  package private(set) var salts: [AllowSalt]
  package private(set) var entries: Set<Entry>

  package init(salts: [AllowSalt] = [], entries: Set<Entry> = []) {
    self.salts = salts
    self.entries = entries
  }

  /// Reads a whole file; what it cannot read is an error with its line, never skipped.
  package init(parsing bytes: [UInt8], file: String) throws(HookError) {
    self.init()
    for (number, line) in AllowText.lines(of: bytes) {
      if let salt = AllowSalt(parsing: line) {
        if !salts.contains(salt) { salts.append(salt) }
        continue
      }
      do throws(AllowFault) {
        // The same line with a reason is an allow entry.
        let entry = try AllowEntry(parsing: line + Array(" # -".utf8))
        guard entry.kind == .v2, entry.reason == "-" else {
          throw AllowFault(
            "The line is not one of a baseline.",
            hint: "A line is: v2:<32 hex digits> <rule> <path>"
          )
        }
        entries.insert(
          Entry(fingerprint: entry.fingerprint, rule: entry.rule, path: entry.path)
        )
      } catch {
        throw HookError(.policy, error.reason, hint: error.hint, file: file, line: number)
      }
    }
    guard entries.isEmpty || !salts.isEmpty else {
      throw HookError(
        .policy,
        "The baseline cannot be checked without the line that begins with \"salt\".",
        hint: "Take the line back from an earlier version of the file.",
        file: file
      )
    }
  }

  /// The whole file.
  package var rendered: String {
    let header = """
      # Findings that git secrets-sync accepts because they stood here before it did.
      # A line: <fingerprint> <rule> <path>. Written by: git secrets-sync baseline

      """
    return header
      + (salts.map(\.rendered) + entries.sorted().map(\.rendered)).map { $0 + "\n" }.joined()
  }
}

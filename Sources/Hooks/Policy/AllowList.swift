package import Git

/// The accepted findings of a repository: the file `.secrets-sync.allow`, one a line.
///
/// ```
/// # comments and blank lines are kept
/// v1:0123456789abcdef0123456789abcdef aws-access-key-id docs/example.md # AWS's own example (Ada, 2026-11-23)
/// ```
///
/// Order has no meaning, and an entry may stand twice: the file merges by union.
package struct AllowList: Sendable, Equatable {
  /// Where the list lives, from the top level of the repository.
  package static let fileName = ".secrets-sync.allow"

  /// In the order of the file; of two entries for one fingerprint, the first.
  package private(set) var entries: [AllowEntry] = []
  private var positions: [String: Int] = [:]
  /// 1-based line of each entry in the file.
  package private(set) var lines: [Int] = []

  package init() {}

  /// Reads a whole file; what it cannot read is an error with its line, never skipped.
  package init(parsing bytes: [UInt8], file: String) throws(HookError) {
    var rest = bytes[...]
    if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest.removeFirst(3) }
    let texts = rest.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, text) in texts.enumerated() {
      var line = text.last == UInt8(ascii: "\r") ? text.dropLast() : text
      line = line.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
      guard let first = line.first, first != UInt8(ascii: "#") else { continue }
      let entry: AllowEntry
      do throws(AllowFault) {
        entry = try AllowEntry(parsing: line)
      } catch {
        throw HookError(.policy, error.reason, hint: error.hint, file: file, line: index + 1)
      }
      guard positions[entry.fingerprint] == nil else { continue }
      positions[entry.fingerprint] = entries.count
      entries.append(entry)
      lines.append(index + 1)
    }
  }

  /// The entry for a finding's fingerprint.
  package func allows(fingerprint: String) -> AllowEntry? {
    positions[fingerprint].map { entries[$0] }
  }

  /// The entry for a finding; nil also when the entry names another rule or path.
  ///
  /// A list is read by people, so an entry that says one thing and allows another has no effect.
  package func allows(fingerprint: String, rule: String, path: GitPath) -> AllowEntry? {
    guard let entry = allows(fingerprint: fingerprint), entry.rule == rule, entry.path == path
    else { return nil }
    return entry
  }

  /// The file's bytes with `entry` at the end; every other byte stays.
  package static func appending(_ entry: AllowEntry, to file: [UInt8]) -> [UInt8] {
    var bytes = file
    if bytes.isEmpty {
      bytes +=
        """
        # Findings that git secrets-sync accepts. A line: <fingerprint> <rule> <path> # <reason>

        """.utf8
    } else if bytes.last != UInt8(ascii: "\n") {
      bytes.append(UInt8(ascii: "\n"))
    }
    bytes += entry.rendered.utf8
    bytes.append(UInt8(ascii: "\n"))
    return bytes
  }

  package static func == (left: Self, right: Self) -> Bool { left.entries == right.entries }
}

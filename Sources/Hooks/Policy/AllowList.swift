package import Git

/// The accepted findings of a repository: the file `.secrets-sync.allow`, one a line.
///
/// ```
/// # comments and blank lines are kept
/// salt 0f1e2d3c4b5a69788796a5b4c3d2e1f0
/// v2:0123456789abcdef0123456789abcdef aws-access-key-id docs/ # AWS's own example (Ada, 2026-11-23)
/// ```
///
/// Order has no meaning, and an entry may stand twice: the file merges by union.
package struct AllowList: Sendable, Equatable {
  /// Where the list lives, from the top level of the repository.
  package static let fileName = ".secrets-sync.allow"

  /// In the order of the file; of two that differ in their reasons only, the first, and of two that
  /// differ in their expiry, the one that holds longer.
  package private(set) var entries: [AllowEntry] = []
  /// 1-based line of each entry in the file.
  package private(set) var lines: [Int] = []
  package private(set) var salts: [AllowSalt] = []

  package init() {}

  /// Reads a whole file; what it cannot read is an error with its line, never skipped.
  package init(parsing bytes: [UInt8], file: String) throws(HookError) {
    var positions: [Place: Int] = [:]
    for (number, line) in AllowText.lines(of: bytes) {
      if let salt = AllowSalt(parsing: line) {
        if !salts.contains(salt) { salts.append(salt) }
        continue
      }
      let entry: AllowEntry
      do throws(AllowFault) {
        entry = try AllowEntry(parsing: line)
      } catch {
        throw HookError(.policy, error.reason, hint: error.hint, file: file, line: number)
      }
      let place = Place(fingerprint: entry.fingerprint, rule: entry.rule, path: entry.path)
      if let known = positions[place] {
        if let end = entries[known].expires, entry.expires.map({ $0 > end }) ?? true {
          (entries[known], lines[known]) = (entry, number)
        }
        continue
      }
      positions[place] = entries.count
      entries.append(entry)
      lines.append(number)
    }
    if salts.isEmpty, let first = entries.firstIndex(where: { $0.kind == .v2 }) {
      throw HookError(
        .policy,
        "The entry cannot be checked without the line that begins with \"salt\".",
        hint: "Take the line back from an earlier version of the file.",
        file: file,
        line: lines[first]
      )
    }
  }

  private struct Place: Hashable {
    let fingerprint: String
    let rule: String
    let path: GitPath
  }

  /// The first entry with a fingerprint.
  package func allows(fingerprint: String) -> AllowEntry? {
    entries.first { $0.fingerprint == fingerprint }
  }

  /// The entry for a finding; nil also when the entry names another rule or path.
  ///
  /// A list is read by people, so an entry that says one thing and allows another has no effect.
  package func allows(fingerprint: String, rule: String, path: GitPath) -> AllowEntry? {
    entries.first { $0.fingerprint == fingerprint && $0.rule == rule && $0.covers(path) }
  }

  /// The file's bytes with `entries` at the end; every other byte stays.
  ///
  /// `salt` is that of the entries, and is written where the file lacks it.
  package static func appending(
    _ entries: AllowEntry...,
    salt: AllowSalt? = nil,
    to file: [UInt8]
  ) -> [UInt8] {
    appending(entries, salt: salt, to: file)
  }

  package static func appending(
    _ entries: [AllowEntry],
    salt: AllowSalt? = nil,
    to file: [UInt8]
  ) -> [UInt8] {
    var bytes = file
    if bytes.isEmpty {
      bytes +=
        """
        # Findings that git secrets-sync accepts. A line: <fingerprint> <rule> <path> # <reason>

        """.utf8
    } else if bytes.last != UInt8(ascii: "\n") {
      bytes.append(UInt8(ascii: "\n"))
    }
    let known = AllowText.lines(of: file).compactMap { AllowSalt(parsing: $0.text) }
    if let salt, !known.contains(salt) { bytes += (salt.rendered + "\n").utf8 }
    for entry in entries { bytes += (entry.rendered + "\n").utf8 }
    return bytes
  }

  /// The file's bytes without some of its lines; every other byte stays.
  package static func removing(_ entries: Set<AllowEntry>, from file: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var rest = file[...]
    while !rest.isEmpty {
      let end = rest.firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? rest.endIndex
      let line = rest[..<end]
      rest = rest[end...]
      let text = AllowText.lines(of: Array(line)).first?.text
      let entry = text.flatMap { try? AllowEntry(parsing: $0) }
      if let entry, entries.contains(where: { $0.isAbout(theSameAs: entry) }) { continue }
      result += line
    }
    return result
  }

  package static func == (left: Self, right: Self) -> Bool {
    left.entries == right.entries && left.salts == right.salts
  }
}

extension AllowEntry {
  fileprivate func isAbout(theSameAs other: AllowEntry) -> Bool {
    fingerprint == other.fingerprint && rule == other.rule && path == other.path
  }
}

/// The lines of an allow list or baseline.
enum AllowText {
  /// The lines that are neither blank nor a comment, with their numbers from 1.
  static func lines(of bytes: [UInt8]) -> [(number: Int, text: ArraySlice<UInt8>)] {
    var rest = bytes[...]
    if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
    var lines: [(number: Int, text: ArraySlice<UInt8>)] = []
    let texts = rest.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, text) in texts.enumerated() {
      var line = text.last == UInt8(ascii: "\r") ? text.dropLast() : text
      line = line.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
      guard let first = line.first, first != UInt8(ascii: "#") else { continue }
      lines.append((index + 1, line))
    }
    return lines
  }
}

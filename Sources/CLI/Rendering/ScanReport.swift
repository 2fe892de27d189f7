package import Git
package import Hooks
package import Scanning

/// What a scan saw, ready to be shown.
package struct ScanReport: Sendable {
  package struct Entry: Sendable {
    package let path: GitPath
    package let finding: Finding
    /// Does the next commit bring it in? Nil where nobody asked.
    package var isNew: Bool?
    /// Where it entered the history.
    package var origin: History.Origin?
    /// Why what was meant to allow it does not.
    package var complaint: String?

    package init(
      path: GitPath,
      finding: Finding,
      isNew: Bool? = nil,
      origin: History.Origin? = nil,
      complaint: String? = nil
    ) {
      self.path = path
      self.finding = finding
      self.isNew = isNew
      self.origin = origin
      self.complaint = complaint
    }
  }

  package var blobs = 0
  /// What one of them is called.
  package var noun = "file"
  package var bytes = 0
  package var entries: [Entry] = []
  package var unread: [(path: GitPath, reason: String)] = []
  /// Staged files that must not be committed, with the reason.
  package var protectedFiles: [(path: GitPath, pattern: String, reason: String)] = []
  /// Other repositories inside of this one, which were not looked into.
  package var repositories: [GitPath] = []
  /// Findings that a comment, an entry or the baseline accepts.
  package var allowedFindings: [Allowed] = []
  /// Files that were not read in part, and whose entry accepts that.
  package var allowedUnread: [(path: GitPath, entry: AllowEntry)] = []

  package init() {}

  /// Whether a scan met anything of interest, allowed or not.
  package var hasHits: Bool { !entries.isEmpty || !allowedFindings.isEmpty }

  /// Adds what another part of the same scan saw.
  package mutating func append(_ other: ScanReport) {
    blobs += other.blobs
    bytes += other.bytes
    entries += other.entries
    unread += other.unread
    protectedFiles += other.protectedFiles
    repositories += other.repositories
    allowedFindings += other.allowedFindings
    allowedUnread += other.allowedUnread
  }

  package var status: ExitStatus {
    if !unread.isEmpty { return .incomplete }
    // What is in the last commit already is shown, but only what is new is this commit's fault.
    let isOpen = entries.contains { $0.isNew != false } || !protectedFiles.isEmpty
    return isOpen ? .found : .done
  }

  /// One finding a block; the last line says how much was looked at.
  package func text(for terminal: Terminal) -> String {
    var text = ""
    for (path, _, reason) in protectedFiles {
      text += terminal.paint(visible(path.description), .bold) + "  \(visible(reason))\n\n"
    }
    var advised: Set<String> = []
    for entry in entries {
      // What to do is said once for each rule.
      let isFirst = advised.insert(entry.finding.rule).inserted
      text += block(entry, isFirst ? entry.finding.advice : nil, terminal) + "\n"
    }
    return text
  }

  /// The closing line, for standard error.
  package func summary(_ terminal: Terminal) -> String {
    var text = "\(count(blobs, noun)) scanned (\(Self.size(bytes)))"
    text += entries.isEmpty ? ", nothing found" : ", \(count(entries.count, "finding"))"
    if !protectedFiles.isEmpty { text += ", \(count(protectedFiles.count, "protected file"))" }
    text += allowedSummary
    text += ".\n"
    if !repositories.isEmpty {
      let names = repositories.map { visible($0.description) }.joined(separator: ", ")
      text +=
        terminal.paint("note:", .cyan) + " not looked into, because other repositories: "
        + "\(names)\n"
    }
    if !unread.isEmpty {
      text +=
        terminal.paint("incomplete:", .red)
        + " this could not be read, so the result says nothing about it:\n"
      for (path, reason) in unread {
        text += "  \(visible(path.description)): \(visible(reason))\n"
      }
    }
    return text
  }

  private func block(_ entry: Entry, _ advice: String?, _ terminal: Terminal) -> String {
    let finding = entry.finding
    let place = "\(visible(entry.path.description)):\(finding.line):\(finding.column)"
    var text =
      terminal.paint(place, .bold) + "  \(finding.rule)  "
      + terminal.paint(finding.masked, .yellow) + "  \(finding.level.rawValue)\n"
    text += "  \(visible(finding.reason))\n"
    if let origin = entry.origin {
      text +=
        "  since commit \(origin.commit.abbreviated), \(visible(origin.author)), "
        + "\(visible(origin.date))\n"
    }
    if entry.isNew == false { text += "  already in the last commit\n" }
    if let complaint = entry.complaint { text += "  not allowed: \(visible(complaint))\n" }
    if let advice { text += Prose.wrapped(visible(advice), indentation: 2, for: terminal) }
    text += terminal.paint("  fingerprint \(finding.fingerprint)", .dim) + "\n"
    return text
  }

  /// The document of docs/commands.md, schema 1.
  package var json: JSON {
    .present([
      ("schema", .integer(1)),
      ("complete", .bool(unread.isEmpty)),
      ("scanned", .object([("blobs", .integer(blobs)), ("bytes", .integer(bytes))])),
      (
        "unread",
        .array(
          unread.map { path, reason in
            .object([("path", .string(Self.name(path))), ("reason", .string(reason))])
          }
        )
      ),
      (
        "protected",
        protectedFiles.isEmpty
          ? nil
          : .array(
            protectedFiles.map { path, pattern, reason in
              .object([
                ("path", .string(Self.name(path))), ("pattern", .string(pattern)),
                ("reason", .string(reason)),
              ])
            }
          )
      ),
      (
        "repositories",
        repositories.isEmpty ? nil : .array(repositories.map { .string(Self.name($0)) })
      ),
      ("allowed", .integer(allowedFindings.count)),
      ("allowedFindings", allowedJSON),
      ("allowedUnread", allowedUnreadJSON),
      ("findings", .array(entries.map(Self.json))),
    ])
  }

  private static func json(_ entry: Entry) -> JSON {
    let finding = entry.finding
    return .present([
      ("rule", .string(finding.rule)),
      ("level", .string(finding.level.rawValue)),
      ("path", .string(name(entry.path))),
      ("line", .integer(finding.line)),
      ("column", .integer(finding.column)),
      ("endLine", .integer(finding.endLine)),
      ("endColumn", .integer(finding.endColumn)),
      ("masked", .string(finding.masked)),
      ("fingerprint", .string(finding.fingerprint)),
      ("reason", .string(finding.reason)),
      ("complaint", entry.complaint.map(JSON.string)),
      ("new", entry.isNew.map(JSON.bool)),
      ("commit", entry.origin.map { .string($0.commit.hex) }),
      ("author", entry.origin.map { .string($0.author) }),
      ("date", entry.origin.map { .string($0.date) }),
    ])
  }

  /// A path as JSON can hold it; one that is not UTF-8 is written as Git quotes it.
  private static func name(_ path: GitPath) -> String { path.string ?? path.description }

  private static func size(_ bytes: Int) -> String {
    switch bytes {
    case ..<10_000: "\(bytes) bytes"
    case ..<10_000_000: "\(bytes / 1000) kB"
    default: "\(bytes / 1_000_000) MB"
    }
  }
}

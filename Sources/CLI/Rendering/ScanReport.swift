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

  package typealias UnreadEntry = (path: GitPath, reason: String)
  package typealias ProtectedEntry = (path: GitPath, pattern: String, reason: String)

  package var blobs = 0
  /// What one of them is called.
  package var noun = "file"
  package var bytes = 0
  /// Findings, and what is public by design (level `info`).
  package var entries: [Entry] = []
  package var unread: [UnreadEntry] = []
  /// Staged files that must not be committed, with the reason.
  package var protectedFiles: [ProtectedEntry] = []
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

  /// Passes over what came in with commits that an allow list of the rules names.
  mutating func allowCommits(of rules: RuleSet) {
    guard rules.allowsCommits else { return }
    var kept: [Entry] = []
    for entry in entries {
      guard let commit = entry.origin?.commit,
        let file = rules.fileAllowing(commit.hex, rule: entry.finding.rule)
      else {
        kept.append(entry)
        continue
      }
      let reason = "\(file) allows commit \(commit.abbreviated)"
      allowedFindings.append(
        Allowed(
          path: entry.path,
          finding: entry.finding,
          permission: Permission(source: .rules, reason: reason)
        )
      )
    }
    entries = kept
  }

  /// What counts.
  var findings: [Entry] { entries.filter { $0.finding.level > .info } }

  /// What is public by design.
  var publicEntries: [Entry] { entries.filter { $0.finding.level == .info } }

  package var status: ExitStatus {
    if !unread.isEmpty { return .incomplete }
    // What is in the last commit already is shown, but only what is new is this commit's fault.
    let isOpen =
      entries.contains { $0.isNew != false && $0.finding.level > .info } || !protectedFiles.isEmpty
    return isOpen ? .found : .done
  }

  /// A path as JSON can hold it; one that is not UTF-8 is written as Git quotes it.
  static func name(_ path: GitPath) -> String { path.string ?? path.description }
}

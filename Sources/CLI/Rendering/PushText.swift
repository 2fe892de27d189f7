import Git
import Hooks
import Scanning

/// What the hooks of a push say: the verdict, each finding with its commit, and what to do.
enum PushText {
  /// More than these are counted only.
  private static let shown = 8

  static func text(
    _ report: PushCheckReport,
    isServer: Bool,
    terminal: Terminal,
    quiet: Bool
  ) -> String {
    if report.verdict == .clean, quiet || report.commits + report.texts + report.totalBlobs == 0 {
      return ""
    }
    var lines = [verdict(report, terminal)]
    for (commit, unread) in report.unread.prefix(shown) {
      lines.append(terminal.paint(visible(unread.path.description), .bold) + place(commit))
      lines.append("  Not read: \(visible(unread.reason)).")
      if let hint = unread.hint { lines.append("  To do: \(visible(hint)).") }
    }
    for (commit, file) in report.protectedFiles.prefix(shown) {
      lines.append(
        terminal.paint(visible(file.path.description), .bold) + "  \(visible(file.reason))"
          + place(commit)
      )
    }
    for item in report.findings.prefix(shown) { lines += finding(item, terminal) }
    let rest = [report.unread.count, report.protectedFiles.count, report.findings.count]
      .map { max(0, $0 - shown) }.reduce(0, +)
    if rest > 0 { lines.append("… and \(rest) more: git secrets-sync scan --range A..B") }
    lines += advice(report, isServer: isServer)
    lines += notes(report, terminal)
    return lines.joined(separator: "\n") + "\n"
  }

  private static func verdict(_ report: PushCheckReport, _ terminal: Terminal) -> String {
    let blobs =
      report.coveredBlobs > 0
      ? "\(report.scannedBlobs) of \(count(report.totalBlobs, "blob")) scanned, "
        + "\(report.coveredBlobs) checked before"
      : "\(report.scannedBlobs) of \(count(report.totalBlobs, "blob")) scanned"
    let looked =
      count(report.commits, "commit") + ", " + blobs
      + AllowedSummary.text(report.allowed, unread: 0)
    let found = [
      (report.unread.count, "unread file"), (report.findings.count, "secret"),
      (report.protectedFiles.count, "protected file"),
    ]
    .filter { $0.0 > 0 }.map { count($0.0, $0.1) }.joined(separator: ", ")
    return switch report.verdict {
    case .clean:
      "secrets-sync: \(looked), \(report.old > 0 ? "nothing new found" : "nothing found")."
    case .blocked: terminal.paint("secrets-sync: push blocked:", .red) + " \(found); \(looked)."
    case .incomplete:
      terminal.paint("secrets-sync: push blocked, the check is incomplete:", .red)
        + " \(found); \(looked)."
    }
  }

  private static func finding(_ item: PushCheckReport.Item, _ terminal: Terminal) -> [String] {
    let finding = item.located.finding
    let file = item.located.path.member(finding.member)
    let place = "\(visible(file.description)):\(finding.line):\(finding.column)"
    var lines = [
      terminal.paint(place, .bold) + "  \(finding.rule)  "
        + terminal.paint(finding.masked, .yellow) + Self.place(item.commit),
      "  \(visible(finding.reason))",
    ]
    if let complaint = item.located.complaint {
      lines.append("  Not allowed: \(visible(complaint)).")
    }
    lines.append("  fingerprint \(finding.fingerprint)")
    return lines
  }

  private static func place(_ commit: PushCheckReport.Commit) -> String {
    let subject = commit.subject.prefix(60)
    return "\n  in commit \(commit.id.abbreviated)"
      + (subject.isEmpty ? "" : " “\(visible(String(subject)))”")
  }

  private static func advice(_ report: PushCheckReport, isServer: Bool) -> [String] {
    let found =
      report.findings.map(\.commit) + report.protectedFiles.map(\.commit)
      + report.unread.map(\.commit)
    guard !found.isEmpty else { return [] }
    var lines = [
      isServer
        ? "The server has not taken this."
        : "Not pushed yet: nothing has left this machine."
    ]
    let name = report.reference.map { visible($0.name) } ?? "BRANCH"
    let isTag = report.reference?.isTag == true
    let oldest = found.filter { $0.position != nil }.min { ($0.position ?? 0) < ($1.position ?? 0) }
    if let oldest {
      let start = oldest.isRoot ? "--root" : oldest.id.abbreviated + "^"
      let merges = report.hasMerges ? "--rebase-merges " : ""
      lines.append("Take it out of the commit that brings it in, not only out of the last one:")
      lines.append("  git rebase --interactive \(merges)\(start) \(name)")
      lines.append(
        oldest.isMerge
          ? "  write “break” below the line of that merge; then mend it, git add, git commit --amend, "
            + "git rebase --continue"
          : "  write “edit” for that commit (“reword” for a message); then mend it, git add, "
            + "git commit --amend, git rebase --continue"
      )
      if isTag { lines.append("  then: git tag --force \(name)") }
    }
    if found.contains(where: { $0.position == nil }) {
      let tag = isTag ? name : "NAME"
      lines.append("For the message of a tag: git tag --force --annotate \(tag) '\(tag)^{}'")
    }
    if report.unread.contains(where: \.unread.isContent) {
      lines.append(
        "If a file may go with what cannot be read in it, say why, and commit .secrets-sync.allow:"
      )
      lines.append("  git secrets-sync allow --unread FILE --reason \"WHY\"")
    }
    if let first = report.findings.first?.located {
      let isOne = report.findings.count == 1
      let (print, rule) =
        isOne ? (first.finding.fingerprint, first.finding.rule) : ("FINGERPRINT", "RULE")
      let path = isOne ? first.path.description : "PATH"
      lines.append(
        "If it is no secret, say why, commit .secrets-sync.allow on \(isTag ? "a branch" : name), and push again:"
      )
      lines.append(
        "  git secrets-sync allow \(print) --rule \(rule) --path \(quoted(visible(path))) "
          + "--reason \"WHY\""
      )
    }
    return lines
  }

  private static func quoted(_ path: String) -> String {
    let isPlain = path.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || "/._-".utf8.contains(byte)
    }
    if isPlain { return path }
    let parts = path.split(separator: "'", omittingEmptySubsequences: false)
    return "'" + parts.joined(separator: "'\\''") + "'"
  }

  private static func notes(_ report: PushCheckReport, _ terminal: Terminal) -> [String] {
    let note = terminal.paint("note:", .cyan)
    var lines: [String] = []
    if report.old > 0 {
      lines.append(
        "\(note) \(count(report.old, "secret")) in these files "
          + "\(report.old == 1 ? "was" : "were") there before; rotate "
          + "\(report.old == 1 ? "it" : "them"): git secrets-sync scan"
      )
    }
    if report.faint > 0 {
      lines.append("\(note) \(count(report.faint, "stand-in or identifier")), not blocking")
    }
    if report.hasReceipts, !report.unchecked.isEmpty {
      let names = report.unchecked.prefix(3).map { commit in
        commit.commit.id.abbreviated + (commit.reason.map { " (\(visible($0)))" } ?? "")
      }
      let more = report.unchecked.count > 3 ? " and \(report.unchecked.count - 3) more" : ""
      let (what, was) =
        report.unchecked.count == 1
        ? ("1 commit", "was") : ("\(report.unchecked.count) commits", "were")
      lines.append(
        "\(note) \(what) \(was) made without the hook, and looked at now: "
          + names.joined(separator: ", ") + more
      )
    }
    for change in report.policyChanges.prefix(3) {
      lines.append("\(note) policy: \(visible(change))")
    }
    return lines
  }
}

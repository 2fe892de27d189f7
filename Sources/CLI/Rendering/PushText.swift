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

  private static func place(_ commit: PushCheckReport.Commit?) -> String {
    guard let commit else { return "" }
    let subject = commit.subject.prefix(60)
    return "\n  in commit \(commit.id.abbreviated)"
      + (subject.isEmpty ? "" : " “\(visible(String(subject)))”")
  }

  private static func advice(_ report: PushCheckReport, isServer: Bool) -> [String] {
    let commits =
      report.findings.compactMap(\.commit) + report.protectedFiles.map(\.commit)
    guard let first = commits.first else { return [] }
    var lines = [
      isServer
        ? "Nothing was taken: the server has refused the push."
        : "Not pushed yet: nothing has left this machine."
    ]
    lines.append("Take it out of the commit that brings it in, not only out of the last one:")
    lines.append(
      "  git rebase --interactive \(first.id.abbreviated)^     (or, for the last commit, git commit --amend)"
    )
    if report.findings.contains(where: { $0.located.path == GitPath(CommitMessage.name) }) {
      lines.append(
        "For a message: the word “reword” in that list; for a tag: git tag --force -a NAME"
      )
    }
    if !report.findings.isEmpty {
      lines.append("If it is no secret, say why, commit .secrets-sync.allow, and push again:")
      lines.append("  git secrets-sync allow FINGERPRINT --reason \"WHY\"")
    }
    return lines
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

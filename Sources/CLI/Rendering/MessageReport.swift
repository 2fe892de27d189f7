import Git
import Hooks
import Scanning

/// What commit-msg says of a message that must not be committed.
enum MessageReport {
  static func text(_ report: PreCommitReport, _ file: String, _ terminal: Terminal) -> String {
    var lines = [
      terminal.paint("secrets-sync: commit blocked:", .red)
        + (report.newFindings.isEmpty
          ? " the message could not be looked at."
          : " \(count(report.newFindings.count, "secret")) in the commit message.")
    ]
    lines += report.unread.map { "  Not read: \(visible($0.reason))." }
    for located in report.newFindings.prefix(8) {
      let finding = located.finding
      lines.append(
        terminal.paint("line \(finding.line), column \(finding.column)", .bold)
          + "  \(finding.rule)  " + terminal.paint(finding.masked, .yellow)
      )
      lines.append("  \(visible(finding.reason))")
      if let complaint = located.complaint { lines.append("  Not allowed: \(visible(complaint)).") }
    }
    lines.append(
      "Not committed yet: nothing has leaked. Your text is kept; give the same command with"
    )
    lines.append("  --edit --file=\(visible(file))")
    if let first = report.newFindings.first {
      lines.append("If it is no secret, say why, and commit again:")
      lines.append(
        "  git secrets-sync allow \(first.finding.fingerprint) --rule \(first.finding.rule) "
          + "--path '\(CommitMessage.name)' --reason \"WHY\""
      )
      lines.append(
        "  git add \(AllowList.pathspec(fromTop: true))"
      )
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

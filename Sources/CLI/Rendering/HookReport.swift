import Git
package import Hooks
import Scanning

/// What the pre-commit hook says: the verdict, each finding with its reason, and what to do.
package enum HookReport {
  /// Findings beyond these are counted only; `scan --staged` shows all.
  private static let shown = 8

  /// The whole report; with `fromTop` the commands in it work in a subdirectory, too, and with
  /// `isWarning` nothing is stopped.
  package static func text(
    _ report: PreCommitReport,
    terminal: Terminal,
    quiet: Bool = false,
    fromTop: Bool = false,
    isWarning: Bool = false,
    relaxations: [String] = []
  ) -> String {
    var lines = [verdict(report, terminal, isWarning: isWarning)]
    lines += report.unread.prefix(shown).flatMap { unread($0, terminal) }
    lines += unreadAdvice(report)
    lines += ProtectedFileText.lines(report, shown: shown, terminal, fromTop: fromTop)
    lines += report.newFindings.prefix(shown).flatMap { finding($0, report, terminal, fromTop) }
    let rest = [report.unread.count, report.protectedFiles.count, report.newFindings.count]
      .map { max(0, $0 - shown) }.reduce(0, +)
    if rest > 0 { lines.append("… and \(rest) more: git secrets-sync scan --staged") }
    lines +=
      isWarning
      ? ["Nothing has left this machine yet. Mend it before you push: git commit --amend"]
      : advice(report, fromTop)
    lines += report.faintFindings.prefix(shown).map { faint($0, terminal) }
    if report.faintFindings.count > shown {
      lines.append("… and \(report.faintFindings.count - shown) more such notes")
    }
    lines += notes(report, terminal)
    lines += relaxations.prefix(3).map { terminal.paint("note:", .cyan) + " policy: \($0)" }
    if relaxations.count > 3 { lines.append("… and \(relaxations.count - 3) more such changes") }
    if quiet, report.verdict == .clean { return "" }
    if isWarning {
      // The commit is made.
      let untrue = "Not committed yet: nothing has leaked. "
      lines = lines.map { $0.hasPrefix(untrue) ? String($0.dropFirst(untrue.count)) : $0 }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func verdict(
    _ report: PreCommitReport,
    _ terminal: Terminal,
    isWarning: Bool
  ) -> String {
    let scanned =
      "\(report.scannedBlobs) of \(report.totalBlobs) staged "
      + "\(report.totalBlobs == 1 ? "blob" : "blobs") scanned"
    let found = [
      (report.unread.count, "unread file"),
      (report.newFindings.count, "new secret"),
      (report.protectedFiles.count, "protected file"),
    ]
    .filter { $0.0 > 0 }.map { count($0.0, $0.1) }.joined(separator: ", ")
    if isWarning {
      return terminal.paint("secrets-sync: warning:", .yellow)
        + " --no-verify lets \(found) through; \(scanned)\(allowed(report))."
    }
    return switch report.verdict {
    case .clean: "secrets-sync: \(scanned), \(nothing(report))."
    case .blocked:
      terminal.paint("secrets-sync: commit blocked:", .red)
        + " \(found); \(scanned)\(allowed(report))."
    case .incomplete:
      terminal.paint("secrets-sync: commit blocked, the check is incomplete:", .red)
        + " \(found.isEmpty ? "" : found + "; ")\(scanned)\(allowed(report))."
    }
  }

  /// What a check that passed says of what it has seen.
  private static func nothing(_ report: PreCommitReport) -> String {
    (report.oldFindings.isEmpty && report.faintFindings.isEmpty
      ? "nothing found" : report.oldFindings.isEmpty ? "no secret found" : "nothing new found")
      + allowed(report)
  }

  private static func allowed(_ report: PreCommitReport) -> String {
    AllowedSummary.text(report.allowed.map(\.permission), unread: report.allowedUnread.count)
  }

  /// What this commit brings in and a comment allows: nobody else will see it.
  private static func newlyAllowed(_ report: PreCommitReport, _ note: String) -> [String] {
    let new = report.allowed.filter { $0.isNew == true }
    return new.prefix(3).map { allowed in
      "\(note) allowed by a comment: \(visible(allowed.path.description)):\(allowed.finding.line)  "
        + "\(allowed.finding.rule)  \(visible(allowed.permission.reason))"
    } + (new.count > 3 ? ["\(note) allowed by comments: \(new.count - 3) more"] : [])
  }

  /// A finding that blocks nothing, on one line.
  private static func faint(_ located: LocatedFinding, _ terminal: Terminal) -> String {
    let finding = located.finding
    return terminal.paint("note:", .cyan)
      + " \(place(located))  \(finding.rule)  "
      + "\(finding.masked)  \(visible(finding.reason)); not blocking"
  }

  /// Where a finding is, in an archive also in which of its files.
  private static func place(_ located: LocatedFinding) -> String {
    let finding = located.finding
    let file = located.path.member(finding.member)
    return "\(visible(file.description)):\(finding.line):\(finding.column)"
  }

  private static func unread(_ unread: Unread, _ terminal: Terminal) -> [String] {
    [
      terminal.paint(visible(unread.path.description), .bold),
      "  Not read: \(visible(unread.reason)).",
    ] + (unread.hint.map { ["  To do: \(visible($0))."] } ?? [])
  }

  /// How to accept a content that cannot be read, once for all of them.
  private static func unreadAdvice(_ report: PreCommitReport) -> [String] {
    guard report.unread.contains(where: \.isContent) else { return [] }
    return [
      "If a file may be committed with what cannot be read in it, say why:",
      "  git secrets-sync allow --unread FILE --reason \"WHY\"",
    ]
  }

  private static func finding(
    _ located: LocatedFinding,
    _ report: PreCommitReport,
    _ terminal: Terminal,
    _ fromTop: Bool
  ) -> [String] {
    let finding = located.finding
    let place = place(located)
    var lines = [
      terminal.paint(place, .bold) + "  \(finding.rule)  "
        + terminal.paint(finding.masked, .yellow),
      "  \(visible(finding.reason))",
    ]
    if located.isAllowedInWorkingTree {
      lines.append(
        "  It is allowed in the working tree only: git add \(AllowList.pathspec(fromTop: fromTop))"
      )
    }
    if let complaint = located.complaint { lines.append("  Not allowed: \(visible(complaint)).") }
    if report.newFindings.count > 1 { lines.append("  fingerprint \(finding.fingerprint)") }
    return lines
  }

  /// What to do about the findings, once for all of them.
  private static func advice(_ report: PreCommitReport, _ fromTop: Bool) -> [String] {
    let open = report.newFindings.filter { !$0.isAllowedInWorkingTree }
    guard let first = open.first else { return [] }
    let fingerprint = open.count == 1 ? first.finding.fingerprint : "FINGERPRINT"
    let isOneRule = open.allSatisfy { $0.finding.rule == first.finding.rule }
    return [
      "Not committed yet: nothing has leaked, and no rotation is needed.",
      "Move the value into the store, and let the code read it from there:",
      "  git secrets-sync create NAME        (asks for the value without showing it)",
      "If it is no secret, say why, and commit again:",
      "  git secrets-sync allow \(fingerprint) --reason \"WHY\"",
      "  git add \(AllowList.pathspec(fromTop: fromTop))",
      "What speaks for it: git secrets-sync why --staged PATH:LINE",
      "What the rule looks for: git secrets-sync rules show \(isOneRule ? first.finding.rule : "RULE")",
    ]
  }

  /// What does not block but should be known.
  private static func notes(_ report: PreCommitReport, _ terminal: Terminal) -> [String] {
    var lines: [String] = []
    let note = terminal.paint("note:", .cyan)
    if !report.oldFindings.isEmpty {
      lines.append(
        "\(note) \(count(report.oldFindings.count, "secret")) in these files "
          + "\(report.oldFindings.count == 1 ? "is" : "are") in the last commit already; rotate "
          + "\(report.oldFindings.count == 1 ? "it" : "them"): git secrets-sync scan "
          + "\(report.oldFindings.count == 1 ? visible(report.oldFindings[0].path.description) : "PATH")"
      )
    }
    if !report.submodules.isEmpty {
      lines.append(
        "\(note) \(count(report.submodules.count, "submodule")) changed; its files belong to "
          + "another repository and were not scanned."
      )
    }
    if !report.largeFiles.isEmpty {
      lines.append(
        "\(note) \(count(report.largeFiles.count, "file")) in Git LFS: only the pointer was scanned. "
          + "For the content: git secrets-sync scan PATH"
      )
    }
    if report.isCopyCheckPartial {
      lines.append(
        "\(note) not all protected files on disk were compared with what is staged: there are too "
          + "many, or they are too large or cannot be read."
      )
    }
    lines += newlyAllowed(report, note)
    for change in report.policyChanges.prefix(3) {
      lines.append("\(note) policy: \(visible(change.message))")
    }
    if report.policyChanges.count > 3 {
      lines.append("\(note) policy: \(report.policyChanges.count - 3) more changes.")
    }
    return lines
  }
}

/// `1 secret`, `2 secrets`.
func count(_ number: Int, _ noun: String) -> String {
  "\(number) \(noun)\(number == 1 ? "" : "s")"
}

extension AllowList {
  /// The list as `git add` takes it.
  static func pathspec(fromTop: Bool) -> String { (fromTop ? ":/" : "") + fileName }
}

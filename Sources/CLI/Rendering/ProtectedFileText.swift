import Git
import Hooks

/// What the hook says of files whose paths or contents must not be committed.
enum ProtectedFileText {
  /// A line for each of the first files, and what to do, once for all of a kind.
  static func lines(
    _ report: PreCommitReport,
    shown: Int,
    _ terminal: Terminal,
    fromTop: Bool
  ) -> [String] {
    let files = Array(report.protectedFiles.prefix(shown))
    let copies = files.filter(\.isCopy)
    let others = files.filter { !$0.isCopy }
    return others.map { line($0, terminal) } + advice(others, report, fromTop)
      + copies.map { line($0, terminal) } + copyAdvice(copies, report, fromTop)
  }

  private static func line(_ file: ProtectedFile, _ terminal: Terminal) -> String {
    terminal.paint(visible(file.path.description), .bold) + "  \(visible(file.reason))"
  }

  private static func advice(
    _ files: [ProtectedFile],
    _ report: PreCommitReport,
    _ fromTop: Bool
  ) -> [String] {
    guard !files.isEmpty else { return [] }
    let areAllNew = !files.contains(where: \.isTracked)
    let (them, stay) = files.count == 1 ? ("it", "it stays") : ("them", "they stay")
    var lines = [
      (areAllNew && !isSaid(report) ? "Not committed yet: nothing has leaked. " : "")
        + "Take \(them) out of the index; \(stay) on disk:"
    ]
    lines += ProtectedFile.command(files.map(\.path), fromTop: fromTop).map { ["  \($0)"] } ?? []
    if files.contains(where: { !$0.isIgnored && !$0.isPatternRemoved }) {
      lines.append("Git does not ignore \(them) yet: git secrets-sync policy check --fix")
    }
    if !areAllNew {
      lines.append("What earlier commits hold stays readable: change the secrets in \(them).")
    }
    if let ignored = files.first(where: \.isAddedByForce) {
      lines.append(
        "If an ignored file belongs into Git, change .gitignore in a commit before this one, or "
          + "list the file in \(Policy.fileName):"
      )
      lines.append("  \(entry("allow-ignored", ignored.path))")
    }
    return lines
  }

  private static func copyAdvice(
    _ copies: [ProtectedFile],
    _ report: PreCommitReport,
    _ fromTop: Bool
  ) -> [String] {
    guard let first = copies.first else { return [] }
    let new = ProtectedFile.command(copies.filter { !$0.isTracked }.map(\.path), fromTop: fromTop)
    let changed = ProtectedFile.restoring(
      copies.filter(\.isTracked).map(\.path),
      fromTop: fromTop
    )
    return [
      (isSaid(report) ? "" : "Not committed yet: nothing has leaked. ")
        + "Move the values into the store, or take the file out of the index:"
    ] + [new, changed].compactMap { $0.map { "  \($0)" } } + [
      "If nothing in it is secret, list it in \(Policy.fileName):",
      "  \(entry("allow-copies", first.path))",
    ]
  }

  /// Whether the advice on findings says that nothing has leaked yet.
  private static func isSaid(_ report: PreCommitReport) -> Bool {
    report.newFindings.contains { !$0.isAllowedInWorkingTree }
  }

  /// The line of `[policy]` that excepts a path; names that are patterns are escaped.
  private static func entry(_ key: String, _ path: GitPath) -> String {
    guard let text = path.string, path.description == text else { return "\(key) = [\"…\"]" }
    let escaped = text.map { "*?[".contains($0) ? "\\\\\($0)" : String($0) }.joined()
    return "\(key) = [\"/\(escaped)\"]"
  }
}

extension ProtectedFile {
  fileprivate var isCopy: Bool { if case .copy = cause { true } else { false } }

  fileprivate var isAddedByForce: Bool { if case .ignored = cause { true } else { false } }
}

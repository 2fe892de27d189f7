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
    let open = files.filter { !$0.isIgnored && !$0.isPatternRemoved && !$0.isAddedByForce }
    if open.contains(where: { !$0.isLink }) {
      lines.append("Git does not ignore \(them) yet: git secrets-sync policy check --fix")
    }
    // No pattern has the name of a link.
    let links = open.filter(\.isLink).compactMap { IgnoreLine.ignoring($0.path) }
    if !links.isEmpty {
      let it = links.count == 1 ? "the link" : "the links"
      lines.append("Git does not ignore \(it) yet; in .gitignore at the top level:")
      lines += links.map { "  \($0)" }
    }
    if !areAllNew {
      lines.append("What earlier commits hold stays readable: change the secrets in \(them).")
    }
    let ignored = files.filter(\.isAddedByForce).map(\.path)
    if !ignored.isEmpty {
      lines.append(
        "If an ignored file belongs into Git, change .gitignore in a commit before this one, or "
          + "list the file in [policy] of \(Policy.fileName):"
      )
      lines.append("  \(entry("allow-ignored", ignored))")
      lines.append("  git add \(fromTop ? ":/" : "")\(Policy.fileName)")
    }
    return lines
  }

  private static func copyAdvice(
    _ copies: [ProtectedFile],
    _ report: PreCommitReport,
    _ fromTop: Bool
  ) -> [String] {
    guard !copies.isEmpty else { return [] }
    let new = ProtectedFile.command(copies.filter { !$0.isTracked }.map(\.path), fromTop: fromTop)
    let changed = ProtectedFile.restoring(
      copies.filter(\.isTracked).map(\.path),
      fromTop: fromTop
    )
    return [
      (isSaid(report) ? "" : "Not committed yet: nothing has leaked. ")
        + "Move the values into the store, or take \(copies.count == 1 ? "the file" : "the files") "
        + "out of the index:"
    ] + [new, changed].compactMap { $0.map { "  \($0)" } } + [
      "If nothing in \(copies.count == 1 ? "it" : "them") is secret, list "
        + "\(copies.count == 1 ? "it" : "them") in [policy] of \(Policy.fileName):",
      "  \(entry("allow-copies", copies.map(\.path)))",
      "  git add \(fromTop ? ":/" : "")\(Policy.fileName)",
    ]
  }

  /// Whether the advice on findings says that nothing has leaked yet.
  private static func isSaid(_ report: PreCommitReport) -> Bool {
    report.newFindings.contains { !$0.isAllowedInWorkingTree }
  }

  /// The line of `[policy]` that excepts paths; names that are patterns are escaped.
  private static func entry(_ key: String, _ paths: [GitPath]) -> String {
    let words = paths.map { path in
      guard let text = path.string, path.description == text else { return "\"…\"" }
      let escaped = text.map { "*?[".contains($0) ? "\\\\\($0)" : String($0) }.joined()
      return "\"/\(escaped)\""
    }
    return "\(key) = [\(words.joined(separator: ", "))]"
  }
}

extension ProtectedFile {
  fileprivate var isCopy: Bool { if case .copy = cause { true } else { false } }

  fileprivate var isLink: Bool { if case .linkTarget = cause { true } else { false } }

  fileprivate var isAddedByForce: Bool { if case .ignored = cause { true } else { false } }
}

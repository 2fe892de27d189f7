import Git
import Hooks

/// The state of the policy as checks of `doctor` and `policy check`.
extension HealthCheck {
  /// What has to be mended; with `all` also what is only to be known.
  static func policy(_ state: PolicyState, fromTop: Bool, all: Bool) -> [HealthCheck] {
    let missing = state.gaps(.notIgnored).map { visible($0.pattern) }.joined(separator: "  ")
    let isIgnored = missing.isEmpty && state.gaps(.negated).isEmpty
    var checks: [HealthCheck] = []
    if isIgnored || !missing.isEmpty {
      checks.append(
        HealthCheck(
          name: "ignore",
          state: missing.isEmpty ? .fine : .wrong,
          message: missing.isEmpty
            ? "Git ignores every protected pattern" : "not in .gitignore: \(missing)",
          fix: missing.isEmpty ? nil : "Run `git secrets-sync policy check --fix`."
        )
      )
    }
    checks += state.gaps(.negated).map(negated)
    checks += state.gaps(.exposed).map(exposed)
    checks += state.gaps(.notCovered).filter { all || $0.isWrong }.map(notCovered)
    // The vault's sides of merges are seldom there.
    let unmatched = state.gaps(.unmatched).filter { !$0.pattern.hasSuffix(".vault-*") }
      .map { visible($0.pattern) }.joined(separator: "  ")
    if all, !unmatched.isEmpty {
      checks.append(
        HealthCheck(name: "patterns", state: .note, message: "no file here matches: \(unmatched)")
      )
    }
    return checks + [tracked(state.gaps(.tracked), fromTop)]
  }

  private static func negated(_ gap: PolicyGap) -> HealthCheck {
    let place = gap.rule.map { "\($0.source):\($0.line)" } ?? ".gitignore"
    let line = gap.rule.map(\.pattern.description) ?? "!"
    let isAtTop = gap.rule?.source == GitPath(".gitignore")
    return HealthCheck(
      name: "ignore",
      state: .wrong,
      message: "\(place): \(line) takes back what \(gap.pattern) protects",
      fix: "Take the line out"
        + (isAtTop
          ? ", or add the pattern behind it: `git secrets-sync policy check --fix`." : ".")
    )
  }

  private static func exposed(_ gap: PolicyGap) -> HealthCheck {
    HealthCheck(
      name: "ignore",
      state: .wrong,
      message: "neither tracked nor ignored, so that the next `git add .` takes it: "
        + list(gap.paths) + " (\(gap.pattern))",
      fix: gap.ignoreLines.isEmpty
        ? "Add a line for it to the .gitignore that takes it back."
        : "Run `git secrets-sync policy check --fix`, or add a line for it to .gitignore."
    )
  }

  private static func notCovered(_ gap: PolicyGap) -> HealthCheck {
    HealthCheck(
      name: "patterns",
      state: gap.isWrong ? .wrong : .note,
      message: "\(gap.pattern) does not cover \(list(gap.paths))",
      fix: "If such files hold secrets, write \"\(gap.suggestion ?? gap.pattern)\" instead in "
        + "`protect` of \(Policy.fileName)."
    )
  }

  private static func tracked(_ gaps: [PolicyGap], _ fromTop: Bool) -> HealthCheck {
    guard !gaps.isEmpty else {
      return HealthCheck(name: "tracked", state: .fine, message: "no protected file is tracked")
    }
    var lines: [String] = []
    for gap in gaps.prefix(5) {
      guard let path = gap.paths.first else { continue }
      let command = ProtectedFile.command([path], fromTop: fromTop)
      lines.append(
        (command.map(visible) ?? visible(path.description)) + "   (protected by \(gap.pattern))"
      )
      lines.append(past(gap))
    }
    if gaps.count > 5 {
      lines.append("… and \(gaps.count - 5) more: git secrets-sync policy check")
    }
    let paths = gaps.prefix(5).compactMap { $0.paths.first.flatMap { ProtectedFile.shellWord($0) } }
    if gaps.contains(where: { $0.past.map { $0.commits > 0 } == true }), !paths.isEmpty {
      lines.append(
        "To take them out of history too, which changes the ids of the commits, in a fresh clone:"
      )
      lines.append(
        "git filter-repo --invert-paths " + paths.map { "--path \($0)" }.joined(separator: " ")
      )
    }
    return HealthCheck(
      name: "tracked",
      state: .wrong,
      message: "\(count(gaps.count, "protected file")) tracked",
      fix: lines.joined(separator: "\n")
    )
  }

  /// How far a tracked file has come, and what follows from it.
  private static func past(_ gap: PolicyGap) -> String {
    switch gap.past {
    case nil: return "  What earlier commits hold stays readable: change the secrets in it."
    case .some(let past) where past.commits == 0: return "  Not committed yet: nothing has leaked."
    case .some(let past):
      return "  In \(count(past.commits, "commit"))"
        + (past.isPushed
          ? ", also on a remote: change the secrets in it first."
          : ", on no remote yet: rewrite the history before you push, or change the secrets in it.")
    }
  }

  private static func list(_ paths: [GitPath]) -> String {
    let shown = paths.prefix(3).map { visible($0.description) }.joined(separator: ", ")
    return paths.count > 3 ? "\(shown) and \(paths.count - 3) more" : shown
  }
}

extension PolicyState {
  /// The parts of a document of JSON.
  var json: [(String, JSON)] {
    [
      (
        "patterns",
        .array(
          patterns.map {
            .object([
              ("pattern", .string($0.pattern)), ("files", .integer($0.files)),
              ("ignored", .bool($0.isIgnored)),
            ])
          }
        )
      ),
      ("gaps", .array(gaps.map(Self.json))),
    ]
  }

  private static func json(_ gap: PolicyGap) -> JSON {
    .present([
      ("kind", .string(gap.kind.rawValue)), ("wrong", .bool(gap.isWrong)),
      ("pattern", .string(gap.pattern)),
      ("paths", gap.paths.isEmpty ? nil : .array(gap.paths.map { .string($0.description) })),
      ("source", gap.rule.map { .string($0.source.description) }),
      ("line", gap.rule.map { .integer($0.line) }),
      ("rule", gap.rule.map { .string($0.pattern.description) }),
      ("suggestion", gap.suggestion.map(JSON.string)),
      ("commits", gap.past.map { .integer($0.commits) }),
      ("pushed", gap.past.map { .bool($0.isPushed) }),
    ])
  }
}

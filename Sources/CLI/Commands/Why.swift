import ArgumentParser
import Git
import Hooks
import Scanning

struct WhyCommand: LocalVerb {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "why",
      abstract: "Explain what is, and what is not, a finding on a line.",
      discussion: """
        Everything that a rule or the generic detector looked at there: each condition, the score, \
        what another rule said of it, and what allows it. Values are masked. The line may be left \
        out, and a column added.
        """
    )
  }

  @Argument(
    help: ArgumentHelp(
      "A file of the working tree, or of a commit: deploy.py:4, HEAD~2:deploy.py:4.",
      valueName: "[REV:]PATH[:LINE[:COLUMN]]"
    ),
    completion: .file()
  )
  var place: String

  @Flag(help: "The file as the next commit would hold it.")
  var staged = false

  @OptionGroup var levelOptions: LevelOptions

  @OptionGroup(title: "Rules") var ruleOptions: RuleOptions

  @OptionGroup var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    let place = try SourcePlace(parsing: place) { name in
      (try? Files.readIfPresent(session.world.absolute(name))) != nil
    }
    let (text, member) = try SourceText.readMember(place.source, staged: staged, in: session)
    let rules = try ruleOptions.rules(in: session)
    let scanner = try rules.scanner(try levelOptions.scanOptions(in: session))
    let (all, unread) = scanner.explain(ScanInput(path: text.path.bytes, bytes: text.bytes))
    if member.isEmpty, let line = place.line { try text.expect(line: line, of: place.source) }
    let explanations = all.filter { place.holds($0.finding) && $0.finding.isIn(member) }
    let quieting = staged ? try session.stagedQuieting() : try session.quieting()
    let report = WhyReport(
      path: text.path,
      member: member,
      line: place.line,
      sensitivity: scanner.options.sensitivity,
      candidates: explanations.map { explanation in
        switch quieting.judge(explanation.finding, at: text.path) {
        case .isAllowed(let permission):
          WhyReport.Candidate(explanation: explanation, permission: permission.explanation)
        case .stays(let complaint):
          WhyReport.Candidate(explanation: explanation, permission: nil, complaint: complaint)
        }
      },
      unread: unread.filter { $0.concerns(member) }.map {
        (text.path.member($0.member), $0.message)
      }
    )
    if session.wantsJSON {
      session.print(report.json)
    } else {
      session.print(report.text(for: session.out))
    }
    return report.unread.isEmpty ? .done : .incomplete
  }
}

extension SourcePlace {
  /// Whether a finding stands here; a place without numbers is all of the file.
  fileprivate func holds(_ finding: Finding) -> Bool {
    guard let line else { return true }
    guard (finding.line...finding.endLine).contains(line) else { return false }
    guard let column, finding.line == finding.endLine else { return true }
    return (finding.column..<max(finding.endColumn, finding.column + 1)).contains(column)
  }
}

extension Finding {
  /// Whether it is in this member of an archive, or in an archive that the member is.
  fileprivate func isIn(_ other: [UInt8]) -> Bool {
    other.isEmpty || member == other || member.starts(with: other + Array("!/".utf8))
  }
}

extension UnreadPart {
  /// Whether it is a part of this member of an archive, or has it for a part.
  fileprivate func concerns(_ other: [UInt8]) -> Bool {
    let separator = Array("!/".utf8)
    return other.isEmpty || member.isEmpty || member == other
      || member.starts(with: other + separator) || other.starts(with: member + separator)
  }
}

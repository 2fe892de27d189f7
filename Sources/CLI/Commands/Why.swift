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

  @OptionGroup var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    let place = try SourcePlace(parsing: place) { name in
      (try? Files.readIfPresent(session.world.absolute(name))) != nil
    }
    let text = try SourceText.read(place.source, staged: staged, in: session)
    let scanner = try session.repositoryRules().scanner(levelOptions.scanOptions(in: session))
    let explanations = try scanner.explain(ScanInput(path: text.path.bytes, bytes: text.bytes))
      .filter { explanation in
        let finding = explanation.finding
        guard let line = place.line else { return true }
        guard (finding.line...finding.endLine).contains(line) else { return false }
        guard let column = place.column, finding.line == finding.endLine else { return true }
        return (finding.column..<max(finding.endColumn, finding.column + 1)).contains(column)
      }
    let quieting = staged ? try session.stagedQuieting() : try session.quieting()
    let report = WhyReport(
      path: text.path,
      line: place.line,
      sensitivity: scanner.options.sensitivity,
      candidates: explanations.map { explanation in
        switch quieting.judge(explanation.finding, at: text.path) {
        case .isAllowed(let permission):
          WhyReport.Candidate(explanation: explanation, permission: permission.explanation)
        case .stays(let complaint):
          WhyReport.Candidate(explanation: explanation, permission: nil, complaint: complaint)
        }
      }
    )
    if session.wantsJSON {
      session.print(report.json)
    } else {
      session.print(report.text(for: session.out))
    }
    return .done
  }
}

import ArgumentParser
import Git

/// How `scan` prints what it found.
package enum ReportFormat: String, ExpressibleByArgument, CaseIterable, Sendable {
  case text
  case json
  case jsonl
  case sarif
  case junit
  case github
  case csv

  /// Whether it has a place for a value that the user asked to see.
  var canShowValues: Bool {
    switch self {
    case .text, .json, .jsonl, .csv: true
    case .sarif, .junit, .github: false
    }
  }
}

/// Where the results of `scan` go, and in which form.
struct OutputOptions: ParsableArguments, Sendable {
  @Option(help: "How to print results.")
  var format: ReportFormat = .text

  @Option(
    help: ArgumentHelp(
      "Write the results to a file, the whole of them or nothing.",
      valueName: "file"
    ),
    completion: .file()
  )
  var output: String?

  @Flag(help: "Print the values themselves, not only their first and last characters.")
  var showValues = false

  func validate() throws {
    if showValues, !format.canShowValues {
      throw ValidationError(
        "--show-values is for text, json, jsonl and csv: \(format.rawValue) results are stored and "
          + "shown by other programs."
      )
    }
  }

  /// Refuses a place for the results where none can be written, before a long scan.
  func check(in session: Session) throws {
    guard let output, !Files.isDestination(session.world.absolute(output)) else { return }
    throw Failure.usage(
      "The results cannot be written to \(visible(output)).",
      hint: "Name a file in a folder that exists."
    )
  }

  /// Says what `--show-values` does, where it can be seen by others.
  func warn(in session: Session) {
    guard showValues, output == nil, session.world.output.isTerminal else { return }
    session.warn("secrets are printed in full; they stay in the terminal's scrollback.")
  }

  /// Prints the report, or writes it to the file.
  func write(_ report: ScanReport, rules: RuleLookup, in session: Session) throws {
    let hasSummary = format == .text || format == .github || output != nil
    // A file is read by any program: no colour, and lines as long as they are.
    let terminal = output == nil ? session.out : Terminal(colored: false, width: nil)
    let text = report.rendered(format, rules: rules, for: terminal)
    if let output {
      try Files.deliver(
        Array(text.utf8),
        to: session.world.absolute(output),
        mode: showValues ? 0o600 : 0o644
      )
    } else {
      session.print(text)
    }
    if hasSummary, !session.options.quiet || report.status != .done {
      session.message(report.summary(session.err))
      session.detail(report.allowedText(session.err))
    }
  }
}

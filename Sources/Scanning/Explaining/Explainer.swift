/// Collects everything that a look tried, also what became no finding.
///
/// It stands in for the plain search of a ``Look``: each attempt becomes a finding, which then goes
/// the way of all findings, to its place in an archive or in encoded text, with its number on it.
final class Explainer {
  private struct Attempt {
    let steps: [Explanation.Step]
    var fate: Explanation.Fate
  }

  private let scanner: Scanner
  private var attempts: [Attempt] = []

  init(_ scanner: Scanner) { self.scanner = scanner }

  /// All that was looked at in one text, in the order of positions.
  func attempts(
    in text: ScannedText,
    of original: [UInt8],
    name: [UInt8],
    file: FileKind,
    path: [UInt8]
  ) throws(ScanError) -> [Finding] {
    let trace = Trace()
    var notes = LookNotes()
    var parts: TextParts?
    let candidates = try scanner.candidates(
      in: text.bytes,
      path: name,
      file: file,
      trace: trace,
      notes: &notes,
      parts: &parts
    )
    if let failure = notes.failure { throw failure }
    let fates = Candidate.fates(candidates)
    let sorted = trace.attempts.sorted {
      ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
    }
    let report = Report(rules: scanner.rules, path: path, text: text, original: original)
    var findings = try report.findings(sorted.map { $0.candidate ?? scanner.ruledOut($0) })
    for (index, attempt) in sorted.enumerated() {
      findings[index].attempt = attempts.count
      attempts.append(
        Attempt(
          steps: attempt.steps.map { .init(name: $0.name, outcome: $0.outcome, note: $0.note) },
          fate: scanner.fate(of: attempt, fates)
        )
      )
    }
    return findings
  }

  /// What a text and the texts encoded in it hold, as ``FindingMerge`` has it: what is superfluous
  /// stays, and names what makes it so.
  func merged(_ plain: [Finding], _ decoded: [Finding]) -> [Finding] {
    let kept = FindingMerge.merged(plain.filter(isReported), decoded.filter(isReported))
    let numbers = Set(kept.compactMap(\.attempt))
    for finding in plain + decoded where isReported(finding) {
      guard let number = finding.attempt, !numbers.contains(number) else { continue }
      let winner = kept.first { $0.range.overlaps(finding.range) }
      attempts[number].fate = .dominated(by: winner?.rule ?? finding.rule)
    }
    // What is tried in a text is tried in its encodings again, where those hide little.
    var known = Set(plain.map(Known.init))
    let others = decoded.filter { isReported($0) || known.insert(Known($0)).inserted }
    return (plain + others).sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  /// The explanation of each finding that was numbered here.
  func explanations(_ findings: [Finding]) -> [Explanation] {
    findings.map { finding in
      let attempt = finding.attempt.map { attempts[$0] }
      return Explanation(
        finding: finding,
        steps: attempt?.steps ?? [],
        fate: attempt?.fate ?? .reported
      )
    }
  }

  private func isReported(_ finding: Finding) -> Bool {
    finding.attempt.map { attempts[$0].fate == .reported } ?? true
  }

  private struct Known: Hashable {
    let rule: String
    let value: ValueDigest

    init(_ finding: Finding) {
      rule = finding.rule
      value = finding.valueDigest
    }
  }
}

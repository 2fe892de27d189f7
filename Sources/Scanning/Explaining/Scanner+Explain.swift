extension Scanner {
  /// Everything that rules and the generic detector looked at, in the order of positions.
  ///
  /// Of what is encoded in the text, and of the members of an archive, only the findings.
  package func explain(_ input: ScanInput) throws(ScanError) -> [Explanation] {
    var result: [Explanation] = []
    let file = FileKind(path: input.path)
    for text in ScannedText.texts(in: input.bytes) {
      let trace = Trace()
      var notes = LookNotes()
      let candidates = try candidates(
        in: text.bytes,
        path: input.path,
        file: file,
        trace: trace,
        notes: &notes
      )
      let report = Report(
        rules: rules,
        path: input.path,
        text: text,
        original: text.isConverted ? text.bytes : input.bytes
      )
      let fates = Candidate.fates(candidates)
      let attempts = trace.attempts.sorted {
        ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
      }
      let findings = try report.findings(attempts.map { $0.candidate ?? ruledOut($0) })
      for (attempt, finding) in zip(attempts, findings) {
        result.append(
          Explanation(
            finding: finding,
            steps: attempt.steps.map { .init(name: $0.name, outcome: $0.outcome, note: $0.note) },
            fate: fate(of: attempt, fates)
          )
        )
      }
    }
    for finding in look(at: input).findings
    where !finding.encodings.isEmpty || !finding.member.isEmpty {
      result.append(Explanation(finding: finding, steps: [], fate: .reported))
    }
    return result
  }

  private func ruledOut(_ attempt: Trace.Attempt) -> Candidate {
    let level =
      switch attempt.source {
      case .rule(let index): rules[index].level
      case .generic: GenericDetector.rule.level
      }
    let description =
      switch attempt.source {
      case .rule(let index): rules[index].description
      case .generic: GenericDetector.rule.description
      }
    return Candidate(
      range: attempt.range,
      source: attempt.source,
      level: level,
      score: 0,
      reason: description
    )
  }

  private func fate(
    of attempt: Trace.Attempt,
    _ fates: [(candidate: Candidate, dominator: Candidate?)]
  ) -> Explanation.Fate {
    guard let candidate = attempt.candidate else { return .ruledOut }
    let met = fates.first {
      $0.candidate.range == candidate.range && $0.candidate.source == candidate.source
    }
    if let dominator = met?.dominator {
      switch dominator.source {
      case .rule(let index): return .dominated(by: rules[index].id)
      case .generic: return .dominated(by: GenericDetector.rule.id)
      }
    }
    // What lies in another doubtful match of the same rule was never set against the others.
    guard met != nil else { return .belowThreshold }
    return candidate.score >= options.sensitivity.threshold ? .reported : .belowThreshold
  }
}

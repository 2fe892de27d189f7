extension Scanner {
  /// Everything that rules and the generic detector looked at in a file, in what is encoded in it
  /// and in its members where it is an archive, and what could not be looked at.
  package func explain(
    _ input: ScanInput
  ) -> (explanations: [Explanation], unread: [UnreadPart]) {
    let explainer = Explainer(self)
    var look = Look(scanner: self, path: input.path, explainer: explainer)
    look.file(input.bytes)
    return (explainer.explanations(look.result.findings), look.result.unread)
  }

  /// What an attempt would be that a condition ruled out.
  func ruledOut(_ attempt: Trace.Attempt) -> Candidate {
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

  /// What became of an attempt.
  func fate(
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

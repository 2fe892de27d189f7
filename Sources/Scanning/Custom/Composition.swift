extension Rule {
  /// Another rule that must find something in the text for a composite rule to report.
  package struct Requirement: Sendable {
    /// Its id.
    package let rule: String
    /// How many lines the values may be apart; nil for any number.
    package let lines: Int?
    /// How many columns, likewise.
    package let columns: Int?

    package init(rule: String, lines: Int? = nil, columns: Int? = nil) {
      self.rule = rule
      self.lines = lines
      self.columns = columns
    }

    var isAnywhere: Bool { lines == nil && columns == nil }

    /// For messages: `aws-id within 3 lines`.
    package var text: String {
      let limits = [
        lines.map { $0 == 1 ? "1 line" : "\($0) lines" },
        columns.map { $0 == 1 ? "1 column" : "\($0) columns" },
      ]
      .compactMap(\.self)
      return rule + (limits.isEmpty ? "" : " within " + limits.joined(separator: " and "))
    }
  }
}

/// Decides which candidates of composite rules stand, and drops those that only serve them.
struct Composition {
  let rules: [Rule]
  let text: [UInt8]

  /// A text in which everything is near and nothing near enough must not take for ever.
  private static let maximumSteps = 20_000_000

  /// `parts` are what is known of the text where `text` is but a part of it.
  func apply(
    to found: inout [Candidate],
    parts: inout TextParts?,
    trace: Trace?
  ) throws(ScanError) {
    if parts != nil { for candidate in found { parts?.find(id(candidate)) } }
    guard found.contains(where: { custom($0) != nil }) else { return }
    let places = places(of: found)
    var byRule: [String: [TextPosition]] = [:]
    for (candidate, place) in zip(found, places) {
      byRule[id(candidate), default: []].append(place)
    }
    for id in Array(byRule.keys) { byRule[id]?.sort { $0.line < $1.line } }
    var steps = 0
    var lastLine: Int?
    var kept: [Candidate] = []
    for (candidate, place) in zip(found, places) {
      guard let custom = custom(candidate) else {
        kept.append(candidate)
        continue
      }
      var isWhole = true
      for requirement in custom.required {
        let others = byRule[requirement.rule] ?? []
        var holds = try isMet(requirement, at: place, others, &steps, candidate)
        if !holds, let known = parts {
          let what = TextParts.Missing(
            rule: id(candidate),
            required: requirement.rule,
            isAnywhere: requirement.isAnywhere
          )
          if what.isAnywhere, known.found.contains(what.required) {
            holds = true
          } else if reachesOut(requirement, of: known, from: place, lastLine: &lastLine) {
            parts?.missed.append((what, candidate.range))
          }
        }
        trace?.add(
          Trace.Step(name: "requires \(requirement.text)", outcome: holds ? .passed : .failed),
          to: candidate,
          rulesOut: !holds
        )
        isWhole = isWhole && holds
      }
      if custom.isHelper {
        trace?.add(
          Trace.Step(name: "reports by itself, not only for others", outcome: .failed),
          to: candidate,
          rulesOut: true
        )
      }
      if isWhole, !custom.isHelper { kept.append(candidate) }
    }
    found = kept
  }

  /// Whether what is near enough to a place may lie in other parts of the text.
  private func reachesOut(
    _ requirement: Rule.Requirement,
    of parts: TextParts,
    from place: TextPosition,
    lastLine: inout Int?
  ) -> Bool {
    guard let lines = requirement.lines else { return true }
    if parts.comesBehindOthers, place.line - lines <= 1 { return true }
    if parts.isLast { return false }
    let last = lastLine ?? 1 + text.count { $0 == 0x0A }
    lastLine = last
    return place.line + lines >= last
  }

  /// `others` are in the order of their lines.
  private func isMet(
    _ requirement: Rule.Requirement,
    at place: TextPosition,
    _ others: [TextPosition],
    _ steps: inout Int,
    _ candidate: Candidate
  ) throws(ScanError) -> Bool {
    var index = 0
    if let lines = requirement.lines {
      var high = others.count
      while index < high {
        let middle = (index + high) / 2
        if others[middle].line < place.line - lines { index = middle + 1 } else { high = middle }
      }
    }
    while index < others.count {
      let other = others[index]
      if let lines = requirement.lines, other.line > place.line + lines { return false }
      guard let columns = requirement.columns else { return true }
      if abs(other.character - place.character) <= columns { return true }
      steps += 1
      guard steps < Self.maximumSteps else {
        throw ScanError(
          message: "rule `\(id(candidate))` and `\(requirement.rule)`, which it requires, match in "
            + "too many places",
          hint: "look at this file by hand"
        )
      }
      index += 1
    }
    return false
  }

  private func custom(_ candidate: Candidate) -> Rule.Custom? {
    guard case .rule(let index) = candidate.source, let custom = rules[index].custom,
      custom.isComposing
    else { return nil }
    return custom
  }

  private func id(_ candidate: Candidate) -> String {
    switch candidate.source {
    case .rule(let index): rules[index].id
    case .generic: GenericDetector.rule.id
    }
  }

  private func places(of found: [Candidate]) -> [TextPosition] {
    var places = [TextPosition](
      repeating: TextPosition(line: 0, column: 0, character: 0),
      count: found.count
    )
    let order = found.indices.sorted { found[$0].range.lowerBound < found[$1].range.lowerBound }
    unsafe text.withUnsafeBufferPointer { text in
      var counter = LineCounter()
      for index in order {
        places[index] = unsafe counter.position(of: found[index].range.lowerBound, in: text)
      }
    }
    return places
  }
}

extension Rule.Custom {
  /// Whether other rules have a say in what it reports.
  var isComposing: Bool { isHelper || !required.isEmpty }
}

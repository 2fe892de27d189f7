import Git
import Scanning

/// What `why` has to say of a line.
struct WhyReport {
  struct Candidate {
    let explanation: Explanation
    /// What allows it, if it is a finding.
    let permission: String?
    /// Why what was meant to allow it does not.
    var complaint: String?
  }

  let path: GitPath
  /// The file in the archive that was asked about; empty for the file itself.
  let member: [UInt8]
  let line: Int?
  let sensitivity: Sensitivity
  let candidates: [Candidate]
  /// What could not be looked at.
  var unread: [(path: GitPath, reason: String)] = []

  func text(for terminal: Terminal) -> String {
    let place = visible(path.member(member).description) + (line.map { ":\($0)" } ?? "")
    let unread = unread.map { part in
      terminal.paint("not looked at:", .red)
        + " \(visible(part.path.description)): \(visible(part.reason))\n"
    }
    guard !candidates.isEmpty else {
      return "\(place): no rule matches, and no value beside the name of a secret could be one, "
        + "\(unread.isEmpty ? "here" : "in what could be looked at").\n" + unread.joined()
    }
    return candidates.map { block($0, terminal) }.joined(separator: "\n") + unread.joined()
  }

  private func block(_ candidate: Candidate, _ terminal: Terminal) -> String {
    let finding = candidate.explanation.finding
    let member = path.member(finding.member)
    let place = "\(visible(member.description)):\(finding.line):\(finding.column)"
    var text =
      terminal.paint(place, .bold) + "  \(finding.rule)  "
      + terminal.paint(finding.masked, .yellow) + "  \(fate(candidate.explanation))\n"
    text += "  \(visible(finding.reason))\n"
    if !finding.encodings.isEmpty {
      text += "  decoded from \(finding.encodings.joined(separator: ", then "))\n"
    }
    for step in candidate.explanation.steps {
      let note = step.note.map { ": \(visible($0))" } ?? ""
      text += "  \(Self.padded(Self.word(step.outcome)))  \(visible(step.name))\(note)\n"
    }
    if candidate.explanation.fate != .ruledOut {
      text +=
        "  score \(Self.decimal(finding.score)), level \(finding.level.rawValue); "
        + "\(Self.decimal(sensitivity.threshold)) is enough at \(sensitivity.rawValue)\n"
    }
    if let complaint = candidate.complaint { text += "  not allowed: \(visible(complaint))\n" }
    if let permission = candidate.permission { text += "  allowed by \(visible(permission))\n" }
    if candidate.explanation.fate == .reported {
      text += terminal.paint("  fingerprint \(finding.fingerprint)", .dim) + "\n"
    }
    return text
  }

  private func fate(_ explanation: Explanation) -> String {
    switch explanation.fate {
    case .reported: explanation.finding.level == .info ? "public by design" : "a finding"
    case .belowThreshold: "no finding: too little speaks for it"
    case .ruledOut: "no finding: a condition failed"
    case .dominated(let rule): "no finding of its own: \(rule) says more"
    }
  }

  private static func word(_ outcome: Explanation.Outcome) -> String {
    switch outcome {
    case .passed: "passed"
    case .failed: "failed"
    case .lowered: "lowered"
    case .points(let points): (points < 0 ? "" : "+") + decimal(points)
    }
  }

  private static func padded(_ word: String) -> String {
    word + String(repeating: " ", count: max(0, 7 - word.count))
  }

  /// With two digits at most, as in 0.55.
  private static func decimal(_ number: Double) -> String {
    let hundredths = Int((abs(number) * 100).rounded())
    let sign = number < 0 && hundredths > 0 ? "-" : ""
    let rest = hundredths % 100
    let digits =
      rest == 0 ? "" : rest % 10 == 0 ? ".\(rest / 10)" : rest < 10 ? ".0\(rest)" : ".\(rest)"
    return "\(sign)\(hundredths / 100)\(digits)"
  }

  // MARK: JSON

  var json: JSON {
    .present([
      ("schema", .integer(1)),
      ("path", .string(path.string ?? path.description)),
      ("line", line.map(JSON.integer)),
      ("level", .string(sensitivity.rawValue)),
      ("threshold", .written(Self.decimal(sensitivity.threshold))),
      ("complete", .bool(unread.isEmpty)),
      (
        "unread",
        .array(
          unread.map { part in
            .object([
              ("path", .string(part.path.string ?? part.path.description)),
              ("reason", .string(part.reason)),
            ])
          }
        )
      ),
      ("candidates", .array(candidates.map(Self.json))),
    ])
  }

  private static func json(_ candidate: Candidate) -> JSON {
    let finding = candidate.explanation.finding
    var dominator: String?
    if case .dominated(let rule) = candidate.explanation.fate { dominator = rule }
    return .present([
      ("rule", .string(finding.rule)),
      ("fate", .string(name(candidate.explanation.fate))),
      ("by", dominator.map(JSON.string)),
      ("allowed", candidate.permission.map(JSON.string)),
      ("complaint", candidate.complaint.map(JSON.string)),
      ("level", .string(finding.level.rawValue)),
      ("score", .written(decimal(finding.score))),
      ("line", .integer(finding.line)),
      ("column", .integer(finding.column)),
      ("endLine", .integer(finding.endLine)),
      ("endColumn", .integer(finding.endColumn)),
      (
        "member",
        finding.member.isEmpty ? nil : .string(String(decoding: finding.member, as: UTF8.self))
      ),
      ("encodings", finding.encodings.isEmpty ? nil : .array(finding.encodings.map(JSON.string))),
      ("masked", .string(finding.masked)),
      ("fingerprint", .string(finding.fingerprint)),
      ("reason", .string(finding.reason)),
      ("steps", .array(candidate.explanation.steps.map(json))),
    ])
  }

  private static func json(_ step: Explanation.Step) -> JSON {
    var points: Double?
    var limit: Double?
    switch step.outcome {
    case .passed, .failed: break
    case .lowered(let score): limit = score
    case .points(let number): points = number
    }
    return .present([
      ("name", .string(step.name)),
      ("outcome", .string(points == nil ? word(step.outcome) : "points")),
      ("points", points.map { .written(decimal($0)) }),
      ("limit", limit.map { .written(decimal($0)) }),
      ("note", step.note.map(JSON.string)),
    ])
  }

  private static func name(_ fate: Explanation.Fate) -> String {
    switch fate {
    case .reported: "reported"
    case .belowThreshold: "below-threshold"
    case .ruledOut: "ruled-out"
    case .dominated: "dominated"
    }
  }
}

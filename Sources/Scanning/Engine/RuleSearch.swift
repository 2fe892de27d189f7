/// Tries the patterns of rules on one text and checks what they match.
@safe struct RuleSearch {
  private let text: [UInt8]
  private let buffer: UnsafeBufferPointer<UInt8>
  private let path: [UInt8]
  private let accounts: [String: String]
  private let trace: Trace?
  private let matcher: Matcher
  private let limit: FindingLimit

  init(
    text: [UInt8],
    buffer: UnsafeBufferPointer<UInt8>,
    path: [UInt8],
    accounts: [String: String],
    budget: MatchBudget,
    trace: Trace? = nil
  ) {
    self.text = text
    unsafe self.buffer = buffer
    self.path = path
    self.accounts = accounts
    matcher = Matcher(budget)
    limit = budget.findings
    self.trace = trace
  }

  /// What a match costs beside its bytes: most of that are the checks.
  private static let retryCost = 64

  func run(
    _ rule: Rule,
    index: Int,
    _ windows: Windows,
    into found: inout [Candidate]
  ) throws(ScanError) {
    var wordStands: Bool?
    try run(rule, index: index, windows, wordStands: &wordStands, into: &found)
  }

  /// `wordStands` is whether a word that the rule wants anywhere stands in the text: nil until a match
  /// asks for it.
  func run(
    _ rule: Rule,
    index: Int,
    _ windows: Windows,
    wordStands: inout Bool?,
    into found: inout [Candidate]
  ) throws(ScanError) {
    let compiled = try rule.compiled(forBytes: windows.size)
    // A match that fails its checks may hide another that starts inside it. Looking there is
    // limited to a number of bytes in proportion to the text, so that no text takes forever; the
    // limit is one that no real file was seen to reach.
    var retries = 16 * text.count + 16 << 20
    var words = ContextWords(standInText: wordStands)
    defer { wordStands = words.standInText }
    let before = found.count
    for window in windows.ranges {
      var start = window.lowerBound
      while start <= window.upperBound,
        let (whole, value) = try unsafe matcher.firstMatch(
          compiled,
          in: buffer,
          starts: start...window.upperBound
        )
      {
        if found.count - before >= limit.most {
          limit.unlisted += 1
          start = max(whole.upperBound, whole.lowerBound + 1)
          continue
        }
        let match = Match(text: text, range: value, whole: whole, path: path)
        let candidate = candidate(rule, index, match, &words)
        if let trace { note(rule, index, match, candidate, trace) }
        // What lies in a doubtful match is no news, unless it is beyond doubt.
        if let candidate, !candidate.isDoubtful || !isKnown(candidate, found) {
          found.append(candidate)
        }
        if let candidate, !candidate.isDoubtful {
          start = max(whole.upperBound, whole.lowerBound + 1)
        } else {
          retries -= whole.count + Self.retryCost
          guard retries > 0 else {
            throw ScanError(
              message: "rule `\(rule.id)` met too many places that are nearly a secret, from byte "
                + "\(whole.lowerBound) on",
              hint: "look at this file by hand"
            )
          }
          start = whole.lowerBound + 1
        }
      }
    }
  }

  private func note(
    _ rule: Rule,
    _ index: Int,
    _ match: Match,
    _ candidate: Candidate?,
    _ trace: Trace
  ) {
    guard !match.range.isEmpty else { return }
    var words = ContextWords()
    let hasContext =
      rule.context.map { unsafe words.stand(for: $0, beside: match.range, in: buffer) } ?? true
    let bytes = unsafe UnsafeBufferPointer(rebasing: buffer[match.range])
    trace.note(
      Trace.Attempt(
        range: match.range,
        source: .rule(index),
        steps: unsafe rule.steps(for: match, value: bytes, hasContext: hasContext),
        candidate: candidate
      )
    )
  }

  private func isKnown(_ candidate: Candidate, _ found: [Candidate]) -> Bool {
    guard let last = found.last, last.source == candidate.source else { return false }
    return last.range.contains(candidate.range.lowerBound)
      && last.range.upperBound >= candidate.range.upperBound
  }

  private func candidate(
    _ rule: Rule,
    _ index: Int,
    _ match: Match,
    _ words: inout ContextWords
  ) -> Candidate? {
    guard !match.range.isEmpty else { return nil }
    if let context = rule.context,
      unsafe !words.stand(for: context, beside: match.range, in: buffer)
    {
      return nil
    }
    let bytes = unsafe UnsafeBufferPointer(rebasing: buffer[match.range])
    for check in rule.checks where check.isQuick {
      if case .fails = unsafe check.verdict(on: match, value: bytes) { return nil }
    }
    var doubt: Doubt?
    for check in rule.checks where !check.isQuick {
      switch unsafe check.verdict(on: match, value: bytes) {
      case .holds: break
      case .fails: return nil
      case .lowers(let other): if other.score < doubt?.score ?? 1 { doubt = other }
      }
    }
    // A stand-in names no account.
    let account = doubt == nil ? rule.account?(match) : nil
    return Candidate(
      range: match.range,
      source: .rule(index),
      level: doubt == nil ? rule.level : min(rule.level, .low),
      score: min(rule.level.score, doubt?.score ?? 1),
      isDoubtful: doubt != nil,
      reason: reason(rule, match, account, doubt, &words),
      account: account
    )
  }

  private func reason(
    _ rule: Rule,
    _ match: Match,
    _ account: String?,
    _ doubt: Doubt?,
    _ words: inout ContextWords
  ) -> String {
    guard account == nil, doubt == nil, rule.detail == nil else {
      return rule.reason(for: match, account.map(described), doubt)
    }
    if let reason = words.reason { return reason }
    let reason = rule.reason(for: match, nil, nil)
    words.reason = reason
    return reason
  }

  /// An account, and what is known of it.
  private func described(_ account: String) -> String {
    if let name = accounts[account] { return "of account \(account) (\(name))" }
    return AWSKeyID.isCanary(account)
      ? "of account \(account), which sets out keys as bait: its use raises an alarm"
      : "of account \(account)"
  }
}

extension Rule {
  /// Why a match of this rule is reported.
  fileprivate func reason(for match: Match, _ account: String?, _ doubt: Doubt?) -> String {
    let what = [description, account, detail?(match)].compactMap(\.self).joined(separator: " ")
    let parts = doubt.map { [$0.note] } ?? checks.compactMap(\.evidence)
    return ([what] + parts).joined(separator: "; ")
  }
}

extension Level {
  /// The score of a match that passes all checks of a rule of this level.
  fileprivate var score: Double {
    switch self {
    case .info: 0.5
    case .low: 0.6
    case .medium: 0.8
    case .high: 0.95
    }
  }
}

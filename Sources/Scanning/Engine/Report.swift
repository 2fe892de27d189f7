/// Makes findings of the candidates in one text.
struct Report {
  let rules: [Rule]
  let path: [UInt8]
  let text: ScannedText
  /// The bytes that positions refer to.
  let original: [UInt8]
  var keepsValues = false

  /// Takes candidates in the order of their positions.
  func findings(_ candidates: [Candidate]) throws(ScanError) -> [Finding] {
    unsafe try text.bytes.withUnsafeBufferPointer { buffer throws(ScanError) in
      unsafe try original.withUnsafeBufferPointer { original throws(ScanError) in
        var counter = LineCounter()
        var comments = unsafe InlineSearch(original, path: path)
        var keys = ValueKeys(path: path)
        var findings: [Finding] = []
        findings.reserveCapacity(candidates.count)
        for candidate in candidates {
          unsafe try findings.append(
            finding(candidate, buffer, original, &counter, &comments, &keys)
          )
        }
        return findings
      }
    }
  }

  private func finding(
    _ candidate: Candidate,
    _ buffer: UnsafeBufferPointer<UInt8>,
    _ original: UnsafeBufferPointer<UInt8>,
    _ counter: inout LineCounter,
    _ comments: inout InlineSearch,
    _ keys: inout ValueKeys
  ) throws(ScanError) -> Finding {
    let value = unsafe UnsafeBufferPointer(rebasing: buffer[candidate.range])
    let rule =
      switch candidate.source {
      case .rule(let index): rules[index]
      case .generic: GenericDetector.rule
      }
    // The last character of big-endian text has no bytes behind it.
    let range = text.original(candidate.range).clamped(to: 0..<original.count)
    let start = unsafe counter.position(of: range.lowerBound, in: original)
    // The next finding may start before this one ends.
    var ahead = counter
    let end = unsafe ahead.position(of: range.upperBound, in: original)
    let known = unsafe try keys.keys(of: value, rule: rule.id)
    return unsafe Finding(
      rule: rule.id,
      description: rule.description,
      level: candidate.level,
      score: candidate.score,
      isStandIn: candidate.isDoubtful,
      line: start.line,
      column: start.column,
      character: start.character,
      endLine: end.line,
      endColumn: end.column,
      endCharacter: end.character,
      range: range,
      member: [],
      encodings: [],
      masked: Masking.mask(value),
      fingerprint: known.fingerprint,
      valueDigest: known.digest,
      allowKey: known.allow,
      inlineComment: comments.comment(on: range, rule: rule.id),
      reason: candidate.reason,
      advice: rule.advice,
      account: candidate.account,
      value: keepsValues ? SecretValue(value) : nil
    )
  }
}

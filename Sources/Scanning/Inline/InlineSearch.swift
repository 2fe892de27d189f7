/// Looks for comments about a finding: on its first and last line, and on the line before it.
///
/// Comments are never looked for inside of the value. Of a long line only the part next to the
/// value is read, so that many findings on one line stay cheap.
@safe struct InlineSearch {
  /// How far from the value a comment may stand on its line, in bytes.
  private static let reach = 500
  /// How many lines of one statement are gone back.
  private static let statementLines = 50

  private let text: UnsafeBufferPointer<UInt8>
  private let path: [UInt8]
  /// None of the words of markers stands within this range.
  private var free = 0..<0

  init(_ text: UnsafeBufferPointer<UInt8>, path: [UInt8]) {
    unsafe self.text = text
    self.path = path
  }

  /// The comment about the value at `range`: one that allows before one that does not.
  mutating func comment(on range: Range<Int>, rule: String) -> InlineComment? {
    guard mayHoldMarker(around: range) else { return nil }
    let beside = beside(range)
    let before = lineBefore(range.lowerBound)
    let after = lineAfter(range.upperBound)
    let pieces = beside + [before, after].compactMap(\.self)
    guard pieces.contains(where: \.mayHoldMarker) else { return nil }
    var refused: InlineComment?
    for piece in beside + [before].compactMap(\.self) {
      guard let comment = own(in: piece, rule: rule) else { continue }
      if comment.reason != nil { return comment }
      refused = refused ?? comment
    }
    for marker in PeerMarker.all where !marker.isForNamesOnly || rule == GenericDetector.rule.id {
      let isThere =
        marker.places.contains(.sameLine) && beside.contains { $0.range(of: marker.text) != nil }
        || marker.places.contains(.lineBefore) && before?.range(of: marker.text) != nil
        || marker.places.contains(.lineAfter) && after?.range(of: marker.text) != nil
      if isThere {
        return InlineComment(
          marker: marker.text,
          effect: .allows(reason: "the comment “\(marker.text)”")
        )
      }
    }
    return refused
  }

  /// Reads `secrets-sync: allow [rule, rule] reason`.
  private func own(in piece: CommentText, rule: String) -> InlineComment? {
    guard
      let range = piece.range(of: InlineComment.own) ?? piece.range(of: "secrets-sync:allow")
    else { return nil }
    var start = range.upperBound
    while start < piece.bytes.count, ASCII.isBlank(piece.bytes[start]) { start += 1 }
    if start < piece.bytes.count, piece.bytes[start] == UInt8(ascii: "["),
      let end = piece.bytes[start...].firstIndex(of: UInt8(ascii: "]"))
    {
      let names = String(decoding: piece.bytes[(start + 1)..<end], as: UTF8.self)
      let rules = names.split { $0 == "," || $0 == " " }.map(String.init)
      guard rules.contains(rule) else {
        return InlineComment(
          marker: InlineComment.own,
          effect: .otherRules(rules.isEmpty ? "no rule" : rules.joined(separator: ", "))
        )
      }
      start = end + 1
    }
    let reason = piece.note(from: start)
    let isReason = reason.unicodeScalars.contains { $0.properties.isAlphabetic }
    return InlineComment(
      marker: InlineComment.own,
      effect: isReason ? .allows(reason: reason) : .lacksReason
    )
  }

  /// Whether a word of a marker stands in any of the pieces; most findings are done with after this.
  private mutating func mayHoldMarker(around range: Range<Int>) -> Bool {
    let end = max(range.upperBound, min(lineEnd(range.upperBound), range.upperBound + Self.reach))
    let start = max(lineStart(range.lowerBound), range.lowerBound - Self.reach)
    let last = max(lineStart(range.upperBound), range.lowerBound)
    return mayHoldMarker(start..<range.lowerBound) || mayHoldMarker(min(last, end)..<end)
      || mayHoldMarker(range.upperBound..<end)
      || rangeOfLineBefore(range.lowerBound).map { mayHoldMarker($0) } ?? false
      || rangeOfLineAfter(range.upperBound).map { mayHoldMarker($0) } ?? false
  }

  private mutating func mayHoldMarker(_ range: Range<Int>) -> Bool {
    let isKnown = free.contains(range.lowerBound)
    if range.isEmpty || isKnown && range.upperBound <= free.upperBound { return false }
    let start =
      isKnown
      ? max(range.lowerBound, free.upperBound - CommentText.longestWord + 1) : range.lowerBound
    let rest = unsafe UnsafeBufferPointer(rebasing: text[start..<range.upperBound])
    if unsafe CommentText.words.standsIn(rest) { return true }
    free = (isKnown ? free.lowerBound : range.lowerBound)..<range.upperBound
    return false
  }

  // MARK: Lines

  /// What stands before and after the value on its first and its last line.
  private func beside(_ range: Range<Int>) -> [CommentText] {
    let start = max(lineStart(range.lowerBound), range.lowerBound - Self.reach)
    let before = CommentText(bytes(start..<range.lowerBound))
    var end = min(lineEnd(range.upperBound), range.upperBound + Self.reach)
    if end < range.upperBound { end = range.upperBound }
    var rest = bytes(range.upperBound..<end)
    // The quote that closes the value opens nothing.
    if let first = rest.first, "\"'`".utf8.contains(first) { rest.removeFirst() }
    let isInComment = CommentText.opensComment(before.lowered[...])
    var pieces = [before, CommentText(rest, isInComment: isInComment)]
    // A block, such as a private key, may go on behind its first line's end.
    let firstEnd = lineEnd(range.lowerBound)
    if firstEnd < range.lowerBound + Self.reach, firstEnd < range.upperBound {
      let last = lineStart(range.upperBound)
      if last > firstEnd { pieces.append(CommentText(bytes(last..<end))) }
    }
    return pieces
  }

  /// The line before the statement that holds `offset`, where it is a comment and nothing else.
  private func lineBefore(_ offset: Int) -> CommentText? {
    rangeOfLineBefore(offset).flatMap(commentOnly)
  }

  private func rangeOfLineBefore(_ offset: Int) -> Range<Int>? {
    var start = lineStart(offset)
    for _ in 0..<Self.statementLines {
      guard start > 0, unsafe text[start - 1] == 0x0A, continues(before: start) else { break }
      start = lineStart(start - 1)
    }
    guard start > 0, unsafe text[start - 1] == 0x0A else { return nil }
    let range = lineStart(start - 1)..<(start - 1)
    return range.count <= Self.reach ? range : nil
  }

  private func lineAfter(_ offset: Int) -> CommentText? {
    rangeOfLineAfter(offset).flatMap(commentOnly)
  }

  private func rangeOfLineAfter(_ offset: Int) -> Range<Int>? {
    let end = lineEnd(offset)
    guard unsafe end < text.count, unsafe text[end] == 0x0A else { return nil }
    let range = end + 1..<lineEnd(end + 1)
    return range.count <= Self.reach ? range : nil
  }

  private func commentOnly(_ range: Range<Int>) -> CommentText? {
    let line = CommentText(bytes(range))
    return line.isCommentOnly(path: path) ? line : nil
  }

  /// Whether the line that ends just before `start` goes on in the next one.
  private func continues(before start: Int) -> Bool {
    var last = start - 2
    if last >= 0, unsafe text[last] == 0x0D { last -= 1 }
    guard last >= 0 else { return false }
    switch unsafe text[last] {
    case UInt8(ascii: "\\"): return true
    case UInt8(ascii: "`"): return path.suffix(4) == Array(".ps1".utf8)[...]
    case UInt8(ascii: "^"):
      return [".cmd", ".bat"].contains { path.suffix(4) == Array($0.utf8)[...] }
    default: return false
    }
  }

  /// The start of the line that holds `offset`, or where looking for it ended.
  private func lineStart(_ offset: Int) -> Int {
    var at = unsafe min(offset, text.count)
    let limit = max(0, at - 2 * Self.reach)
    while at > limit, unsafe text[at - 1] != 0x0A { at -= 1 }
    return at
  }

  private func lineEnd(_ offset: Int) -> Int {
    var at = offset
    let limit = unsafe min(text.count, at + 2 * Self.reach)
    while at < limit, unsafe text[at] != 0x0A { at += 1 }
    return at
  }

  private func bytes(_ range: Range<Int>) -> [UInt8] {
    guard range.lowerBound < range.upperBound else { return [] }
    var bytes = unsafe Array(UnsafeBufferPointer(rebasing: text[range]))
    if bytes.last == 0x0D { bytes.removeLast() }
    return bytes
  }
}

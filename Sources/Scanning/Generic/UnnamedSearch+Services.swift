// Values that only the name of a service beside them tells.

extension UnnamedSearch {
  /// How far before a value the name of its service may start.
  private static let serviceReach = 96
  /// What stands between the name of a service and a value: names, operators, quotes, brackets.
  private static let betweenBytes = ByteSet(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-. \t\r\n=:>,({[]\"'`\\@"
  )

  /// A value that the name of a service stands before, if it can be a key.
  ///
  /// Where the name is in a line of its own, as in a section or a block, a word must tell.
  func ofService(
    _ run: UnsafeBufferPointer<UInt8>,
    _ value: Range<Int>,
    _ before: Int
  ) -> Value? {
    let betweenBytes = Self.betweenBytes
    let limit = max(0, before - Self.serviceReach)
    var start = before
    while start > limit, betweenBytes.contains(parser.byte(start - 1)) { start -= 1 }
    var at = start
    while at + 4 <= before {
      if startsWord(at), let end = unsafe ServiceNames.end(in: text, at: at), end <= before,
        endsWord(end), unsafe isKey(UnsafeBufferPointer(rebasing: text[end..<before]))
      {
        guard let isStandIn = unsafe Self.isStandIn(run) else { return nil }
        return Value(range: value, name: at..<end, place: .service, isStandIn: isStandIn)
      }
      at += 1
    }
    return nil
  }

  /// Whether what stands between the name of a service and a value can name a key.
  private func isKey(_ between: UnsafeBufferPointer<UInt8>) -> Bool {
    if unsafe SecretName.namesIdentifier(between) { return false }
    return unsafe !between.contains(0x0A)
      || GenericDetector.words.contains { unsafe ByteSearch.contains($0, in: between) }
  }

  private func startsWord(_ at: Int) -> Bool {
    let byte = parser.byte(at)
    let previous = parser.byte(at - 1)
    return ASCII.isLetter(byte)
      && (!ASCII.isAlphanumeric(previous)
        || ASCII.isUppercase(byte) && ASCII.isLowercase(previous))
  }

  /// Whether a name ends, or goes on with a word of keys: `stripekey`, `TwilioClient`.
  private func endsWord(_ end: Int) -> Bool {
    let byte = parser.byte(end)
    if !ASCII.isLetter(byte) { return true }
    if ASCII.isUppercase(byte), ASCII.isLowercase(parser.byte(end - 1)) { return true }
    return ["api", "key", "tok", "sec", "pas", "aut", "sdk", "cli"].contains { word in
      parser.isOneOf([word], end..<end + 3)
    }
  }

  /// Whether a value that can be a key is a stand-in for one; nil for what can be none.
  private static func isStandIn(_ value: UnsafeBufferPointer<UInt8>) -> Bool? {
    switch unsafe Placeholder.kind(of: value) {
    case nil: break
    case .pattern(.periodic), .pattern(.sequence): return true
    default: return nil
    }
    switch unsafe ValueShape.of(value) {
    case .uuid: return false
    case .plain: break
    default: return nil
    }
    let alphabet = unsafe Alphabet(of: value)
    guard alphabet.classes.contains(.digit), alphabet.size > 10,
      unsafe Randomness.isPlausible(value)
    else { return nil }
    guard !starts.contains(where: { unsafe Array(value.prefix($0.count)) == $0 }) else {
      return nil
    }
    let bits = unsafe TextModel.randomBits(value, alphabet: alphabet)
    return bits >= 0.7 * Double(value.count) ? false : nil
  }
}

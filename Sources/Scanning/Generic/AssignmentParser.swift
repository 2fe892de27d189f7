/// Reads the assignment around a place in a text where a telling word stands.
///
/// It knows no grammar; it reads what the ways of writing an assignment have in common: a name,
/// perhaps quoted, perhaps with a type, an operator, and a value that is quoted or ends where
/// values of this kind of file end.
@safe struct AssignmentParser {
  static let longestName = 100
  static let longestValue = 512

  let text: UnsafeBufferPointer<UInt8>
  let count: Int
  let syntax: FileKind.Syntax
  let comments = CommentStart()
  let run = ValueRun()
  let remarks = ValueRun()
  private let names = NameRun()

  init(_ text: UnsafeBufferPointer<UInt8>, _ syntax: FileKind.Syntax) {
    unsafe self.text = text
    count = text.count
    self.syntax = syntax
  }

  /// The byte at a place; zero outside the text.
  func byte(_ at: Int) -> UInt8 {
    at >= 0 && at < count ? unsafe text[at] : 0
  }

  func assignment(aroundWordAt word: Int) -> Assignment? {
    let name = name(around: word)
    guard name.count <= Self.longestName else { return nil }
    if let pair = pair(named: name) { return pair }
    if let fallback = fallback(named: name) { return fallback }
    if let login = login(calledAt: name) { return login }
    guard let (start, isIndirect, isSpaced) = valueStart(after: name) else { return nil }
    let owner = name.lowerBound > word ? owner(before: name) : name
    return value(from: start, name, isIndirect: isIndirect, isSpaced: isSpaced, for: owner)
  }

  // MARK: Names

  func isNameByte(_ byte: UInt8) -> Bool {
    ASCII.isAlphanumeric(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
      || byte == UInt8(ascii: ".")
  }

  func name(around word: Int) -> Range<Int> {
    // A line may be one run of such bytes, with many words in it.
    let known = names.contains(word) ? names.range : word..<word
    var start = max(known.lowerBound, word - Self.longestName - 1)
    var end = min(known.upperBound, word + Self.longestName + 1)
    while word - start <= Self.longestName, isNameByte(byte(start - 1)) { start -= 1 }
    while end - word <= Self.longestName, isNameByte(byte(end)) { end += 1 }
    names.range = min(known.lowerBound, start)..<max(known.upperBound, end)
    while end > word, byte(end - 1) == UInt8(ascii: ".") || byte(end - 1) == UInt8(ascii: "-") {
      end -= 1
    }
    // An escape such as `\n` before the name is no part of it.
    if start < word, byte(start - 1) == UInt8(ascii: "\\"), "ntr".utf8.contains(byte(start)) {
      start += 1
    }
    // Of `settings.db.password` the last part is the name.
    var part = end
    while part > start, end - part <= Self.longestName, byte(part - 1) != UInt8(ascii: ".") {
      part -= 1
    }
    start = max(start, part)
    // Of `"/prod/api/key"` the folder belongs to the name: it says which kind of key it is.
    if byte(start - 1) == UInt8(ascii: "/"), afterQuote(end) != nil {
      var folder = start - 1
      while start - folder < 40, isNameByte(byte(folder - 1)) { folder -= 1 }
      start = folder
    }
    return start..<end
  }

  // MARK: Operators

  func skipBlanks(_ at: Int) -> Int {
    var at = at
    while ASCII.isBlank(byte(at)) { at += 1 }
    return at
  }

  func isQuote(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") || byte == UInt8(ascii: "`")
  }

  /// The place after backslashes and a quote, if they stand here.
  func afterQuote(_ at: Int) -> Int? {
    var at = at
    while byte(at) == UInt8(ascii: "\\") { at += 1 }
    return isQuote(byte(at)) ? at + 1 : nil
  }

  /// Where a value may start behind a name.
  func valueStart(after name: Range<Int>) -> (Int, isIndirect: Bool, isSpaced: Bool)? {
    var at = afterQuote(name.upperBound) ?? name.upperBound
    let isQuotedName = at != name.upperBound
    // `**Password**: …`
    if syntax == .unknown { at = afterStars(at) }
    // `x ? "password" : "public"`
    if isQuotedName, isChoice(name.lowerBound) { return nil }
    let isElement = byte(at) == UInt8(ascii: "]")
    if isElement { at += 1 }
    // `$ENV{PASSWORD} = …`
    if byte(at) == UInt8(ascii: "}"), byte(name.lowerBound - 1) == UInt8(ascii: "{") { at += 1 }
    if isQuotedName, let typed = afterTyping(at) { return (typed, true, false) }
    // `char password[] = …`, `passwords[0] = …`
    if byte(at) == UInt8(ascii: "["), let end = afterIndex(at) { at = end }
    // `getenv("TOKEN") or "…"`
    let isCall = isQuotedName && byte(at) == UInt8(ascii: ")")
    if isCall { at += 1 }
    let direct = at
    at = skipBlanks(at)
    let isSpaced = at > direct
    if let fallback = afterAlternative(at) { return (fallback, true, isSpaced) }
    if isCall { return nil }
    switch byte(at) {
    // Where values are bare they may start with anything.
    case UInt8(ascii: "=") where syntax == .lines && !isArrow(at) && !isComparison(at):
      return (at + 1, false, isSpaced)
    case UInt8(ascii: "="):
      if byte(at + 1) == UInt8(ascii: ">") { return (at + 2, false, isSpaced) }
      if byte(at + 1) == UInt8(ascii: "=") {
        return (byte(at + 2) == UInt8(ascii: "=") ? at + 3 : at + 2, true, isSpaced)
      }
      return (at + 1, false, isSpaced)
    case UInt8(ascii: "!") where byte(at + 1) == UInt8(ascii: "="):
      return (byte(at + 2) == UInt8(ascii: "=") ? at + 3 : at + 2, true, isSpaced)
    case UInt8(ascii: "?") where byte(at + 1) == UInt8(ascii: "="),
      UInt8(ascii: ":") where byte(at + 1) == UInt8(ascii: "="):
      return (at + 2, false, isSpaced)
    case UInt8(ascii: ":"):
      // `a::b`, and the middle of `arn:aws:secretsmanager:…:secret:name`.
      if byte(at + 1) == UInt8(ascii: ":") || byte(name.lowerBound - 1) == UInt8(ascii: ":") {
        return nil
      }
      // The user in a URL: `https://token:…@host`.
      if byte(name.lowerBound - 1) == UInt8(ascii: "/"),
        byte(name.lowerBound - 2) == UInt8(ascii: "/"),
        byte(name.lowerBound - 3) == UInt8(ascii: ":")
      {
        return nil
      }
      if !isQuotedName, let typed = afterType(at + 1) { return (typed, false, isSpaced) }
      return (syntax == .unknown ? afterStars(at + 1) : at + 1, false, isSpaced)
    case UInt8(ascii: "|") where syntax == .unknown && startsLine(name.lowerBound):
      return (at + 1, false, true)
    case UInt8(ascii: "<") where byte(at + 1) == UInt8(ascii: "-"):
      return (at + 2, true, isSpaced)
    case UInt8(ascii: "{"):
      return afterAccessors(at).map { ($0, true, isSpaced) }
    case UInt8(ascii: ","):
      // `["password"], ["…"]`, `"a password", "…"`
      if isElement || isQuotedName && ASCII.isBlank(byte(name.lowerBound - 1)) { return nil }
      if isQuotedName { return (afterDefault(at + 1), true, isSpaced) }
      // `set(PASSWORD, "…")`, `{password, <<"…">>}`
      let isTuple = byte(name.lowerBound - 1) == UInt8(ascii: "{")
      let isConstant = name.allSatisfy { !ASCII.isLowercase(byte($0)) }
      let value = skipBlanks(at + 1)
      let string = follows("<<", value) ? value + 2 : value
      return (isTuple || isConstant) && isQuote(byte(string)) ? (string, true, isSpaced) : nil
    case UInt8(ascii: "("):
      return direct == at && afterQuote(at + 1) != nil ? (at + 1, true, isSpaced) : nil
    case UInt8(ascii: ">"):
      return direct == at && byte(name.lowerBound - 1) != UInt8(ascii: "-")
        ? (at + 1, false, false) : nil
    default:
      guard isSpaced else { return nil }
      // "Set `password` to `…`.", `fill_in "Password", with: "…"`
      if isQuotedName { return afterVerb(at).map { ($0.place, true, true) } }
      // `var password string = "…"`, `password is "…"`, `--password …`, `password "…"`.
      if let typed = afterType(at) { return (typed, false, true) }
      // Prose that says what a password is tells as much as an assignment.
      if let said = afterVerb(at) { return (said.place, !said.isStated || syntax == .code, true) }
      if afterQuote(at) != nil {
        // In prose, backticks quote; in code they often are a command or a template.
        let isBacktick = byte(at) == UInt8(ascii: "`")
        if isBacktick, syntax != .unknown || byte(at + 1) == UInt8(ascii: "`") { return nil }
        let isFirst = startsLine(name.lowerBound) || isWord("#define", before: name.lowerBound)
        // `cannot pass "x"` is a verb.
        return isFirst || name.count > 4 ? (at, !isFirst, true) : nil
      }
      return isFlag(name) || isKeyword(name) || isVariable(name) || isDirective(name, at)
        ? (at, false, true) : nil
    }
  }

  /// Whether a quote and the `?` of a condition stand before a place.
  private func isChoice(_ name: Int) -> Bool {
    var at = name - 1
    guard isQuote(byte(at)) else { return false }
    while ASCII.isBlank(byte(at - 1)) { at -= 1 }
    return byte(at - 1) == UInt8(ascii: "?")
  }

  /// `=> "…"`; elsewhere `>` may be the first byte of a bare value.
  private func isArrow(_ at: Int) -> Bool {
    byte(at + 1) == UInt8(ascii: ">") && ASCII.isBlank(byte(at + 2))
      && isQuote(byte(skipBlanks(at + 2)))
  }

  /// `== "…"`, in a file that is no configuration after all.
  private func isComparison(_ at: Int) -> Bool {
    byte(at + 1) == UInt8(ascii: "=") && isQuote(byte(skipBlanks(at + 2)))
  }

  /// The place behind the `is` in `password is "…"` and `password for the user "x" is "…"`.
  private func afterVerb(_ at: Int) -> (place: Int, isStated: Bool)? {
    var word = at
    if follows("for", at) || follows("of", at) {
      while word - at < 60, byte(word) != 0x0A, byte(word) != 0,
        !(byte(word) == 0x20 && follows("is", word + 1))
      { word += 1 }
      word += 1
    }
    let verbs: [(StaticString, Bool)] = [
      ("is", true), ("was", true), ("to", false), ("as", false), ("with", false),
    ]
    for (verb, isStated) in verbs where follows(verb, word) {
      let next = skipBlanks(word + verb.utf8CodeUnitCount)
      let after = byte(next) == UInt8(ascii: ":") ? skipBlanks(next + 1) : next
      if afterQuote(after) != nil { return (after, isStated) }
    }
    return nil
  }

  /// The place behind `[]` or `[32]`.
  private func afterIndex(_ at: Int) -> Int? {
    var at = at + 1
    while ASCII.isDigit(byte(at)) { at += 1 }
    return byte(at) == UInt8(ascii: "]") ? at + 1 : nil
  }

  /// The place behind what introduces another value: `||`, `||=`, `??`, `?:`, `or`.
  private func afterAlternative(_ at: Int) -> Int? {
    let pair = (byte(at), byte(at + 1))
    switch pair {
    case (UInt8(ascii: "|"), UInt8(ascii: "|")), (UInt8(ascii: "?"), UInt8(ascii: "?")):
      return byte(at + 2) == UInt8(ascii: "=") ? at + 3 : at + 2
    case (UInt8(ascii: "?"), UInt8(ascii: ":")): return at + 2
    case (UInt8(ascii: "o"), UInt8(ascii: "r"))
    where ASCII.isBlank(byte(at + 2)) && syntax != .unknown:
      return at + 3
    default: return nil
    }
  }

  /// The place behind the `=` in `{ get; set; } =`.
  private func afterAccessors(_ at: Int) -> Int? {
    guard follows("get", skipBlanks(at + 1)) else { return nil }
    var end = at
    while end - at < 60, byte(end) != UInt8(ascii: "}"), byte(end) != 0x0A { end += 1 }
    guard byte(end) == UInt8(ascii: "}") else { return nil }
    end = skipBlanks(end + 1)
    return byte(end) == UInt8(ascii: "=") ? end + 1 : nil
  }

  func follows(_ word: StaticString, _ at: Int) -> Bool {
    for offset in 0..<word.utf8CodeUnitCount
    where unsafe byte(at + offset) != word.utf8Start[offset] {
      return false
    }
    return !ASCII.isAlphanumeric(byte(at + word.utf8CodeUnitCount))
  }

  /// The place behind the `=` in `: Type =`.
  func afterType(_ at: Int) -> Int? {
    var at = skipBlanks(at)
    // The lifetime in `&'static str`.
    if byte(at) == UInt8(ascii: "&"), byte(at + 1) == UInt8(ascii: "'") {
      at += 2
      while ASCII.isLetter(byte(at)) { at += 1 }
      at = skipBlanks(at)
    }
    let start = at
    while at - start < 40, ASCII.isAlphanumeric(byte(at)) || Self.typeMarks.contains(byte(at)) {
      at += 1
    }
    guard at > start,
      ASCII.isLetter(byte(start)) || byte(start) == UInt8(ascii: "*")
        || byte(start) == UInt8(ascii: "&")
    else { return nil }
    at = skipBlanks(at)
    guard byte(at) == UInt8(ascii: "=") else { return nil }
    // What ends in `=` may be a value in base64.
    let next = byte(skipBlanks(at + 1))
    return next == UInt8(ascii: "=") || next == 0x0A || next == 0x0D || next == 0 ? nil : at + 1
  }

  func isFlag(_ name: Range<Int>) -> Bool {
    guard byte(name.lowerBound) == UInt8(ascii: "-") else { return false }
    if byte(name.lowerBound + 1) == UInt8(ascii: "-") { return true }
    // `-Password …`, `-storepass …`
    return name.count >= 6 && ASCII.isBlank(byte(name.lowerBound - 1))
  }

  /// `ENV NAME value` in a Dockerfile, `setenv NAME value`, `setx NAME value`.
  private func isVariable(_ name: Range<Int>) -> Bool {
    guard syntax == .shell else { return false }
    return (["ENV", "setenv", "setx"] as [StaticString])
      .contains { isWord($0, before: name.lowerBound) }
  }

  /// Whether a word and a blank stand before a place.
  func isWord(_ word: StaticString, before at: Int) -> Bool {
    var at = at
    guard ASCII.isBlank(byte(at - 1)) else { return false }
    while ASCII.isBlank(byte(at - 1)) { at -= 1 }
    let start = at - word.utf8CodeUnitCount
    return start >= 0 && follows(word, start) && !isNameByte(byte(start - 1))
  }

  /// Whether nothing but a few words and marks of lists, quotes and comments stands before a place
  /// in its line.
  func isLabel(_ name: Int) -> Bool {
    var at = name
    while at > 0, name - at <= 40,
      Self.lineMarks.contains(byte(at - 1)) || ASCII.isAlphanumeric(byte(at - 1))
    {
      at -= 1
    }
    return at == 0 || byte(at - 1) == 0x0A
  }

  /// Whether nothing but blanks and marks of lists, quotes and comments stands before a place in
  /// its line.
  func startsLine(_ at: Int) -> Bool {
    var at = at
    while at > 0, Self.lineMarks.contains(byte(at - 1)) { at -= 1 }
    return at == 0 || byte(at - 1) == 0x0A
  }

  private static let lineMarks = ByteSet(" \t-*>#?\"'/;$|")

  /// `password x` in a netrc file, `Bearer x`.
  func isKeyword(_ name: Range<Int>) -> Bool {
    if name.count == 6, byte(name.lowerBound) | 0x20 == UInt8(ascii: "b") {
      return follows("earer", name.lowerBound + 1)
    }
    guard name.count == 8, follows("password", name.lowerBound) else { return false }
    // One word and `login` before it, perhaps on the line above.
    var at = name.lowerBound
    let floor = max(0, at - 120)
    while at > floor, byte(at - 1) <= 0x20 { at -= 1 }
    while at > floor, byte(at - 1) > 0x20 { at -= 1 }
    while at > floor, byte(at - 1) <= 0x20 { at -= 1 }
    return at >= 5 && at < name.lowerBound - 1 && follows("login", at - 5)
  }
}

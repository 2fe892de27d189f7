/// One byte or one character, as a glob sees it.
protocol GlobUnit: Comparable, Sendable {
  /// The unit as ASCII, where it is.
  var ascii: UInt8? { get }
  var lowerCased: Self { get }
  var upperCased: Self { get }
}

extension UInt8: GlobUnit {
  var ascii: UInt8? { self < 0x80 ? self : nil }
  var lowerCased: UInt8 { (0x41...0x5A).contains(self) ? self + 0x20 : self }
  var upperCased: UInt8 { (0x61...0x7A).contains(self) ? self - 0x20 : self }
}

/// Characters compare by canonical equivalence: `é` is one character however it is encoded.
extension Character: GlobUnit {
  var ascii: UInt8? { asciiValue }
  var lowerCased: Character { Self.single(lowercased()) ?? self }
  var upperCased: Character { Self.single(uppercased()) ?? self }

  private static func single(_ string: String) -> Character? {
    string.count == 1 ? string.first : nil
  }
}

/// A pattern for one path component: `*`, `?`, `[a-z]`, `[!a]`, `[[:digit:]]` and `\` escapes.
///
/// The syntax is that of Git's wildmatch. A component never holds a slash, so no wildcard can
/// match one.
struct Glob<Unit: GlobUnit>: Sendable {
  private enum Token {
    case literal(Unit)
    case anyOne
    case anyRun
    case oneOf([Member], negated: Bool)
  }

  private enum Member {
    case range(ClosedRange<Unit>)
    case named(CharacterClass)
  }

  private let tokens: [Token]

  /// Whether the whole of `text` matches.
  func matches(_ text: ArraySlice<Unit>, ignoringCase: Bool) -> Bool {
    var token = 0
    var position = text.startIndex
    // Where to go on when a match after the last `*` fails: one unit further.
    var retry: (token: Int, position: Int)?
    while position < text.endIndex {
      if token < tokens.count {
        if case .anyRun = tokens[token] {
          token += 1
          retry = (token, position)
          continue
        }
        if Self.matches(tokens[token], text[position], ignoringCase: ignoringCase) {
          token += 1
          position += 1
          continue
        }
      }
      guard let last = retry else { return false }
      token = last.token
      position = last.position + 1
      retry = (token, position)
    }
    return tokens[token...].allSatisfy { if case .anyRun = $0 { true } else { false } }
  }

  private static func matches(_ token: Token, _ unit: Unit, ignoringCase: Bool) -> Bool {
    switch token {
    case .anyRun: return false
    case .anyOne: return true
    case .literal(let literal):
      return literal == unit || (ignoringCase && literal.lowerCased == unit.lowerCased)
    case .oneOf(let members, let negated):
      let spellings = ignoringCase ? [unit, unit.lowerCased, unit.upperCased] : [unit]
      let isMember = members.contains { member in
        spellings.contains { spelling in
          switch member {
          case .range(let range): range.contains(spelling)
          case .named(let name): spelling.ascii.map(name.contains) ?? false
          }
        }
      }
      return isMember != negated
    }
  }
}

extension Glob {
  /// Why a component is not a pattern.
  enum Fault: Error {
    case openBracket
    case openEscape
    case unknownClass
  }

  /// Reads one component.
  init(parsing component: [Unit]) throws(Fault) {
    var tokens: [Token] = []
    var rest = component[...]
    while let unit = rest.popFirst() {
      switch unit.ascii {
      case UInt8(ascii: "*"):
        if case .anyRun = tokens.last { continue }
        tokens.append(.anyRun)
      case UInt8(ascii: "?"):
        tokens.append(.anyOne)
      case UInt8(ascii: "["):
        tokens.append(try Self.bracket(&rest))
      case UInt8(ascii: "\\"):
        guard let escaped = rest.popFirst() else { throw .openEscape }
        tokens.append(.literal(escaped))
      default:
        tokens.append(.literal(unit))
      }
    }
    self.tokens = tokens
  }

  /// Reads what follows `[`, to its `]`.
  ///
  /// A `]` that comes first stands for itself.
  private static func bracket(_ rest: inout ArraySlice<Unit>) throws(Fault) -> Token {
    var members: [Member] = []
    var negated = false
    if let first = rest.first?.ascii, first == UInt8(ascii: "!") || first == UInt8(ascii: "^") {
      negated = true
      rest.removeFirst()
    }
    var isFirst = true
    while let unit = rest.popFirst() {
      if unit.ascii == UInt8(ascii: "]"), !isFirst { return .oneOf(members, negated: negated) }
      isFirst = false
      if unit.ascii == UInt8(ascii: "["), rest.first?.ascii == UInt8(ascii: ":") {
        if let name = try namedClass(&rest) {
          members.append(.named(name))
          continue
        }
      }
      var low = unit
      if unit.ascii == UInt8(ascii: "\\") {
        guard let escaped = rest.popFirst() else { throw .openEscape }
        low = escaped
      }
      guard rest.first?.ascii == UInt8(ascii: "-"), rest.count > 1,
        rest[rest.startIndex + 1].ascii != UInt8(ascii: "]")
      else {
        members.append(.range(low...low))
        continue
      }
      rest.removeFirst()
      guard var high = rest.popFirst() else { throw .openBracket }
      if high.ascii == UInt8(ascii: "\\") {
        guard let escaped = rest.popFirst() else { throw .openEscape }
        high = escaped
      }
      // In Git, too, `[z-a]` matches `z` and nothing else.
      members.append(.range(low...max(low, high)))
    }
    throw .openBracket
  }

  /// Reads `:name:]`; nil, with nothing read, when the `[` before it stands for itself.
  private static func namedClass(_ rest: inout ArraySlice<Unit>) throws(Fault) -> CharacterClass? {
    guard let end = rest.firstIndex(where: { $0.ascii == UInt8(ascii: "]") }),
      end > rest.startIndex + 1, rest[end - 1].ascii == UInt8(ascii: ":")
    else { return nil }
    let name = rest[(rest.startIndex + 1)..<(end - 1)].compactMap(\.ascii)
    guard let found = CharacterClass(rawValue: String(decoding: name, as: UTF8.self)) else {
      throw .unknownClass
    }
    rest = rest[(end + 1)...]
    return found
  }
}

/// The POSIX classes of a bracket expression, over ASCII as Git has them.
enum CharacterClass: String, Sendable {
  case alnum
  case alpha
  case blank
  case cntrl
  case digit
  case graph
  case lower
  case print
  case punct
  case space
  case upper
  case xdigit

  func contains(_ byte: UInt8) -> Bool {
    let isDigit = (0x30...0x39).contains(byte)
    let isUpper = (0x41...0x5A).contains(byte)
    let isLower = (0x61...0x7A).contains(byte)
    let isGraphic = (0x21...0x7E).contains(byte)
    return switch self {
    case .alnum: isDigit || isUpper || isLower
    case .alpha: isUpper || isLower
    case .blank: byte == 0x20 || byte == 0x09
    case .cntrl: byte < 0x20 || byte == 0x7F
    case .digit: isDigit
    case .graph: isGraphic
    case .lower: isLower
    case .print: isGraphic || byte == 0x20
    case .punct: isGraphic && !(isDigit || isUpper || isLower)
    case .space: byte == 0x20 || (0x09...0x0D).contains(byte)
    case .upper: isUpper
    case .xdigit: isDigit || (0x41...0x46).contains(byte) || (0x61...0x66).contains(byte)
    }
  }
}

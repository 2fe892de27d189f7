/// The most bytes that a pattern of a rule can look at.
///
/// Reads the part of PCRE2's syntax that rules use. What look-arounds see counts as well; where a
/// repetition without a limit is of blanks only, it is taken to be short, as such runs are in text.
struct PatternWidth {
  /// More than any text has; small enough to be multiplied by a bound of a repetition.
  static let unlimited = 1 << 40

  private static let blanks = LongRuns.longest

  private struct Group {
    /// Of the alternatives that are over.
    var widest = 0
    /// Of the one that is being read.
    var width = 0
    /// Of the last thing in it, to which a repetition belongs.
    var last = 0
    /// That is a blank.
    var lastIsBlank = false

    mutating func add(_ count: Int, isBlank: Bool = false) {
      width += last
      last = min(count, PatternWidth.unlimited)
      lastIsBlank = isBlank
    }

    var total: Int { max(widest, width + last) }
  }

  private let pattern: [UInt8]
  private var at = 0

  static func of(_ pattern: String) -> Int {
    var width = PatternWidth(pattern)
    return width.read()
  }

  private init(_ pattern: String) { self.pattern = Array(pattern.utf8) }

  private mutating func read() -> Int {
    var groups = [Group()]
    while at < pattern.count {
      let top = groups.count - 1
      let byte = pattern[at]
      at += 1
      switch byte {
      case UInt8(ascii: "("):
        skipGroupHead()
        groups.append(Group())
      case UInt8(ascii: ")") where top > 0:
        let width = groups.removeLast().total
        groups[top - 1].add(width)
      case UInt8(ascii: "|"):
        groups[top].widest = groups[top].total
        (groups[top].width, groups[top].last) = (0, 0)
      case UInt8(ascii: "["):
        let start = at
        skipClass()
        let isBlank = pattern[start..<at].elementsEqual(" \\t]".utf8)
        groups[top].add(1, isBlank: isBlank)
      case UInt8(ascii: "\\"):
        let escaped = at < pattern.count ? pattern[at] : 0
        at += 1
        // A reference to a group: as wide as that, which is in sight.
        if escaped == UInt8(ascii: "k"), let end = pattern[at...].firstIndex(of: UInt8(ascii: ">"))
        {
          at = end + 1
          groups[top].add(groups[top].total)
        } else {
          if escaped == UInt8(ascii: "x") { at += 2 }
          groups[top].add(1, isBlank: escaped == UInt8(ascii: "s"))
        }
      case UInt8(ascii: "*"), UInt8(ascii: "+"): repeatLast(&groups[top], Self.unlimited)
      case UInt8(ascii: "?"): break
      case UInt8(ascii: "{"):
        if let bound = readBound() {
          repeatLast(&groups[top], bound)
        } else {
          groups[top].add(1)
        }
      default: groups[top].add(1)
      }
    }
    return groups.reduce(0) { $0 + $1.total }
  }

  private func repeatLast(_ group: inout Group, _ bound: Int) {
    // `++` and `*+` are possessive.
    if bound == Self.unlimited, at >= 2, "*+}".utf8.contains(pattern[at - 2]), group.last > 1 {
      return
    }
    let bound = bound == Self.unlimited && group.lastIsBlank ? Self.blanks : bound
    let (product, isTooLarge) = group.last.multipliedReportingOverflow(by: bound)
    group.last = isTooLarge ? Self.unlimited : min(product, Self.unlimited)
  }

  /// Behind `(`: `?:`, `?=`, `?<name>`, `?i:`, `?m)` and the like.
  private mutating func skipGroupHead() {
    guard at < pattern.count, pattern[at] == UInt8(ascii: "?") else { return }
    at += 1
    while at < pattern.count {
      let byte = pattern[at]
      switch byte {
      case UInt8(ascii: ")"): return
      case UInt8(ascii: ":"), UInt8(ascii: "="), UInt8(ascii: "!"), UInt8(ascii: "|"),
        UInt8(ascii: ">"):
        at += 1
        return
      default: at += 1
      }
    }
  }

  /// Behind `[`.
  private mutating func skipClass() {
    if at < pattern.count, pattern[at] == UInt8(ascii: "^") { at += 1 }
    var isFirst = true
    while at < pattern.count {
      let byte = pattern[at]
      at += 1
      if byte == UInt8(ascii: "\\") { at += 1 }
      if byte == UInt8(ascii: "]"), !isFirst { return }
      isFirst = false
    }
  }

  /// Behind `{`: the upper bound of a repetition; nil where it is none.
  private mutating func readBound() -> Int? {
    guard let end = pattern[at...].firstIndex(of: UInt8(ascii: "}")), end > at else { return nil }
    let parts = pattern[at..<end].split(
      separator: UInt8(ascii: ","),
      omittingEmptySubsequences: false
    )
    guard parts.count <= 2, !parts[0].isEmpty,
      parts.allSatisfy({ $0.allSatisfy(ASCII.isDigit) }), let last = parts.last
    else { return nil }
    at = end + 1
    return last.isEmpty ? Self.unlimited : Int(String(decoding: last, as: UTF8.self))
  }
}

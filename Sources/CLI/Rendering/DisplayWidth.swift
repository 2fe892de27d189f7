/// How many columns of a terminal a text takes.
///
/// Wide are the characters that Unicode calls so (Standard Annex #11, East Asian Width, W and F) and
/// those shown as emoji; marks that combine take none.
enum DisplayWidth {
  static func columns(_ text: String) -> Int {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
    return text.reduce(0) { $0 + columns($1) }
  }

  private static func columns(_ character: Character) -> Int {
    guard let first = character.unicodeScalars.first else { return 0 }
    // A selector at the end asks for the form of an emoji.
    if character.unicodeScalars.contains("\u{FE0F}") || isWide(first) { return 2 }
    switch first.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: return 1
    }
  }

  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    guard scalar.value >= 0x1100 else { return false }
    if scalar.properties.isEmojiPresentation { return true }
    return switch scalar.value {
    case 0x1100...0x115F, 0x2329...0x232A, 0x2630...0x2637, 0x268A...0x268F, 0x2E80...0x303E,
      0x3041...0xA4CF, 0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19,
      0xFE30...0xFE6B, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x1B2FB, 0x1D300...0x1D376,
      0x1F200...0x1F265, 0x20000...0x3FFFD:
      true
    default: false
    }
  }

  /// The text in at most so many columns: where it is longer, its beginning and `…`, or with
  /// `keepingEnd` its beginning, `…` and its end.
  static func cut(_ text: String, to limit: Int, keepingEnd: Bool) -> String {
    guard columns(text) > limit, limit > 0 else { return text }
    let room = limit - 1
    let start = fitting(text, keepingEnd ? room - room / 2 : room)
    let end = keepingEnd ? String(fitting(text.reversed(), room / 2).reversed()) : ""
    return String(start) + "…" + end
  }

  private static func fitting(_ text: some Sequence<Character>, _ limit: Int) -> [Character] {
    var total = 0
    return Array(
      text.prefix { character in
        total += columns(character)
        return total <= limit
      }
    )
  }
}

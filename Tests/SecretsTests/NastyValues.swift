/// Values for tests of what is written and read.
enum NastyValues {
  /// Values that some reader or other gets wrong; assembled, since some look like secrets.
  static let all: [String] =
    [
      "plain", "with blanks ", " leading", "#hash", "a #hash", "it's", "say \"hi\"",
      "both ' and \"",
      "` tick", "' \" `", "$HOME", "${HOME}", "$${HOME}", "%{ if true }", "%%{x}", "$(id)",
      "back\\slash",
      "ends\\", "\\n is no newline", "\\\\", "\\'", "two\nlines", "cr\rlf\r\n", "tab\t", "=equals=",
      "!bang!", "ünïcödé", "😀", "line\u{2028}separator", "next\u{85}line", "bom\u{FEFF}", "null",
      "true",
      "0123", "1e5", "- item", "{\"k\": \"v\"}", "key: value", "*star", "&amp", "@at", "'", "\"",
      "\\",
      "\n", " ", "\u{1}\u{1B}[31m\u{7F}", "-----BEGIN X-----\nabc\n-----END X-----\n", "a,b;c", "~",
      "..",
    ] + soup(300)

  /// Random short texts of the characters that matter.
  private static func soup(_ count: Int) -> [String] {
    let pieces = Array("'\"`\\$%{}#= \n\r\tnrxu0a&!;,:-é😀").map(String.init)
    var state: UInt64 = 20_261_128
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    return (0..<count).map { _ in
      (0..<(1 + next(7))).map { _ in pieces[next(pieces.count)] }.joined()
    }
  }
}

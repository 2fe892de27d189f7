/// What of a program's messages can be shown.
enum ProgramMessage {
  /// The last line with something in it, 200 characters of it at most; nil for none.
  ///
  /// A word that holds what could be a key, 12 letters and digits or more in a row with a digit among
  /// them, is left out.
  static func shown(_ bytes: [UInt8]) -> String? {
    let text = String(decoding: bytes, as: UTF8.self)
    let lines = text.split { $0.isNewline || $0 == "\r" }.map { line in
      line.split { !$0.isASCII || $0 <= " " || $0 == "\u{7f}" }
    }
    guard let words = lines.last(where: { !$0.isEmpty }) else { return nil }
    let line = words.map { mayHoldKey($0) ? "…" : String($0) }.joined(separator: " ")
    let shown = line.count > 200 ? line.prefix(200) + "…" : line[...]
    return String(shown.last == "." ? shown.dropLast() : shown)
  }

  private static func mayHoldKey(_ word: Substring) -> Bool {
    word.split { !($0.isLetter || $0.isNumber || $0 == "+" || $0 == "/" || $0 == "_") }
      .contains { $0.count >= 12 && $0.contains(where: \.isNumber) }
  }
}

/// Sentences broken into lines.
package enum Prose {
  /// The text in lines that fit the terminal, or 80 columns where there is none, each with its end.
  ///
  /// A word that is longer than a line, such as a URL, stays whole.
  package static func wrapped(
    _ text: String,
    indentation: Int,
    for terminal: Terminal
  ) -> String {
    let limit = max(40, terminal.width ?? 80) - indentation
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let last = lines.last, last.count + 1 + word.count <= limit {
        lines[lines.count - 1] += " " + word
      } else {
        lines.append(String(word))
      }
    }
    let margin = String(repeating: " ", count: indentation)
    return lines.map { margin + $0 + "\n" }.joined()
  }
}

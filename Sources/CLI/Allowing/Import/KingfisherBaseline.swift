import Git

/// The baseline of Kingfisher: YAML with a path and a line for each finding.
///
/// As version 2.14 writes it (`path`, `line`), and as earlier ones did (`filepath`, `linenum`). Its
/// fingerprints hold byte offsets, so the line is all that there is to go by.
enum KingfisherBaseline {
  static func isOne(_ text: String) -> Bool {
    text.split(separator: "\n").contains {
      $0.hasPrefix("fingerprint_algorithm: kingfisher") || $0.hasPrefix("ExactFindings:")
    }
  }

  static func read(_ list: ImportedList, _ source: ImportSource) throws {
    var path: String?
    for line in list.lines {
      let line = line.hasPrefix("- ") ? String(line.dropFirst(2)) : line
      guard let (key, value) = YAMLLine.pair(line) else { continue }
      switch key {
      case "path", "filepath":
        if let path { list.refuse(path, "it has no line") }
        path = value
      case "line", "linenum":
        guard let name = path else { continue }
        path = nil
        guard let number = Int(value), let found = try source.values(in: GitPath(name)) else {
          list.refuse("\(name):\(value)", "there is no such file")
          continue
        }
        list.take(
          "\(name):\(number)",
          found.filter { $0.covers(line: number) },
          otherwise: "nothing is found on that line"
        )
      default: continue
      }
    }
    if let path { list.refuse(path, "it has no line") }
  }
}

/// One `key: value` of YAML as programs write it: plain, or in quotes.
enum YAMLLine {
  static func pair(_ line: String) -> (key: String, value: String)? {
    guard let colon = line.firstIndex(of: ":") else { return nil }
    let value = line[line.index(after: colon)...].drop { $0 == " " }
    return (String(line[..<colon]), scalar(String(value)))
  }

  /// A value without its quotes.
  static func scalar(_ text: String) -> String {
    var text = text[...]
    while text.last?.isWhitespace == true { text.removeLast() }
    guard let quote = text.first, quote == "'" || quote == "\"", text.count >= 2, text.last == quote
    else {
      // A comment needs a space before it.
      var plain = text.indices.first { text[$0...].hasPrefix(" #") }.map { text[..<$0] } ?? text
      while plain.last?.isWhitespace == true { plain.removeLast() }
      return String(plain)
    }
    let inner = String(text.dropFirst().dropLast())
    // In single quotes a quote is doubled; the escapes of double quotes are in no list we know.
    return quote == "'"
      ? inner.split(separator: "''", omittingEmptySubsequences: false)
        .joined(separator: "'") : inner
  }
}

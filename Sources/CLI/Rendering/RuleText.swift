package import Scanning

extension Rule {
  /// What `rules show` prints: what the rule is for, what to do about a finding, and what it does
  /// and does not find.
  package func text(for terminal: Terminal) -> String {
    var text = terminal.paint(visible(id), .bold) + "  \(visible(description))\n"
    func add(_ label: String, _ value: String) {
      let heading = label.padded(to: Self.indentation)
      text += heading + value + "\n"
    }
    func wrapped(_ value: String) -> String {
      let lines = Prose.wrapped(value, indentation: Self.indentation, for: terminal)
      return String(lines.dropFirst(Self.indentation).dropLast())
    }
    add("level", level.rawValue)
    add("advice", wrapped(visible(advice)))
    if !reference.isEmpty { add("reference", visible(reference)) }
    if let custom, !custom.tags.isEmpty {
      add("tags", wrapped(visible(custom.tags.joined(separator: ", "))))
    }
    if let custom, !custom.required.isEmpty {
      add("requires", wrapped(visible(custom.required.map(\.text).joined(separator: ", "))))
    }
    if custom?.isHelper == true { add("reports", "nothing by itself: other rules require it") }
    for (index, line) in maskedExamples.prefix(2).enumerated() {
      add(index == 0 ? "finds" : "", visible(line))
    }
    for (index, line) in shortCounterexamples.prefix(2).enumerated() {
      add(index == 0 ? "passes" : "", visible(line))
    }
    if !keywords.isEmpty { add("keywords", wrapped(visible(keywords.joined(separator: ", ")))) }
    add(
      "pattern",
      pattern.isEmpty
        ? wrapped("none: the name, the notation and the randomness of a value are weighed")
        : visible(writtenPattern)
    )
    return text
  }

  private static var indentation: Int { 11 }

  /// The lines of the examples in which the rule finds its values, the values masked.
  private var maskedExamples: [String] {
    let isGeneric = pattern.isEmpty
    guard let scanner = try? Scanner(rules: isGeneric ? [] : [self], generic: isGeneric) else {
      return []
    }
    return examples.compactMap { example in
      let bytes = Array(example.utf8)
      let path = Array("example\(files.first ?? ".txt")".utf8)
      guard let finding = try? scanner.scan(path: path, bytes: bytes).first,
        finding.line == finding.endLine
      else { return nil }
      let newline = UInt8(ascii: "\n")
      let start = bytes[..<finding.range.lowerBound].lastIndex(of: newline).map { $0 + 1 } ?? 0
      let end = bytes[finding.range.upperBound...].firstIndex(of: newline) ?? bytes.count
      let line =
        String(decoding: bytes[start..<finding.range.lowerBound], as: UTF8.self) + finding.masked
        + String(decoding: bytes[finding.range.upperBound..<end], as: UTF8.self)
      return Self.shortened(line)
    }
  }

  private var shortCounterexamples: [String] {
    counterexamples.lazy.map { $0.hasSuffix("\n") ? String($0.dropLast()) : $0 }
      .filter { !$0.contains("\n") && $0.count <= 66 }
  }

  /// Without blanks around it, and not longer than a line of a terminal.
  private static func shortened(_ line: String) -> String? {
    let start = line.drop(while: \.isWhitespace)
    let text = start.last?.isWhitespace == true ? start.dropLast() : start
    return text.count <= 66 ? String(text) : nil
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}

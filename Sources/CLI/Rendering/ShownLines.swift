import AWS
import Secrets

/// The lines of two texts that differ, with some around them, as `diff -u` shows them.
struct ShownLines {
  /// Lines of both that are farther than this from one that changed are left out.
  private static let context = 3

  private let edits: [LineComparison.Edit]
  private let before: SecretBytes
  private let after: SecretBytes

  init(_ comparison: LineComparison, _ before: SecretBytes, _ after: SecretBytes) {
    edits = comparison.edits
    self.before = before
    self.after = after
  }

  func text(_ terminal: Terminal, indentation: String = "") -> String {
    var text = ""
    var last: Int?
    for number in edits.indices where isNear(number) {
      if let last, last != number - 1 { text += indentation + terminal.paint("  …", .dim) + "\n" }
      text += line(edits[number], terminal, indentation)
      last = number
    }
    return text
  }

  private func isNear(_ number: Int) -> Bool {
    let near = max(0, number - Self.context)...min(edits.count - 1, number + Self.context)
    return edits[near].contains { if case .kept = $0 { false } else { true } }
  }

  private func line(
    _ edit: LineComparison.Edit,
    _ terminal: Terminal,
    _ indentation: String
  ) -> String {
    switch edit {
    case .removed(let range): return line(range, of: before, "- ", .red, terminal, indentation)
    case .added(let range): return line(range, of: after, "+ ", .green, terminal, indentation)
    case .kept(let range): return line(range, of: after, "  ", nil, terminal, indentation)
    }
  }

  /// A line whose newline is missing says so: nothing else may tell it from the other.
  private func line(
    _ range: Range<Int>,
    of value: SecretBytes,
    _ mark: String,
    _ paint: Paint?,
    _ terminal: Terminal,
    _ indentation: String
  ) -> String {
    value.withSpan { bytes in
      let isWhole = bytes[range.upperBound - 1] == UInt8(ascii: "\n")
      let content = range.dropLast(isWhole ? 1 : 0).map { bytes[$0] }
      let shown = mark + visible(String(decoding: content, as: UTF8.self))
      let line = indentation + (paint.map { terminal.paint(shown, $0) } ?? shown) + "\n"
      guard !isWhole, paint != nil else { return line }
      return line + indentation + terminal.paint("  (no newline at its end)", .dim) + "\n"
    }
  }
}

import AWS
import Secrets

/// The members of two JSON values that differ, of which nothing is cut.
///
/// Side by side where there is room; else below each other, a text of several lines line by line.
struct ShownMembers {
  /// Where no terminal says how wide it is.
  private static let width = 120

  private struct Row {
    let path: String
    let kind: MemberChange.Kind
    /// As it is written.
    let before: SecretBytes?
    let after: SecretBytes?

    var cells: (String, String) { (Self.text(before), Self.text(after)) }

    static func text(_ bytes: SecretBytes?) -> String {
      bytes.map { visible(String(decoding: $0.exposed(), as: UTF8.self)) } ?? ""
    }
  }

  private let rows: [Row]

  init(_ changes: [MemberChange], _ before: SecretBytes, _ after: SecretBytes) {
    rows = changes.map { change in
      Row(
        path: visible(change.path),
        kind: change.kind,
        before: change.before.map { before.part($0) },
        after: change.after.map { after.part($0) }
      )
    }
  }

  func text(_ terminal: Terminal) -> String {
    let limit = terminal.width ?? Self.width
    let keys = min(rows.map { DisplayWidth.columns($0.path) }.max() ?? 0, limit / 3)
    let room = (limit - keys - 4) / 2
    var table = Table([.init("Key"), .init("Before"), .init("After")])
    var blocks: [String] = []
    var isEmpty = true
    for row in rows {
      let (before, after) = row.cells
      let isShort =
        DisplayWidth.columns(row.path) <= keys && DisplayWidth.columns(before) <= room
        && DisplayWidth.columns(after) <= room
      if isShort, !isOfLines(row) {
        table.add([row.path, before, after])
        isEmpty = false
      } else {
        blocks.append(block(row, terminal))
      }
    }
    return ((isEmpty ? [] : [table.text(for: terminal)]) + blocks).joined(separator: "\n")
  }

  private func isOfLines(_ row: Row) -> Bool {
    [row.before, row.after].contains { $0?.jsonText?.isOfLines == true }
  }

  private func block(_ row: Row, _ terminal: Terminal) -> String {
    var text = terminal.paint(row.path, .bold) + "\n"
    let (before, after) = (row.before?.jsonText, row.after?.jsonText)
    let isOfLines = isOfLines(row)
    if isOfLines, let before, let after,
      case .lines(let lines) = ValueComparison.between(before, after)
    {
      return text + ShownLines(lines, before, after).text(terminal, indentation: "  ")
    }
    for (mark, paint, value) in [("- ", Paint.red, row.before), ("+ ", .green, row.after)] {
      guard let value else { continue }
      var lines = [Row.text(value)]
      if isOfLines, let content = value.jsonText {
        lines = String(decoding: content.exposed(), as: UTF8.self)
          .split(separator: "\n", omittingEmptySubsequences: false).map { visible(String($0)) }
        if lines.last?.isEmpty == true { lines.removeLast() }
      }
      for line in lines { text += "  " + terminal.paint(mark + line, paint) + "\n" }
    }
    return text
  }
}

extension SecretBytes {
  /// The text of a string of JSON; nil of anything else.
  fileprivate var jsonText: SecretBytes? {
    guard count >= 2, first == UInt8(ascii: "\"") else { return nil }
    return withSpan { JSONString.content($0, 1..<(count - 1)) }
  }

  fileprivate var isOfLines: Bool {
    withSpan { bytes in bytes.indices.dropLast().contains { bytes[$0] == UInt8(ascii: "\n") } }
  }
}

/// Rows and columns for people; fits the terminal by shortening the columns that may be shortened, and
/// where that is not enough by giving each cell a line.
package struct Table: Sendable {
  package struct Column: Sendable {
    /// What a column that is too wide loses.
    package enum Shrinking: Sendable {
      case none
      case end
      /// For names, whose ends tell them apart.
      case middle
    }

    let title: String
    let shrinking: Shrinking

    package init(_ title: String, mayShrink: Bool = false) {
      self.title = title
      shrinking = mayShrink ? .end : .none
    }

    package init(_ title: String, _ shrinking: Shrinking) {
      self.title = title
      self.shrinking = shrinking
    }
  }

  private let columns: [Column]
  private var rows: [[String]] = []

  package init(_ columns: [Column]) {
    self.columns = columns
  }

  package mutating func add(_ cells: [String]) {
    rows.append(cells.map(visible))
  }

  /// The table, its titles first.
  ///
  /// A column in which no row has anything is left out.
  package func text(for terminal: Terminal) -> String {
    let used = columns.indices.filter { column in rows.contains { !$0[column].isEmpty } }
    guard used.count == columns.count || used.isEmpty else {
      return only(used).text(for: terminal)
    }
    guard let widths = widths(for: terminal) else { return stacked(terminal) }
    var text = ""
    text += terminal.paint(line(columns.map { $0.title.uppercased() }, widths), .dim) + "\n"
    for row in rows { text += line(row, widths) + "\n" }
    return text
  }

  /// Whether it fits there with nothing cut.
  package func isWhole(on terminal: Terminal) -> Bool {
    guard let limit = terminal.width else { return true }
    let used = only(columns.indices.filter { column in rows.contains { !$0[column].isEmpty } })
    return used.wholeWidths.reduce(2 * (used.columns.count - 1), +) <= limit
  }

  private func only(_ used: [Int]) -> Table {
    var table = Table(used.map { columns[$0] })
    table.rows = rows.map { row in used.map { row[$0] } }
    return table
  }

  private var wholeWidths: [Int] {
    columns.indices.map { column in
      rows.reduce(columns[column].title.count) { max($0, DisplayWidth.columns($1[column])) }
    }
  }

  /// Nil where it does not fit.
  private func widths(for terminal: Terminal) -> [Int]? {
    var widths = wholeWidths
    guard let limit = terminal.width else { return widths }
    return shrink(&widths, to: limit) ? widths : nil
  }

  /// - Returns: whether it fits then.
  private func shrink(_ widths: inout [Int], to limit: Int) -> Bool {
    let least = 12
    func total() -> Int { widths.reduce(2 * (widths.count - 1), +) }
    while total() > limit {
      let candidates = columns.indices.filter {
        columns[$0].shrinking != .none && widths[$0] > least
      }
      guard let widest = candidates.max(by: { widths[$0] < widths[$1] }) else { return false }
      widths[widest] -= 1
    }
    return true
  }

  private func line(_ cells: [String], _ widths: [Int]) -> String {
    var line = ""
    for (index, cell) in cells.enumerated() {
      if index > 0 { line += "  " }
      let isName = columns[index].shrinking == .middle
      let shown = DisplayWidth.cut(cell, to: widths[index], keepingEnd: isName)
      line += shown
      if index < cells.count - 1 {
        line += String(repeating: " ", count: widths[index] - DisplayWidth.columns(shown))
      }
    }
    while line.last == " " { line.removeLast() }
    return line
  }

  /// Each row as lines of a title and a whole cell, an empty line between rows.
  private func stacked(_ terminal: Terminal) -> String {
    let margin = columns.reduce(0) { max($0, $1.title.count) } + 2
    return rows.map { row in
      zip(columns, row).filter { !$0.1.isEmpty }.map { column, cell in
        let padding = String(repeating: " ", count: margin - column.title.count)
        return terminal.paint(column.title.uppercased(), .dim) + padding + cell + "\n"
      }
      .joined()
    }
    .joined(separator: "\n")
  }
}

/// Rows and columns for people; fits the terminal by shortening the columns that may be shortened.
package struct Table: Sendable {
  package struct Column: Sendable {
    let title: String
    let mayShrink: Bool

    package init(_ title: String, mayShrink: Bool = false) {
      self.title = title
      self.mayShrink = mayShrink
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
      var table = Table(used.map { columns[$0] })
      table.rows = rows.map { row in used.map { row[$0] } }
      return table.text(for: terminal)
    }
    var widths = columns.indices.map { column in
      rows.reduce(columns[column].title.count) { max($0, $1[column].count) }
    }
    if let limit = terminal.width { shrink(&widths, to: limit) }
    var text = ""
    text += terminal.paint(line(columns.map { $0.title.uppercased() }, widths), .dim) + "\n"
    for row in rows { text += line(row, widths) + "\n" }
    return text
  }

  private func shrink(_ widths: inout [Int], to limit: Int) {
    let least = 12
    func total() -> Int { widths.reduce(2 * (widths.count - 1), +) }
    while total() > limit {
      let candidates = columns.indices.filter { columns[$0].mayShrink && widths[$0] > least }
      guard let widest = candidates.max(by: { widths[$0] < widths[$1] }) else { return }
      widths[widest] -= 1
    }
  }

  private func line(_ cells: [String], _ widths: [Int]) -> String {
    var line = ""
    for (index, cell) in cells.enumerated() {
      if index > 0 { line += "  " }
      let shown = cell.count > widths[index] ? String(cell.prefix(widths[index] - 1)) + "…" : cell
      line += shown
      if index < cells.count - 1 {
        line += String(repeating: " ", count: widths[index] - shown.count)
      }
    }
    while line.last == " " { line.removeLast() }
    return line
  }
}

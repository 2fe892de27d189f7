import AWS
import Secrets

/// Contents of a file, so that they can be compared by key where both are understood.
enum VaultSides {
  /// The contents as JSON objects of their names and values; as they are where one of them is not
  /// wholly understood, or where this would not tell all that differs.
  static func comparable(_ contents: [SecretBytes], of file: VaultPath) -> [SecretBytes] {
    var views: [View] = []
    for content in contents {
      guard let view = keyed(content, file) else { return contents }
      views.append(view)
    }
    for (index, view) in views.enumerated() {
      for other in views.indices where other > index {
        // A comment or an order may be all that differs; or more than the values.
        if view.document == views[other].document, contents[index] != contents[other] {
          return contents
        }
        guard view.hasTheSameRest(as: views[other]) else { return contents }
      }
    }
    return views.map(\.document)
  }

  private struct View {
    let document: SecretBytes
    /// What stands in the lines of each entry, without its name and its value.
    let around: [String: [UInt8]]
    /// The same of all lines.
    let rest: Set<[UInt8]>

    func hasTheSameRest(as other: View) -> Bool {
      rest == other.rest
        && around.allSatisfy { name, lines in other.around[name].map { $0 == lines } ?? true }
    }
  }

  /// Nil for JSON, too, which is compared by its keys as it is.
  private static func keyed(_ content: SecretBytes, _ file: VaultPath) -> View? {
    var entries: [Entry]
    switch DeclaredFormat(fileName: file.text) {
    case nil, .json: return nil
    case .script:
      let script = PythonScript.read(content)
      guard script.isComplete else { return nil }
      entries = script.entries.map { ($0.name, $0.value, $0.line) }
    case let format?:
      guard let list = ListFormat(rawValue: format.rawValue)?.read(content),
        list.problems.isEmpty
      else { return nil }
      entries = list.entries.map { ($0.name, $0.value, $0.line) }
    }
    guard Set(entries.map(\.name)).count == entries.count else { return nil }
    let (around, rest) = rest(of: content, entries)
    entries.sort { $0.name < $1.name }
    let exported = entries.map { ExportEntry(name: $0.name, value: $0.value, source: file.text) }
    guard let document = try? ExportFormat.json.document(exported, dialect: .posix, named: "")
    else {
      return nil
    }
    return View(document: document, around: around, rest: rest)
  }

  private typealias Entry = (name: String, value: SecretBytes, line: Int)

  /// The lines of a file without the names and values of its entries, which end where the next begins.
  ///
  /// A value that is written in another way than it is stays, and is a difference.
  private static func rest(
    of content: SecretBytes,
    _ entries: [Entry]
  ) -> (around: [String: [UInt8]], rest: Set<[UInt8]>) {
    let lines = content.exposed().split(
      separator: UInt8(ascii: "\n"),
      omittingEmptySubsequences: false
    )
    .map(Array.init)
    let sorted = entries.sorted { $0.line < $1.line }
    var around: [String: [UInt8]] = [:]
    var rest = Set(lines.prefix(max(0, (sorted.first?.line ?? lines.count + 1) - 1)))
    for (number, entry) in sorted.enumerated() {
      let end = number + 1 < sorted.count ? sorted[number + 1].line - 1 : lines.count
      let start = min(max(0, entry.line - 1), lines.count)
      var text = Array(lines[start..<max(start, min(end, lines.count))].joined(separator: [10]))
      for part in [Array(entry.name.utf8), entry.value.exposed()] where !part.isEmpty {
        if let range = text.firstRange(of: part) { text.removeSubrange(range) }
      }
      around[entry.name] = text
      rest.formUnion(text.split(separator: UInt8(ascii: "\n")).map(Array.init))
    }
    return (around, rest)
  }
}

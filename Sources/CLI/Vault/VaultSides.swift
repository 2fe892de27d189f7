import AWS
import Secrets

/// Contents of a file, so that they can be compared by key where both are understood.
enum VaultSides {
  /// The contents as JSON objects of their names and values; as they are where one of them is not
  /// wholly understood, or where this would not tell all that differs.
  static func comparable(_ contents: [SecretBytes], of file: VaultPath) -> [SecretBytes] {
    var views: [SecretBytes] = []
    for content in contents {
      guard let view = keyed(content, file) else { return contents }
      views.append(view)
    }
    for (index, view) in views.enumerated() {
      for other in views.indices where other > index {
        // A comment or an order may be all that differs.
        if view == views[other], contents[index] != contents[other] { return contents }
      }
    }
    return views
  }

  /// Nil for JSON, too, which is compared by its keys as it is.
  private static func keyed(_ content: SecretBytes, _ file: VaultPath) -> SecretBytes? {
    var entries: [ExportEntry]
    switch DeclaredFormat(fileName: file.text) {
    case nil, .json: return nil
    case .script:
      let script = PythonScript.read(content)
      guard script.isComplete else { return nil }
      entries = script.entries.map {
        ExportEntry(name: $0.name, value: $0.value, source: file.text)
      }
    case let format?:
      guard let list = ListFormat(rawValue: format.rawValue)?.read(content),
        list.problems.isEmpty
      else { return nil }
      entries = list.entries.map {
        ExportEntry(name: $0.name, value: $0.value, source: file.text)
      }
    }
    guard Set(entries.map(\.name)).count == entries.count else { return nil }
    entries.sort { $0.name < $1.name }
    return try? ExportFormat.json.document(entries, dialect: .posix, named: "")
  }
}

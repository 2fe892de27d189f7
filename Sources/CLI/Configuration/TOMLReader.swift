/// Reads a TOML 1.0 document (https://toml.io/en/v1.0.0) into values that know their line.
struct TOMLReader {
  private var lexer: TOMLLexer
  private var root = TOMLTable(origin: .header)

  static func read(_ bytes: [UInt8]) throws(TOMLError) -> TOMLTable {
    var reader = TOMLReader(lexer: try TOMLLexer(bytes))
    try reader.document()
    return reader.root
  }

  private init(lexer: TOMLLexer) {
    self.lexer = lexer
  }

  private mutating func document() throws(TOMLError) {
    var path: [String] = []
    while try lexer.skipToContent() {
      let line = lexer.line
      if lexer.take("[") {
        let isArray = lexer.take("[")
        path = try lexer.keyPath()
        guard lexer.take("]"), !isArray || lexer.take("]") else {
          throw lexer.error("expected \(isArray ? "`]]`" : "`]`") after the name of the table")
        }
        try isArray ? openElement(path, line) : openTable(path, line)
      } else {
        let key = try lexer.keyPath()
        try lexer.expectEquals()
        let value = try lexer.value()
        try assign(key, value, below: path, line)
      }
      try lexer.endOfLine()
    }
  }

  private mutating func openTable(_ path: [String], _ line: Int) throws(TOMLError) {
    try Self.change(&root, path[...], line, making: .implied) { (parent, key) throws(TOMLError) in
      switch parent[key]?.kind {
      case nil: parent[key] = TOMLValue(kind: .table(TOMLTable(origin: .header)), line: line)
      case .table(var table) where table.origin == .implied:
        table.origin = .header
        parent[key] = TOMLValue(kind: .table(table), line: line)
      default: throw TOMLError(line: line, message: "`\(key)` is defined twice")
      }
    }
  }

  private mutating func openElement(_ path: [String], _ line: Int) throws(TOMLError) {
    let element = TOMLValue(kind: .table(TOMLTable(origin: .header)), line: line)
    try Self.change(&root, path[...], line, making: .implied) { (parent, key) throws(TOMLError) in
      switch parent[key]?.kind {
      case nil: parent[key] = TOMLValue(kind: .array([element]), line: line)
      case .array(let elements):
        guard case .table(let last)? = elements.last?.kind, last.origin == .header else {
          throw TOMLError(line: line, message: "`\(key)` is an array already")
        }
        parent[key] = TOMLValue(kind: .array(elements + [element]), line: line)
      default: throw TOMLError(line: line, message: "`\(key)` is defined twice")
      }
    }
  }

  private mutating func assign(
    _ key: [String],
    _ value: TOMLValue,
    below path: [String],
    _ line: Int
  ) throws(TOMLError) {
    if path.isEmpty {
      try TOMLLexer.insert(value, at: key[...], into: &root, line)
      return
    }
    try Self.change(&root, path[...], line, making: .implied) { (parent, name) throws(TOMLError) in
      switch parent[name]?.kind {
      case .table(var table):
        try TOMLLexer.insert(value, at: key[...], into: &table, line)
        parent[name]?.kind = .table(table)
      case .array(var elements):
        guard case .table(var table)? = elements.last?.kind else { return }
        try TOMLLexer.insert(value, at: key[...], into: &table, line)
        elements[elements.count - 1].kind = .table(table)
        parent[name]?.kind = .array(elements)
      default: return
      }
    }
  }

  /// Applies `change` to the table that holds the last key of `path`, making those in between.
  private static func change(
    _ table: inout TOMLTable,
    _ path: ArraySlice<String>,
    _ line: Int,
    making origin: TOMLTable.Origin,
    _ change: (inout TOMLTable, String) throws(TOMLError) -> Void
  ) throws(TOMLError) {
    guard let key = path.first else { return }
    guard path.count > 1 else { return try change(&table, key) }
    var value = table[key] ?? TOMLValue(kind: .table(TOMLTable(origin: origin)), line: line)
    switch value.kind {
    case .table(var inner) where inner.origin != .inline:
      try Self.change(&inner, path.dropFirst(), line, making: origin, change)
      value.kind = .table(inner)
    case .array(var elements):
      guard case .table(var inner)? = elements.last?.kind, inner.origin == .header else {
        throw TOMLError(line: line, message: "`\(key)` is not a table")
      }
      try Self.change(&inner, path.dropFirst(), line, making: origin, change)
      elements[elements.count - 1].kind = .table(inner)
      value.kind = .array(elements)
    default: throw TOMLError(line: line, message: "`\(key)` is not a table that can be added to")
    }
    table[key] = value
  }
}

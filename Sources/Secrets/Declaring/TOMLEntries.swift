import AWS

/// The values of a TOML 1.0 document (https://toml.io/en/v1.0.0), each with its keys and its line.
///
/// Beside the reader of the configuration, because what is read here may be secret: texts are read
/// into memory that is wiped, and nothing else of the document is copied. Tables and inline tables
/// are the keys before those of their values. Arrays hold texts; arrays of tables are refused.
struct TOMLEntries {
  struct Entry {
    let path: [String]
    let value: Value
    let line: Int
  }

  enum Value {
    case text(SecretBytes)
    case texts([SecretBytes])
    /// An integer, a float, a boolean or a date, as it is written.
    case literal(String)
    /// `{}`, or a header with nothing below it.
    case emptyTable
  }

  private(set) var entries: [Entry] = []
  private var scan = TOMLScan()
  /// The keys before which nothing may come any more: they have a value, or are closed tables.
  private var closed: Set<[String]> = []
  private var headers: Set<[String]> = []
  /// The lines of the headers, in their order.
  private var opened: [(table: [String], line: Int)] = []
  /// Tables that keys with dots made, which no header may open again.
  private var dotted: Set<[String]> = []
  /// Every table, however it came to be.
  private var tables: Set<[String]> = []

  /// What ends the reading: no TOML, or what is not read of it.
  private(set) var problem: DeclaredProblem?

  init(_ document: SecretBytes) {
    if let line = document.lineThatIsNoText {
      problem = DeclaredProblem(line: line, "what is there is no UTF-8, or a zero byte")
      return
    }
    document.withSpan { bytes in
      do throws(DeclaredProblem) {
        try self.document(bytes)
        addEmptyTables()
      } catch {
        problem = error
      }
    }
  }

  private mutating func document(_ bytes: Span<UInt8>) throws(DeclaredProblem) {
    scan.skipMark(bytes)
    var table: [String] = []
    while try scan.skipToContent(bytes) {
      let line = scan.line
      if scan.take("[", bytes) {
        guard !scan.take("[", bytes) else { throw scan.problem("an array of tables is not read") }
        table = try scan.keys(bytes)
        guard scan.take("]", bytes) else { throw scan.problem("expected ] behind the table") }
        try open(table, line)
      } else {
        let keys = try scan.keys(bytes)
        guard scan.take("=", bytes) else { throw scan.problem("expected = behind the key") }
        try value(table, keys, line, bytes)
      }
      try scan.endOfLine(bytes)
    }
  }

  private mutating func open(_ table: [String], _ line: Int) throws(DeclaredProblem) {
    guard headers.insert(table).inserted, !dotted.contains(table) else {
      throw DeclaredProblem(line: line, "the table \(Self.text(table)) is there twice")
    }
    opened.append((table, line))
    for count in 1...table.count {
      let part = Array(table.prefix(count))
      guard !closed.contains(part) else {
        throw DeclaredProblem(line: line, "\(Self.text(part)) has a value and is no table")
      }
      tables.insert(part)
    }
  }

  /// What only a header names is there, too.
  private mutating func addEmptyTables() {
    var filled: Set<[String]> = []
    func fill(_ path: [String]) {
      for count in path.indices { filled.insert(Array(path.prefix(count))) }
    }
    for entry in entries { fill(entry.path) }
    for (table, _) in opened { fill(table) }
    for (table, line) in opened where !filled.contains(table) {
      entries.append(Entry(path: table, value: .emptyTable, line: line))
    }
  }

  private mutating func value(
    _ table: [String],
    _ keys: [String],
    _ line: Int,
    _ bytes: Span<UInt8>
  ) throws(DeclaredProblem) {
    let path = table + keys
    for count in (table.count + 1)..<max(path.count, table.count + 1) {
      let part = Array(path.prefix(count))
      // Neither a value, nor a table that a header has opened.
      guard !closed.contains(part), !headers.contains(part) else {
        throw DeclaredProblem(line: line, "\(Self.text(part)) is defined already")
      }
      tables.insert(part)
      dotted.insert(part)
    }
    guard !tables.contains(path), closed.insert(path).inserted else {
      throw DeclaredProblem(line: line, "\(Self.text(path)) is defined twice")
    }
    scan.skipBlanks(bytes)
    switch scan.byte(bytes) {
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      entries.append(Entry(path: path, value: .text(try scan.text(bytes)), line: line))
    case UInt8(ascii: "["):
      entries.append(Entry(path: path, value: .texts(try scan.texts(bytes)), line: line))
    case UInt8(ascii: "{"): try inlineTable(path, bytes)
    default:
      entries.append(Entry(path: path, value: .literal(try scan.literal(bytes)), line: line))
    }
  }

  /// `{ length = 32 }`, on one line and whole.
  private mutating func inlineTable(
    _ path: [String],
    _ bytes: Span<UInt8>
  ) throws(DeclaredProblem) {
    scan.advance(bytes)
    scan.skipBlanks(bytes)
    // Its own keys come below the path, which is closed for all others afterwards.
    closed.remove(path)
    defer { closed.insert(path) }
    guard !scan.take("}", bytes) else {
      entries.append(Entry(path: path, value: .emptyTable, line: scan.line))
      return
    }
    repeat {
      scan.skipBlanks(bytes)
      let line = scan.line
      let keys = try scan.keys(bytes)
      guard scan.take("=", bytes) else { throw scan.problem("expected = behind the key") }
      try value(path, keys, line, bytes)
      scan.skipBlanks(bytes)
    } while scan.take(",", bytes)
    guard scan.take("}", bytes) else { throw scan.problem("expected } on the line of its {") }
  }

  private static func text(_ path: [String]) -> String {
    path.map(printable).joined(separator: ".")
  }
}

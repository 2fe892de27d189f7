import Scanning

/// A file in TOML and its text, where errors look up the place.
struct TOMLSource: Sendable {
  let file: String
  let bytes: [UInt8]

  func document() throws(Failure) -> TOMLSection {
    do throws(TOMLError) {
      return TOMLSection(try TOMLReader.read(bytes), at: 1, named: "the file", self)
    } catch {
      throw .usage("\(visible(file)):\(error.line): \(error.message).")
    }
  }

  /// The line and the column of a byte of a text that stands as it is in the file from `line` on.
  func place(of text: String, from line: Int, offset: Int) -> (line: Int, column: Int)? {
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    guard line >= 1, line <= lines.count else { return nil }
    let start = lines[line - 1].startIndex
    let wanted = Array(text.utf8)
    // A text in quotes stands in its line, one in three of them may start in the next.
    let end = line + 1 < lines.count ? lines[line].endIndex : bytes.count
    var at = start
    while at + wanted.count <= min(bytes.count, end + wanted.count) {
      if bytes[at..<at + wanted.count].elementsEqual(wanted) {
        let before = bytes[start..<min(bytes.count, at + offset)]
        let newline = before.lastIndex(of: UInt8(ascii: "\n"))
        return (
          line + before.count { $0 == UInt8(ascii: "\n") },
          before.endIndex - (newline.map { $0 + 1 } ?? start) + 1
        )
      }
      at += 1
    }
    return nil
  }
}

/// A table of a file with rules: its values by keys in any case, and its place for errors.
struct TOMLSection {
  let line: Int
  private let name: String
  private let source: TOMLSource
  private let values: [String: TOMLValue]
  private let names: [String]

  init(_ table: TOMLTable, at line: Int, named name: String, _ source: TOMLSource) {
    self.line = line
    self.name = name
    self.source = source
    names = table.keys
    values = table.keys.reduce(into: [:]) { $0[$1.lowercased()] = table[$1] }
  }

  subscript(key: String) -> TOMLValue? { values[key.lowercased()] }

  func line(of key: String) -> Int { self[key]?.line ?? line }

  func refused(_ line: Int, _ message: String, hint: String?) -> Failure {
    .usage("\(visible(source.file)):\(line): \(message)", hint: hint)
  }

  func check(known: [String]) throws(Failure) {
    let lowercased = Set(known.map { $0.lowercased() })
    for key in names where !lowercased.contains(key.lowercased()) {
      let guess = nearest(to: key, in: known).map { "Did you mean `\($0)`? " } ?? ""
      throw refused(
        line(of: key),
        "`\(visible(key))` is not known in \(name).",
        hint: guess + "Expected: " + known.map { "`\($0)`" }.joined(separator: ", ") + "."
      )
    }
  }

  private func wrong(_ value: TOMLValue, _ key: String, _ expected: String) -> Failure {
    refused(value.line, "`\(key)` is \(value.typeName), but \(expected) is expected.", hint: nil)
  }

  // MARK: Values

  func string(_ key: String) throws(Failure) -> String? {
    guard let value = self[key] else { return nil }
    guard case .string(let text) = value.kind else { throw wrong(value, key, "a string") }
    return text
  }

  func boolean(_ key: String) throws(Failure) -> Bool? {
    guard let value = self[key] else { return nil }
    guard case .boolean(let answer) = value.kind else { throw wrong(value, key, "a boolean") }
    return answer
  }

  func integer(_ key: String) throws(Failure) -> Int? {
    guard let value = self[key] else { return nil }
    guard case .integer(let number) = value.kind else { throw wrong(value, key, "an integer") }
    return number
  }

  func number(_ key: String) throws(Failure) -> Double? {
    guard let value = self[key] else { return nil }
    switch value.kind {
    case .integer(let number): return Double(number)
    case .float(let text):
      if let number = Double(text.filter { $0 != "_" }), number.isFinite { return number }
    default: break
    }
    throw wrong(value, key, "a number")
  }

  func strings(_ key: String) throws(Failure) -> [(text: String, line: Int)] {
    guard let value = self[key] else { return [] }
    guard case .array(let elements) = value.kind else {
      throw wrong(value, key, "an array of strings")
    }
    var result: [(text: String, line: Int)] = []
    for element in elements {
      guard case .string(let text) = element.kind else { throw wrong(element, key, "a string") }
      result.append((text, element.line))
    }
    return result
  }

  func section(_ key: String, _ name: String) throws(Failure) -> TOMLSection? {
    guard let value = self[key] else { return nil }
    guard case .table(let table) = value.kind else { throw wrong(value, key, "a table") }
    return TOMLSection(table, at: value.line, named: name, source)
  }

  /// An array of tables; one table counts as an array of it.
  func sections(_ key: String, _ name: String) throws(Failure) -> [TOMLSection] {
    guard let value = self[key] else { return [] }
    let elements: [TOMLValue] =
      switch value.kind {
      case .array(let elements): elements
      default: [value]
      }
    var result: [TOMLSection] = []
    for element in elements {
      guard case .table(let table) = element.kind else { throw wrong(element, key, "a table") }
      result.append(TOMLSection(table, at: element.line, named: name, source))
    }
    return result
  }

  // MARK: Expressions

  func regex(_ key: String, secretGroup: Int? = nil) throws(Failure) -> UserRegex? {
    guard let text = try string(key), !text.isEmpty else { return nil }
    return try regex(text, key, line(of: key), secretGroup)
  }

  func regexes(_ key: String) throws(Failure) -> [UserRegex] {
    var result: [UserRegex] = []
    for (text, line) in try strings(key) where !text.isEmpty {
      result.append(try regex(text, key, line, nil))
    }
    return result
  }

  private func regex(
    _ text: String,
    _ key: String,
    _ line: Int,
    _ secretGroup: Int?
  ) throws(Failure) -> UserRegex {
    do throws(RegexProblem) {
      return try UserRegex(text, secretGroup: secretGroup)
    } catch {
      // In quotes with escapes the text of the file is another one.
      let place = source.place(of: text, from: line, offset: error.offset)
      let position = place.map { "\($0.line):\($0.column)" } ?? "\(line)"
      let column = place == nil ? " at its character \(error.offset + 1)" : ""
      throw .usage(
        "\(visible(source.file)):\(position): `\(key)` cannot be used\(column): \(error.message).",
        hint: "docs/rules.md lists what is understood."
      )
    }
  }
}

package import AWS

/// A script that writes parameters, read as what it says and never run.
///
/// Understood is what leaves no doubt: the making of an updater from a profile and a region, calls of
/// its `put_ssm_parameter` with literal texts, and what cannot change what these mean (imports,
/// constants, `print`, `if __name__ == "__main__":`). Everything else is a problem with its line.
///
///     ssm = SsmParameterUpdater('myapp-dev', 'us-east-1')
///     ssm.put_ssm_parameter('/myapp/database/password', 'xxxx')
///     ssm.put_ssm_parameter('/cicd/color', 'blue', value_type='String')
package enum PythonScript {
  package static func read(_ program: SecretBytes) -> DeclaredSecrets {
    do throws(DeclaredProblem) {
      let text = try PythonEncoding.text(of: program)
      return try text.withSpan { (bytes) throws(DeclaredProblem) in
        var reader = PythonScriptReader(tokens: try PythonLexer.tokens(bytes))
        reader.block(bytes)
        return reader.result
      }
    } catch {
      var result = DeclaredSecrets()
      result.problems = [error]
      return result
    }
  }
}

/// Goes through the statements of a script in the order in which they run.
struct PythonScriptReader {
  static let method = "put_ssm_parameter"

  let tokens: [PythonToken]
  var result = DeclaredSecrets()
  var position = 0
  /// Where each secret is written, place by place.
  var lines: [DeclaredPlace: [String: Int]] = [:]
  /// The variables that hold an updater, with what it was made for.
  var updaters: [String: DeclaredPlace] = [:]
  /// Variables of which it is known that they hold none, or not which; their calls are not named again.
  var others: Set<String> = []
  /// What is imported.
  var imported: Set<String> = []
  /// Whether something is imported of which the names are not said.
  var importsAll = false

  init(tokens: [PythonToken]) {
    self.tokens = tokens
  }

  /// Reads statements up to the end of their block.
  mutating func block(_ bytes: Span<UInt8>) {
    while position < tokens.count, tokens[position].kind != .dedent {
      let start = position
      let end = endOfLine(from: start)
      position = end + 1
      let hasBlock = position < tokens.count && tokens[position].kind == .indent
      if hasBlock, isMain(start..<end, bytes) {
        position += 1
        block(bytes)
        position += 1
      } else if isCompound(start, bytes) {
        skipBlock()
        passOver(start..<position, bytes)
      } else {
        for range in statements(start..<end, bytes) { statement(range, bytes) }
        if hasBlock {
          problem(
            tokens[position].line,
            "the line is indented, and nothing before it begins a block"
          )
          skipBlock()
        }
      }
    }
  }

  private func endOfLine(from start: Int) -> Int {
    var end = start
    while tokens[end].kind != .newline { end += 1 }
    return end
  }

  /// `if __name__ == "__main__":`, which holds when the script is what is run.
  private func isMain(_ range: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
    guard range.count == 5, isName("if", range.lowerBound, bytes),
      isName("__name__", range.lowerBound + 1, bytes), isSymbol("==", range.lowerBound + 2, bytes),
      case .string(let text) = tokens[range.lowerBound + 3].kind,
      isSymbol(":", range.lowerBound + 4, bytes)
    else { return false }
    guard !isBound("__name__") else { return false }
    return !text.isBytes && !text.isFormatted && isText("__main__", text.content, bytes)
  }

  private func isCompound(_ index: Int, _ bytes: Span<UInt8>) -> Bool {
    let words = [
      "if", "elif", "else", "for", "while", "try", "except", "finally", "with", "def", "class",
      "async",
    ]
    return isSymbol("@", index, bytes) || words.contains { isName($0, index, bytes) }
  }

  /// Goes behind a block that begins here, if one does.
  private mutating func skipBlock() {
    var depth = 0
    while position < tokens.count {
      switch tokens[position].kind {
      case .indent: depth += 1
      case .dedent where depth > 0:
        depth -= 1
        if depth == 0 {
          position += 1
          return
        }
      default: if depth == 0 { return }
      }
      position += 1
    }
  }

  /// Names what is not read, with the calls in it.
  private mutating func passOver(_ range: Range<Int>, _ bytes: Span<UInt8>) {
    let word = tokens[range.lowerBound].range
    let calls = range.filter { isName(Self.method, $0, bytes) && isSymbol(".", $0 - 1, bytes) }
    var message = "“\(text(word, bytes))” and what belongs to it is not followed"
    if !calls.isEmpty {
      let numbers = Set(calls.map { tokens[$0].line }).sorted()
      let lines = numbers.prefix(10).map(String.init).joined(separator: ", ")
      let more = numbers.count > 10 ? " and \(numbers.count - 10) more" : ""
      message += ": the calls in line\(numbers.count == 1 ? "" : "s") \(lines)\(more) are not read"
    }
    problem(tokens[range.lowerBound].line, message)
  }

  /// What semicolons divide.
  private func statements(_ line: Range<Int>, _ bytes: Span<UInt8>) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var start = line.lowerBound
    var depth = 0
    for index in line {
      if isOpening(index, bytes) { depth += 1 }
      if isClosing(index, bytes) { depth -= 1 }
      if depth == 0, isSymbol(";", index, bytes) {
        result.append(start..<index)
        start = index + 1
      }
    }
    result.append(start..<line.upperBound)
    return result.filter { !$0.isEmpty }
  }

  mutating func problem(_ line: Int, _ message: String) {
    result.problems.append(DeclaredProblem(line: line, message))
  }

  // MARK: Words

  func isName(_ name: StaticString, _ index: Int, _ bytes: Span<UInt8>) -> Bool {
    isName(name.description, index, bytes)
  }

  func isName(_ name: String, _ index: Int, _ bytes: Span<UInt8>) -> Bool {
    guard tokens.indices.contains(index), tokens[index].kind == .name else { return false }
    return isText(name, tokens[index].range, bytes)
  }

  func isSymbol(_ symbol: String, _ index: Int, _ bytes: Span<UInt8>) -> Bool {
    guard tokens.indices.contains(index), tokens[index].kind == .symbol else { return false }
    return isText(symbol, tokens[index].range, bytes)
  }

  func isOpening(_ index: Int, _ bytes: Span<UInt8>) -> Bool {
    tokens[index].kind == .symbol && "([{".utf8.contains(bytes[tokens[index].range.lowerBound])
  }

  func isClosing(_ index: Int, _ bytes: Span<UInt8>) -> Bool {
    tokens[index].kind == .symbol && ")]}".utf8.contains(bytes[tokens[index].range.lowerBound])
  }

  /// The name there; nil for anything else, and for one that Python may take for another one.
  func name(_ index: Int, _ bytes: Span<UInt8>) -> String? {
    guard tokens.indices.contains(index), tokens[index].kind == .name else { return nil }
    let range = tokens[index].range
    return range.contains { bytes[$0] >= 0x80 } ? nil : text(range, bytes)
  }

  /// A word of the program, which is no value.
  private func text(_ range: Range<Int>, _ bytes: Span<UInt8>) -> String {
    String(decoding: range.map { bytes[$0] }, as: UTF8.self)
  }

  private func isText(_ text: String, _ range: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
    range.count == text.utf8.count && zip(text.utf8, range).allSatisfy { bytes[$1] == $0 }
  }
}

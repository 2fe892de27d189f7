import AWS

/// A call: what is called, and the words between its brackets.
struct PythonCall {
  /// What is called, name by name: `["ssm", "put_ssm_parameter"]`.
  let path: [String]
  let arguments: Range<Int>
}

extension PythonScriptReader {
  /// The call that a range of words is, and nothing else.
  func call(_ range: Range<Int>, _ bytes: Span<UInt8>) -> PythonCall? {
    guard let first = name(range.lowerBound, bytes) else { return nil }
    var path = [first]
    var index = range.lowerBound + 1
    while isSymbol(".", index, bytes), let next = name(index + 1, bytes) {
      path.append(next)
      index += 2
    }
    guard index < range.upperBound, isSymbol("(", index, bytes) else { return nil }
    // The bracket must be closed by the last word.
    var depth = 0
    for word in index..<range.upperBound {
      if isOpening(word, bytes) { depth += 1 }
      if isClosing(word, bytes) { depth -= 1 }
      if depth == 0 {
        return word == range.upperBound - 1
          ? PythonCall(path: path, arguments: (index + 1)..<word) : nil
      }
    }
    return nil
  }

  /// The arguments of a call by the names of its parameters.
  func arguments(
    _ call: PythonCall,
    _ parameters: [String],
    required: Int,
    of called: String,
    _ line: Int,
    _ bytes: Span<UInt8>
  ) throws(DeclaredProblem) -> [String: Range<Int>] {
    var values: [String: Range<Int>] = [:]
    var isNamed = false
    for (number, argument) in divided(call.arguments, bytes).enumerated() {
      var name: String
      var value = argument
      if let keyword = self.name(argument.lowerBound, bytes),
        isSymbol("=", argument.lowerBound + 1, bytes), argument.count > 2
      {
        isNamed = true
        name = keyword
        value = (argument.lowerBound + 2)..<argument.upperBound
      } else if isSymbol("*", argument.lowerBound, bytes) {
        throw DeclaredProblem(line: line, "\(called) gets a list of arguments that is not followed")
      } else if !isNamed, number < parameters.count {
        name = parameters[number]
      } else {
        throw DeclaredProblem(line: line, "\(called) has more arguments than are understood")
      }
      guard parameters.contains(name) else {
        throw DeclaredProblem(
          line: line,
          "\(called) has an argument “\(name)”, which is not understood"
        )
      }
      guard values.updateValue(value, forKey: name) == nil else {
        throw DeclaredProblem(line: line, "\(called) gets “\(name)” twice")
      }
    }
    for name in parameters.prefix(required) where values[name] == nil {
      throw DeclaredProblem(line: line, "\(called) is not given “\(name)”")
    }
    return values
  }

  /// What commas divide; one may follow the last argument.
  private func divided(_ range: Range<Int>, _ bytes: Span<UInt8>) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var start = range.lowerBound
    var depth = 0
    for index in range {
      if isOpening(index, bytes) { depth += 1 }
      if isClosing(index, bytes) { depth -= 1 }
      if depth == 0, isSymbol(",", index, bytes) {
        result.append(start..<index)
        start = index + 1
      }
    }
    if start < range.upperBound { result.append(start..<range.upperBound) }
    return result
  }

  /// A literal text, or nil for `None`, where it is there.
  func optionalText(
    _ range: Range<Int>?,
    _ what: String,
    _ bytes: Span<UInt8>
  ) throws(DeclaredProblem) -> String? {
    guard let range, range.count != 1 || !isName("None", range.lowerBound, bytes) else {
      return nil
    }
    let text = try literal(range, what, bytes)
    return String(validating: text.exposed(), as: UTF8.self)
  }

  /// A literal text: one in quotes, or several, behind each other or added up, in brackets or not.
  func literal(
    _ range: Range<Int>,
    _ what: String,
    _ bytes: Span<UInt8>
  ) throws(DeclaredProblem) -> SecretBytes {
    guard let first = range.first else {
      throw DeclaredProblem(line: 0, "\(what) is missing")
    }
    let line = tokens[first].line
    var text = SecretBuffer()
    var index = range.lowerBound
    do throws(PythonString.Unknown) {
      let isLiteral = try sum(&index, range.upperBound, &text, bytes, depth: 0)
      guard isLiteral, index == range.upperBound else {
        throw PythonString.Unknown("is no literal text, so it is known only when the script runs")
      }
    } catch {
      throw DeclaredProblem(line: line, "\(what) \(error.reason)")
    }
    return text.contents()
  }

  private func sum(
    _ index: inout Int,
    _ end: Int,
    _ text: inout SecretBuffer,
    _ bytes: Span<UInt8>,
    depth: Int
  ) throws(PythonString.Unknown) -> Bool {
    // Deeper than this, Python itself gives up.
    guard depth < 100 else { return false }
    repeat {
      if index < end, isSymbol("(", index, bytes) {
        index += 1
        guard try sum(&index, end, &text, bytes, depth: depth + 1), index < end,
          isSymbol(")", index, bytes)
        else { return false }
        index += 1
      } else {
        let start = index
        while index < end, case .string(let part) = tokens[index].kind {
          try part.append(to: &text, bytes)
          index += 1
        }
        guard index > start else { return false }
      }
      guard index < end, isSymbol("+", index, bytes) else { return true }
      index += 1
    } while true
  }
}

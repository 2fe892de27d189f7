/// A text in quotes, with the code between it and what stands before it on its line.
struct PythonLiteral: Equatable {
  let text: String
  /// Without blanks: `ssm.put_ssm_parameter(`, or `,`.
  let before: String
}

/// The texts in quotes of a Python program, as far as they have no escapes.
enum PythonLiterals {
  static func of(_ program: String) -> [PythonLiteral] {
    var result: [PythonLiteral] = []
    var code = ""
    var rest = program[...]
    while let character = rest.popFirst() {
      switch character {
      case "#": rest = rest.drop { !$0.isNewline }
      case "\"", "'":
        let triple = String(repeating: character, count: 2)
        if rest.hasPrefix(triple) {
          // A longer text is no name; its end is looked for, so that what follows is read right.
          let end = rest.dropFirst(2).firstRange(of: triple + String(character))
          rest = end.map { rest[$0.upperBound...] } ?? rest[rest.endIndex...]
        } else {
          let text = rest.prefix { $0 != character && $0 != "\\" && !$0.isNewline }
          rest = rest.dropFirst(text.count)
          if rest.first == character {
            result.append(PythonLiteral(text: String(text), before: code))
            rest = rest.dropFirst()
          } else {
            // With an escape, or without an end: passed over up to the end of the line.
            rest = rest.drop { !$0.isNewline }
          }
        }
        code = ""
      case _ where character.isNewline:
        // A call may go on.
        if code.last != "(", code.last != "," { code = "" }
      case " ", "\t": break
      default: code.append(character)
      }
    }
    return result
  }
}

/// A word of a Python program (https://docs.python.org/3/reference/lexical_analysis.html).
struct PythonToken: Sendable {
  enum Kind: Sendable, Equatable {
    case name
    case number
    case string(PythonString)
    /// One or two characters: `==` and `:=` are one, `**` is two.
    case symbol
    /// The end of a statement's last line.
    case newline
    case indent
    case dedent
  }

  let kind: Kind
  /// The bytes of the text, with quotes and prefix; empty where there are none.
  let range: Range<Int>
  /// Where it begins, counted from 1.
  let line: Int
}

/// A text in quotes: how it is written.
struct PythonString: Sendable, Equatable {
  /// What is between the quotes.
  let content: Range<Int>
  let isRaw: Bool
  let isBytes: Bool
  /// An `f` before its quotes, so that braces mean something.
  let isFormatted: Bool
  /// Whether it has fields, `{name}`, and so is known only to who runs the program.
  let hasFields: Bool
}

/// A JSON value that keeps the order of its keys, so that output is the same for the same input.
package enum JSON: Sendable, Equatable {
  case null
  case bool(Bool)
  case integer(Int)
  case string(String)
  case array([JSON])
  case object([(String, JSON)])
  /// JSON that is written already, on one line.
  case written(String)

  package static func == (a: JSON, b: JSON) -> Bool { a.text() == b.text() }

  static func optional(_ text: String?) -> JSON { text.map(JSON.string) ?? .null }

  /// The keys of `fields` whose value is there.
  static func present(_ fields: [(String, JSON?)]) -> JSON {
    .object(fields.compactMap { key, value in value.map { (key, $0) } })
  }

  /// The document with two spaces of indentation and a newline at the end.
  package func document() -> String { text(indent: 0) + "\n" }

  /// The document on one line.
  package func text() -> String { text(indent: nil) }

  private func text(indent: Int?) -> String {
    switch self {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .integer(let value): String(value)
    case .string(let value): Self.quoted(value)
    case .written(let text): text
    case .array(let values):
      Self.list("[", values.map { $0.text(indent: indent.map { $0 + 1 }) }, "]", indent)
    case .object(let fields):
      Self.list(
        "{",
        fields.map { key, value in
          Self.quoted(key) + (indent == nil ? ":" : ": ")
            + value.text(indent: indent.map { $0 + 1 })
        },
        "}",
        indent
      )
    }
  }

  private static func list(
    _ open: String,
    _ parts: [String],
    _ close: String,
    _ indent: Int?
  ) -> String {
    guard !parts.isEmpty else { return open + close }
    guard let indent else { return open + parts.joined(separator: ",") + close }
    let inner = String(repeating: "  ", count: indent + 1)
    let outer = String(repeating: "  ", count: indent)
    return open + "\n" + parts.map { inner + $0 }.joined(separator: ",\n") + "\n" + outer + close
  }

  /// A written document in which what could steer a terminal is escaped; that is in strings only.
  static func escaped(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isSteering) else { return text }
    return text.unicodeScalars.map { isSteering($0) ? hexadecimal($0) : String($0) }.joined()
  }

  private static func isSteering(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
      || (0x2028...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
  }

  private static func hexadecimal(_ scalar: Unicode.Scalar) -> String {
    let hex = String(scalar.value, radix: 16)
    return "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
  }

  /// RFC 8259 §7, with DEL, the C1 controls and the line separators escaped for terminals' sake.
  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where isSteering(scalar): result += hexadecimal(scalar)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}

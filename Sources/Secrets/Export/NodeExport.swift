import AWS

/// What Node.js's `--env-file` and the package dotenv both read: a value in a kind of quotes that it
/// does not hold, taken as it stands.
///
/// Neither has an escape for a quote. In double quotes both turn `\n` into a newline, and the package
/// `\r` into a return. The package makes one newline of a return, takes a backslash before a quote for
/// part of the value, and a blank at either end away where there are no quotes.
struct NodeExport: ExportWriter {
  let title = "a dotenv file for Node.js"

  func problem(_ entry: ExportEntry) -> String? {
    guard entry.hasVariableName else { return ExportEntry.noVariableName }
    guard entry.value.isText else { return ExportEntry.notText }
    if entry.value.contains(0) { return "holds a zero byte, which no variable can hold" }
    if entry.value.contains(UInt8(ascii: "\r")) {
      return "holds a return, which such a file cannot hold"
    }
    return Self.mark(for: entry.value) == nil
      ? "has quotes or backslashes that such a file cannot hold together" : nil
  }

  func write(_ entries: [ExportEntry], to document: inout SecretBuffer) {
    for entry in entries {
      document.append(contentsOf: "\(entry.name)=".utf8)
      let mark = Self.mark(for: entry.value) ?? .none
      mark.byte.map { document.append($0) }
      document.append(contentsOf: entry.value)
      mark.byte.map { document.append($0) }
      document.append(UInt8(ascii: "\n"))
    }
  }

  private enum Mark: CaseIterable {
    case single, double, backtick, none

    var byte: UInt8? {
      switch self {
      case .single: UInt8(ascii: "'")
      case .double: UInt8(ascii: "\"")
      case .backtick: UInt8(ascii: "`")
      case .none: nil
      }
    }
  }

  /// The first quotes that carry the value; nil where none do.
  private static func mark(for value: SecretBytes) -> Mark? {
    Mark.allCases.first { mark in
      guard let byte = mark.byte else { return needsNone(value) }
      // A backslash at the end would take the closing quote into the value.
      guard !value.contains(byte), value.last != UInt8(ascii: "\\") else { return false }
      return mark != .double || !value.contains(UInt8(ascii: "\\"))
    }
  }

  /// Letters, digits and marks that mean nothing there, and nothing at the ends that is cut off.
  private static func needsNone(_ value: SecretBytes) -> Bool {
    guard let first = value.first else { return false }
    let quotes = [Mark.single, .double, .backtick].compactMap(\.byte)
    return !quotes.contains(first)
      && value.withSpan { bytes in
        bytes.indices.allSatisfy {
          (0x21...0x7E).contains(bytes[$0]) && bytes[$0] != UInt8(ascii: "#")
        }
      }
  }
}

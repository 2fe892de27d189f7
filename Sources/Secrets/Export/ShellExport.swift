import AWS

/// Assignments of a POSIX shell (POSIX.1-2024, Shell Command Language, 2.2 Quoting).
struct ShellExport: ExportWriter {
  /// Whether each is exported.
  let isExported: Bool

  var title: String { isExported ? "a shell script" : "a dotenv file for a shell" }

  func problem(_ entry: ExportEntry) -> String? {
    guard entry.hasVariableName else { return ExportEntry.noVariableName }
    guard entry.value.isText else { return ExportEntry.notText }
    return entry.value.contains(0) ? "holds a zero byte, which no variable can hold" : nil
  }

  func write(_ entries: [ExportEntry], to document: inout SecretBuffer) {
    for entry in entries {
      document.append(contentsOf: "\(isExported ? "export " : "")\(entry.name)=".utf8)
      Self.quote(entry.value, into: &document)
      document.append(UInt8(ascii: "\n"))
    }
  }

  /// In single quotes where it can be; in double quotes, which other readers of such files know too,
  /// where it has single ones and nothing that double quotes leave special; else piece by piece.
  private static func quote(_ value: SecretBytes, into document: inout SecretBuffer) {
    let single = UInt8(ascii: "'")
    let double = UInt8(ascii: "\"")
    guard value.contains(single) else { return wrap(value, in: single, &document) }
    let special: [UInt8] = [
      double, UInt8(ascii: "$"), UInt8(ascii: "`"), UInt8(ascii: "\\"), UInt8(ascii: "!"),
    ]
    guard special.contains(where: value.contains) else { return wrap(value, in: double, &document) }
    document.append(single)
    value.withSpan { bytes in
      for index in bytes.indices {
        if bytes[index] == single {
          document.append(contentsOf: #"'\''"#.utf8)
        } else {
          document.append(bytes[index])
        }
      }
    }
    document.append(single)
  }

  private static func wrap(_ value: SecretBytes, in mark: UInt8, _ document: inout SecretBuffer) {
    document.append(mark)
    document.append(contentsOf: value)
    document.append(mark)
  }
}

import AWS

/// What the package python-dotenv reads.
///
/// In double quotes it knows the escapes `\\ \' \" \a \b \f \n \r \t \v`. It opens files with
/// universal newlines, so that a bare return would become a newline. `${NAME}` is replaced in every
/// value, whatever its quotes, and nothing prevents that.
struct PythonExport: ExportWriter {
  let title = "a dotenv file for Python"

  func problem(_ entry: ExportEntry) -> String? {
    guard entry.hasVariableName else { return ExportEntry.noVariableName }
    guard entry.value.isText else { return ExportEntry.notText }
    if entry.value.contains(0) { return "holds a zero byte, which no variable can hold" }
    return entry.value.contains("${")
      ? "holds “${”, which python-dotenv takes for the name of a variable" : nil
  }

  func write(_ entries: [ExportEntry], to document: inout SecretBuffer) {
    for entry in entries {
      document.append(contentsOf: "\(entry.name)=\"".utf8)
      entry.value.withSpan { bytes in
        for index in bytes.indices {
          switch bytes[index] {
          case UInt8(ascii: "\r"): document.append(contentsOf: #"\r"#.utf8)
          case UInt8(ascii: "\n"): document.append(contentsOf: #"\n"#.utf8)
          case UInt8(ascii: "\""), UInt8(ascii: "\\"):
            document.append(UInt8(ascii: "\\"))
            document.append(bytes[index])
          case let byte: document.append(byte)
          }
        }
      }
      document.append(contentsOf: "\"\n".utf8)
    }
  }
}

import AWS

/// Two columns, `name` and `value`, all fields in quotes (RFC 4180).
struct CSVExport: ExportWriter {
  let title = "a CSV file"

  func problem(_ entry: ExportEntry) -> String? {
    guard entry.value.isText else { return ExportEntry.notText }
    return entry.value.contains(0) ? "holds a zero byte, which such a file cannot hold" : nil
  }

  func write(_ entries: [ExportEntry], to document: inout SecretBuffer) {
    document.append(contentsOf: "\"name\",\"value\"\r\n".utf8)
    for entry in entries {
      let escape = { (scalar: Unicode.Scalar) in scalar == "\"" ? "\"\"" : nil }
      document.append(quoted: SecretBytes(utf8: entry.name), escape: escape)
      document.append(UInt8(ascii: ","))
      document.append(quoted: entry.value, escape: escape)
      document.append(contentsOf: "\r\n".utf8)
    }
  }
}

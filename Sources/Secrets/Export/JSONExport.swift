import AWS

/// One JSON object (RFC 8259), a line for each entry.
struct JSONExport: ExportWriter {
  let title = "a JSON object"

  func problem(_ entry: ExportEntry) -> String? {
    entry.value.isText ? nil : ExportEntry.notText
  }

  func write(_ entries: [ExportEntry], to document: inout SecretBuffer) {
    document.append(UInt8(ascii: "{"))
    for (index, entry) in entries.enumerated() {
      document.append(contentsOf: "\(index > 0 ? "," : "")\n  ".utf8)
      document.append(quoted: SecretBytes(utf8: entry.name), escape: CommonEscapes.escape)
      document.append(contentsOf: ": ".utf8)
      document.append(quoted: entry.value, escape: CommonEscapes.escape)
    }
    document.append(contentsOf: entries.isEmpty ? "}\n".utf8 : "\n}\n".utf8)
  }
}

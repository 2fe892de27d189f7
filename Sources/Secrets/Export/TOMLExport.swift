import AWS

/// TOML 1.0 with basic strings; keys are quoted, so that a dot in one is no table.
struct TOMLExport: ExportWriter {
  let title = "a TOML file"

  func problem(_ entry: ExportEntry) -> String? {
    entry.value.isText ? nil : ExportEntry.notText
  }

  func write(_ entries: [ExportEntry], to document: inout SecretBuffer) {
    for entry in entries {
      let isBare =
        !entry.name.isEmpty
        && entry.name.utf8.allSatisfy {
          ExportName.isLetterOrDigit($0) || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-")
        }
      if isBare {
        document.append(contentsOf: entry.name.utf8)
      } else {
        document.append(quoted: SecretBytes(utf8: entry.name), escape: CommonEscapes.escape)
      }
      document.append(contentsOf: " = ".utf8)
      document.append(quoted: entry.value, escape: CommonEscapes.escape)
      document.append(UInt8(ascii: "\n"))
    }
  }
}

import AWS

/// Workflow commands that have GitHub Actions hide the values in what later steps print.
///
/// The runner hides single lines: each line of a value has a command of its own. So has each string
/// and number within a value that is JSON, since steps that read it print them alone. What is shorter
/// than four bytes is left out, since it would be hidden wherever else it stands.
struct GitHubMaskExport: ExportWriter {
  private static let shortest = 4

  let title = "masks for GitHub Actions"

  func problem(_ entry: ExportEntry) -> String? {
    entry.value.isText ? nil : ExportEntry.notText
  }

  func write(_ entries: [ExportEntry], to document: inout SecretBuffer) {
    for entry in entries {
      mask(entry.value, to: &document)
      for text in JSONTexts.all(in: entry.value) { mask(text, to: &document) }
    }
  }

  private func mask(_ value: SecretBytes, to document: inout SecretBuffer) {
    value.withSpan { bytes in
      var start = 0
      for index in 0...bytes.count {
        let isEnd =
          index == bytes.count || bytes[index] == UInt8(ascii: "\n")
          || bytes[index] == UInt8(ascii: "\r")
        guard isEnd else { continue }
        defer { start = index + 1 }
        guard index - start >= Self.shortest else { continue }
        document.append(contentsOf: "::add-mask::".utf8)
        for position in start..<index {
          // The runner reads `%` as the start of an escape.
          if bytes[position] == UInt8(ascii: "%") {
            document.append(contentsOf: "%25".utf8)
          } else {
            document.append(bytes[position])
          }
        }
        document.append(UInt8(ascii: "\n"))
      }
    }
  }
}

import AWS

/// A YAML mapping of double-quoted scalars, which readers of YAML 1.1 and 1.2 take alike (YAML 1.2.2,
/// 5.1 Character Set and 5.7 Escaped Characters).
struct YAMLExport: ExportWriter {
  let title = "a YAML file"

  func problem(_ entry: ExportEntry) -> String? {
    entry.value.isText ? nil : ExportEntry.notText
  }

  func write(_ entries: [ExportEntry], to document: inout SecretBuffer) {
    if entries.isEmpty { document.append(contentsOf: "{}\n".utf8) }
    for entry in entries {
      document.append(quoted: SecretBytes(utf8: entry.name), escape: Self.escape)
      document.append(contentsOf: ": ".utf8)
      document.append(quoted: entry.value, escape: Self.escape)
      document.append(UInt8(ascii: "\n"))
    }
  }

  /// Besides the common ones: what is not printable there, and what breaks lines in YAML 1.1.
  private static func escape(_ scalar: Unicode.Scalar) -> String? {
    switch scalar {
    case "\u{80}"..."\u{9F}", "\u{2028}", "\u{2029}", "\u{FEFF}", "\u{FFFE}", "\u{FFFF}":
      CommonEscapes.number(scalar)
    default: CommonEscapes.escape(scalar)
    }
  }
}

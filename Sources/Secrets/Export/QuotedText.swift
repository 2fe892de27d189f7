import AWS

extension SecretBuffer {
  /// A text in double quotes; `escape` gives what stands for a scalar, nil for itself.
  mutating func append(
    quoted value: SecretBytes,
    escape: (Unicode.Scalar) -> String?
  ) {
    append(UInt8(ascii: "\""))
    value.forEachScalar { scalar in
      if let escaped = escape(scalar) {
        append(contentsOf: escaped.utf8)
      } else {
        append(scalar)
      }
    }
    append(UInt8(ascii: "\""))
  }
}

/// The escapes that JSON, YAML, TOML and HCL have in common: `\" \\ \n \r \t`, and `\uXXXX`.
enum CommonEscapes {
  static func escape(_ scalar: Unicode.Scalar) -> String? {
    switch scalar {
    case "\"": #"\""#
    case "\\": #"\\"#
    case "\n": #"\n"#
    case "\r": #"\r"#
    case "\t": #"\t"#
    case "\u{00}"..."\u{1F}", "\u{7F}": number(scalar)
    default: nil
    }
  }

  /// `\uXXXX` of a scalar below U+10000.
  static func number(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "\\u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}

extension SecretBytes {
  func contains(_ byte: UInt8) -> Bool {
    withSpan { bytes in bytes.indices.contains { bytes[$0] == byte } }
  }

  func contains(_ text: StaticString) -> Bool {
    let wanted = Array("\(text)".utf8)
    return withSpan { bytes in
      guard bytes.count >= wanted.count else { return false }
      return (0...(bytes.count - wanted.count)).contains { start in
        wanted.indices.allSatisfy { bytes[start + $0] == wanted[$0] }
      }
    }
  }
}

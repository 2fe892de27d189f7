import Git

/// Paths as the allow list writes them: plain, or in quotes with the escapes of C, as Git has it.
extension AllowEntry {
  static func quoted(_ path: GitPath) -> String {
    let text = path.description
    guard text.first != "\"" else { return text }
    // A plain path ends at the space before `#`.
    let bytes = Array(text.utf8)
    let hasComment = bytes.indices.contains { index in
      bytes[index] == UInt8(ascii: "#") && (index == 0 || bytes[index - 1] == UInt8(ascii: " "))
    }
    let isPlain = !hasComment && bytes.first != UInt8(ascii: " ") && bytes.last != UInt8(ascii: " ")
    return isPlain && !bytes.isEmpty ? text : "\"\(text)\""
  }

  /// Reads a path and the spaces after it.
  static func path(_ rest: inout ArraySlice<UInt8>) throws(AllowFault) -> GitPath {
    if rest.first == UInt8(ascii: "\"") { return try quotedPath(&rest) }
    let hash = rest.indices.first { index in
      rest[index] == UInt8(ascii: "#")
        && (index == rest.startIndex || rest[index - 1] == UInt8(ascii: " "))
    }
    var name = rest[..<(hash ?? rest.endIndex)]
    rest = rest[name.endIndex...]
    while name.last == UInt8(ascii: " ") { name.removeLast() }
    guard !name.isEmpty else { throw AllowFault("The path is missing.", hint: shape) }
    return GitPath(bytes: Array(name))
  }

  private static func quotedPath(_ rest: inout ArraySlice<UInt8>) throws(AllowFault) -> GitPath {
    let broken = AllowFault(
      "The quoted path cannot be read.",
      hint: "Between quotes, \\\" \\\\ \\n \\t and \\ooo (three octal digits) are escapes."
    )
    var bytes: [UInt8] = []
    rest.removeFirst()
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "\"") {
        guard rest.first == UInt8(ascii: " "), !bytes.isEmpty else { throw broken }
        rest = rest.drop { $0 == UInt8(ascii: " ") }
        return GitPath(bytes: bytes)
      }
      guard byte == UInt8(ascii: "\\") else {
        bytes.append(byte)
        continue
      }
      guard let sign = rest.popFirst() else { throw broken }
      if let escaped = escapes[sign] {
        bytes.append(escaped)
      } else {
        let digits = [sign] + rest.prefix(2)
        guard digits.count == 3, digits.allSatisfy({ (0x30...0x37).contains($0) }),
          let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 8)
        else { throw broken }
        rest.removeFirst(2)
        bytes.append(value)
      }
    }
    throw broken
  }

  private static let escapes: [UInt8: UInt8] = [
    UInt8(ascii: "\""): 0x22, UInt8(ascii: "\\"): 0x5C,
    UInt8(ascii: "a"): 0x07, UInt8(ascii: "b"): 0x08, UInt8(ascii: "t"): 0x09,
    UInt8(ascii: "n"): 0x0A, UInt8(ascii: "v"): 0x0B, UInt8(ascii: "f"): 0x0C,
    UInt8(ascii: "r"): 0x0D,
  ]
}

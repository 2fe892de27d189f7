/// A path inside a repository: bytes separated by `/`, as Git keeps them, in no promised encoding.
package struct GitPath: Hashable, Sendable {
  /// The path's bytes.
  package let bytes: [UInt8]

  /// Makes a path of the UTF-8 bytes of a string.
  package init(_ string: String) {
    bytes = Array(string.utf8)
  }

  /// Makes a path of raw bytes.
  package init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The path of a file inside of the archive that this path leads to: `a.zip!/b.txt`.
  ///
  /// An empty member is the archive itself.
  package func member(_ member: [UInt8]) -> GitPath {
    member.isEmpty ? self : GitPath(bytes: bytes + Array("!/".utf8) + member)
  }

  /// The path as text; `nil` when it is not UTF-8.
  package var string: String? { String(validating: bytes, as: UTF8.self) }
}

extension GitPath: Comparable {
  package static func < (a: GitPath, b: GitPath) -> Bool {
    a.bytes.lexicographicallyPrecedes(b.bytes)
  }
}

extension GitPath: CustomStringConvertible {
  /// The path for messages: as it is, or quoted and escaped like a C string, as Git does it, where
  /// it holds control characters, quotes, bytes that are not UTF-8, or characters that change how a
  /// terminal shows the rest of the line.
  package var description: String {
    if let string, !string.unicodeScalars.contains(where: Self.needsEscape) { return string }
    var quoted = "\""
    var rest = bytes[...]
    while !rest.isEmpty {
      if let (scalar, length) = Self.firstScalar(of: rest), !Self.needsEscape(scalar) {
        quoted.unicodeScalars.append(scalar)
        rest = rest.dropFirst(length)
      } else {
        let length = Self.firstScalar(of: rest)?.length ?? 1
        for byte in rest.prefix(length) { quoted += Self.escape(byte) }
        rest = rest.dropFirst(length)
      }
    }
    return quoted + "\""
  }

  private static func firstScalar(
    of bytes: ArraySlice<UInt8>
  ) -> (scalar: Unicode.Scalar, length: Int)? {
    var iterator = bytes.makeIterator()
    var decoder = UTF8()
    guard case .scalarValue(let scalar) = decoder.decode(&iterator) else { return nil }
    return (scalar, UTF8.width(scalar))
  }

  private static func needsEscape(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x22, 0x5C, 0x7F..<0xA0: true
    // Marks, embeddings and isolates that reorder text, line separators, byte order mark.
    case 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF: true
    default: false
    }
  }

  private static func escape(_ byte: UInt8) -> String {
    switch byte {
    case 0x07: return "\\a"
    case 0x08: return "\\b"
    case 0x09: return "\\t"
    case 0x0A: return "\\n"
    case 0x0B: return "\\v"
    case 0x0C: return "\\f"
    case 0x0D: return "\\r"
    case 0x22: return "\\\""
    case 0x5C: return "\\\\"
    default:
      let octal = String(byte, radix: 8)
      return "\\" + String(repeating: "0", count: 3 - octal.count) + octal
    }
  }
}

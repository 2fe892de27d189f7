/// Text from elsewhere (file names, secret names, messages of a server) made safe for a terminal.
///
/// Control characters could move the cursor, recolour, or hide what was written; the bidirectional
/// controls of Unicode can reorder it. Both are shown as escapes.
package func visible(_ text: String) -> String {
  guard text.unicodeScalars.contains(where: { isInvisible($0) }) else { return text }
  var result = ""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\n": result += "\\n"
    case "\r": result += "\\r"
    case "\t": result += "\\t"
    case _ where isInvisible(scalar):
      result += "\\u{" + String(scalar.value, radix: 16) + "}"
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result
}

private func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0...0x1F, 0x7F...0x9F: true
  case 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x2069, 0xFEFF: true
  default: false
  }
}

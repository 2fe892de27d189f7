/// Whether bytes are one whole JSON object, without reading what is in it.
///
/// An HTML page or half an answer with status 200 is not a success.
enum JSONShape {
  static func isWholeObject(_ bytes: UnsafeRawBufferPointer) -> Bool {
    var open: [UInt8] = []
    var inString = false
    var escaped = false
    var isOver = false
    for index in bytes.indices {
      let byte = unsafe bytes[index]
      if inString {
        if escaped {
          escaped = false
        } else if byte == UInt8(ascii: "\\") {
          escaped = true
        } else if byte == UInt8(ascii: "\"") {
          inString = false
        }
        continue
      }
      switch byte {
      case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"): continue
      case _ where isOver: return false
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        guard !open.isEmpty || byte == UInt8(ascii: "{") else { return false }
        open.append(byte)
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        let expected = byte == UInt8(ascii: "}") ? UInt8(ascii: "{") : UInt8(ascii: "[")
        guard open.popLast() == expected else { return false }
        isOver = open.isEmpty
      case _ where open.isEmpty: return false
      case UInt8(ascii: "\""): inString = true
      default: continue
      }
    }
    return isOver
  }
}

/// Reads JSON from the start on; each step says whether there was what was to come.
struct JSONReader {
  private(set) var nodes: [JSONNodes.Node] = []
  /// Where it is; after a failure, where that was.
  private(set) var offset: Int

  init(offset: Int) { self.offset = offset }

  mutating func value(_ bytes: Span<UInt8>, key: Range<Int>, depth: Int) -> Bool {
    skipSpace(bytes)
    guard depth < JSONNodes.depthLimit, let first = byte(bytes) else { return false }
    let node = nodes.count
    let start = offset
    let kind: JSONNodes.Kind =
      switch first {
      case UInt8(ascii: "{"): .object
      case UInt8(ascii: "["): .array
      case UInt8(ascii: "\""): .string
      case UInt8(ascii: "n"): .null
      case UInt8(ascii: "t"), UInt8(ascii: "f"): .boolean
      default: .number
      }
    nodes.append(JSONNodes.Node(kind: kind, key: key, value: start..<start, next: node + 1))
    let isThere =
      switch kind {
      case .object, .array: parts(bytes, isObject: kind == .object, depth: depth)
      case .string: string(bytes) != nil
      case .null: word("null", bytes)
      case .boolean: word(first == UInt8(ascii: "t") ? "true" : "false", bytes)
      case .number: number(bytes)
      }
    nodes[node].value = start..<offset
    nodes[node].next = nodes.count
    return isThere
  }

  private mutating func parts(_ bytes: Span<UInt8>, isObject: Bool, depth: Int) -> Bool {
    let end = isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")
    offset += 1
    skipSpace(bytes)
    if take(end, bytes) { return true }
    repeat {
      var key = 0..<0
      if isObject {
        skipSpace(bytes)
        guard byte(bytes) == UInt8(ascii: "\""), let name = string(bytes) else { return false }
        key = name
        skipSpace(bytes)
        guard take(UInt8(ascii: ":"), bytes) else { return false }
      }
      guard value(bytes, key: key, depth: depth + 1) else { return false }
      skipSpace(bytes)
    } while take(UInt8(ascii: ","), bytes)
    return take(end, bytes)
  }

  /// What is between the quotes.
  private mutating func string(_ bytes: Span<UInt8>) -> Range<Int>? {
    offset += 1
    let start = offset
    while let next = byte(bytes) {
      if next < 0x20 { return nil }
      offset += 1
      switch next {
      case UInt8(ascii: "\""): return start..<(offset - 1)
      case UInt8(ascii: "\\"):
        guard let escaped = byte(bytes) else { return nil }
        offset += 1
        switch escaped {
        case UInt8(ascii: "u"):
          for _ in 0..<4 {
            guard let digit = byte(bytes), JSONString.hexValue(digit) != nil else { return nil }
            offset += 1
          }
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
          UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
          break
        default: return nil
        }
      default: break
      }
    }
    return nil
  }

  private mutating func number(_ bytes: Span<UInt8>) -> Bool {
    _ = take(UInt8(ascii: "-"), bytes)
    if !take(UInt8(ascii: "0"), bytes) {
      guard digits(bytes) else { return false }
    }
    if take(UInt8(ascii: "."), bytes), !digits(bytes) { return false }
    if take(UInt8(ascii: "e"), bytes) || take(UInt8(ascii: "E"), bytes) {
      if !take(UInt8(ascii: "+"), bytes) { _ = take(UInt8(ascii: "-"), bytes) }
      return digits(bytes)
    }
    return true
  }

  private mutating func digits(_ bytes: Span<UInt8>) -> Bool {
    let start = offset
    while let next = byte(bytes), (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(next) {
      offset += 1
    }
    return offset > start
  }

  private mutating func word(_ word: StaticString, _ bytes: Span<UInt8>) -> Bool {
    for wanted in word.description.utf8 where !take(wanted, bytes) { return false }
    return true
  }

  mutating func skipSpace(_ bytes: Span<UInt8>) {
    while let next = byte(bytes), [0x20, 0x0A, 0x0D, 0x09].contains(next) { offset += 1 }
  }

  private mutating func take(_ wanted: UInt8, _ bytes: Span<UInt8>) -> Bool {
    guard byte(bytes) == wanted else { return false }
    offset += 1
    return true
  }

  private func byte(_ bytes: Span<UInt8>) -> UInt8? {
    offset < bytes.count ? bytes[offset] : nil
  }
}

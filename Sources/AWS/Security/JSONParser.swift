/// Finds the values of a JSON document (``SecretJSON``).
struct JSONParser {
  private(set) var nodes: [SecretJSON.Node] = []
  private var offset = 0

  mutating func document(_ json: Span<UInt8>) throws(JSONSyntaxError) {
    // The byte order mark that some shells put before what they pipe.
    if json.count >= 3, json[0] == 0xEF, json[1] == 0xBB, json[2] == 0xBF { offset = 3 }
    try value(json, depth: 0)
    skipSpace(json)
    guard offset == json.count else { throw error(json) }
  }

  private mutating func value(_ json: Span<UInt8>, depth: Int) throws(JSONSyntaxError) {
    skipSpace(json)
    guard offset < json.count, depth < SecretJSON.maximumDepth else { throw error(json) }
    switch json[offset] {
    case UInt8(ascii: "{"): try list(json, .object, end: UInt8(ascii: "}"), depth)
    case UInt8(ascii: "["): try list(json, .array, end: UInt8(ascii: "]"), depth)
    case UInt8(ascii: "\""): try string(json)
    case UInt8(ascii: "t"): try word(json, "true", .boolean)
    case UInt8(ascii: "f"): try word(json, "false", .boolean)
    case UInt8(ascii: "n"): try word(json, "null", .null)
    default: try number(json)
    }
  }

  private mutating func list(
    _ json: Span<UInt8>,
    _ kind: SecretJSON.Kind,
    end: UInt8,
    _ depth: Int
  ) throws(JSONSyntaxError) {
    let index = nodes.count
    nodes.append(.init(kind: kind, start: offset, end: offset, next: 0))
    offset += 1
    skipSpace(json)
    if !take(end, json) {
      repeat {
        if kind == .object {
          skipSpace(json)
          guard offset < json.count, json[offset] == UInt8(ascii: "\"") else { throw error(json) }
          try string(json)
          skipSpace(json)
          guard take(UInt8(ascii: ":"), json) else { throw error(json) }
        }
        try value(json, depth: depth + 1)
        skipSpace(json)
      } while take(UInt8(ascii: ","), json)
      guard take(end, json) else { throw error(json) }
    }
    nodes[index].end = offset
    nodes[index].next = nodes.count
  }

  private mutating func string(_ json: Span<UInt8>) throws(JSONSyntaxError) {
    offset += 1
    let start = offset
    while offset < json.count, json[offset] != UInt8(ascii: "\"") {
      guard json[offset] >= 0x20 else { throw error(json) }
      offset += json[offset] == UInt8(ascii: "\\") ? 2 : 1
    }
    guard offset < json.count else {
      offset = json.count
      throw error(json)
    }
    add(.string, start, offset)
    offset += 1
  }

  private mutating func word(
    _ json: Span<UInt8>,
    _ text: StaticString,
    _ kind: SecretJSON.Kind
  ) throws(JSONSyntaxError) {
    let start = offset
    for byte in text.description.utf8 {
      guard take(byte, json) else { throw error(json) }
    }
    add(kind, start, offset)
  }

  private mutating func number(_ json: Span<UInt8>) throws(JSONSyntaxError) {
    let start = offset
    _ = take(UInt8(ascii: "-"), json)
    if !take(UInt8(ascii: "0"), json) { try digits(json) }
    if take(UInt8(ascii: "."), json) { try digits(json) }
    if take(UInt8(ascii: "e"), json) || take(UInt8(ascii: "E"), json) {
      if !take(UInt8(ascii: "+"), json) { _ = take(UInt8(ascii: "-"), json) }
      try digits(json)
    }
    add(.number, start, offset)
  }

  private mutating func digits(_ json: Span<UInt8>) throws(JSONSyntaxError) {
    let start = offset
    while offset < json.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(json[offset]) {
      offset += 1
    }
    guard offset > start else { throw error(json) }
  }

  private mutating func add(_ kind: SecretJSON.Kind, _ start: Int, _ end: Int) {
    nodes.append(.init(kind: kind, start: start, end: end, next: nodes.count + 1))
  }

  private mutating func take(_ byte: UInt8, _ json: Span<UInt8>) -> Bool {
    guard offset < json.count, json[offset] == byte else { return false }
    offset += 1
    return true
  }

  private mutating func skipSpace(_ json: Span<UInt8>) {
    while offset < json.count {
      switch json[offset] {
      case 0x20, 0x09, 0x0A, 0x0D: offset += 1
      default: return
      }
    }
  }

  private func error(_ json: Span<UInt8>) -> JSONSyntaxError {
    var (line, column) = (1, 1)
    for position in 0..<min(offset, json.count) {
      column += 1
      if json[position] == UInt8(ascii: "\n") { (line, column) = (line + 1, 1) }
    }
    return JSONSyntaxError(line: line, column: column)
  }
}

import AWS

/// A JSON object of names and values: a string is its text, an object, an array, a number or a boolean
/// is the JSON that stands there, byte for byte.
enum JSONList {
  static func read(_ document: SecretBytes) -> ListedSecrets {
    var result = ListedSecrets()
    if let line = document.lineThatIsNoText {
      result.problem(line, "what is there is no UTF-8, or a zero byte")
      return result
    }
    document.withSpan { bytes in
      do throws(JSONSyntaxError) {
        let json = try JSONNodes(file: bytes)
        guard json.nodes[0].kind == .object else {
          return result.problem(1, "the document is no object of names and values")
        }
        var (line, offset) = (1, 0)
        for child in json.children(of: 0) {
          let node = json.nodes[child]
          while offset < node.key.lowerBound {
            if bytes[offset] == UInt8(ascii: "\n") { line += 1 }
            offset += 1
          }
          add(node, line, bytes, to: &result)
        }
      } catch {
        result.problem(error.line, "this is no JSON")
      }
    }
    return result
  }

  private static func add(
    _ node: JSONNodes.Node,
    _ line: Int,
    _ bytes: Span<UInt8>,
    to result: inout ListedSecrets
  ) {
    let name = JSONString.text(bytes, node.key)
    switch node.kind {
    case .null: result.problem(line, "\(printable(name)) is null, and no value")
    case .string:
      let content = (node.value.lowerBound + 1)..<(node.value.upperBound - 1)
      guard let text = JSONString.content(bytes, content) else {
        return result.problem(line, "\(printable(name)) holds half a character, which is no text")
      }
      result.add(name, text, line: line)
    case .object, .array, .number, .boolean:
      var text = SecretBuffer()
      for index in node.value { text.append(bytes[index]) }
      result.add(name, text.contents(), line: line)
    }
  }
}

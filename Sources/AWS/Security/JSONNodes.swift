/// A text of JSON as the places of its values, in their order, duplicate keys included (RFC 8259).
///
/// Nothing of the text is copied: whoever wants a part reads it in the text itself.
package struct JSONNodes: Sendable {
  package enum Kind: UInt8, Sendable {
    case null, boolean, number, string, array, object
  }

  package struct Node: Sendable {
    package let kind: Kind
    /// The key of a member, what is between its quotes; empty elsewhere.
    package let key: Range<Int>
    /// The whole of the value, with quotes, brackets or braces.
    package internal(set) var value: Range<Int>
    /// The node behind this one and all that it holds.
    package internal(set) var next: Int
  }

  /// As deep as this and deeper is not read.
  static let depthLimit = 256

  package let nodes: [Node]

  /// Nil for what is not one JSON value, with white space around it at most.
  ///
  /// - Parameter bytes: UTF-8, which is not checked.
  package init?(_ bytes: Span<UInt8>) {
    do {
      try self.init(reading: bytes)
    } catch {
      return nil
    }
  }

  /// Reads a text that is all of a file or an answer, and may begin with a byte order mark as some
  /// shells put it before what they pipe.
  ///
  /// - Parameter bytes: UTF-8, which is not checked.
  /// - Throws: where it stops being JSON.
  package init(file bytes: Span<UInt8>) throws(JSONSyntaxError) {
    let hasMark = bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF
    try self.init(reading: bytes, from: hasMark ? 3 : 0)
  }

  private init(reading bytes: Span<UInt8>, from start: Int = 0) throws(JSONSyntaxError) {
    var reader = JSONReader(offset: start)
    let isValue = reader.value(bytes, key: 0..<0, depth: 0)
    if isValue { reader.skipSpace(bytes) }
    guard isValue, reader.offset == bytes.count else {
      throw JSONSyntaxError(offset: reader.offset, in: bytes)
    }
    nodes = reader.nodes
  }

  /// The nodes directly in an object or an array.
  package func children(of parent: Int) -> [Int] {
    var children: [Int] = []
    var child = parent + 1
    while child < nodes[parent].next {
      children.append(child)
      child = nodes[child].next
    }
    return children
  }

  /// Whether it is an object or an array, and so has parts to tell of.
  package var hasParts: Bool { nodes[0].kind == .object || nodes[0].kind == .array }
}

/// Where a document stops being JSON; nothing of what is there.
package struct JSONSyntaxError: Error, Sendable, Equatable {
  /// Counted from 1; columns in bytes.
  package let line: Int
  package let column: Int

  fileprivate init(offset: Int, in json: Span<UInt8>) {
    var (line, column) = (1, 1)
    for position in 0..<min(offset, json.count) {
      column += 1
      if json[position] == UInt8(ascii: "\n") { (line, column) = (line + 1, 1) }
    }
    (self.line, self.column) = (line, column)
  }
}

extension Range<Int> {
  /// Without the quotes of a string.
  package var withoutEnds: Range<Int> { (lowerBound + 1)..<(upperBound - 1) }
}

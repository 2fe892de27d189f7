/// A JSON document that may hold secrets: only where things are is noted, nothing of them is copied
/// until somebody asks for it.
///
/// The bytes stay where they are, in memory that is wiped. RFC 8259; nested at most
/// ``maximumDepth`` deep.
package struct SecretJSON: Sendable {
  static let maximumDepth = 256

  let bytes: SecretBytes
  private(set) var nodes: [Node] = []

  /// A value, and where it ends among all of them; the keys of an object are strings before theirs.
  struct Node: Sendable {
    let kind: Kind
    /// The bytes; of a string those between its quotation marks.
    let start: Int
    var end: Int
    /// The number of the next value that is not within this one.
    var next: Int
  }

  package enum Kind: Sendable {
    case object, array, string, number, boolean, null
  }

  /// Reads a document; what follows it but white space is an error.
  package init(_ bytes: SecretBytes) throws(JSONSyntaxError) {
    self.bytes = bytes
    nodes = unsafe try bytes.withBytes { (raw) throws(JSONSyntaxError) in
      var parser = JSONParser()
      try unsafe parser.document(raw.bindMemory(to: UInt8.self).span)
      return parser.nodes
    }
  }

  package var root: Value { Value(document: self, index: 0) }

  package struct Value: Sendable {
    let document: SecretJSON
    let index: Int

    private var node: Node { document.nodes[index] }
    package var kind: Kind { node.kind }

    /// The elements of an array; none of anything else.
    package var elements: [Value] { kind == .array ? children : [] }

    /// The members of an object in their order; none of anything else.
    package var members: [(key: Value, value: Value)] {
      guard kind == .object else { return [] }
      let all = children
      return stride(from: 0, to: all.count - 1, by: 2).map { (all[$0], all[$0 + 1]) }
    }

    /// The first member of that key, which must be written without escapes.
    package subscript(_ key: String) -> Value? {
      guard kind == .object else { return nil }
      var next = index + 1
      while next < node.next {
        let value = document.nodes[next].next
        if Value(document: document, index: next).isText(key) {
          return Value(document: document, index: value)
        }
        next = document.nodes[value].next
      }
      return nil
    }

    /// Whether it is a string written as `text`.
    package func isText(_ text: String) -> Bool { byteCount == text.utf8.count && hasPrefix(text) }

    /// Whether it is a string that begins with `text`.
    package func hasPrefix(_ text: String) -> Bool {
      guard kind == .string, byteCount >= text.utf8.count else { return false }
      return unsafe document.bytes.withBytes { bytes in
        zip(text.utf8, node.start..<node.end).allSatisfy { unsafe bytes[$1] == $0 }
      }
    }

    /// How many bytes it takes; of a string without its quotation marks.
    package var byteCount: Int { node.end - node.start }

    /// A copy of a string; nil of anything else, and where it is no UTF-8.
    package var text: String? {
      guard kind == .string else { return nil }
      return unsafe document.bytes.withBytes { raw in
        let json = unsafe raw.bindMemory(to: UInt8.self).span
        var buffer = SecretBuffer()
        var position = node.start
        while position < node.end {
          guard json[position] == UInt8(ascii: "\\") else {
            buffer.append(json[position])
            position += 1
            continue
          }
          guard
            let next = JSONCursor.unescape(json, at: position + 1, end: node.end, into: &buffer)
          else { return nil }
          position = next
        }
        return String(validating: buffer.contents().exposed(), as: UTF8.self)
      }
    }

    /// An integer, nil of anything else.
    package var integer: Int? {
      guard kind == .number, byteCount < 20 else { return nil }
      return unsafe document.bytes.withBytes { bytes in
        Int(unsafe String(decoding: bytes[node.start..<node.end], as: UTF8.self))
      }
    }

    package var isTrue: Bool { kind == .boolean && byteCount == 4 }

    private var children: [Value] {
      var children: [Value] = []
      var next = index + 1
      while next < node.next {
        children.append(Value(document: document, index: next))
        next = document.nodes[next].next
      }
      return children
    }
  }
}

/// Where a document stops being JSON; nothing of what is there.
package struct JSONSyntaxError: Error, Sendable, Equatable {
  /// Counted from 1; columns in bytes.
  package let line: Int
  package let column: Int
}

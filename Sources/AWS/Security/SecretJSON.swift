/// A JSON document that may hold secrets: only where things are is noted, nothing of them is copied
/// until somebody asks for it.
///
/// The bytes stay where they are, in memory that is wiped.
package struct SecretJSON: Sendable {
  let bytes: SecretBytes
  let nodes: [JSONNodes.Node]

  package typealias Kind = JSONNodes.Kind

  /// Reads a document; what follows it but white space is an error.
  package init(_ bytes: SecretBytes) throws(JSONSyntaxError) {
    self.bytes = bytes
    nodes = try bytes.withSpan { (json) throws(JSONSyntaxError) in
      try JSONNodes(file: json).nodes
    }
  }

  package var root: Value { Value(self, at: 0) }

  /// A value of the document, or a key, which is a string.
  package struct Value: Sendable {
    private let document: SecretJSON
    package let kind: Kind
    /// The bytes; of a string those between its quotation marks.
    private let range: Range<Int>
    /// The node; nil of a key.
    private let index: Int?

    fileprivate init(_ document: SecretJSON, at index: Int) {
      let node = document.nodes[index]
      self.document = document
      self.index = index
      kind = node.kind
      range = node.kind == .string ? node.value.withoutEnds : node.value
    }

    private init(keyOf index: Int, in document: SecretJSON) {
      self.document = document
      self.index = nil
      kind = .string
      range = document.nodes[index].key
    }

    /// The elements of an array; none of anything else.
    package var elements: [Value] {
      kind == .array ? children.map { Value(document, at: $0) } : []
    }

    /// The members of an object in their order; none of anything else.
    package var members: [(key: Value, value: Value)] {
      guard kind == .object else { return [] }
      return children.map { (Value(keyOf: $0, in: document), Value(document, at: $0)) }
    }

    /// The first member of that key, which must be written without escapes.
    package subscript(_ key: String) -> Value? {
      guard kind == .object else { return nil }
      return children.first { Value(keyOf: $0, in: document).isText(key) }
        .map { Value(document, at: $0) }
    }

    /// Whether it is a string written as `text`.
    package func isText(_ text: String) -> Bool { byteCount == text.utf8.count && hasPrefix(text) }

    /// Whether it is a string that begins with `text`.
    package func hasPrefix(_ text: String) -> Bool {
      guard kind == .string, byteCount >= text.utf8.count else { return false }
      return document.bytes.withSpan { json in
        zip(text.utf8, range).allSatisfy { json[$1] == $0 }
      }
    }

    /// How many bytes it takes; of a string without its quotation marks.
    package var byteCount: Int { range.count }

    /// What a string stands for, in memory that is wiped; nil of anything else.
    package var secret: SecretBytes? {
      guard kind == .string else { return nil }
      return document.bytes.withSpan { JSONString.content($0, range) }
    }

    /// A copy of a string; nil of anything else, and where it is no text.
    package var text: String? {
      guard kind == .string else { return nil }
      return document.bytes.withSpan { JSONString.content($0, range) }
        .flatMap { String(validating: $0.exposed(), as: UTF8.self) }
    }

    /// An integer, nil of anything else.
    package var integer: Int? {
      guard kind == .number, byteCount < 20 else { return nil }
      return document.bytes.withSpan { json in
        Int(String(decoding: range.map { json[$0] }, as: UTF8.self))
      }
    }

    package var isTrue: Bool { kind == .boolean && byteCount == 4 }

    private var children: [Int] {
      guard let index else { return [] }
      var children: [Int] = []
      var next = index + 1
      while next < document.nodes[index].next {
        children.append(next)
        next = document.nodes[next].next
      }
      return children
    }
  }
}

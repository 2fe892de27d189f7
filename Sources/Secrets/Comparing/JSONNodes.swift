import AWS

/// A text of JSON as the places of its values, in their order, duplicate keys included (RFC 8259).
///
/// Nothing of the text is copied: whoever wants a part reads it in the text itself.
struct JSONNodes: Sendable {
  enum Kind: UInt8, Sendable {
    case null, boolean, number, string, array, object
  }

  struct Node: Sendable {
    let kind: Kind
    /// The key of a member, what is between its quotes; empty elsewhere.
    let key: Range<Int>
    /// The whole of the value, with quotes, brackets or braces.
    var value: Range<Int>
    /// The node behind this one and all that it holds.
    var next: Int
  }

  /// Deeper nesting than this is not read.
  static let depthLimit = 200

  private(set) var nodes: [Node] = []

  /// Nil for what is not one JSON value, with white space around it at most.
  ///
  /// - Parameter bytes: UTF-8, which is not checked again.
  init?(_ bytes: Span<UInt8>) {
    var reader = JSONReader()
    guard reader.value(bytes, key: 0..<0, depth: 0) else { return nil }
    reader.skipSpace(bytes)
    guard reader.offset == bytes.count else { return nil }
    nodes = reader.nodes
  }

  /// The nodes directly in an object or an array.
  func children(of parent: Int) -> [Int] {
    var children: [Int] = []
    var child = parent + 1
    while child < nodes[parent].next {
      children.append(child)
      child = nodes[child].next
    }
    return children
  }

  /// Whether it is an object or an array, and so has parts to tell of.
  var hasParts: Bool { nodes[0].kind == .object || nodes[0].kind == .array }
}

extension SecretBytes {
  /// Lends the bytes, bounds checked.
  func withCheckedBytes<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
    unsafe withBytes { bytes in unsafe body(bytes.bindMemory(to: UInt8.self).span) }
  }
}

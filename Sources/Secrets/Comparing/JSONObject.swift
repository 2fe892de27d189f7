package import AWS

/// The JSON object that a secret holds, read in place.
package struct JSONObject: Sendable {
  /// What keeps a member from being taken out.
  package enum Problem: Error, Sendable, Equatable {
    /// A key is there more than once: readers take different ones.
    case repeatedKey(String)
    /// A string with half a surrogate pair, which no text holds.
    case notText(String)
  }

  /// A part that holds no others which have names.
  package struct Leaf: Sendable {
    /// The keys from the outermost object on.
    package let path: [String]
    package let value: SecretBytes
  }

  private let value: SecretBytes
  private let json: JSONNodes

  /// Nil where the value is no JSON object.
  package init?(_ value: SecretBytes) {
    guard value.isUTF8 else { return nil }
    let json = value.withSpan { try? JSONNodes(file: $0) }
    guard let json, json.nodes[0].kind == .object else { return nil }
    self.value = value
    self.json = json
  }

  /// In their order.
  package var keys: [String] { json.children(of: 0).map(key) }

  /// A member: a string as its text, anything else byte for byte as it stands there; nil where there
  /// is none of that key.
  package func member(_ key: String) throws(Problem) -> SecretBytes? {
    // Byte for byte: to Swift, two ways to write an accent are one text.
    let found = json.children(of: 0).filter { self.key($0).utf8.elementsEqual(key.utf8) }
    guard found.count <= 1 else { throw .repeatedKey(key) }
    return try found.first.map { (node) throws(Problem) in try content(node) }
  }

  /// Every member, and those of objects within the object instead of them; an empty one stays whole,
  /// as do arrays.
  package func leaves() throws(Problem) -> [Leaf] {
    var leaves: [Leaf] = []
    try add(0, [], to: &leaves)
    return leaves
  }

  private func add(_ node: Int, _ path: [String], to leaves: inout [Leaf]) throws(Problem) {
    let children = json.children(of: node)
    guard json.nodes[node].kind == .object, node == 0 || !children.isEmpty else {
      leaves.append(Leaf(path: path, value: try content(node)))
      return
    }
    var seen: Set<String> = []
    for child in children {
      let key = key(child)
      guard seen.insert(key).inserted else {
        throw .repeatedKey((path + [key]).joined(separator: "."))
      }
      try add(child, path + [key], to: &leaves)
    }
  }

  private func key(_ node: Int) -> String {
    value.withSpan { JSONString.text($0, json.nodes[node].key) }
  }

  private func content(_ node: Int) throws(Problem) -> SecretBytes {
    let place = json.nodes[node]
    let content = value.withSpan { bytes in
      place.kind == .string
        ? JSONString.content(bytes, place.value.withoutEnds) : value.part(place.value)
    }
    guard let content else { throw .notText(key(node)) }
    return content
  }
}

/// The texts within any JSON value: strings, also in arrays, and numbers.
enum JSONTexts {
  /// None where the value is no JSON that has parts; a string that is no text is left out.
  static func all(in value: SecretBytes) -> [SecretBytes] {
    guard value.isUTF8 else { return [] }
    return value.withSpan { bytes in
      guard let json = try? JSONNodes(file: bytes), json.hasParts else { return [] }
      return json.nodes.compactMap { node in
        switch node.kind {
        case .string: JSONString.content(bytes, node.value.withoutEnds)
        case .number: value.part(node.value)
        case .null, .boolean, .array, .object: nil
        }
      }
    }
  }
}

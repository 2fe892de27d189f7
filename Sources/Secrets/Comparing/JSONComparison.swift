import AWS

/// What is different about one member of two JSON values.
package struct MemberChange: Sendable, Equatable {
  package enum Kind: String, Sendable {
    case added
    case removed
    case changed
  }

  /// Where it is: `password`, `db.hosts[0]`, `"a.b"` for a key that holds other characters, and
  /// `key (2)` for the second of two equal keys.
  package let path: String
  package let kind: Kind
  /// The bytes of it in the first value, as they stand there.
  package let before: Range<Int>?
  package let after: Range<Int>?
}

/// Compares two JSON values member by member.
///
/// Order, white space and the way in which a string is escaped do not count. Numbers are equal when
/// they are written the same. Of several members with one key, the first is compared with the
/// first, and so on.
struct JSONComparison {
  private let before: JSONNodes
  private let after: JSONNodes
  private(set) var changes: [MemberChange] = []

  init(
    _ before: JSONNodes,
    _ beforeBytes: Span<UInt8>,
    _ after: JSONNodes,
    _ afterBytes: Span<UInt8>
  ) {
    self.before = before
    self.after = after
    compare(0, beforeBytes, 0, afterBytes, path: "")
  }

  private mutating func compare(
    _ a: Int,
    _ aBytes: Span<UInt8>,
    _ b: Int,
    _ bBytes: Span<UInt8>,
    path: String
  ) {
    let (left, right) = (before.nodes[a], after.nodes[b])
    switch (left.kind, right.kind) {
    case (.object, .object):
      members(
        named(before, a, aBytes, in: path),
        aBytes,
        named(after, b, bBytes, in: path),
        bBytes
      )
    case (.array, .array):
      members(numbered(before, a, in: path), aBytes, numbered(after, b, in: path), bBytes)
    case (.string, .string):
      let (i, j) = (left.value.withoutEnds, right.value.withoutEnds)
      if !JSONString.areEqual(aBytes, i, bBytes, j) { changed(path, left, right) }
    default:
      let isEqual =
        left.kind == right.kind && left.value.count == right.value.count
        && zip(left.value, right.value).allSatisfy { aBytes[$0] == bBytes[$1] }
      if !isEqual { changed(path, left, right) }
    }
  }

  private mutating func members(
    _ left: [Member],
    _ leftBytes: Span<UInt8>,
    _ right: [Member],
    _ rightBytes: Span<UInt8>
  ) {
    var others = Dictionary(right.map { ($0.path, $0.node) }) { first, _ in first }
    for member in left {
      if let other = others.removeValue(forKey: member.path) {
        compare(member.node, leftBytes, other, rightBytes, path: member.path)
      } else {
        changes.append(
          MemberChange(
            path: member.path,
            kind: .removed,
            before: before.nodes[member.node].value,
            after: nil
          )
        )
      }
    }
    for member in right where others[member.path] != nil {
      changes.append(
        MemberChange(
          path: member.path,
          kind: .added,
          before: nil,
          after: after.nodes[member.node].value
        )
      )
    }
  }

  private mutating func changed(_ path: String, _ a: JSONNodes.Node, _ b: JSONNodes.Node) {
    changes.append(MemberChange(path: path, kind: .changed, before: a.value, after: b.value))
  }

  private typealias Member = (path: String, node: Int)

  private func named(
    _ json: JSONNodes,
    _ parent: Int,
    _ bytes: Span<UInt8>,
    in path: String
  ) -> [Member] {
    var seen: [String: Int] = [:]
    return json.children(of: parent).map { child in
      let key = JSONPath.appending(JSONString.text(bytes, json.nodes[child].key), to: path)
      let number = seen[key, default: 0] + 1
      seen[key] = number
      return (number == 1 ? key : "\(key) (\(number))", child)
    }
  }

  private func numbered(_ json: JSONNodes, _ parent: Int, in path: String) -> [Member] {
    json.children(of: parent).enumerated().map { ("\(path)[\($0.offset)]", $0.element) }
  }
}

enum JSONPath {
  /// The path of a member; a key of other characters than letters, digits, `_` and `-` is quoted.
  static func appending(_ key: String, to path: String) -> String {
    let isPlain =
      !key.isEmpty
      && key.unicodeScalars.allSatisfy {
        $0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "_" || $0 == "-"
      }
    let escaped = key.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    return (path.isEmpty ? "" : path + ".") + (isPlain ? key : "\"\(escaped)\"")
  }
}

package import AWS

/// How two values of a secret differ, told without a part of either.
package enum ValueComparison: Sendable, Equatable {
  /// Byte for byte the same.
  case same
  /// Both are objects or arrays of JSON. No change: only order, white space or escapes differ.
  case members([MemberChange])
  /// Both are text.
  case lines(LineComparison)
  /// One of them, or both, are no text (UTF-8); sizes in bytes.
  case bytes(before: Int, after: Int)

  /// Compares two values; no part of them is copied.
  package static func between(_ before: SecretBytes, _ after: SecretBytes) -> ValueComparison {
    if before == after { return .same }
    guard before.isUTF8, after.isUTF8 else {
      return .bytes(before: before.count, after: after.count)
    }
    return before.withSpan { a in
      after.withSpan { b in
        if let old = JSONNodes(a), old.hasParts, let new = JSONNodes(b), new.hasParts {
          return .members(JSONComparison(old, a, new, b).changes)
        }
        return .lines(LineComparison(a, b))
      }
    }
  }
}

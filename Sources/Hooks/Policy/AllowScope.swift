package import Git

/// Where an allow entry holds: a path from the top level, in which `*`, `?` and `[a-z]` stand for
/// parts of a name, `**` for any folders, and a slash at the end for all that is below.
///
/// Letter case counts, and nothing floats: a list of exceptions is to be no wider than it reads.
package struct AllowScope: Sendable, Hashable {
  package static let shape =
    "Write a path from the top level; * ? [a-z] ** and a slash at the end are understood."

  /// As written.
  package let source: [UInt8]
  private let parts: [Part]

  private enum Part: Sendable {
    case name(Glob<UInt8>)
    case anyFolders
  }

  package static func == (left: Self, right: Self) -> Bool { left.source == right.source }

  package func hash(into hasher: inout Hasher) { hasher.combine(source) }

  /// Reads a pattern; nil where it cannot match anything.
  package init?(_ source: [UInt8]) {
    self.source = source
    var text = source[...]
    if text.first == UInt8(ascii: "/") { text.removeFirst() }
    let isFolder = text.last == UInt8(ascii: "/")
    if isFolder { text.removeLast() }
    var parts: [Part] = []
    for name in text.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
      guard !name.isEmpty, !name.elementsEqual(".".utf8), !name.elementsEqual("..".utf8) else {
        return nil
      }
      if name.elementsEqual("**".utf8) {
        parts.append(.anyFolders)
      } else {
        guard let glob = try? Glob<UInt8>(parsing: Array(name)) else { return nil }
        parts.append(.name(glob))
      }
    }
    // `a/**` is what lies below `a`, and so is `a/`.
    if isFolder { parts.append(.anyFolders) }
    if case .anyFolders? = parts.last, let any = try? Glob<UInt8>(parsing: [UInt8(ascii: "*")]) {
      parts.append(.name(any))
    }
    self.parts = parts
  }

  /// The pattern that covers one path and nothing else.
  package init(exactly path: GitPath) {
    var escaped: [UInt8] = []
    for byte in path.bytes {
      if Self.isSpecial(byte) { escaped.append(UInt8(ascii: "\\")) }
      escaped.append(byte)
    }
    // A path of Git has a name in it, and every name is a pattern once it is escaped.
    self = Self(escaped) ?? Self(source: escaped)
  }

  private init(source: [UInt8]) { (self.source, parts) = (source, []) }

  /// The path that it covers, where it covers one only and that can be seen at once.
  var exactPath: GitPath? {
    if source.isEmpty || source.last == UInt8(ascii: "/") || source.contains(where: Self.isSpecial)
    {
      return nil
    }
    return GitPath(bytes: source.first == UInt8(ascii: "/") ? Array(source.dropFirst()) : source)
  }

  private static func isSpecial(_ byte: UInt8) -> Bool { "*?[\\".utf8.contains(byte) }

  package func covers(_ path: GitPath) -> Bool {
    covers(path.bytes.split(separator: UInt8(ascii: "/"))[...], parts[...])
  }

  private func covers(
    _ names: ArraySlice<ArraySlice<UInt8>>,
    _ parts: ArraySlice<Part>
  ) -> Bool {
    var (part, position) = (parts.startIndex, names.startIndex)
    var retry: (part: Int, position: Int)?
    while position < names.endIndex {
      if part < parts.endIndex {
        switch parts[part] {
        case .anyFolders:
          part += 1
          retry = (part, position)
          continue
        case .name(let glob) where glob.matches(names[position], ignoringCase: false):
          part += 1
          position += 1
          continue
        case .name: break
        }
      }
      guard let last = retry else { return false }
      (part, position) = (last.part, last.position + 1)
      retry = (part, position)
    }
    return part == parts.endIndex
  }
}

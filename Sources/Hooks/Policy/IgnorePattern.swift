import Git

/// A line of an ignore file that ignores something, as far as it helps not to ask Git.
struct IgnorePattern {
  /// The folder of the file, with a slash at its end.
  private let folder: ArraySlice<UInt8>
  private let text: ArraySlice<UInt8>
  private let ends: NameEnds

  /// The lines that are neither blank nor comments nor exceptions (gitignore(5)).
  static func read(_ bytes: [UInt8], _ file: GitPath) -> [IgnorePattern] {
    let folder = file.bytes.dropLast(".gitignore".utf8.count)
    var rest = bytes[...]
    if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
    return rest.split(separator: UInt8(ascii: "\n")).compactMap { line in
      var line = line
      if line.last == UInt8(ascii: "\r") { line.removeLast() }
      guard let first = line.first, first != UInt8(ascii: "#"), first != UInt8(ascii: "!") else {
        return nil
      }
      while line.last == UInt8(ascii: " ") { line.removeLast() }
      let name = (line.last == UInt8(ascii: "/") ? line.dropLast() : line)
        .suffix(while: { $0 != UInt8(ascii: "/") })
      return IgnorePattern(folder: folder, text: line, ends: NameEnds(ofPattern: name))
    }
  }

  /// Whether the line may ignore a path or a folder above it; false is certain.
  func mayIgnore(_ path: GitPath, isFolder: Bool) -> Bool {
    guard path.bytes.starts(with: folder) else { return false }
    let below = path.bytes[folder.count...]
    let names = below.split(separator: UInt8(ascii: "/"))
    guard names.contains(where: { ends.admit($0.span) }) else { return false }
    // What is no pattern here may be one to Git.
    guard let source = String(validating: text, as: UTF8.self),
      let pattern = try? PathPattern(source)
    else { return true }
    return pattern.matches(GitPath(bytes: Array(below)), isDirectory: isFolder)
  }
}

extension BidirectionalCollection {
  /// The longest end of which all elements satisfy a condition.
  func suffix(while condition: (Element) -> Bool) -> SubSequence {
    self[(lastIndex { !condition($0) }.map { index(after: $0) } ?? startIndex)...]
  }
}

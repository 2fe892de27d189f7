import Git

/// The lines of ignore files that ignore something, as far as it helps not to ask Git.
struct IgnoreLines {
  private struct Line {
    /// The folder of the file, with a slash at its end.
    let folder: ArraySlice<UInt8>
    let text: ArraySlice<UInt8>
    let ends: NameEnds
    /// Read when it is needed; nil in it is what is no pattern here.
    var pattern: PathPattern??
  }

  private var lines: [Line] = []
  private var outermost: [(first: UInt8, last: UInt8)] = []

  /// Takes the lines that are neither blank nor comments nor exceptions (gitignore(5)).
  mutating func add(_ bytes: [UInt8], _ file: GitPath) {
    let folder = file.bytes.dropLast(".gitignore".utf8.count)
    var rest = bytes[...]
    if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
    for line in rest.split(separator: UInt8(ascii: "\n")) {
      var line = line
      if line.last == UInt8(ascii: "\r") { line.removeLast() }
      guard let first = line.first, first != UInt8(ascii: "#"), first != UInt8(ascii: "!") else {
        continue
      }
      while line.last == UInt8(ascii: " ") { line.removeLast() }
      let name = (line.last == UInt8(ascii: "/") ? line.dropLast() : line)
        .suffix(while: { $0 != UInt8(ascii: "/") })
      let ends = NameEnds(ofPattern: name)
      lines.append(Line(folder: folder, text: line, ends: ends))
      outermost.append(ends.outermost)
    }
  }

  /// Whether a line may ignore a path or a folder above it; false is certain.
  mutating func mayIgnore(_ path: GitPath, isFolder: Bool) -> Bool {
    for name in PathPattern.names(of: path) {
      guard let first = name.first?.lowerCased, let last = name.last?.lowerCased else { continue }
      for index in outermost.indices {
        let ends = outermost[index]
        // Most end here.
        guard ends.first == 0 || ends.first == first, ends.last == 0 || ends.last == last,
          lines[index].ends.admit(name.span)
        else { continue }
        if matches(index, path, isFolder) { return true }
      }
    }
    return false
  }

  private mutating func matches(_ index: Int, _ path: GitPath, _ isFolder: Bool) -> Bool {
    let folder = lines[index].folder
    guard path.bytes.starts(with: folder) else { return false }
    if lines[index].pattern == nil {
      let source = String(validating: lines[index].text, as: UTF8.self)
      lines[index].pattern = .some(source.flatMap { try? PathPattern($0) })
    }
    // What is no pattern here may be one to Git.
    guard let pattern = lines[index].pattern.flatMap(\.self) else { return true }
    let below = GitPath(bytes: Array(path.bytes[folder.count...]))
    return pattern.matches(below, isDirectory: isFolder)
  }
}

extension BidirectionalCollection {
  /// The longest end of which all elements satisfy a condition.
  func suffix(while condition: (Element) -> Bool) -> SubSequence {
    self[(lastIndex { !condition($0) }.map { index(after: $0) } ?? startIndex)...]
  }
}

extension PathPattern {
  /// The folders that a pattern names before its first wildcard: `a/b` of `/a/b/*.tf`.
  ///
  /// Empty for a pattern that is not tied to the top level.
  package var folder: String {
    names.dropLast().prefix { $0.allSatisfy { !"*?[]\\".contains($0) } }.joined(separator: "/")
  }

  /// A path that the pattern matches, such as `secured_modules/x.tf`.
  package var sample: String {
    var path = ""
    var rest = source.hasPrefix("/") ? source.dropFirst() : source[...]
    if rest.hasPrefix("**/") { rest = rest.dropFirst(3) }
    if rest.hasSuffix("/") { rest += "x" }
    while let character = rest.popFirst() {
      switch character {
      case "*", "?": path += "x"
      case "\\": if let next = rest.popFirst() { path.append(next) }
      case "[":
        // The first member that stands for itself.
        path.append(rest.first { $0 != "!" && $0 != "^" } ?? "x")
        rest = rest.drop { $0 != "]" }.dropFirst()
      default: path.append(character)
      }
    }
    return path
  }

  /// The same pattern with all that lies further down in its folder, `a/**/*.tf` of `a/*.tf`, and
  /// with the folder anywhere, `**/a/**/*.tf`; nil where it covers that already or has no folder.
  package var wider: (deeper: String, anywhere: String)? {
    guard !folder.isEmpty, !source.hasSuffix("/"), let last = names.last,
      names.count == folder.split(separator: "/").count + 1, last != "**"
    else { return nil }
    return ("\(folder)/**/\(last)", "**/\(folder)/**/\(last)")
  }

  /// The parts between slashes of a pattern that is tied to the top level; of another its name.
  private var names: [Substring] { source.split(separator: "/") }
}

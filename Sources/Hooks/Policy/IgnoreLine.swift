package import Git

/// A line for the `.gitignore` at the top level.
package enum IgnoreLine {
  /// The line that ignores one path and what is below it; nil where no line can say its name.
  package static func ignoring(_ path: GitPath) -> String? {
    guard let text = path.string, !text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else {
      return nil
    }
    var escaped = text.map { "\\*?[".contains($0) ? "\\\($0)" : String($0) }.joined()
    // Blanks at the end of a line are dropped.
    if escaped.last == " " { escaped = escaped.dropLast() + "\\ " }
    return "/" + escaped
  }
}

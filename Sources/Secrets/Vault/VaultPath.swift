/// The path of a file from the top of the working tree, such that it is one, and below it.
///
/// Names come out of a vault that others write to: none may lead out of the working tree, or into a
/// Git directory.
package struct VaultPath: Sendable, Hashable, Comparable, CustomStringConvertible {
  package let text: String
  package var description: String { text }

  /// Nil for what is no such path.
  package init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    let isPath = parts.allSatisfy { part in
      !part.isEmpty && part != "." && part != ".." && part.utf8.count <= 255
        && !Self.isGit(part)
        && part.unicodeScalars.allSatisfy {
          $0.value >= 0x20 && $0.value != 0x7F && $0 != "\\" && $0.value != 0x2028
            && $0.value != 0x2029
        }
    }
    guard isPath, text.utf8.count <= 900 else { return nil }
    self.text = text
  }

  package static func < (a: VaultPath, b: VaultPath) -> Bool { a.text < b.text }

  /// `.git` in any letter case, also with what some file systems take off a name (git's
  /// `core.protectNTFS` and `core.protectHFS` guard against the same).
  private static func isGit(_ part: Substring) -> Bool {
    let plain = part.unicodeScalars.filter { !$0.properties.isDefaultIgnorableCodePoint }
    var name = String(String.UnicodeScalarView(plain)).lowercased()
    if let colon = name.firstIndex(of: ":") { name = String(name[..<colon]) }
    while name.last == "." || name.last == " " { name.removeLast() }
    return name == ".git" || name.hasPrefix("git~")
  }
}

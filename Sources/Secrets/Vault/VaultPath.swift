/// The path of a file from the top of the working tree, such that it is one, and below it.
///
/// Names come out of a vault that others write to: none may lead out of the working tree, into a Git
/// directory, or be one of the files by which Git is told what to do. Paths are what their bytes are:
/// two forms of the same letter in Unicode are two files.
package struct VaultPath: Sendable, Hashable, Comparable, CustomStringConvertible {
  package let text: String
  package var description: String { text }

  /// Nil for what is no such path.
  package init?(_ text: String) {
    guard text.utf8.count <= 900, !Self.isGits(text) else { return nil }
    // By bytes: a mark that combines with a slash would hide it from a search for characters.
    let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    for part in parts {
      let name = Substring(part)
      let isName =
        !part.isEmpty && part.count <= 255 && !Self.isDots(part)
        && name.unicodeScalars.allSatisfy {
          $0.value >= 0x20 && $0.value != 0x7F && $0 != "\\" && $0.value != 0x2028
            && $0.value != 0x2029 && !(0x80..<0xA0).contains($0.value)
        }
      guard isName else { return nil }
    }
    self.text = text
  }

  /// Whether a path is one of Git's own, which do not travel: in a Git directory, what makes a folder
  /// one (`HEAD`), or what tells Git what to ignore, to filter and to fetch.
  package static func isGits(_ path: String) -> Bool {
    let parts = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    for (number, part) in parts.enumerated() where mayBeGits(part) {
      let name = plain(Substring(part))
      if name == ".git" || name.hasPrefix("git~") { return true }
      guard number == parts.count - 1 else { continue }
      if own.contains(name) || ["gitign~", "gitatt~", "gitmod~"].contains(where: name.hasPrefix) {
        return true
      }
    }
    return false
  }

  /// Most names begin with another letter, and nothing has to be taken off them.
  private static func mayBeGits(_ name: Substring.UTF8View) -> Bool {
    guard let first = name.first else { return false }
    return first >= 0x80 || ".gGhH".utf8.contains(first)
  }

  private static let own = [".gitignore", ".gitattributes", ".gitmodules", "head"]

  private static func isDots(_ part: Substring.UTF8View) -> Bool {
    part.count <= 2 && part.allSatisfy { $0 == UInt8(ascii: ".") }
  }

  /// A name without letter case and without what some file systems take off a name (git's
  /// `core.protectNTFS` and `core.protectHFS` guard against the same).
  private static func plain(_ part: Substring) -> String {
    let plain = part.unicodeScalars.filter { !$0.properties.isDefaultIgnorableCodePoint }
    var name = String(String.UnicodeScalarView(plain)).lowercased()
    if let colon = name.firstIndex(of: ":") { name = String(name[..<colon]) }
    while name.last == "." || name.last == " " { name.removeLast() }
    return name
  }

  package static func == (a: VaultPath, b: VaultPath) -> Bool {
    a.text.utf8.count == b.text.utf8.count && a.text.utf8.elementsEqual(b.text.utf8)
  }

  /// The same for two forms of a letter, too, which ``==(_:_:)`` tells apart.
  package func hash(into hasher: inout Hasher) { hasher.combine(text) }

  package static func < (a: VaultPath, b: VaultPath) -> Bool {
    a.text.utf8.lexicographicallyPrecedes(b.text.utf8)
  }
}

package import Git

/// One pattern of a protect list, with the meaning that it has in `.gitignore`.
///
/// A pattern without a slash matches a name at any depth; a slash at the start or in the middle
/// ties it to the top level; one at the end makes it match directories only; `**` stands for any
/// number of directories. What lies in a matching directory matches, too. See gitignore(5).
///
/// Letter case is looked at twice: `SSM-Prod.py` is protected by `ssm-*.py`, as it is the same
/// file where file systems ignore case. Two encodings of one character (`é`) are the same.
package struct PathPattern: Sendable, Hashable, CustomStringConvertible {
  /// As written.
  package let source: String
  /// How a name must begin and end that the pattern's last part matches.
  let ends: NameEnds

  private let components: Components<UInt8>
  /// The same over characters; nil where the pattern is ASCII and bytes do.
  private let characters: Components<Character>?

  package var description: String { source }

  package static func == (left: Self, right: Self) -> Bool { left.source == right.source }

  package func hash(into hasher: inout Hasher) { hasher.combine(source) }

  /// Reads a pattern.
  ///
  /// Refused with ``HookError/Kind/policy``: what could never match, and `!`, as a protect list
  /// has no exceptions. A mistyped pattern that silently protects nothing would be worse.
  package init(_ source: String) throws(HookError) {
    func refuse(_ reason: String, _ hint: String) -> HookError {
      HookError(.policy, "The protect pattern \"\(source)\" \(reason).", hint: hint)
    }
    if source.utf8.first == UInt8(ascii: "!") {
      throw refuse(
        "begins with \"!\", but a protect list has no exceptions",
        "Make the pattern that protects too much narrower, or write \\! for a name that begins so."
      )
    }
    if source.utf8.first == UInt8(ascii: "#") {
      throw refuse("is a comment", "Write \\# for a name that begins with #.")
    }
    if source.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) {
      throw refuse("holds a control character", "Use ? for a character that cannot be written.")
    }
    var text = Self.withoutTrailingSpaces(source)
    let isDirectoryOnly = text.last == "/"
    if isDirectoryOnly { text.removeLast() }
    let isAnchored = text.contains("/")
    if text.first == "/" { text.removeFirst() }
    let names = text.split(separator: "/", omittingEmptySubsequences: false)
    if names.contains(where: \.isEmpty) {
      throw refuse("matches nothing", "Write a file name, or a path from the top level.")
    }
    if names.contains(where: { $0 == "." || $0 == ".." }) {
      throw refuse(
        "matches nothing: Git's paths have no \".\" and no \"..\"",
        "Begin with / for a path from the top level."
      )
    }
    self.source = source
    ends = NameEnds(ofPattern: Array((names.last ?? "").utf8))
    do throws(PatternFault) {
      components = try Components(
        names.map { Array($0.utf8) },
        isAnchored: isAnchored,
        isDirectoryOnly: isDirectoryOnly
      )
      characters =
        try text.utf8.allSatisfy { $0 < 0x80 }
        ? nil
        : Components(
          names.map { Array($0) },
          isAnchored: isAnchored,
          isDirectoryOnly: isDirectoryOnly
        )
    } catch {
      throw refuse("cannot be read: \(error.reason)", "See gitignore(5) for the pattern format.")
    }
  }

  /// Whether the pattern covers `path`, in this letter case or another.
  ///
  /// `isDirectory` is true for a submodule: its path is a directory in the working tree.
  package func matches(_ path: GitPath, isDirectory: Bool = false) -> Bool {
    matches(path, names: Self.names(of: path), isDirectory: isDirectory)
  }

  /// The components of a path, to be split once for many patterns.
  static func names(of path: GitPath) -> [ArraySlice<UInt8>] {
    path.bytes.split(separator: UInt8(ascii: "/"))
  }

  func matches(_ path: GitPath, names: [ArraySlice<UInt8>], isDirectory: Bool) -> Bool {
    if components.match(names, isDirectory: isDirectory, ignoringCase: false)
      || components.match(names, isDirectory: isDirectory, ignoringCase: true)
    {
      return true
    }
    guard let characters, let text = path.string else { return false }
    return characters.match(
      text.split(separator: "/").map { Array($0)[...] },
      isDirectory: isDirectory,
      ignoringCase: true
    )
  }

  /// Trailing spaces do not count unless a backslash keeps them.
  private static func withoutTrailingSpaces(_ source: String) -> Substring {
    var end = source.startIndex
    var isEscaped = false
    for index in source.indices {
      if source[index] != " " || isEscaped { end = source.index(after: index) }
      isEscaped = source[index] == "\\" && !isEscaped
    }
    return source[..<end]
  }
}

/// Why a pattern cannot be read, in words.
private struct PatternFault: Error {
  let reason: String

  init<Unit>(_ fault: Glob<Unit>.Fault) {
    reason =
      switch fault {
      case .openBracket: "a [ is not closed"
      case .openEscape: "a backslash has nothing to escape"
      case .unknownClass: "there is no such character class"
      }
  }
}

/// A pattern split at its slashes, over bytes or over characters.
private struct Components<Unit: GlobUnit>: Sendable {
  private enum Part: Sendable {
    case name(Glob<Unit>)
    /// `**`: any number of directories, also none.
    case anyDirectories
  }

  private let parts: [Part]
  private let isAnchored: Bool
  private let isDirectoryOnly: Bool

  init(_ names: [[Unit]], isAnchored: Bool, isDirectoryOnly: Bool) throws(PatternFault) {
    var parts: [Part] = []
    for (index, name) in names.enumerated() {
      // Without a slash, many asterisks are one.
      let isDoubleStar =
        name.count > 1 && name.allSatisfy { $0.ascii == UInt8(ascii: "*") }
        && (names.count > 1 || isAnchored)
      do throws(Glob<Unit>.Fault) {
        if isDoubleStar {
          parts.append(.anyDirectories)
          // `dir/**` is what lies in the directory, not the directory.
          if index == names.count - 1 { parts.append(.name(try Glob(parsing: [name[0]]))) }
        } else {
          parts.append(.name(try Glob(parsing: name)))
        }
      } catch {
        throw PatternFault(error)
      }
    }
    self.parts = parts
    self.isAnchored = isAnchored
    self.isDirectoryOnly = isDirectoryOnly
  }

  /// Whether the pattern matches the path, or a directory that it lies in.
  func match(_ names: [ArraySlice<Unit>], isDirectory: Bool, ignoringCase: Bool) -> Bool {
    let longest = isDirectoryOnly && !isDirectory ? names.count - 1 : names.count
    guard longest > 0 else { return false }
    return (1...longest).contains { length in
      isAnchored
        ? matchesWhole(names[..<length], ignoringCase: ignoringCase)
        : matchesWhole(names[(length - 1)..<length], ignoringCase: ignoringCase)
    }
  }

  private func matchesWhole(_ names: ArraySlice<ArraySlice<Unit>>, ignoringCase: Bool) -> Bool {
    var part = 0
    var position = names.startIndex
    var retry: (part: Int, position: Int)?
    while position < names.endIndex {
      if part < parts.count {
        switch parts[part] {
        case .anyDirectories:
          part += 1
          retry = (part, position)
          continue
        case .name(let glob):
          if glob.matches(names[position], ignoringCase: ignoringCase) {
            part += 1
            position += 1
            continue
          }
        }
      }
      guard let last = retry else { return false }
      part = last.part
      position = last.position + 1
      retry = (part, position)
    }
    return part == parts.count
  }
}

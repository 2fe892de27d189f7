import Git

/// The protected files of a working tree, tracked or not, ignored or not.
///
/// Not all folders are looked into, as that takes as long as there are folders: those of what is
/// staged and those above, those that patterns name, and then from the top level down, the nearest
/// first, until there have been enough.
struct ProtectedOnDisk {
  struct File {
    let path: GitPath
    /// In bytes.
    let size: Int
    let pattern: PathPattern
  }

  private(set) var files: [File] = []
  /// Whether there were more files than are kept.
  private(set) var isCutShort = false

  private let top: [UInt8]
  private let protected: ProtectedPaths
  private let outermost: [(first: UInt8, last: UInt8)]

  /// Folders looked into, beyond those of what is staged.
  static let folders = 32
  static let mostFiles = 300

  /// Folders of what programs fetch and make: large, and nobody keeps secrets there by hand.
  private static let skipped = [
    ".git", "node_modules", ".terraform", ".venv", "venv", "__pycache__", ".tox", ".gradle",
    ".build", "target", "vendor", "Pods", "bower_components", ".cache", ".mypy_cache",
  ].map { Array($0.utf8) }

  /// Looks for them below `topLevel`.
  init(topLevel: String, _ protected: ProtectedPaths, staged: [GitPath]) {
    top = Array(topLevel.utf8)
    self.protected = protected
    outermost = protected.patterns.map(\.ends.outermost)
    var near: Set<[UInt8]> = []
    for path in staged {
      var rest = path.bytes[...]
      while let slash = rest.lastIndex(of: UInt8(ascii: "/")), near.count < 8 * Self.folders {
        rest = rest[..<slash]
        guard near.insert(Array(rest)).inserted else { break }
      }
    }
    for pattern in protected.patterns where !pattern.folder.isEmpty {
      near.insert(Array(pattern.folder.utf8))
    }
    for folder in near.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      _ = look(into: folder, isInside: protects(folder: folder), collecting: false)
    }
    var next: [(path: [UInt8], isInside: Bool)] = [([], false)]
    var left = Self.folders
    while !next.isEmpty, left > 0 {
      var below: [(path: [UInt8], isInside: Bool)] = []
      for folder in next.prefix(left) {
        left -= 1
        // Not to gather what there will be no time for.
        let isCollecting = below.count < left
        let isKnown = near.contains(folder.path)
        guard isCollecting || !isKnown else { continue }
        below += look(
          into: folder.path,
          isInside: folder.isInside,
          collecting: isCollecting,
          again: isKnown
        )
      }
      next = below
    }
  }

  private func protects(folder: [UInt8]) -> Bool {
    protected.pattern(protecting: GitPath(bytes: folder), isDirectory: true) != nil
  }

  /// Looks at what is in a folder, and gives the folders in it.
  ///
  /// - Parameters:
  ///   - folder: from the top level.
  ///   - isInside: whether a pattern protects the folder, and so all that is in it.
  ///   - collecting: whether the folders in it are wanted.
  ///   - again: whether its files have been looked at before.
  /// - Returns: the folders, in order, and whether a pattern protects each.
  private mutating func look(
    into folder: [UInt8],
    isInside: Bool,
    collecting: Bool,
    again: Bool = false
  ) -> [(path: [UInt8], isInside: Bool)] {
    let slash = UInt8(ascii: "/")
    let start = folder.isEmpty ? [] : folder + [slash]
    var folders: [[UInt8]] = []
    var suspects: Set<[UInt8]> = []
    var found: [[UInt8]] = []
    let (patterns, outermost) = (protected.patterns, outermost)
    func isSuspect(_ name: Span<UInt8>) -> Bool {
      // Most names end here.
      let (first, last) = (name[0].lowerCased, name[name.count - 1].lowerCased)
      guard
        outermost.contains(where: {
          ($0.first == 0 || $0.first == first) && ($0.last == 0 || $0.last == last)
        })
      else { return false }
      return patterns.contains { $0.ends.admit(name) }
    }
    Folder.list(top + [slash] + folder) { name, kind in
      switch kind {
      case .folder where collecting:
        let path = start + name.array
        folders.append(path)
        if isSuspect(name) { suspects.insert(path) }
      case .file where !again, .link where !again:
        if isInside || isSuspect(name) {
          found.append(start + name.array)
        }
      default: break
      }
      return found.count <= Self.mostFiles && folders.count <= 1_000
    }
    for bytes in found.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      let path = GitPath(bytes: bytes)
      guard let pattern = protected.pattern(protecting: path),
        let size = Folder.size(ofFile: top + [slash] + bytes)
      else { continue }
      guard files.count < Self.mostFiles else {
        isCutShort = true
        break
      }
      files.append(File(path: path, size: size, pattern: pattern))
    }
    folders.removeAll { path in
      Self.skipped.contains {
        path.count == start.count + $0.count && path.suffix($0.count) == $0[...]
      }
    }
    return folders.sorted { $0.lexicographicallyPrecedes($1) }.map { path in
      (path, isInside || suspects.contains(path) && protects(folder: path))
    }
  }

  /// The whole content of one of the files; nil where it cannot be read.
  func content(of file: File) -> [UInt8]? {
    guard let path = String(validating: top + [UInt8(ascii: "/")] + file.path.bytes, as: UTF8.self)
    else { return nil }
    return try? Files.readIfPresent(path)
  }
}

extension Span<UInt8> {
  fileprivate var array: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count)
    for index in indices { bytes.append(self[index]) }
    return bytes
  }
}

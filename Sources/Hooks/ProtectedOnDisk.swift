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

  /// Folders looked into, beyond those of what is staged.
  static let folders = 64
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
    var seen: Set<[UInt8]> = []
    var next: [[UInt8]] = [[]]
    for path in staged {
      var rest = path.bytes[...]
      while let slash = rest.lastIndex(of: UInt8(ascii: "/")), seen.count < 4 * Self.folders {
        rest = rest[..<slash]
        guard seen.insert(Array(rest)).inserted else { break }
      }
    }
    for pattern in protected.patterns where !pattern.folder.isEmpty {
      seen.insert(Array(pattern.folder.utf8))
    }
    for folder in seen.sorted(by: { $0.lexicographicallyPrecedes($1) }) { _ = look(into: folder) }
    var left = Self.folders
    while !next.isEmpty, left > 0 {
      var below: [[UInt8]] = []
      for folder in next where left > 0 {
        left -= 1
        below += look(into: folder, again: seen.contains(folder))
      }
      next = below
    }
  }

  /// Looks at what is in a folder, and gives the folders in it.
  private mutating func look(into folder: [UInt8], again: Bool = false) -> [[UInt8]] {
    let slash = UInt8(ascii: "/")
    let start = folder.isEmpty ? [] : folder + [slash]
    let isInside =
      !folder.isEmpty
      && protected.pattern(protecting: GitPath(bytes: folder), isDirectory: true) != nil
    var folders: [[UInt8]] = []
    var found: [[UInt8]] = []
    let patterns = protected.patterns
    Folder.list(top + [slash] + folder) { name, kind in
      switch kind {
      case .folder:
        let bytes = name.array
        if !Self.skipped.contains(bytes) { folders.append(start + bytes) }
      case .file, .link:
        if !again, isInside || patterns.contains(where: { $0.ends.admit(name) }) {
          found.append(start + name.array)
        }
      case .other: break
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
    return folders.sorted { $0.lexicographicallyPrecedes($1) }
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

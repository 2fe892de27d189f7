#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The Git directories of the repository in which a hook runs, told without asking Git: it has said
/// so already, and each process that is started is felt.
package struct HookPlaces: Sendable {
  /// That of the working tree, as in ``RepositoryLayout``.
  package let gitDirectory: String
  /// That of all working trees.
  package let commonDirectory: String
  /// The index that the hook is about.
  package let indexFile: String

  /// Finds them from what Git tells a hook: its working directory, `GIT_DIR`, `GIT_INDEX_FILE`.
  ///
  /// - Returns: nil where they are not where they mostly are; Git knows more.
  package init?(directory: String, environment: [String: String]) {
    func absolute(_ path: String) -> String {
      path.hasPrefix("/") ? path : directory + "/" + path
    }
    var place = absolute(environment["GIT_DIR"] ?? ".git")
    if environment["GIT_DIR"] == nil, !Self.isDirectory(place) {
      // In a linked working tree, and in a submodule, it is a file: `gitdir: <path>`.
      guard let text = Self.line(of: place), text.hasPrefix("gitdir: ") else { return nil }
      place = absolute(String(text.dropFirst("gitdir: ".count)))
    }
    guard Self.isDirectory(place) else { return nil }
    gitDirectory = place
    if let common = environment["GIT_COMMON_DIR"] {
      commonDirectory = absolute(common)
    } else if let common = Self.line(of: place + "/commondir") {
      commonDirectory = common.hasPrefix("/") ? common : place + "/" + common
    } else {
      commonDirectory = place
    }
    indexFile = environment["GIT_INDEX_FILE"].map(absolute) ?? place + "/index"
  }

  /// The commits that are being merged, `MERGE_HEAD`; empty where nothing is.
  package var mergeHeads: [ObjectID] {
    guard let bytes = try? Files.readIfPresent(gitDirectory + "/MERGE_HEAD") else { return [] }
    return bytes.split(separator: UInt8(ascii: "\n")).compactMap { ObjectID(hexBytes: $0) }
  }

  /// Whether a file of that name is in the Git directory, such as `CHERRY_PICK_HEAD`.
  package func holds(_ name: String) -> Bool {
    unsafe access(gitDirectory + "/" + name, F_OK) == 0
  }

  /// Tells states of the index apart: it is another file, or another size or time, once it changed.
  package var indexIdentity: String {
    var status = stat()
    guard unsafe stat(indexFile, &status) == 0 else { return "none" }
    #if canImport(Glibc)
    let time = status.st_mtim
    #else
    let time = status.st_mtimespec
    #endif
    return "\(status.st_ino)-\(status.st_size)-\(time.tv_sec).\(time.tv_nsec)"
  }

  private static func isDirectory(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  private static func line(of path: String) -> String? {
    guard let bytes = try? Files.readIfPresent(path) else { return nil }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").first.map(String.init)
  }
}

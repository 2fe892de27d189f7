import FoundationEssentials
import Git

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Which working tree a file or a Git directory belongs to, whatever the environment says.
enum WorkingTreePlace {
  /// A path without links; nil for what is not there.
  static func real(_ path: String) -> String? {
    guard let real = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(real) }
    return unsafe String(cString: real)
  }

  /// The folder above a path that has a `.git`; nil where none has.
  static func top(of path: String) -> String? {
    var folder = path[...]
    while let slash = folder.lastIndex(of: "/") {
      folder = folder[..<slash]
      if FileManager.default.fileExists(atPath: folder + "/.git") {
        return folder.isEmpty ? "/" : String(folder)
      }
    }
    return nil
  }

  /// The working tree that a Git directory lies in, or that it was made for by `git worktree`
  /// (gitrepository-layout(5), `worktrees/<id>/gitdir`); nil where that is gone, and for any other.
  static func top(ofGitDirectory directory: String) -> String? {
    var file = directory
    if let bytes = try? Files.readIfPresent(directory + "/gitdir") {
      let text = String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
      file = text.hasPrefix("/") ? text : "\(directory)/\(text)"
    }
    guard file.hasSuffix("/.git") else { return nil }
    return real(String(file.dropLast("/.git".count)))
  }
}

extension Session {
  /// The same run in another working tree, where the environment says nothing of a repository.
  func moved(to top: String) -> Session {
    var world = world
    world.directory = top
    world.environment = world.environment.filter { !$0.key.hasPrefix("GIT_") }
    let session = Session(world: world, options: options)
    session.isMoved = true
    return session
  }
}

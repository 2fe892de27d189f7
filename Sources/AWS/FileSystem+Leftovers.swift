#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

extension FileSystem {
  /// Removes what writers of `path` left beside it that were killed before they were done.
  ///
  /// Another one may be writing at this moment, so that what is younger than ten minutes stays.
  static func removeLeftovers(of path: String) {
    guard let slash = path.lastIndex(of: "/") else { return }
    let name = path[path.index(after: slash)...]
    let directory = String(path[...slash])
    for other in (try? LockedFile.names(in: directory)) ?? [] {
      guard other.hasPrefix("\(name)."), other.hasSuffix(".tmp"),
        other.utf8.count == name.utf8.count + 17
      else { continue }
      var information = stat()
      guard unsafe lstat(directory + other, &information) == 0,
        information.st_mode & S_IFMT == S_IFREG
      else { continue }
      #if canImport(Glibc)
      let written = information.st_mtim.tv_sec
      #else
      let written = information.st_mtimespec.tv_sec
      #endif
      if time(nil) - written > 600 { _ = unsafe unlink(directory + other) }
    }
  }
}

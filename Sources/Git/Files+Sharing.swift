#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

extension Files {
  /// Gives files and directories the permissions that others of a shared repository need; what is not
  /// there, or belongs to another one who has done so, is no error.
  ///
  /// - Parameters:
  ///   - files: they get `mode` as it is.
  ///   - directories: they may be searched by whoever may read them, and what is made in them belongs
  ///     to their group.
  ///   - mode: permissions of files, such as `0o660`.
  package static func share(files: [String], directories: [String], mode: UInt16) {
    for file in files { unsafe chmod(file, mode_t(mode)) }
    let search = (mode & 0o444) >> 2
    for directory in directories { unsafe chmod(directory, mode_t(mode | search | 0o2000)) }
  }
}

extension Repository {
  /// The permissions of files that `core.sharedRepository` asks for (git-config(1)); nil where the
  /// umask is to decide.
  package func sharedMode() throws(GitError) -> UInt16? {
    guard let value = try configString("core.sharedRepository") else { return nil }
    switch value.lowercased() {
    case "umask", "false", "no", "off", "0": return nil
    case "group", "true", "yes", "on", "1", "": return 0o660
    case "all", "world", "everybody", "2": return 0o664
    default:
      guard value.hasPrefix("0"), let mode = UInt16(value, radix: 8) else { return nil }
      return (mode & 0o666) | 0o600
    }
  }
}

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

extension ValueInput {
  /// Whether an argument that may be something else names a file: `-`, a path with a folder, or what
  /// is there.
  static func isFile(_ argument: String, in session: Session) -> Bool {
    if argument == "-" || argument.contains("/") { return true }
    return unsafe access(session.world.absolute(argument), F_OK) == 0
  }
}

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

extension ValueInput {
  /// Whether an argument that may be something else names a file: `-`, a path with a folder, or what
  /// is there.
  static func isFile(_ argument: String, in session: Session) -> Bool {
    argument.contains("/") || isThere(argument, in: session)
  }

  static func isThere(_ file: String, in session: Session) -> Bool {
    if file == "-" { return true }
    return unsafe access(session.world.absolute(file), F_OK) == 0
  }
}

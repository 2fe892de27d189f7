#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

extension FileSystem {
  /// Writes a file that is not there yet: it appears whole, and never in the place of another one.
  ///
  /// - Throws: where there is something of that name, with ``FileError/isThere``.
  package static func createNew(
    _ bytes: [UInt8],
    at path: String,
    mode: UInt16
  ) throws(FileError) {
    let temporary = "\(path).\(Crypto.hex(Crypto.randomBytes(6))).tmp"
    try atomicWrite(bytes, to: temporary, mode: mode)
    let failure = unsafe link(temporary, path) == 0 ? nil : FileError("create", path)
    _ = unsafe unlink(temporary)
    if let failure { throw failure }
    try syncDirectory(of: path)
  }
}

extension FileError {
  /// Whether the name is taken.
  package var isThere: Bool { code == EEXIST }
}

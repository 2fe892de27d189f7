#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

extension FileSystem {
  /// Replaces `path` as `atomicWrite` does, for its owner alone, with the unfinished file in the
  /// folder `staging` instead of beside it.
  ///
  /// Beside it, nothing might ignore the unfinished file, and a run that is killed would leave it to
  /// be committed. Where the folder is on another file system, it is beside it all the same, under a name
  /// that is protected as the sides of merges are: `FILE.vault-…`.
  package static func atomicWrite(
    _ secret: SecretBytes,
    to path: String,
    staging: String
  ) throws(FileError) {
    let name = "\(staging)/\(Crypto.hex(Crypto.randomBytes(8)))"
    try atomicWrite(secret, to: name)
    guard unsafe rename(name, path) != 0 else { return try syncDirectory(of: path) }
    let failure = FileError("replace", path)
    try remove(name)
    guard failure.code == EXDEV else { throw failure }
    let beside = "\(path).vault-\(Crypto.hex(Crypto.randomBytes(4)))"
    try atomicWrite(secret, to: beside)
    guard unsafe rename(beside, path) == 0 else {
      let failure = FileError("replace", path)
      try remove(beside)
      throw failure
    }
    try syncDirectory(of: path)
  }
}

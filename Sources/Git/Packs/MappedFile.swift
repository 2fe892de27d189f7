#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A file that is mapped into memory, read only: `mmap`.
///
/// It stays readable when it is deleted, as `git gc` does with packs.
@safe final class MappedFile: @unchecked Sendable {
  /// Valid as long as this object is.
  let bytes: UnsafeRawBufferPointer

  /// - Throws: `io` where there is no such file, or nothing in it.
  init(_ path: String) throws(GitError) {
    let number = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard number >= 0 else { throw Self.failure(path, errno) }
    let file = Descriptor(owning: number)
    var status = stat()
    guard unsafe fstat(file.number, &status) == 0 else { throw Self.failure(path, errno) }
    guard status.st_mode & S_IFMT == S_IFREG, status.st_size > 0 else {
      throw Self.failure(path, EINVAL)
    }
    let count = Int(status.st_size)
    let start = unsafe mmap(nil, count, PROT_READ, MAP_PRIVATE, file.number, 0)
    guard let start = unsafe start, unsafe start != MAP_FAILED else {
      throw Self.failure(path, errno)
    }
    unsafe bytes = UnsafeRawBufferPointer(start: start, count: count)
  }

  deinit {
    unsafe munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count)
  }

  private static func failure(_ path: String, _ code: Int32) -> GitError {
    GitError(.io, "\(path) could not be read: \(describe(code)).")
  }
}

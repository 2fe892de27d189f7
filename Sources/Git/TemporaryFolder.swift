#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A folder that only this user can look into, gone with all that was put into it when the value
/// goes.
final class TemporaryFolder {
  /// The absolute path.
  let path: String
  /// What was made, in this order.
  private var made: [[CChar]] = []

  /// Makes an empty folder in another one, such as that of `TMPDIR`.
  init(in parent: String) throws(GitError) {
    var template = Array("\(parent)/git-secrets-sync.XXXXXX".utf8CString)
    guard unsafe mkdtemp(&template) != nil else {
      throw GitError(.io, "No folder could be made in \(parent): \(describe(errno)).")
    }
    path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    made.append(template)
  }

  deinit {
    for path in made.reversed() { unsafe remove(path) }
  }

  /// Makes a folder, and those above it; one that is there already is taken as it is.
  func makeFolder(_ relative: some Collection<UInt8>) throws(GitError) {
    let slash = UInt8(ascii: "/")
    var name: [UInt8] = []
    for part in relative.split(separator: slash) {
      name += part
      let full = whole(name)
      if unsafe mkdir(full, 0o700) == 0 {
        made.append(full)
      } else if errno != EEXIST {
        throw failure()
      }
      name.append(slash)
    }
  }

  /// Writes a file, making the folders above it; it need not outlast a crash.
  func write(_ bytes: [UInt8], to relative: [UInt8]) throws(GitError) {
    if let slash = relative.lastIndex(of: UInt8(ascii: "/")) { try makeFolder(relative[..<slash]) }
    let full = whole(relative)
    let number = Self.create(full)
    guard number >= 0 else { throw failure() }
    let file = Descriptor(owning: number)
    made.append(full)
    try Files.write(bytes, to: file, path)
  }

  private func whole(_ relative: [UInt8]) -> [CChar] {
    (path.utf8 + [UInt8(ascii: "/")] + relative + [0]).map(CChar.init(bitPattern:))
  }

  private func failure() -> GitError {
    GitError(.io, "\(path) could not be written: \(describe(errno)).")
  }

  private static func create(_ path: [CChar]) -> Int32 {
    #if canImport(Glibc)
    unsafe Glibc.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    #else
    unsafe Darwin.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    #endif
  }
}

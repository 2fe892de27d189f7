import AWS
import Glibc

/// A private directory that goes with the object.
final class Scratch: Sendable {
  let path: String

  init() {
    let base = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
    path = "\(base)/gss-secrets-\(Crypto.uuid())"
    precondition(unsafe mkdir(path, 0o700) == 0, "cannot make \(path)")
  }

  deinit { Self.remove(path) }

  func entries(_ directory: String) throws -> [String] {
    Self.entries("\(path)/\(directory)").sorted()
  }

  private static func entries(_ path: String) -> [String] {
    guard let stream = unsafe opendir(path) else { return [] }
    defer { unsafe _ = closedir(stream) }
    var names: [String] = []
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafePointer(to: entry.pointee.d_name) { pointer in
        unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) {
          unsafe String(cString: $0)
        }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }

  private static func remove(_ path: String) {
    if unsafe unlink(path) == 0 { return }
    for name in entries(path) { remove("\(path)/\(name)") }
    unsafe rmdir(path)
  }
}

func exists(_ path: String) -> Bool {
  unsafe access(path, F_OK) == 0
}

func remove(_ path: String) {
  unsafe unlink(path)
}

/// The permission bits.
func mode(_ path: String) -> UInt32 {
  var information = stat()
  guard unsafe stat(path, &information) == 0 else { return 0 }
  return information.st_mode & 0o7777
}

func setMode(_ path: String, _ mode: UInt32) {
  unsafe chmod(path, mode)
}

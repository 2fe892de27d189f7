import AWS
import FoundationEssentials
import Git

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A folder for one file that is being edited: its owner's alone, in memory where there is such a
/// place, and gone with all that an editor put into it.
///
/// What a kill leaves behind goes with the next one that is made.
final class EditFolder {
  let path: String
  /// Whether it is in memory, and on no disk but swap space.
  let isInMemory: Bool

  private static let prefix = "git-secrets-sync-edit."

  init(_ world: World) throws {
    let (parent, isInMemory) = Self.parent(world)
    Self.removeAbandoned(in: parent)
    var template = Array("\(parent)/\(Self.prefix)\(getpid()).XXXXXX".utf8CString)
    guard unsafe mkdtemp(&template) != nil else {
      let reason = unsafe String(cString: strerror(errno))
      throw Failure(
        "No folder could be made in \(visible(parent)): \(reason).",
        status: .incomplete
      )
    }
    path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    self.isInMemory = isInMemory
  }

  deinit { remove() }

  /// Overwrites and removes the files, and the folder.
  func remove() { Self.remove(path) }

  func write(_ value: SecretBytes, to name: String) throws -> String {
    let file = "\(path)/\(name)"
    try Files.atomicWrite(value.exposed(), to: file, mode: 0o600)
    return file
  }

  // MARK: Places

  private static func parent(_ world: World) -> (path: String, isInMemory: Bool) {
    let candidates = ["/dev/shm", world.environment["XDG_RUNTIME_DIR"] ?? ""]
    if let path = candidates.first(where: { $0.hasPrefix("/") && isMemory($0) }) {
      return (path, true)
    }
    let temporary = world.environment["TMPDIR"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    return (temporary ?? "/tmp", false)
  }

  /// Whether a folder that may be written to is in a file system that is kept in memory: the kind of
  /// the mount with the longest path that leads to it (proc(5), `/proc/self/mounts`).
  private static func isMemory(_ path: String) -> Bool {
    guard unsafe access(path, W_OK | X_OK) == 0,
      let mounts = try? Files.readIfPresent("/proc/self/mounts")
    else { return false }
    var best = (length: -1, kind: Substring())
    for line in String(decoding: mounts, as: UTF8.self).split(separator: "\n") {
      let fields = line.split(separator: " ")
      guard fields.count > 2 else { continue }
      let mount = fields[1]
      let leads = mount == "/" || path == mount || path.hasPrefix(mount + "/")
      if leads, mount.count >= best.length { best = (mount.count, fields[2]) }
    }
    return best.kind == "tmpfs" || best.kind == "ramfs"
  }

  /// Removes the folders of processes that are gone.
  private static func removeAbandoned(in parent: String) {
    for name in (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? [] {
      let pieces = name.split(separator: ".")
      guard name.hasPrefix(prefix), pieces.count == 3, let process = Int32(pieces[1]),
        kill(process, 0) != 0, errno == ESRCH, isOwn("\(parent)/\(name)")
      else { continue }
      remove("\(parent)/\(name)")
    }
  }

  /// Whether it is a folder of this user, and no link to one.
  private static func isOwn(_ path: String) -> Bool {
    var information = stat()
    return unsafe lstat(path, &information) == 0 && information.st_mode & S_IFMT == S_IFDIR
      && information.st_uid == geteuid()
  }

  private static func remove(_ folder: String) {
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
      let path = "\(folder)/\(name)"
      if isOwn(path) {
        remove(path)
      } else {
        overwrite(path)
        _ = unsafe unlink(path)
      }
    }
    _ = unsafe rmdir(folder)
  }

  /// On a disk, the blocks of a file that is only unlinked keep what was in them.
  private static func overwrite(_ path: String) {
    let descriptor = unsafe open(path, O_WRONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    var information = stat()
    guard unsafe fstat(descriptor, &information) == 0, information.st_mode & S_IFMT == S_IFREG
    else {
      return
    }
    let zeros = [UInt8](repeating: 0, count: 4096)
    var left = Int(information.st_size)
    while left > 0 {
      let count = unsafe zeros.withUnsafeBytes {
        unsafe systemWriteBytes(descriptor, $0.baseAddress, min(left, $0.count))
      }
      guard count > 0 else { break }
      left -= count
    }
    _ = fsync(descriptor)
  }
}

private func systemWriteBytes(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int
{
  #if canImport(Glibc)
  unsafe Glibc.write(descriptor, bytes, count)
  #else
  unsafe Darwin.write(descriptor, bytes, count)
  #endif
}

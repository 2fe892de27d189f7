import Git
import Hooks
import Scanning

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Scans files of the file system.
///
/// A path below the top level of the repository is reported, and fingerprinted, from there, so
/// that a finding is the same however it was found.
struct FileScan {
  let session: Session
  let scanner: Scanner
  let allow: AllowList
  var shard: Shard?

  /// Tracked files and untracked ones that are not ignored, as they are in the working tree.
  func repository() throws -> ScanReport {
    let layout = try session.layout()
    guard let top = layout.topLevel else {
      throw Failure.usage(
        "A bare repository has no files.",
        hint: "`git secrets-sync scan --history` looks at what "
          + "its commits hold."
      )
    }
    let git = GitCommand(directory: top, environment: session.world.environment)
    let files = try WorkingFiles.list(git)
    var report = ScanReport()
    report.unread = files.unread
    let progress = Progress("Scanning", in: session)
    defer { progress.finish() }
    for name in files.paths.sorted() {
      progress.update("\(report.blobs) of \(files.paths.count) files")
      scanFile(
        Array(top.utf8) + [UInt8(ascii: "/")] + name.bytes,
        as: name,
        mayBeGone: true,
        &report
      )
    }
    return report
  }

  /// Files, and folders with all that is in them save `.git`.
  func paths(_ paths: [String]) throws -> ScanReport {
    let top = try session.layoutIfAny()?.topLevel
    var report = ScanReport()
    for path in paths {
      let absolute = Self.resolved(session.world.absolute(path))
      var information = stat()
      guard unsafe stat(absolute, &information) == 0 else {
        let code = errno
        guard code == ENOENT || code == ENOTDIR else {
          report.unread.append((name(Array(absolute.utf8), top), Self.reason(code)))
          continue
        }
        throw Failure.usage("\(visible(path)) cannot be read: \(Self.reason(code)).")
      }
      if information.st_mode & S_IFMT == S_IFDIR {
        walk(Array(absolute.utf8), top, &report)
      } else {
        scanFile(Array(absolute.utf8), as: name(Array(absolute.utf8), top), &report)
      }
    }
    report.entries.sort {
      ($0.path, $0.finding.range.lowerBound) < ($1.path, $1.finding.range.lowerBound)
    }
    return report
  }

  func standardInput() -> ScanReport {
    var report = ScanReport()
    let name = GitPath("(standard input)")
    do throws(ReadError) {
      scan(try Self.readAll(session.world.input), as: name, &report)
    } catch {
      report.unread.append((name, error.reason))
    }
    return report
  }

  /// Scans a text that has been read already.
  func scan(_ bytes: [UInt8], as name: GitPath, _ report: inout ScanReport) {
    let result = scanner.look(at: ScanInput(path: name.bytes, bytes: bytes))
    report.unread += result.unread.map { part in (name.member(part.member), part.message) }
    if result.unread.isEmpty { report.blobs += 1 }
    report.bytes += bytes.count
    for finding in result.findings {
      let entry = allow.allows(fingerprint: finding.fingerprint, rule: finding.rule, path: name)
      if entry == nil {
        report.entries.append(.init(path: name, finding: finding))
      } else {
        report.allowed += 1
      }
    }
  }

  // MARK: Files

  private func scanFile(
    _ path: [UInt8],
    as name: GitPath,
    mayBeGone: Bool = false,
    _ report: inout ScanReport
  ) {
    if let shard, !shard.contains(name) { return }
    do throws(ReadError) {
      switch try Self.read(path, mayBeGone: mayBeGone) {
      case .bytes(let bytes): scan(bytes, as: name, &report)
      case .gone: break
      case .folder:
        // Git names folders only where they are other repositories, whose files are not ours.
        if try Self.names(in: path).contains(Array(".git".utf8)) {
          report.repositories.append(name)
        }
      }
    } catch {
      report.unread.append((name, error.reason))
    }
  }

  private func walk(_ directory: [UInt8], _ top: String?, _ report: inout ScanReport) {
    let names: [[UInt8]]
    do throws(ReadError) {
      names = try Self.names(in: directory)
    } catch {
      report.unread.append((name(directory, top), error.reason))
      return
    }
    for entry in names.sorted(by: { $0.lexicographicallyPrecedes($1) })
    where entry != Array(".git".utf8) {
      let path = directory + [UInt8(ascii: "/")] + entry
      var information = stat()
      guard unsafe withPath(path, { unsafe lstat($0, &information) }) == 0 else {
        report.unread.append((name(path, top), Self.reason(errno)))
        continue
      }
      switch information.st_mode & S_IFMT {
      case S_IFDIR: walk(path, top, &report)
      // A link is looked at itself: what it leads to is scanned where it is, if that is below.
      default: scanFile(path, as: name(path, top), &report)
      }
    }
  }

  /// The path from the top level of the repository, or the absolute path outside of one.
  private func name(_ path: [UInt8], _ top: String?) -> GitPath {
    guard let top else { return GitPath(bytes: path) }
    let prefix = Array((top + "/").utf8)
    return GitPath(bytes: path.starts(with: prefix) ? Array(path.dropFirst(prefix.count)) : path)
  }

  private static func resolved(_ path: String) -> String {
    guard let buffer = unsafe realpath(path, nil) else { return path }
    defer { unsafe free(buffer) }
    return unsafe String(cString: buffer)
  }

  private enum Content {
    /// Of a regular file; of a link its target, which is what Git keeps of it.
    case bytes([UInt8])
    case folder
    case gone
  }

  private static func read(_ path: [UInt8], mayBeGone: Bool) throws(ReadError) -> Content {
    var information = stat()
    guard unsafe withPath(path, { unsafe lstat($0, &information) }) == 0 else {
      if mayBeGone, errno == ENOENT || errno == ENOTDIR { return .gone }
      throw ReadError(reason: reason(errno))
    }
    switch information.st_mode & S_IFMT {
    case S_IFDIR: return .folder
    case S_IFLNK: return .bytes(try target(of: path))
    case S_IFREG: break
    default: throw ReadError(reason: "not a regular file")
    }
    // Not to wait for a writer, should a pipe have taken the file's place just now.
    let flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK
    let descriptor = unsafe withPath(path) { unsafe open($0, flags) }
    guard descriptor >= 0 else { throw ReadError(reason: reason(errno)) }
    defer { close(descriptor) }
    guard unsafe fstat(descriptor, &information) == 0 else {
      throw ReadError(reason: reason(errno))
    }
    guard information.st_mode & S_IFMT == S_IFREG else {
      throw ReadError(reason: "not a regular file")
    }
    return .bytes(try readAll(descriptor))
  }

  private static func target(of link: [UInt8]) throws(ReadError) -> [UInt8] {
    var target = [UInt8](repeating: 0, count: Int(PATH_MAX) + 1)
    let count = unsafe withPath(link) { path in
      unsafe target.withUnsafeMutableBytes { buffer in
        let characters = unsafe buffer.bindMemory(to: CChar.self)
        guard let base = characters.baseAddress else { return -1 }
        return unsafe readlink(path, base, characters.count)
      }
    }
    guard count >= 0 else { throw ReadError(reason: reason(errno)) }
    return Array(target[..<count])
  }

  private static func readAll(_ descriptor: Int32) throws(ReadError) -> [UInt8] {
    var result: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count = unsafe systemRead(descriptor, &buffer, buffer.count)
      if count == 0 { return result }
      if count < 0 {
        if errno == EINTR { continue }
        throw ReadError(reason: reason(errno))
      }
      result.append(contentsOf: buffer[..<count])
    }
  }

  private static func names(in directory: [UInt8]) throws(ReadError) -> [[UInt8]] {
    guard let stream = unsafe withPath(directory, { unsafe opendir($0) }) else {
      throw ReadError(reason: reason(errno))
    }
    defer { unsafe closedir(stream) }
    var names: [[UInt8]] = []
    errno = 0
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) {
        unsafe Array($0.prefix { $0 != 0 })
      }
      if name != [UInt8(ascii: ".")], name != Array("..".utf8) { names.append(name) }
      errno = 0
    }
    guard errno == 0 else { throw ReadError(reason: reason(errno)) }
    return names
  }

  private static func reason(_ code: Int32) -> String { unsafe String(cString: strerror(code)) }
}

/// Why a file could not be read or scanned.
struct ReadError: Error {
  let reason: String
}

/// Lends a path as a C string; file names are bytes.
private func withPath<R>(_ path: [UInt8], _ body: (UnsafePointer<CChar>) -> R) -> R {
  let terminated = path.map { CChar(bitPattern: $0) } + [0]
  return unsafe terminated.withUnsafeBufferPointer { buffer in
    guard let base = buffer.baseAddress else { preconditionFailure("an array with a terminator") }
    return unsafe body(base)
  }
}

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
  let texts: TextScan
  let threads: Int
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
    let prefix = Array(top.utf8) + [UInt8(ascii: "/")]
    let found = files.paths.sorted().map { File(path: prefix + $0.bytes, name: $0) }
    report.append(try scan(found, mayBeGone: true))
    return report
  }

  /// Files, and folders with all that is in them save `.git`.
  func paths(_ paths: [String]) throws -> ScanReport {
    let top = try session.layoutIfAny()?.topLevel
    var report = ScanReport()
    var files: [File] = []
    for path in paths {
      let absolute = Self.resolved(session.world.absolute(path))
      var information = stat()
      guard unsafe stat(absolute, &information) == 0 else {
        let code = errno
        guard code == ENOENT || code == ENOTDIR else {
          report.unread.append((name(Array(absolute.utf8), top), Self.reason(code)))
          continue
        }
        throw Failure.usage(
          "\(visible(path)) cannot be read: \(Self.reason(code)).",
          hint: path == "-" ? "Standard input is --stdin." : nil
        )
      }
      if information.st_mode & S_IFMT == S_IFDIR {
        walk(Array(absolute.utf8), top, &files, &report)
      } else {
        files.append(File(path: Array(absolute.utf8), name: name(Array(absolute.utf8), top)))
      }
    }
    report.append(try scan(files, mayBeGone: false))
    report.entries.sort {
      ($0.path, $0.finding.range.lowerBound) < ($1.path, $1.finding.range.lowerBound)
    }
    return report
  }

  func standardInput() -> ScanReport {
    var report = ScanReport()
    let name = GitPath("(standard input)")
    let input = session.world.input
    // A file that was opened for us, which need not be at its start.
    let origin = lseek(input, 0, SEEK_CUR)
    do throws(ReadError) {
      let start = try Self.readAll(input, limit: TextScan.hugeSize)
      if start.count < TextScan.hugeSize {
        texts.scan(start, as: name, &report)
        return report
      }
      var head = start[...]
      unsafe try texts.scan(as: name, &report) { (buffer) throws(ReadError) in
        guard let base = buffer.baseAddress else { return 0 }
        if head.isEmpty { return unsafe try Self.readSome(input, base, buffer.count) }
        let count = min(head.count, buffer.count)
        unsafe buffer.copyBytes(from: head.prefix(count))
        head.removeFirst(count)
        return count
      } again: {
        head = []
        return origin >= 0 && lseek(input, origin, SEEK_SET) == origin
      }
    } catch {
      report.unread.append((name, error.reason))
    }
    return report
  }

  // MARK: Files

  private struct File {
    let path: [UInt8]
    let name: GitPath
  }

  /// Scans files with all threads; the report is in the order of the files.
  private func scan(_ files: [File], mayBeGone: Bool) throws -> ScanReport {
    let files = shard.map { shard in files.filter { shard.contains($0.name) } } ?? files
    let texts = texts
    let work = WorkList(count: files.count, threads: threads)
    let gathered = Gathered<ScanReport>()
    let progress = Progress("Scanning", in: session)
    defer { progress.finish() }
    Workers.run(min(threads, files.count)) { worker in
      while let run = work.claim() {
        var part = ScanReport()
        for file in files[run] {
          if Interruption.isWanted { return }
          Self.scan(file, texts, mayBeGone: mayBeGone, &part)
        }
        gathered.add(part, from: run.lowerBound)
        if worker == 0 { progress.update("\(run.upperBound) of \(files.count) files") }
      }
    }
    if Interruption.isWanted { throw CancellationError() }
    var report = ScanReport()
    for part in gathered.inOrder() { report.append(part) }
    return report
  }

  private static func scan(
    _ file: File,
    _ texts: TextScan,
    mayBeGone: Bool,
    _ report: inout ScanReport
  ) {
    var information = stat()
    let isKnown = unsafe withPath(file.path, { unsafe lstat($0, &information) }) == 0
    texts.whenThereIsRoom(for: isKnown ? Int(information.st_size) : 0) {
      do throws(ReadError) {
        switch try read(file.path, mayBeGone: mayBeGone) {
        case .bytes(let bytes): texts.scan(bytes, as: file.name, &report)
        case .huge(let descriptor):
          defer { close(descriptor) }
          unsafe try texts.scan(as: file.name, &report) { (buffer) throws(ReadError) in
            guard let base = buffer.baseAddress else { return 0 }
            return unsafe try readSome(descriptor, base, buffer.count)
          } again: {
            lseek(descriptor, 0, SEEK_SET) == 0
          }
        case .gone: break
        case .folder:
          // Git names folders only where they are other repositories, whose files are not ours.
          if try names(in: file.path).contains(Array(".git".utf8)) {
            report.repositories.append(file.name)
          }
        }
      } catch {
        report.unread.append((file.name, error.reason))
      }
    }
  }

  /// Adds the files of a folder in the order of their paths.
  private func walk(
    _ directory: [UInt8],
    _ top: String?,
    _ files: inout [File],
    _ report: inout ScanReport
  ) {
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
      case S_IFDIR: walk(path, top, &files, &report)
      // A link is looked at itself: what it leads to is scanned where it is, if that is below.
      default: files.append(File(path: path, name: name(path, top)))
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
    /// An open regular file that is too large to be held.
    case huge(Int32)
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
    var isLent = false
    defer { if !isLent { close(descriptor) } }
    guard unsafe fstat(descriptor, &information) == 0 else {
      throw ReadError(reason: reason(errno))
    }
    guard information.st_mode & S_IFMT == S_IFREG else {
      throw ReadError(reason: "not a regular file")
    }
    if information.st_size >= TextScan.hugeSize {
      isLent = true
      return .huge(descriptor)
    }
    return .bytes(try readAll(descriptor, size: Int(information.st_size)))
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

  /// Reads to the end, or some more than a limit; `size` is about how much there is.
  static func readAll(
    _ descriptor: Int32,
    size: Int = 1 << 16,
    limit: Int = .max
  ) throws(ReadError) -> [UInt8] {
    var result: [UInt8] = []
    // One byte more, so that the end is seen without another piece. Sizes need not be true.
    var capacity = min(max(size, 0), 1 << 26) + 1
    while true {
      var failure: ReadError?
      let piece = unsafe [UInt8](unsafeUninitializedCapacity: capacity) { buffer, filled in
        guard let base = buffer.baseAddress else { return }
        do throws(ReadError) {
          while filled < capacity {
            let count = unsafe try readSome(descriptor, base + filled, capacity - filled)
            if count == 0 { break }
            filled += count
          }
        } catch {
          failure = error
        }
      }
      if let failure { throw failure }
      if result.isEmpty { result = piece } else { result += piece }
      if piece.count < capacity || result.count >= limit { return result }
      capacity = max(1 << 16, result.count)
    }
  }

  /// Reads some bytes, at most `count`; none at the end.
  private static func readSome(
    _ descriptor: Int32,
    _ buffer: UnsafeMutableRawPointer,
    _ count: Int
  ) throws(ReadError) -> Int {
    while true {
      let read = unsafe systemRead(descriptor, buffer, count)
      if read >= 0 { return read }
      guard errno == EINTR else { throw ReadError(reason: reason(errno)) }
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

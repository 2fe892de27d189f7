import Git

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A place in a file, as a user names it: `PATH`, `PATH:LINE`, `PATH:LINE:COLUMN`, each also behind
/// a revision and a colon.
struct SourcePlace {
  /// What is before the numbers.
  let source: String
  let line: Int?
  let column: Int?

  /// Takes the numbers off the end, unless a file has the whole for its name.
  init(parsing text: String, isFile: (String) -> Bool) throws(Failure) {
    var rest = text[...]
    var numbers: [Int] = []
    while numbers.count < 2, !isFile(String(rest)), let colon = rest.lastIndex(of: ":"),
      let number = Int(rest[rest.index(after: colon)...]), number > 0
    {
      numbers.insert(number, at: 0)
      rest = rest[..<colon]
    }
    guard !rest.isEmpty else {
      throw .usage("“\(visible(text))” names no file.", hint: "Expected PATH:LINE.")
    }
    source = String(rest)
    line = numbers.first
    column = numbers.count > 1 ? numbers[1] : nil
  }
}

/// The bytes of a file of the working tree, the index or a revision, and its name from the top.
struct SourceText {
  let path: GitPath
  let bytes: [UInt8]

  /// Reads what a place names, which may be a member of an archive, as in `a.zip!/b.env`.
  static func readMember(
    _ source: String,
    staged: Bool,
    in session: Session
  ) throws -> (text: SourceText, member: [UInt8]) {
    let separator = Array("!/".utf8)
    let bytes = Array(source.utf8)
    let split = bytes.indices.first { bytes[$0...].starts(with: separator) }
    guard let split, try Files.readIfPresent(session.world.absolute(source)) == nil else {
      return (try read(source, staged: staged, in: session), [])
    }
    let archive = String(decoding: bytes[..<split], as: UTF8.self)
    return (
      try read(archive, staged: staged, in: session), Array(bytes[(split + separator.count)...])
    )
  }

  /// Refuses a line behind the end: that nothing is found there would say nothing.
  func expect(line: Int, of source: String) throws(Failure) {
    let isOpen = bytes.last != 0x0A
    let last = bytes.count { $0 == 0x0A } + (isOpen ? 1 : 0)
    guard line > max(last, 1) else { return }
    throw .usage("\(visible(source)) has \(count(last, "line")), and so no line \(line).")
  }

  /// Reads what a place names.
  static func read(_ source: String, staged: Bool, in session: Session) throws -> SourceText {
    let top = try session.layoutIfAny()?.topLevel
    if !staged {
      let path = resolved(session.world.absolute(source))
      if let bytes = try Files.readIfPresent(path) {
        return SourceText(path: name(path, top), bytes: bytes)
      }
      guard source.contains(":"), try session.layoutIfAny() != nil else {
        throw Failure.usage("There is no file \(visible(source)).")
      }
    }
    let blobs = try BlobReader(session.git)
    defer { try? blobs.close() }
    // `:./a` and `REV:./a` are taken from the working directory, by Git as well.
    let revision = staged ? ":./" + source : source
    guard let blob = try blobs.read(revision: revision) else {
      throw Failure.usage(
        staged
          ? "\(visible(source)) is not in the index."
          : "There is neither a file nor a revision and path \(visible(source)).",
        hint: staged ? nil : "A file of a commit is named REV:PATH."
      )
    }
    let named = staged ? source[...] : source.drop { $0 != ":" }.dropFirst()
    let isRelative = staged || named.hasPrefix("./") || named.hasPrefix("../")
    let directory = resolved(session.world.directory)
    let absolute = named.hasPrefix("/") ? String(named) : directory + "/" + named
    let path = isRelative ? name(normal(absolute), top) : GitPath(String(named))
    return SourceText(path: path, bytes: blob.bytes)
  }

  private static func name(_ path: String, _ top: String?) -> GitPath {
    guard let top, path.hasPrefix(top + "/") else { return GitPath(path) }
    return GitPath(String(path.dropFirst(top.count + 1)))
  }

  private static func resolved(_ path: String) -> String {
    guard let buffer = unsafe realpath(path, nil) else { return path }
    defer { unsafe free(buffer) }
    return unsafe String(cString: buffer)
  }

  /// The path without `.` and `..`, of a file that the disk need not have.
  private static func normal(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
  }
}

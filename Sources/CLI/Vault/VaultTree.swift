import AWS
import FoundationEssentials
import Git
import Hooks
import Secrets

/// The files of a working tree that travel through the vault: those that `files` of `[vault]` names,
/// ignored or not, outside of Git directories and submodules.
struct VaultTree {
  let session: Session
  /// Absolute.
  let top: String
  private let patterns: ProtectedPaths

  init(_ session: Session) throws {
    guard let top = try session.layout().topLevel else {
      throw Failure.usage("A bare repository has no files that could travel through a vault.")
    }
    let names = try session.configuration().vaultFiles
    guard !names.isEmpty else {
      throw Failure.usage(
        "No files are said to travel through the vault.",
        hint: "Name them in \(Configuration.fileName): [vault] files = [\"ssm-*.py\"]"
      )
    }
    self.session = session
    self.top = top
    patterns = try ProtectedPaths(names)
  }

  /// Whether a file is one of them; what a merge has put beside one is not.
  func wants(_ file: VaultPath) -> Bool {
    patterns.pattern(protecting: GitPath(file.text)) != nil && !isSide(file)
  }

  /// Whether a name is that of the vault's side of a merge: a file that travels, the mark, and what is
  /// named like a version.
  private func isSide(_ file: VaultPath) -> Bool {
    guard let mark = file.text.ranges(of: Self.mark).last else { return false }
    let version = file.text[mark.upperBound...].utf8
    // Ids of S3 have 32 letters or more; numbers and times of vaults without them are shorter.
    let isShort = version.allSatisfy { "0123456789abcdefTZ-".utf8.contains($0) }
    let isVersion =
      version.elementsEqual("null".utf8)
      || version.count >= (isShort ? 15 : 32)
        && version.allSatisfy { (0x21..<0x7F).contains($0) && $0 != UInt8(ascii: "/") }
    return isVersion
      && patterns.pattern(protecting: GitPath(String(file.text[..<mark.lowerBound]))) != nil
  }

  private static let mark = ".vault-"

  /// Where the vault's side of a merge goes.
  func side(of file: VaultPath, _ version: String) -> VaultPath? {
    let name = version.unicodeScalars.filter {
      $0.isASCII && ($0.properties.isAlphabetic || "0123456789-_.".unicodeScalars.contains($0))
    }
    return VaultPath(file.text + Self.mark + String(String.UnicodeScalarView(name)))
  }

  /// Those that are there, in order.
  func files() throws -> [VaultPath] {
    let git = GitCommand(directory: top, environment: session.world.environment)
    let listed = try git.output(["ls-files", "-z", "--cached", "--others", "--full-name"])
    var files: Set<VaultPath> = []
    for name in listed.split(separator: 0) {
      let path = GitPath(bytes: Array(name))
      // Another repository inside is one path with a slash at its end.
      guard name.last != UInt8(ascii: "/"), patterns.pattern(protecting: path) != nil else {
        continue
      }
      if let text = path.string, VaultPath.isGits(text) { continue }
      guard let text = path.string, let file = VaultPath(text) else {
        throw Failure.usage(
          "The name of \(visible(path.description)) is none that a vault takes.",
          hint: "Rename it, or make `files` of [vault] narrower."
        )
      }
      if wants(file) { files.insert(file) }
    }
    return files.sorted()
  }

  /// A file as it was named on the command line, from the working directory.
  func file(_ name: String) throws -> VaultPath {
    let path = Self.normal(session.world.absolute(name))
    if path == top || FileManager.default.isFolder(path) {
      throw Failure.usage(
        "\(visible(name)) is a folder; the vault's files are named one by one.",
        hint: "Without a name, it is about all of them."
      )
    }
    guard path.hasPrefix(top + "/"), let file = VaultPath(String(path.dropFirst(top.count + 1)))
    else {
      throw Failure.usage("\(visible(name)) is not in the working tree.")
    }
    guard wants(file) else {
      throw Failure.usage(
        "\(visible(file.text)) is none of the files that travel through the vault.",
        hint: "Add it to `files` of [vault] in \(Configuration.fileName)."
      )
    }
    return file
  }

  /// A path without `.`, `..` and doubled slashes.
  static func normal(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
  }
}

extension FileManager {
  fileprivate func isFolder(_ path: String) -> Bool {
    var isDirectory = false
    return fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory
  }
}

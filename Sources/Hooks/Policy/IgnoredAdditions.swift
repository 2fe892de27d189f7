import Git

/// Paths that a commit adds although a `.gitignore` of the last commit or of the index ignores
/// them: `git add --force`, or a pattern taken out in the same commit.
///
/// What is tracked already is often tracked on purpose, so that nothing is said about it. The
/// working tree and a user's own ignore files have no say.
struct IgnoredAdditions {
  private let git: GitCommand
  private let reader: BlobReader
  private let changes: [StagedChange]

  /// What Git itself takes as a file, and what holds the place of an empty folder.
  private static let always = [".gitignore", ".gitattributes", ".gitkeep", ".keep"]
    .map { Array($0.utf8) }

  init(_ git: GitCommand, _ reader: BlobReader, _ changes: [StagedChange]) {
    self.git = git
    self.reader = reader
    self.changes = changes
  }

  /// Looks for them.
  ///
  /// - Returns: the additions with the rule that ignores each.
  /// - Throws: where an ignore file cannot be read, or Git cannot be asked.
  func find() throws(HookError) -> [ProtectedFile] {
    let additions = additions()
    guard !additions.isEmpty else { return [] }
    let folders = Self.folders(of: additions)
    let staged = try files(":0:", in: folders)
    let committed = try files("HEAD:", in: folders)
    let isSame = staged.elementsEqual(committed) { $0.path == $1.path && $0.id == $1.id }

    var ignored: [GitPath: (IgnoreRule, isCommitted: Bool)] = [:]
    var ignoresCase: Bool?
    for (files, isCommitted) in isSame ? [(staged, false)] : [(committed, true), (staged, false)] {
      let suspects = Self.suspects(additions, files)
      guard !suspects.isEmpty else { continue }
      do throws(GitError) {
        let isCaseless: Bool
        if let ignoresCase { isCaseless = ignoresCase } else { isCaseless = try self.ignoresCase() }
        ignoresCase = isCaseless
        let rules = try IgnoreRules.matches(
          paths: suspects.map(\.path),
          in: IgnoreRules.State(
            files: files.map { ($0.path, $0.bytes) },
            folders: suspects.filter { $0.newMode == .submodule }.map(\.path),
            ignoresCase: isCaseless
          ),
          git
        )
        for (path, rule) in rules where rule.ignores { ignored[path] = (rule, isCommitted) }
      } catch {
        throw HookError(error)
      }
    }
    guard !ignored.isEmpty else { return [] }
    let merged = pathsInMerge(Array(ignored.keys))
    return additions.compactMap { change in
      guard let (rule, isCommitted) = ignored[change.path], !merged.contains(change.path) else {
        return nil
      }
      var file = ProtectedFile(
        path: change.path,
        pattern: rule.pattern.description,
        cause: .ignored(by: rule.source, line: rule.line, isInLastCommitOnly: isCommitted),
        isTracked: false,
        isPatternRemoved: false
      )
      file.isIgnored = true
      return file
    }
  }

  /// What is new in the index; a file that only moves is not.
  private func additions() -> [StagedChange] {
    let added = changes.filter {
      $0.oldMode == .absent && $0.newMode != .absent && $0.newMode != .tree
        && $0.status != .unmerged
        && !Self.always.contains(Array($0.path.bytes.suffix(while: { $0 != UInt8(ascii: "/") })))
    }
    guard !added.isEmpty else { return [] }
    let gone = Set(changes.filter { $0.status == .deleted && $0.oldMode.isBlob }.map(\.oldID))
    return gone.isEmpty ? added : added.filter { !gone.contains($0.newID) }
  }

  /// The folders that a path lies in, the top level as an empty one, those above first.
  private static func folders(of changes: [StagedChange]) -> [[UInt8]] {
    var folders: Set<ArraySlice<UInt8>> = [[]]
    for change in changes {
      var rest = change.path.bytes[...]
      while let slash = rest.lastIndex(of: UInt8(ascii: "/")) {
        rest = rest[..<slash]
        guard folders.insert(rest).inserted else { break }
      }
    }
    return folders.map(Array.init).sorted { $0.lexicographicallyPrecedes($1) }
  }

  private struct IgnoreFile {
    let path: GitPath
    let id: ObjectID
    let bytes: [UInt8]
  }

  /// The ignore files of a side, `:0:` or `HEAD:`, in some folders.
  private func files(_ side: String, in folders: [[UInt8]]) throws(HookError) -> [IgnoreFile] {
    let paths = folders.map { folder in
      folder + ((folder.isEmpty ? "" : "/") + ".gitignore").utf8
    }
    // Git does not follow a link that has this name (gitignore(5)).
    let links = Set(changes.filter { $0.newMode == .symlink }.map(\.path.bytes))
    var files: [IgnoreFile] = []
    var isTopMissing = false
    let (odd, plain) = (paths.filter(Self.hasLineEnd), paths.filter { !Self.hasLineEnd($0) })
    do throws(GitError) {
      let blobs = try reader.read(revisions: plain.map { Array(side.utf8) + $0 })
      isTopMissing =
        plain.first == Array(".gitignore".utf8) && blobs.first.map { $0 == nil } ?? false
      for (path, blob) in zip(plain, blobs) {
        guard let blob, side == "HEAD:" || !links.contains(path) else { continue }
        files.append(IgnoreFile(path: GitPath(bytes: path), id: blob.id, bytes: blob.bytes))
      }
      for path in odd {
        guard let id = try Revisions.object(side, GitPath(bytes: path), git) else { continue }
        let bytes = try reader.read(id)
        files.append(IgnoreFile(path: GitPath(bytes: path), id: id, bytes: bytes))
      }
    } catch {
      throw HookError(error)
    }
    // That of the top level counts for everything: an object that is not there reads like no file.
    if isTopMissing {
      if side == "HEAD:" {
        _ = try StagedPolicy.readCommitted(reader, ".gitignore")
      } else {
        try StagedPolicy.checkAbsence(of: ".gitignore", changes, reader)
      }
    }
    return files
  }

  private static func hasLineEnd(_ path: [UInt8]) -> Bool { path.contains(UInt8(ascii: "\n")) }

  /// The additions that some line may ignore: Git takes its time over each path.
  private static func suspects(_ additions: [StagedChange], _ files: [IgnoreFile]) -> [StagedChange]
  {
    var lines = IgnoreLines()
    for file in files { lines.add(file.bytes, file.path) }
    return additions.filter { lines.mayIgnore($0.path, isFolder: $0.newMode == .submodule) }
  }

  private func ignoresCase() throws(GitError) -> Bool {
    try git.line(["config", "--type=bool", "--default=false", "--get", "core.ignoreCase"]) == "true"
  }

  /// Those that the other side of a merge holds already that is being concluded.
  private func pathsInMerge(_ paths: [GitPath]) -> Set<GitPath> {
    let paths = paths.filter { !Self.hasLineEnd($0.bytes) }
    let names = paths.map { Array("MERGE_HEAD:".utf8) + $0.bytes }
    guard let found = try? reader.read(revisions: names) else { return [] }
    return Set(zip(paths, found).filter { $0.1 != nil }.map(\.0))
  }
}

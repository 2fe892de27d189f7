import Git

/// The policy of the index beside that of the last commit.
struct StagedPolicy {
  /// What the index and the last commit protect, together.
  let protected: ProtectedPaths
  /// What the index alone protects.
  let staged: ProtectedPaths
  /// The allow list and the baseline of the index, and the comments that both policies take.
  let quieting: Quieting
  let changes: [PolicyChange]

  /// Reads `[policy]` from the bytes of a policy file; the second argument is its name.
  typealias Loader = (_ bytes: [UInt8], _ file: String) throws -> [String]

  /// Reads both from the repository.
  ///
  /// The working tree has no say: what is committed is judged by what is committed. A staged policy
  /// that cannot be read is an error; a committed one is not, or nobody could mend it.
  init(
    _ git: GitCommand,
    _ reader: BlobReader,
    _ stagedChanges: [StagedChange],
    load: Loader,
    _ options: QuietingOptions
  ) throws(HookError) {
    var changes: [PolicyChange] = []
    let file = Policy.fileName
    let new = try Self.staged(file, reader, stagedChanges)
    let old: Result<(id: ObjectID, bytes: [UInt8])?, HookError>
    do throws(HookError) {
      old = .success(try Self.readCommitted(reader, file))
    } catch {
      old = .failure(error)
    }

    staged = try Self.protected(new?.bytes, load)
    var committed = staged
    var isChanged = true
    if case .success(let old) = old {
      isChanged = new?.id != old?.id
      if isChanged, old == nil { isChanged = try Self.hasCommit(git) }
    }
    if isChanged {
      do throws(HookError) {
        committed = try Self.protected(try old.get()?.bytes, load)
      } catch {
        changes.append(
          PolicyChange(
            kind: .committedPolicyUnreadable,
            file: file,
            line: nil,
            message: "The policy of the last commit cannot be read; the staged one replaces it."
          )
        )
      }
      if new == nil {
        changes.append(
          PolicyChange(
            kind: .policyDeleted,
            file: file,
            line: nil,
            message: "The policy is deleted; the built-in patterns apply from then on."
          )
        )
      }
    }
    protected = staged.union(committed)
    for pattern in committed.patterns where !staged.patterns.contains(pattern) {
      changes.append(
        PolicyChange(
          kind: .patternRemoved(pattern.source),
          file: file,
          line: nil,
          message: "Files like \(pattern.source) are no longer protected."
        )
      )
    }

    let inline = try Self.inline(new?.bytes, (try? old.get())?.bytes, options, &changes)
    let allow = try Self.staged(reader, AllowList.fileName, AllowList.init, &changes, Self.added)
    let baseline = try Self.staged(reader, Baseline.fileName, Baseline.init, &changes, Self.grown)
    quieting =
      options.isOff
      ? .nothing
      : Quieting(
        allow: allow ?? AllowList(),
        baseline: baseline ?? Baseline(),
        inline: inline,
        today: options.today
      )
    self.changes = changes
  }

  /// Before the first commit no policy was in force, not even the built-in one.
  private static func hasCommit(_ git: GitCommand) throws(HookError) -> Bool {
    do throws(GitError) {
      return try Revisions.head(git) != nil
    } catch {
      throw HookError(error)
    }
  }

  static func read(
    _ reader: BlobReader,
    _ side: String,
    _ file: String
  ) throws(HookError) -> (id: ObjectID, bytes: [UInt8])? {
    do throws(GitError) {
      return try reader.read(revision: side + file)
    } catch {
      throw unreadable(file, error)
    }
  }

  /// A file of the index; an error where the index has one that cannot be read.
  static func staged(
    _ file: String,
    _ reader: BlobReader,
    _ changes: [StagedChange]
  ) throws(HookError) -> (id: ObjectID, bytes: [UInt8])? {
    let found = try read(reader, ":", file)
    if found == nil { try checkAbsence(of: file, changes, reader) }
    return found
  }

  /// Makes sure that the index has no such file: an object that is not there reads like one.
  static func checkAbsence(
    of file: String,
    _ changes: [StagedChange],
    _ reader: BlobReader
  ) throws(HookError) {
    let change = changes.first { $0.path == GitPath(file) }
    if let change {
      if change.newMode.isBlob { throw unreadable(file, .missing(change.newID)) }
    } else if let entry = try committedEntry(reader, file), entry.mode.isBlob {
      // What is no change is in the index as in the last commit.
      throw unreadable(file, .missing(entry.id))
    }
  }

  /// The last commit's file; an error where it has one that cannot be read.
  static func readCommitted(
    _ reader: BlobReader,
    _ file: String
  ) throws(HookError) -> (id: ObjectID, bytes: [UInt8])? {
    if let old = try read(reader, "HEAD:", file) { return old }
    if let entry = try committedEntry(reader, file), entry.mode.isBlob {
      throw unreadable(file, .missing(entry.id))
    }
    return nil
  }

  private static func committedEntry(
    _ reader: BlobReader,
    _ file: String
  ) throws(HookError) -> TreeEntry? {
    do throws(GitError) {
      return try reader.topLevelEntry(named: file, of: "HEAD")
    } catch {
      throw unreadable(file, error)
    }
  }

  private static func unreadable(_ file: String, _ error: GitError) -> HookError {
    HookError(
      .git,
      "The policy cannot be read. \(error.message)",
      hint: error.hint,
      file: file,
      underlying: error
    )
  }

  private static func protected(
    _ bytes: [UInt8]?,
    _ load: Loader
  ) throws(HookError) -> ProtectedPaths {
    guard let bytes else { return try ProtectedPaths(Policy.defaultProtect) }
    let patterns = try HookError.loading(Policy.fileName) { try load(bytes, Policy.fileName) }
    return try ProtectedPaths(patterns, file: Policy.fileName, text: bytes)
  }
}

extension StagedPolicy {
  /// The change as a protected file, if its path is one.
  func protectedFile(_ change: StagedChange) -> ProtectedFile? {
    let pattern = protected.pattern(
      protecting: change.path,
      isDirectory: change.newMode == .submodule
    )
    return pattern.map { file(change, $0, .path) }
  }

  /// A symbolic link as a protected file, if what it points to is one and its own path is not.
  func protectedTarget(
    _ target: [UInt8],
    of change: StagedChange,
    _ topLevel: String?
  ) -> ProtectedFile? {
    guard protected.pattern(protecting: change.path) == nil else { return nil }
    let pattern = protected.pattern(
      protectingTarget: target,
      ofLinkAt: change.path,
      topLevel: topLevel
    )
    return pattern.map { file(change, $0, .linkTarget(GitPath(bytes: target).description)) }
  }

  private func file(
    _ change: StagedChange,
    _ pattern: PathPattern,
    _ cause: ProtectedFile.Cause
  ) -> ProtectedFile {
    ProtectedFile(
      path: change.path,
      pattern: pattern.source,
      cause: cause,
      isTracked: change.oldMode != .absent,
      isPatternRemoved: !staged.patterns.contains(pattern)
    )
  }
}

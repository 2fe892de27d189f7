package import Git

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Puts a hook where Git runs it, and takes it away again.
///
/// A hook that is there already is kept, with its mode, as `NAME.before-secrets-sync`, and
/// runs before the check: what it stages is looked at, too. At every instant the old or the new hook is in place.
package struct HookInstaller: Sendable {
  /// The name under which a hook that was there before is kept.
  package static let previousSuffix = ".before-secrets-sync"

  private let layout: RepositoryLayout
  private let directory: String
  private let executable: String
  private let kind: HookScript.Kind
  private let name: GitHook
  private let hook: String
  private var previous: String { hook + Self.previousSuffix }

  /// Names the repository and the program that the hook runs.
  ///
  /// `executable` is an absolute path that stays when the program is updated: a link in a `bin`
  /// directory, not what it points to.
  package init(
    layout: RepositoryLayout,
    executable: String,
    hook name: GitHook = .preCommit
  ) {
    self.name = name
    self.layout = layout
    self.executable = executable
    kind =
      HookPlace(layout) == .shared ? .shared : HookPlace.isOfTeam(layout) ? .ofTeamMember : .own
    directory = layout.hooksDirectory
    hook = directory + "/" + name.name
  }

  private var script: [UInt8] {
    kind == .shared
      ? HookScript.sharedScript(of: name)
      : HookScript.script(of: name, running: executable, kind)
  }

  /// Looks, and changes nothing.
  package func state() throws(HookError) -> HookState {
    if layout.isBare != GitHook.ofServers.contains(name) { return .bareRepository }
    guard let script = try read(hook) else { return try missing(.missing) }
    guard HookScript.isOurs(script) else { return try missing(.foreign(path: hook)) }
    if unsafe access(hook, X_OK) != 0 { return .notExecutable(path: hook) }
    if let program = HookScript.program(of: script), unsafe access(program, X_OK) != 0 {
      return .binaryMissing(program: program)
    }
    // On a branch without the team's folder, those of its members are as good.
    let both = [HookScript.Kind.own, .ofTeamMember].map {
      HookScript.script(of: name, running: executable, $0)
    }
    return script == self.script || both.contains(script) ? .installed : .outdated
  }

  /// Installs the hook, or brings it up to date; with nothing to do it changes nothing.
  ///
  /// - Parameter shared: install also where the hooks are not this repository's alone, because
  ///   somebody asked for that.
  /// - Returns: what was done.
  /// - Throws: ``HookError/Kind/hooksPathElsewhere`` with what to add by hand, and
  ///   ``HookError/Kind/previousHookInTheWay``; both leave everything as it was.
  package func install(shared: Bool = false) throws(HookError) -> [InstallStep] {
    let state = try check(shared: shared)
    if let path = state.caller { return [.calledByOther(path: path)] }
    let script = script
    let existing = try read(hook)
    if existing == script {
      guard unsafe access(hook, X_OK) != 0 else { return [.unchanged(path: hook)] }
      guard unsafe chmod(hook, mode_t(Self.mode)) == 0 else { throw failure("made executable") }
      return [.madeExecutable(path: hook)]
    }
    if unsafe mkdir(directory, 0o777) != 0, errno != EEXIST { throw failure("created", directory) }
    var steps: [InstallStep] = []
    if let existing, HookScript.isOurs(existing) {
      steps.append(.updated(path: hook))
    } else {
      if try inode(hook) != nil {
        let runs = unsafe access(hook, X_OK) == 0
        try keep()
        steps.append(.kept(path: hook, as: previous, runs: runs))
      }
      steps.append(.installed(path: hook))
    }
    do throws(GitError) {
      try Files.atomicWrite(script, to: hook, mode: Self.mode)
    } catch {
      throw HookError(error)
    }
    return steps
  }

  /// Makes sure that ``install(shared:)`` can do its work, and changes nothing.
  @discardableResult
  func check(shared: Bool) throws(HookError) -> HookState {
    let state = try state()
    if state == .bareRepository {
      throw HookError(
        .bareRepository,
        state.message(of: [name]),
        hint: "Run this in a clone with files."
      )
    }
    if state.caller != nil { return state }
    guard HookPlace(layout) == .own || (shared && !HookPlace.isHusky(directory)) else {
      throw HookError(
        .hooksPathElsewhere,
        "core.hooksPath makes Git run the hooks in \(directory), which is not this repository's "
          + "alone. Nothing was installed.",
        hint: HookPlace.advice(for: [name], hooksDirectory: directory)
      )
    }
    if let existing = try inode(hook), try read(hook).map(HookScript.isOurs) != true,
      let kept = try inode(previous), kept != existing
    {
      throw HookError(
        .previousHookInTheWay,
        "\(hook) is not ours, and \(previous) holds an earlier hook already. Nothing was changed.",
        hint: "Make one hook of the two, remove the other, and run this again."
      )
    }
    return state
  }

  /// Takes the hook away and puts back what was there before.
  package func uninstall() throws(HookError) -> [InstallStep] {
    let current = try inode(hook)
    if current != nil, try read(hook).map(HookScript.isOurs) != true {
      // An installation that was cut short left a second name for the same file.
      guard try inode(previous) == current else { return [.leftAlone(path: hook)] }
      guard unsafe unlink(previous) == 0 else { throw failure("removed", previous) }
      return [.restored(path: hook)]
    }
    if try inode(previous) != nil {
      guard unsafe rename(previous, hook) == 0 else { throw failure("restored") }
      return [.restored(path: hook)]
    }
    guard current != nil else { return [] }
    guard unsafe unlink(hook) == 0 else { throw failure("removed") }
    return [.removed(path: hook)]
  }

  /// What to say where no hook of ours is: another may run our check, or Git looks elsewhere.
  private func missing(_ state: HookState) throws(HookError) -> HookState {
    let candidates = [hook, HookPlace.userHook(name, in: layout.hooksDirectory)]
    for path in candidates where unsafe access(path, X_OK) == 0 || path != hook {
      if let script = try read(path), HookScript.calls(script, name) {
        return .calledByOther(path: path)
      }
    }
    // `pre-commit install` (pre-commit.com) keeps our hook as `pre-commit.legacy` and runs it.
    let legacy = hook + ".legacy"
    if state == .foreign(path: hook), unsafe access(legacy, X_OK) == 0,
      let script = try read(legacy), HookScript.isOurs(script)
    {
      return .calledByOther(path: legacy)
    }
    // It also runs what its configuration lists, as do others of its kind.
    if state == .foreign(path: hook), unsafe access(hook, X_OK) == 0, let top = layout.topLevel,
      let script = try read(hook), let framework = HookFramework(writing: script),
      let path = try framework.configuration(for: name, in: top, read)
    {
      return .listed(configuration: path)
    }
    if name == .preReceive, let path = try updateHook() { return .calledByOther(path: path) }
    return HookPlace(layout) == .own ? state : .shadowed(directory: layout.hooksDirectory)
  }

  /// The `update` hook of a server where it runs our check, reference by reference.
  private func updateHook() throws(HookError) -> String? {
    let path = directory + "/" + GitHook.update.name
    guard unsafe access(path, X_OK) == 0, let script = try read(path) else { return nil }
    if HookScript.isOurs(script), let program = HookScript.program(of: script) {
      return unsafe access(program, X_OK) == 0 ? path : nil
    }
    return HookScript.calls(script, .update) ? path : nil
  }

  /// Gives the hook its second name; the first stays until it is replaced.
  private func keep() throws(HookError) {
    // An installation that was cut short left it under both names.
    if try inode(previous) != nil { return }
    // Not link(2): on macOS it would follow a symbolic link.
    if unsafe linkat(AT_FDCWD, hook, AT_FDCWD, previous, 0) == 0 { return }
    if errno == EEXIST { throw failure("kept") }
    // No hard links on this file system: the hook is away until the new one is written.
    guard unsafe rename(hook, previous) == 0 else { throw failure("kept") }
  }

  /// The bytes of a hook; nil when there is none, or a link to nothing, which Git passes over.
  private func read(_ path: String) throws(HookError) -> [UInt8]? {
    do throws(GitError) {
      return try Files.readIfPresent(path)
    } catch {
      throw HookError(error)
    }
  }

  private func inode(_ path: String) throws(HookError) -> [UInt64]? {
    var status = stat()
    if unsafe lstat(path, &status) == 0 {
      return [UInt64(truncatingIfNeeded: status.st_dev), UInt64(status.st_ino)]
    }
    guard errno == ENOENT || errno == ENOTDIR else { throw failure("read", path) }
    return nil
  }

  private func failure(_ what: String, _ path: String? = nil) -> HookError {
    let reason = unsafe String(cString: strerror(errno))
    return HookError(.io, "\(path ?? hook) could not be \(what): \(reason).")
  }

  /// 0755 less what the umask takes.
  private static var mode: UInt16 {
    // It can only be read by setting it; the value in between opens nothing.
    let mask = umask(0o077)
    umask(mask)
    return 0o755 & ~UInt16(mask)
  }
}

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A finished program and what it printed, kept in memory that is wiped (`posix_spawn`).
struct CapturedProcess: Sendable {
  struct Failure: Error, Sendable {
    /// The end of a sentence: "cannot be run: …".
    let reason: String
    /// True when the settings name something that is no program.
    var isOfSettings = false
  }

  /// How long a program may take, and how much it may print.
  struct Limits: Sendable {
    var seconds = 60
    var bytes = 1 << 20
  }

  let status: Int32
  let output: SecretBytes
  /// The last line of its error stream, with what could be a key left out; nil for none.
  let message: String?

  /// Runs a program with nothing to read, keeping what it prints and what it says.
  ///
  /// Ends it at the limits. What it leaves running in the background is not waited for.
  static func run(
    _ name: String,
    arguments: [String],
    environment: [String: String],
    limits: Limits
  ) async throws(Failure) -> CapturedProcess {
    guard let path = locate(name, environment) else {
      throw Failure(reason: "cannot be run: there is no program \(name)", isOfSettings: true)
    }
    let child = try spawn(path, [name] + arguments, environment, limits)
    // Waiting blocks, which a task must not do to its thread.
    let outcome = await withCheckedContinuation { continuation in
      let isRunning = startThread { continuation.resume(returning: child.finish()) }
      if !isRunning { continuation.resume(returning: child.finish()) }
    }
    return try outcome.get()
  }

  private static func locate(_ name: String, _ environment: [String: String]) -> String? {
    if name.contains("/") { return name }
    for directory in (environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":") {
      let path = "\(directory)/\(name)"
      if unsafe access(path, X_OK) == 0 { return path }
    }
    return nil
  }

  private static func spawn(
    _ path: String,
    _ arguments: [String],
    _ environment: [String: String],
    _ limits: Limits
  ) throws(Failure) -> RunningProcess {
    var ends: [Int32] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else { throw Failure(reason: "cannot be run: no pipe") }
    // The program's own copy, made by dup2, stays open.
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    defer { close(ends[1]) }
    var messages: [Int32] = [-1, -1]
    guard unsafe pipe(&messages) == 0 else {
      close(ends[0])
      throw Failure(reason: "cannot be run: no pipe")
    }
    for end in messages { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    defer { close(messages[1]) }
    #if canImport(Glibc)
    var actions = unsafe posix_spawn_file_actions_t()
    #else
    var actions: posix_spawn_file_actions_t?
    #endif
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    unsafe posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
    unsafe posix_spawn_file_actions_adddup2(&actions, messages[1], 2)
    let words = unsafe arguments.map { unsafe strdup($0) } + [nil]
    let variables = unsafe environment.map { unsafe strdup("\($0.key)=\($0.value)") } + [nil]
    defer {
      for index in unsafe words.indices { unsafe free(words[index]) }
      for index in unsafe variables.indices { unsafe free(variables[index]) }
    }
    #if canImport(Glibc)
    var attributes = posix_spawnattr_t()
    #else
    var attributes: posix_spawnattr_t?
    #endif
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    // The threads here have signals blocked, and SIGPIPE is ignored; a program starts with neither.
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    unsafe posix_spawnattr_setsigmask(&attributes, &signals)
    unsafe sigaddset(&signals, SIGPIPE)
    unsafe posix_spawnattr_setsigdefault(&attributes, &signals)
    let flags = Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETSIGDEF)
    unsafe posix_spawnattr_setflags(&attributes, flags)
    var identifier: pid_t = 0
    let status = unsafe posix_spawn(&identifier, path, &actions, &attributes, words, variables)
    guard status == 0 else {
      close(ends[0])
      close(messages[0])
      throw Failure(
        reason: "cannot be run: \(unsafe String(cString: strerror(status)))",
        isOfSettings: true
      )
    }
    return RunningProcess(
      identifier: identifier,
      output: ends[0],
      messages: messages[0],
      limits: limits
    )
  }
}

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A program that runs beside this one (`posix_spawn(3)`, no shell).
struct StartedProgram: Sendable {
  let identifier: pid_t

  enum Stream {
    case inherited
    case nothing
    case descriptor(Int32)
  }

  struct Streams {
    var input = Stream.inherited
    var output = Stream.inherited
    var errors = Stream.inherited
  }

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - path: of the program.
  ///   - arguments: with the name of the program as the first.
  ///   - environment: the whole environment; nil for this process's own.
  ///   - streams: what it reads from and writes to.
  ///   - isApart: whether it gets a session of its own: it has no terminal then, and no signal of one
  ///     reaches it.
  /// - Returns: the program, which runs.
  /// - Throws: `.usage` where it cannot be run.
  static func start(
    _ path: String,
    _ arguments: [String],
    environment: [String: String]? = nil,
    _ streams: Streams = Streams(),
    isApart: Bool = false
  ) throws(Failure) -> StartedProgram {
    #if canImport(Glibc)
    var actions = unsafe posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    let ownSession: Int16 = 0x80
    #else
    var actions: posix_spawn_file_actions_t?
    var attributes: posix_spawnattr_t?
    let ownSession: Int16 = 0x400
    #endif
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    for (stream, target) in [
      (streams.input, STDIN_FILENO), (streams.output, STDOUT_FILENO),
      (streams.errors, STDERR_FILENO),
    ] {
      switch stream {
      case .inherited: break
      case .nothing:
        unsafe posix_spawn_file_actions_addopen(&actions, target, "/dev/null", O_RDWR, 0)
      case .descriptor(let number):
        unsafe posix_spawn_file_actions_adddup2(&actions, number, target)
      }
    }
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    // The threads here have signals blocked, and SIGPIPE is ignored; a program starts with neither.
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    unsafe posix_spawnattr_setsigmask(&attributes, &signals)
    unsafe sigaddset(&signals, SIGPIPE)
    unsafe posix_spawnattr_setsigdefault(&attributes, &signals)
    let flags = Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETSIGDEF)
    unsafe posix_spawnattr_setflags(&attributes, isApart ? flags | ownSession : flags)
    let words = unsafe arguments.map { unsafe strdup($0) } + [nil]
    let variables = unsafe environment?.map { unsafe strdup("\($0.key)=\($0.value)") } ?? []
    defer {
      for index in unsafe words.indices { unsafe free(words[index]) }
      for index in unsafe variables.indices { unsafe free(variables[index]) }
    }
    var identifier: pid_t = 0
    let status =
      if environment == nil {
        unsafe posix_spawn(&identifier, path, &actions, &attributes, words, environ)
      } else {
        unsafe posix_spawn(&identifier, path, &actions, &attributes, words, variables + [nil])
      }
    guard status == 0 else {
      let reason = unsafe String(cString: strerror(status))
      throw Failure.usage("“\(visible(path))” cannot be run: \(reason).")
    }
    return StartedProgram(identifier: identifier)
  }

  /// Sleeps until it has ended; its wait status.
  func wait() -> Int32 {
    var status: Int32 = 0
    while unsafe waitpid(identifier, &status, 0) < 0 {
      // Whoever started this process may have all that end forgotten at once.
      guard errno == EINTR else { return 0 }
    }
    return status
  }

  /// Ends it, and where it is apart and `isWhole` is true all that it has started, too.
  func end(withAllItStarted isWhole: Bool) {
    _ = kill(isWhole ? -identifier : identifier, SIGKILL)
    _ = wait()
  }
}

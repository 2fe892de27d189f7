#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

extension Editor {
  /// Runs it on a file, on the terminal that this process has, to its end.
  ///
  /// Ctrl-C is the editor's meanwhile. SIGTERM and SIGHUP end both.
  ///
  /// - Throws: when it cannot be started, ends with another status than 0, or was ended.
  func run(on path: String, in world: World) throws {
    let bell = try Bell()
    let ignored = [SIGINT, SIGQUIT]
    let before = ignored.map { signal($0, SIG_IGN) }
    defer { for (number, handler) in zip(ignored, before) { _ = signal(number, handler) } }
    let process = try start(path, world)
    let status = EditorStatus()
    try status.wait(for: process, ringing: bell)
    try Interruption.whileListening(to: bell, for: [SIGTERM, SIGHUP]) {
      while true {
        switch bell.wait(seconds: nil) {
        case .done: return
        case .interrupted: _ = kill(process, SIGTERM)
        case nil: break
        }
      }
    }
    let result = status.value
    guard result & 0x7F == 0 else {
      throw Failure("The editor was ended by a signal; nothing was written.", status: .interrupted)
    }
    guard result >> 8 & 0xFF == 0 else {
      throw Failure.usage(
        "The editor “\(visible(command))” ended with the status \(result >> 8 & 0xFF); nothing was "
          + "written.",
        hint: "Set $VISUAL or $EDITOR to an editor that is installed here, one that waits."
      )
    }
  }

  /// By a shell, as Git does: the variable may have options in it.
  private func start(_ path: String, _ world: World) throws -> pid_t {
    let words = ["sh", "-c", command + " \"$@\"", command] + options + [path]
    let variables = world.environment.map { "\($0)=\($1)" }
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    var defaults = sigset_t()
    unsafe sigemptyset(&defaults)
    for number in [SIGINT, SIGQUIT, SIGPIPE, SIGTERM, SIGHUP] {
      unsafe sigaddset(&defaults, number)
    }
    var none = sigset_t()
    unsafe sigemptyset(&none)
    unsafe posix_spawnattr_setsigdefault(&attributes, &defaults)
    unsafe posix_spawnattr_setsigmask(&attributes, &none)
    unsafe posix_spawnattr_setflags(
      &attributes,
      Int16(POSIX_SPAWN_SETSIGDEF) | Int16(POSIX_SPAWN_SETSIGMASK)
    )
    var process: pid_t = 0
    let reason = unsafe withCStrings(words) { arguments in
      unsafe withCStrings(variables) { environment in
        unsafe posix_spawn(&process, "/bin/sh", nil, &attributes, arguments, environment)
      }
    }
    guard reason == 0 else {
      let text = unsafe String(cString: strerror(reason))
      throw Failure("The editor cannot be started: \(text).", status: .incomplete)
    }
    return process
  }
}

/// What became of a process that a thread of its own waits for.
private final class EditorStatus: @unchecked Sendable {
  // Sendable: written before the bell rings, read after it.
  private(set) var value: Int32 = 0

  func wait(for process: pid_t, ringing bell: Bell) throws {
    let task = EditorWait(process: process, status: self, bell: bell)
    task.begin()
  }

  fileprivate func set(_ value: Int32) { self.value = value }
}

private struct EditorWait: Sendable {
  let process: pid_t
  let status: EditorStatus
  let bell: Bell

  func begin() {
    Task.detached {
      var result: Int32 = 0
      while unsafe waitpid(process, &result, 0) < 0, errno == EINTR {}
      status.set(result)
      bell.ring(.done)
    }
  }
}

private func withCStrings<R>(
  _ texts: [String],
  _ body: ([UnsafeMutablePointer<CChar>?]) -> R
) -> R {
  let pointers = unsafe texts.map { unsafe strdup($0) }
  defer { for index in unsafe pointers.indices { unsafe free(pointers[index]) } }
  return unsafe body(pointers + [nil])
}

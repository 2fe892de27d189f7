#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Keeps values out of reach of core dumps and of other processes of the same user.
enum Hardening {
  static func apply() {
    var none = rlimit(rlim_cur: 0, rlim_max: 0)
    #if os(Linux)
    _ = unsafe setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
    makeUndumpable()
    #else
    _ = unsafe setrlimit(RLIMIT_CORE, &none)
    #endif
    leaveCrashesAlone()
    // A reader that goes away is told by `EPIPE`, which `Output` turns into a quiet end.
    _ = signal(SIGPIPE, SIG_IGN)
    // A parent that ignores it hands that down, and the exit status of every child would be lost.
    _ = signal(SIGCHLD, SIG_DFL)
  }

  /// Takes the handlers of Swift's runtime away, which at a crash start a program, where one is installed,
  /// that prints the registers and the memory they point to: a value may be among it.
  private static func leaveCrashesAlone() {
    for number in [SIGQUIT, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGTRAP] {
      _ = signal(number, SIG_DFL)
    }
  }

  /// Leaves a program that takes this one's place the signals as programs expect them.
  ///
  /// Core dumps stay off: its environment holds secrets.
  static func liftSignals() {
    _ = signal(SIGPIPE, SIG_DFL)
    var none = sigset_t()
    unsafe sigemptyset(&none)
    unsafe pthread_sigmask(SIG_SETMASK, &none, nil)
  }

  #if os(Linux)
  /// `prctl(PR_SET_DUMPABLE, 0)`; a child is dumpable again after execve(2).
  ///
  /// The Glibc module leaves prctl(2) out, so it is looked up by name.
  private static func makeUndumpable() {
    typealias Prctl = @convention(c) (CInt, CUnsignedLong) -> CInt
    let setDumpable: CInt = 4
    guard let address = unsafe dlsym(nil, "prctl") else { return }
    _ = unsafe unsafeBitCast(address, to: Prctl.self)(setDumpable, 0)
  }
  #endif
}

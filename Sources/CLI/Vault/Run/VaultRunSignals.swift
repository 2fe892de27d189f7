#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Passes signals on to the program of a `vault run`, whose end this process waits for.
///
/// What a terminal sends goes to the program by itself; once more it would count as a second Ctrl-C.
/// So would what the `git` above sends of it.
enum VaultRunSignals {
  private static let signals = [SIGINT, SIGQUIT, SIGTERM, SIGHUP]

  // A handler can reach nothing but globals.
  /// Who gets them; 0 for nobody.
  nonisolated(unsafe) private static var program: pid_t = 0
  /// One that came before the program was there.
  nonisolated(unsafe) private static var early: Int32 = 0
  nonisolated(unsafe) private static var parent: pid_t = 0
  /// How often the terminal has sent a signal, less what the parent has repeated of it.
  nonisolated(unsafe) private static var unrepeated: (Int32, Int32) = (0, 0)

  /// Runs a program to its end, and gives its wait status; what comes later is nobody's.
  static func whilePassingOn(
    _ start: () throws -> StartedProgram
  ) rethrows -> Int32 {
    unsafe program = 0
    unsafe early = 0
    unsafe parent = getppid()
    for number in signals { listen(number) }
    TerminalEcho.unblockSignals()
    let started = try start()
    unsafe program = started.identifier
    if unsafe early != 0 { _ = unsafe kill(started.identifier, early) }
    let status = started.wait()
    unsafe program = 0
    return status
  }

  /// Ends this process as the program has ended.
  static func end(as status: Int32) -> Never {
    // The layout of a wait status, which <sys/wait.h> offers as macros only.
    let number = status & 0x7F
    guard number != 0 else { _exit(status >> 8 & 0xFF) }
    _ = signal(number, SIG_DFL)
    _ = raise(number)
    _exit(128 + number)
  }

  private static func listen(_ number: Int32) {
    var action = sigaction()
    var before = sigaction()
    guard unsafe sigaction(number, nil, &before) == 0 else { return }
    let ignoring = unsafe unsafeBitCast(SIG_IGN, to: Int.self)
    #if canImport(Glibc)
    let handler = unsafe before.__sigaction_handler.sa_handler
    #else
    let handler = unsafe before.__sigaction_u.__sa_handler
    #endif
    // Whoever started the program in the background had the signal ignored.
    if unsafe unsafeBitCast(handler, to: Int.self) == ignoring { return }
    #if canImport(Glibc)
    unsafe action.__sigaction_handler.sa_sigaction = { number, information, _ in
      guard let information = unsafe information else { return }
      unsafe VaultRunSignals.pass(
        number,
        isOfKernel: information.pointee.si_code > 0,
        from: information.pointee._sifields._kill.si_pid
      )
    }
    #else
    unsafe action.__sigaction_u.__sa_sigaction = { number, information, _ in
      guard let information = unsafe information else { return }
      unsafe VaultRunSignals.pass(
        number,
        isOfKernel: information.pointee.si_pid == 0,
        from: information.pointee.si_pid
      )
    }
    #endif
    action.sa_flags = SA_SIGINFO
    unsafe sigaction(number, &action, nil)
  }

  /// Async-signal-safe.
  private static func pass(_ number: Int32, isOfKernel: Bool, from sender: pid_t) {
    if isOfKernel {
      if number == SIGINT { unsafe unrepeated.0 += 1 }
      if number == SIGQUIT { unsafe unrepeated.1 += 1 }
      return
    }
    if unsafe sender == parent {
      if number == SIGINT, unsafe unrepeated.0 > 0 {
        unsafe unrepeated.0 -= 1
        return
      }
      if number == SIGQUIT, unsafe unrepeated.1 > 0 {
        unsafe unrepeated.1 -= 1
        return
      }
    }
    if unsafe program > 0 {
      _ = unsafe kill(program, number)
    } else {
      unsafe early = number
    }
  }
}

import AWS

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A process beside a `vault run`, in a session of its own, that wipes where the run was killed.
///
/// It reads from a pipe that only the run holds open, so that the end of it is the end of the run,
/// however it came.
enum VaultWatch {
  /// What the run calls it by.
  static let name = "vault-watch"

  /// Starts one; it lives until the pipe is closed.
  static func start(_ directory: String, _ world: World) throws -> DescriptorPipe {
    let pipe = try DescriptorPipe()
    _ = try StartedProgram.start(
      world.executable,
      [world.executable, "hook", name, directory],
      // It needs nothing, and is to hold no credentials.
      environment: ["HOME": world.home],
      .init(input: .descriptor(pipe.reading), output: .nothing, errors: .nothing),
      isApart: true
    )
    pipe.closeReading()
    return pipe
  }

  static func run(_ arguments: [String], _ session: Session) throws -> ExitStatus {
    guard arguments.count == 1 else { return .usage }
    // What ends everything, as a machine that goes down does, ends the run first.
    for number in [SIGINT, SIGTERM, SIGHUP, SIGQUIT] { _ = signal(number, SIG_IGN) }
    // Nor is anybody to wait for the end of a pipe that was left open here.
    for number in try LockedFile.names(in: "/dev/fd").compactMap({ Int32($0) }) where number > 2 {
      close(number)
    }
    var byte: UInt8 = 0
    while true {
      let count = unsafe systemRead(session.world.input, &byte, 1)
      if count == 0 || count < 0 && errno != EINTR { break }
    }
    let cleaner = VaultRunCleaner(directory: arguments[0], isSilent: true)
    // The run's lock goes a moment after its end of the pipe. Another run that has it wipes itself.
    for _ in 0..<100 {
      if try VaultRunJournal.read(in: arguments[0]) == nil { break }
      if try cleaner.cleanLeftovers() != nil { break }
      usleep(20_000)
    }
    return .done
  }
}

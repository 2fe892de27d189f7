import ArgumentParser
import Dispatch
import Synchronization

/// A command: parses its arguments, calls one use case, renders a value.
protocol Verb: ParsableCommand, Sendable {
  var options: GlobalOptions { get }
  /// Whether its arguments may be mistaken for a place to put a value; they are then never repeated.
  static var takesValues: Bool { get }
  /// Runs it to its end. A requirement, not a cast to one of the two below: a cast looks through
  /// every conformance of the program, which a hook would notice.
  func execute(in world: World) throws -> ExitStatus
}

extension Verb {
  static var takesValues: Bool { false }
}

/// A command that works on this machine alone; it starts no concurrency runtime.
protocol LocalVerb: Verb {
  func run(in session: Session) throws -> ExitStatus
}

extension LocalVerb {
  func execute(in world: World) throws -> ExitStatus {
    try run(in: Session(world: world, options: options))
  }
}

/// A command that may talk to a store.
protocol StoreVerb: Verb {
  func run(in session: Session) async throws -> ExitStatus
}

extension StoreVerb {
  /// The thread of the caller sleeps until the command is done.
  func execute(in world: World) throws -> ExitStatus {
    let finished = DispatchSemaphore(value: 0)
    let outcome = Outcome()
    Task.detached {
      do {
        outcome.set(.success(try await run(in: Session(world: world, options: options))))
      } catch {
        outcome.set(.failure(Failure(explaining: error)))
      }
      finished.signal()
    }
    finished.wait()
    return try outcome.get()
  }
}

/// Carries a result from one thread to another.
private final class Outcome: Sendable {
  private let result = Mutex<Result<ExitStatus, Failure>?>(nil)

  func set(_ value: Result<ExitStatus, Failure>) { result.withLock { $0 = value } }

  func get() throws -> ExitStatus { try result.withLock { $0 }?.get() ?? .incomplete }
}

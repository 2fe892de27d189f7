import ArgumentParser
import Synchronization

/// A command: parses its arguments, calls one use case, renders a value.
protocol Verb: ParsableCommand, Sendable {
  var options: GlobalOptions { get }
  /// Whether its arguments may be mistaken for a place to put a value; they are then never repeated.
  static var takesValues: Bool { get }
  /// The options whose values are known, which a message about others may then name.
  static var choices: [(option: String, values: [String])] { get }
  /// Runs it to its end. A requirement, not a cast to one of the two below: a cast looks through
  /// every conformance of the program, which a hook would notice.
  func execute(in world: World) throws -> ExitStatus
}

extension Verb {
  static var takesValues: Bool { false }
  static var choices: [(option: String, values: [String])] { [] }
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
  func execute(in world: World) throws -> ExitStatus {
    try Self.wait {
      let session = Session(world: world, options: options)
      return try await session.placing { try await run(in: session) }
    }
  }

  /// The thread of the caller sleeps until `body` is done; Ctrl-C or SIGTERM cancels it.
  static func wait(_ body: @escaping @Sendable () async throws -> ExitStatus) throws -> ExitStatus {
    let bell = try Bell()
    let outcome = Outcome()
    let task = Task.detached {
      do {
        outcome.set(.success(try await body()))
      } catch {
        outcome.set(.failure(Failure(explaining: error)))
      }
      bell.ring(.done)
    }
    return try Interruption.whileListening(to: bell) {
      var isInterrupted = false
      while true {
        // A request ends at once when it is cancelled; nothing else is worth the wait.
        switch bell.wait(seconds: isInterrupted ? 2 : nil) {
        case .done: return try outcome.get(isInterrupted: isInterrupted)
        case .interrupted:
          isInterrupted = true
          task.cancel()
        case nil: throw CancellationError()
        }
      }
    }
  }
}

/// Carries a result from one thread to another.
private final class Outcome: Sendable {
  private let result = Mutex<Result<ExitStatus, Failure>?>(nil)

  func set(_ value: Result<ExitStatus, Failure>) { result.withLock { $0 = value } }

  /// After an interruption only what was done all the same is a success.
  func get(isInterrupted: Bool) throws -> ExitStatus {
    do {
      let status = try result.withLock { $0 }?.get() ?? .incomplete
      return isInterrupted && status != .done ? .interrupted : status
    } catch {
      guard isInterrupted else { throw error }
      throw Failure(error.message, hint: error.hint, status: .interrupted)
    }
  }
}

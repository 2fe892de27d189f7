import ArgumentParser
import Dispatch
import Synchronization

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Runs the program with the arguments of the process and exits with the documented code.
package func runCommandLine() -> Never {
  Hardening.apply()
  let arguments = CommandLine.arguments
  let world = World.ofThisProcess(invokedAs: arguments.first ?? "git-secrets-sync")
  exit(execute(Array(arguments.dropFirst()), in: world).rawValue)
}

/// Runs one command line in a world; everything it says is written when this returns.
package func execute(_ arguments: [String], in world: World) -> ExitStatus {
  let parsed = Invocation.parse(arguments)
  let status: ExitStatus
  switch parsed {
  case .verb(let verb): status = run(verb, in: world)
  case .text(let text):
    world.output.write(text)
    status = .done
  case .refused(let failure): status = report(failure, in: world, color: .auto)
  }
  return flush(world, status)
}

private func run(_ verb: any Verb, in world: World) -> ExitStatus {
  do {
    switch verb {
    case let verb as any LocalVerb:
      return try verb.run(in: Session(world: world, options: verb.options))
    case let verb as any StoreVerb: return try wait(for: verb, in: world)
    default: return .usage
    }
  } catch {
    return report(Failure(explaining: error), in: world, color: verb.options.color)
  }
}

/// Runs a verb that awaits; the thread of the caller sleeps meanwhile.
private func wait(for verb: any StoreVerb, in world: World) throws -> ExitStatus {
  let finished = DispatchSemaphore(value: 0)
  let outcome = Outcome()
  Task.detached {
    do {
      let status = try await verb.run(in: Session(world: world, options: verb.options))
      outcome.set(.success(status))
    } catch {
      outcome.set(.failure(Failure(explaining: error)))
    }
    finished.signal()
  }
  finished.wait()
  return try outcome.get()
}

/// Carries a result from one thread to another.
private final class Outcome: Sendable {
  private let result = Mutex<Result<ExitStatus, Failure>?>(nil)

  func set(_ value: Result<ExitStatus, Failure>) { result.withLock { $0 = value } }

  func get() throws -> ExitStatus { try result.withLock { $0 }?.get() ?? .incomplete }
}

private func report(_ failure: Failure, in world: World, color: ColorChoice) -> ExitStatus {
  let terminal = Terminal(world.messages, color: color, environment: world.environment)
  world.output.push()
  world.messages.write(failure.text { terminal.paint($0, $1) })
  return failure.status
}

/// A result that could not be written is not a success.
private func flush(_ world: World, _ status: ExitStatus) -> ExitStatus {
  var status = status
  do throws(Failure) {
    try world.output.flush()
  } catch {
    let failed = report(error, in: world, color: .auto)
    if status == .done { status = failed }
  }
  // Nobody is left to tell when standard error itself cannot be written.
  try? world.messages.flush()
  return status
}

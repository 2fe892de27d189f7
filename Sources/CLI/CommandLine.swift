import ArgumentParser

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
  // All is written. A request may still be on its way in another thread: what libraries take down at a
  // normal exit, libcurl and OpenSSL among them, must not be taken from under it.
  _exit(execute(Array(arguments.dropFirst()), in: world).rawValue)
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
    return try verb.execute(in: world)
  } catch {
    return report(Failure(explaining: error), in: world, color: verb.options.color)
  }
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

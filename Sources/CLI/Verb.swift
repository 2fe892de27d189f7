import ArgumentParser

/// A command: parses its arguments, calls one use case, renders a value.
protocol Verb: ParsableCommand, Sendable {
  var options: GlobalOptions { get }
  /// Whether its arguments may be mistaken for a place to put a value; they are then never repeated.
  static var takesValues: Bool { get }
}

/// A command that works on this machine alone; it starts no concurrency runtime.
protocol LocalVerb: Verb {
  func run(in session: Session) throws -> ExitStatus
}

/// A command that may talk to a store.
protocol StoreVerb: Verb {
  func run(in session: Session) async throws -> ExitStatus
}

extension Verb {
  static var takesValues: Bool { false }
}

import FoundationEssentials
import Synchronization

/// A clock that goes when it is told to, from the moment it is first looked at.
///
/// One that `runs` goes by itself, too: for tests in which the server's own clock counts, since between two
/// steps of a test others have their turn.
final class Clock: Sendable {
  private let state = Mutex<(start: Date?, offset: Double)>((nil, 0))
  private let runs: Bool

  init(runs: Bool = false) { self.runs = runs }

  var now: Date {
    state.withLock { state in
      let start = runs ? Date() : state.start ?? Date()
      state.start = start
      return start.addingTimeInterval(state.offset)
    }
  }

  func advance(_ seconds: Double) { state.withLock { $0.offset += seconds } }
}

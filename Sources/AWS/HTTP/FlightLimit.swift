import Synchronization

/// How many requests of a client may be in flight at once: half as many after a refusal for the
/// rate, then one more for each time that as many have succeeded.
///
/// Additive increase and multiplicative decrease, as TCP does it: clients that share a rate come to
/// share it evenly (Chiu and Jain, 1989).
package final class FlightLimit: Sendable {
  private struct State {
    var current: Int
    var successes = 0
    var round = 0
  }

  package let maximum: Int
  private let state: Mutex<State>

  package init(maximum: Int) {
    self.maximum = max(1, maximum)
    state = Mutex(State(current: max(1, maximum)))
  }

  package var current: Int { state.withLock { $0.current } }

  /// Goes up by one with each decrease; what is sent now belongs to it.
  package var round: Int { state.withLock { $0.round } }

  /// A request of `round` was refused for the rate.
  ///
  /// One decrease answers for all that were in flight with it: they say the same thing.
  package func throttled(in round: Int) {
    state.withLock { state in
      guard round == state.round else { return }
      state.current = max(1, state.current / 2)
      state.successes = 0
      state.round += 1
    }
  }

  /// A request succeeded; true when there is room for one more now.
  package func succeeded() -> Bool {
    state.withLock { state in
      guard state.current < maximum else { return false }
      state.successes += 1
      guard state.successes >= state.current else { return false }
      state.current += 1
      state.successes = 0
      return true
    }
  }
}

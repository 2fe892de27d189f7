import Synchronization

/// Retries that a client may spend, so that a service that is down is not hammered by all tasks.
final class RetryQuota: Sendable {
  private let capacity: Int
  private let remaining: Mutex<Int>

  init(capacity: Int = 500) {
    self.capacity = capacity
    remaining = Mutex(capacity)
  }

  /// False when it is spent.
  func take(_ cost: Int) -> Bool {
    remaining.withLock { remaining in
      guard remaining >= cost else { return false }
      remaining -= cost
      return true
    }
  }

  /// A success gives back what its last retry took, or 1 when it needed none.
  func give(_ cost: Int?) {
    remaining.withLock { $0 = min(capacity, $0 + (cost ?? 1)) }
  }
}

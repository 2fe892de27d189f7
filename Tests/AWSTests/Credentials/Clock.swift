import FoundationEssentials
import Synchronization

/// A clock that goes when it is told to.
final class Clock: Sendable {
  private let offset = Mutex(0.0)
  private let start = Date()

  var now: Date { start.addingTimeInterval(offset.withLock { $0 }) }

  func advance(_ seconds: Double) { offset.withLock { $0 += seconds } }
}

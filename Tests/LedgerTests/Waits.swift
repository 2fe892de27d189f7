import Synchronization

/// The waits that something asked for, in place of waiting.
final class Waits: Sendable {
  private let list = Mutex<[Double]>([])

  var all: [Double] { list.withLock(\.self) }

  func add(_ milliseconds: Double) { list.withLock { $0.append(milliseconds) } }
}

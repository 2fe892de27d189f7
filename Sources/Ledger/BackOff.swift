#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// How long to wait before trying again after somebody else was faster.
///
/// The wait before attempt n is random between nothing and `base`·2ⁿ, at most `limit`
/// ("full jitter"): writers that collided once are spread out.
package struct BackOff: Sendable {
  /// Attempts in all; at least one.
  package var attempts: Int
  /// In milliseconds.
  package var base: Double
  /// In milliseconds.
  package var limit: Double
  /// Waits that many milliseconds.
  package var sleep: @Sendable (Double) -> Void
  /// A number from 0 to 1.
  package var random: @Sendable () -> Double

  package init(
    attempts: Int,
    base: Double,
    limit: Double,
    sleep: @escaping @Sendable (Double) -> Void = { milliseconds in
      _ = usleep(UInt32(milliseconds * 1000))
    },
    random: @escaping @Sendable () -> Double = { Double.random(in: 0...1) }
  ) {
    self.attempts = attempts
    self.base = base
    self.limit = limit
    self.sleep = sleep
    self.random = random
  }

  /// For a reference in this repository, where an attempt takes about a millisecond.
  package static let local = BackOff(attempts: 100, base: 1, limit: 50)
  /// For a reference of a remote, where an attempt takes up to a second.
  ///
  /// Each attempt that fails is one that somebody else has won, so that it pays to be patient; 40
  /// were too few for some of sixteen clones that pushed without a pause (Benchmarks/ledger). But
  /// whoever waits much longer than those who have just come never gets in between.
  package static let remote = BackOff(attempts: 200, base: 100, limit: 2000)

  func wait(afterAttempt attempt: Int) {
    sleep(random() * min(limit, base * Double(1 << min(attempt, 30))))
  }
}

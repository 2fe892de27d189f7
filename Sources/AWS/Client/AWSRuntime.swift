package import FoundationEssentials

/// The clock, the wait and the chance that a client uses, so that tests bring their own.
package struct AWSRuntime: Sendable {
  package var now: @Sendable () -> Date
  /// Throws when the task is cancelled.
  package var sleep: @Sendable (Duration) async throws -> Void
  /// From 0 to 1.
  package var random: @Sendable () -> Double

  package init(
    now: @escaping @Sendable () -> Date,
    sleep: @escaping @Sendable (Duration) async throws -> Void,
    random: @escaping @Sendable () -> Double
  ) {
    self.now = now
    self.sleep = sleep
    self.random = random
  }

  package static let system = AWSRuntime(
    now: { Date() },
    sleep: { try await Task.sleep(for: $0) },
    random: { Double.random(in: 0...1) }
  )
}

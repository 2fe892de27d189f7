import Synchronization

/// One line on the terminal that says what is going on, once it takes longer than half a second.
///
/// Nothing is written where standard error is no terminal, or with `--quiet`.
final class Progress: Sendable {
  private static let patience = Duration.milliseconds(500)
  private static let interval = Duration.milliseconds(100)

  private let label: String
  private let output: Output?
  private let lastShown = Mutex<ContinuousClock.Instant?>(nil)
  private let start = ContinuousClock.now

  init(_ label: String, in session: Session) {
    self.label = label
    output =
      session.world.messages.isTerminal && !session.options.quiet
      ? session.world.messages : nil
  }

  /// Says how far it is; cheap enough for every step of a loop.
  func update(_ detail: @autoclosure () -> String) {
    guard let output else { return }
    let now = ContinuousClock.now
    guard start.duration(to: now) > Self.patience else { return }
    let isDue = lastShown.withLock { last in
      if let shown = last, shown.duration(to: now) < Self.interval { return false }
      last = now
      return true
    }
    guard isDue else { return }
    output.write("\r\(label) \(detail())\u{1B}[K")
    output.push()
  }

  /// Takes the line away.
  func finish() {
    guard let output, lastShown.withLock({ $0 }) != nil else { return }
    output.write("\r\u{1B}[K")
    output.push()
  }
}

extension Session {
  /// Awaits an answer, and says after half a second what for.
  func waiting<R: Sendable>(
    _ label: String,
    for body: () async throws -> R
  ) async throws -> R {
    let progress = Progress(label, in: self)
    let ticker = Task.detached {
      while !Task.isCancelled {
        try await Task.sleep(for: .milliseconds(250))
        progress.update("…")
      }
    }
    defer {
      ticker.cancel()
      progress.finish()
    }
    let answer = try await body()
    // What was not asked because of a Ctrl-C is not to be reported as an answer.
    try Task.checkCancellation()
    return answer
  }
}

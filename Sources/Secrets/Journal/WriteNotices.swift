import Synchronization

/// What became of the writings of earlier runs, in sentences for people, until somebody takes them.
final class WriteNotices: Sendable {
  private let texts = Mutex<[String]>([])

  func add(_ text: String) {
    texts.withLock { $0.append(text) }
  }

  func take() -> [String] {
    texts.withLock { texts in
      defer { texts = [] }
      return texts
    }
  }
}

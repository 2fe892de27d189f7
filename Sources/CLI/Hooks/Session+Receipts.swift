import Hooks

extension Session {
  /// Reads or writes receipts.
  ///
  /// They spare work and stop nothing: where it fails, that is said, and the push looks at more.
  @discardableResult
  func receipts<Value>(_ body: () throws(HookError) -> Value) -> Value? {
    do throws(HookError) {
      return try body()
    } catch {
      warn("Receipts of checks are not kept: \(visible(error.description))")
      return nil
    }
  }
}

/// When a failed request may be sent once more.
package enum RetryChoice: Sendable {
  /// Sending it twice does no more than sending it once: reads, and writes that carry a token.
  case safe
  /// A second sending could act twice: only when the first certainly did not arrive, or was
  /// refused for its rate before it was looked at.
  case connectFailuresOnly
}

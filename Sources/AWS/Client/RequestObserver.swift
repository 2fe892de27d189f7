/// Told of every attempt, for `--trace` and for tests.
///
/// Holds no header, no body and no name.
package typealias RequestObserver = @Sendable (RequestEvent) -> Void

package struct RequestEvent: Sendable, Equatable, CustomStringConvertible {
  /// `secretsmanager`, `ssm`, `s3` and the like.
  package let service: String
  package let operation: String
  /// Counts from 1.
  package let attempt: Int
  /// The HTTP status; nil when there was no answer.
  package let status: Int?
  /// The service's error code, or what went wrong on the way; nil on success.
  package let failure: String?

  package var description: String {
    let outcome = status.map(String.init) ?? "no answer"
    let reason = failure.map { " (\($0))" } ?? ""
    return "\(service) \(operation) attempt \(attempt): \(outcome)\(reason)"
  }
}

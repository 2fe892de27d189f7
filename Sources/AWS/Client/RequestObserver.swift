package import FoundationEssentials

/// Told of every attempt, for `--trace` and for tests.
///
/// Holds no header, no body and no name of a secret.
package typealias RequestObserver = @Sendable (RequestEvent) -> Void

package struct RequestEvent: Sendable, Equatable, CustomStringConvertible {
  /// When the attempt began.
  package var time: Date
  /// `secretsmanager`, `ssm`, `sts` and so on.
  package let service: String
  package let operation: String
  /// With its port, where that is not the usual one.
  package let host: String
  /// Counts from 1.
  package let attempt: Int
  package let maximumAttempts: Int
  /// Why there is a second or later attempt: the error code of the one before, or what was mended.
  package let retryReason: String?
  /// The HTTP status; nil when there was no answer.
  package var status: Int?
  /// The service's error code, or what went wrong on the way; nil on success.
  package var failure: String?
  package var requestID: String?
  /// From handing it over to the last byte of the answer.
  package var duration = Duration.zero
  /// The length of the bodies.
  package let sentBytes: Int
  package var receivedBytes = 0

  package var description: String {
    let outcome = status.map(String.init) ?? "no answer"
    let reason = failure.map { " (\($0))" } ?? ""
    return "\(service) \(operation) attempt \(attempt): \(outcome)\(reason)"
  }

  /// All of it on one line, as `name=value`.
  package var trace: String {
    let milliseconds = Int((duration / .milliseconds(1)).rounded())
    let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
    let fields: [(String, String?)] = [
      ("service", service), ("operation", operation), ("host", host),
      ("attempt", "\(attempt)/\(maximumAttempts)"),
      ("retry-of", retryReason),
      ("status", status.map(String.init) ?? "none"), ("failure", failure),
      ("request-id", requestID), ("ms", "\(milliseconds)"), ("sent", "\(sentBytes)"),
      ("received", "\(receivedBytes)"),
    ]
    let texts = fields.compactMap { name, value in value.map { "\(name)=\($0)" } }
    return "trace: \(time.formatted(style)) \(texts.joined(separator: " "))"
  }

  /// An id as a server gave it, unless it cannot be one.
  static func shownID(_ text: String?) -> String? {
    guard let text, !text.isEmpty, text.utf8.count <= 128 else { return nil }
    let isID = text.utf8.allSatisfy { byte in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "-_=+/".utf8.contains(byte)
    }
    return isID ? text : nil
  }
}

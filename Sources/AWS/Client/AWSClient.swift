/// Signed requests to AWS in one region, with one set of credentials.
///
/// Opens nothing until the first request. Safe to use from many tasks at once; at most
/// ``AWSSettings/maximumConcurrentRequests`` requests are in flight.
package final class AWSClient: Sendable {
  package let settings: AWSSettings
  package let region: String
  private let observer: RequestObserver?

  /// Fails with `configuration` when no region is set.
  package init(
    settings: AWSSettings,
    observer: RequestObserver? = nil
  ) throws(AWSError) {
    guard let region = settings.region else {
      throw AWSError(
        .configuration,
        message: "No AWS region is set.",
        hint: "Give --region, set AWS_REGION, or put `region = …` into the profile."
      )
    }
    self.settings = settings
    self.region = region
    self.observer = observer
  }

  /// Where the credentials come from, in words; nothing of the credentials themselves.
  package var credentialsSource: String { "" }

  /// Sends a request of the AWS JSON 1.1 protocol and returns the body of a 200 answer.
  package func json(
    _ service: AWSService,
    operation: String,
    body: RequestBody,
    retry: RetryChoice = .safe
  ) async throws(AWSError) -> ResponseBody {
    throw AWSError(.configuration, message: "")
  }

  /// Sends a form of the AWS query protocol and returns the XML of a 200 answer.
  package func query(
    _ service: AWSService,
    action: String,
    parameters: [(String, String)]
  ) async throws(AWSError) -> [UInt8] {
    throw AWSError(.configuration, message: "")
  }
}

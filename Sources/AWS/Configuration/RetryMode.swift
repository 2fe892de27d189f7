/// How the AWS CLI is told to send again.
package enum RetryMode: String, Sendable {
  case standard
  case adaptive
  /// The AWS CLI's first way: five attempts and no quota. Only the number is taken from it.
  case legacy

  /// Counts the first attempt.
  var defaultAttempts: Int { self == .legacy ? 5 : 3 }

  init(_ environment: Environment, _ properties: [String: String]) throws(AWSError) {
    let text =
      environment["AWS_RETRY_MODE"] ?? properties.value("retry_mode")
    guard let text else {
      self = .standard
      return
    }
    guard let mode = RetryMode(rawValue: text.lowercased()) else {
      throw AWSError(
        .configuration,
        message: "The AWS retry mode \"\(text)\" does not exist.",
        hint: "Set AWS_RETRY_MODE or retry_mode to standard, adaptive or legacy."
      )
    }
    self = mode
  }

  /// The number of attempts, from 1 up.
  func attempts(
    _ environment: Environment,
    _ properties: [String: String]
  ) throws(AWSError) -> Int {
    guard let text = environment["AWS_MAX_ATTEMPTS"] ?? properties.value("max_attempts") else {
      return defaultAttempts
    }
    guard let attempts = Int(text), attempts >= 1 else {
      throw AWSError(
        .configuration,
        message: "The number of attempts \"\(text)\" is not a number from 1 up.",
        hint: "Correct AWS_MAX_ATTEMPTS or max_attempts."
      )
    }
    return attempts
  }
}

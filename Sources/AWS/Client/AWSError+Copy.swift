extension AWSError {
  /// The same error in other words: what is known of the attempts and the credentials stays.
  func with(message: String, hint: String?) -> AWSError {
    var error = AWSError(
      kind,
      message: message,
      hint: hint,
      code: code,
      service: service,
      operation: operation,
      requestID: requestID,
      requestNotSent: requestNotSent
    )
    error.credentialsSource = credentialsSource
    error.earlierAttemptUnclear = earlierAttemptUnclear
    return error
  }
}

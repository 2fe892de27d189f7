extension AWSError {
  /// The error without the service's own sentence where that repeats a part of a value.
  ///
  /// Which sentences quote what was sent is not documented. So none is shown that has eight bytes
  /// in a row, or a shorter value whole, in common with it: sooner too little than a secret.
  func withoutEcho(of value: SecretBytes, by service: AWSService) -> AWSError {
    guard unsafe value.withBytes({ unsafe Self.echoes(message, $0) }) else { return self }
    return AWSError(
      kind,
      message: "\(service.displayName) refused \(operation ?? "the request")"
        + "\(code.map { " (\($0))" } ?? ""); its explanation repeats a part of the value and is "
        + "not shown.",
      hint: hint,
      code: code,
      service: self.service,
      operation: operation,
      requestID: requestID,
      requestNotSent: requestNotSent
    )
  }

  private static func echoes(_ message: String, _ value: UnsafeRawBufferPointer) -> Bool {
    let length = min(8, value.count)
    // A value of one or two characters is in every sentence.
    guard length > 2 else { return false }
    let text = Array(message.utf8)
    guard text.count >= length else { return false }
    let span = unsafe value.bindMemory(to: UInt8.self).span
    for start in 0...(text.count - length) {
      for offset in 0...(span.count - length) where span[offset] == text[start] {
        if (1..<length).allSatisfy({ span[offset + $0] == text[start + $0] }) { return true }
      }
    }
    return false
  }
}

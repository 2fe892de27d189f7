extension KMSClient {
  /// `GenerateDataKey` of 256 bits: the key, and the same encrypted under `key`, for `decrypt` with
  /// the same context.
  package func generateDataKey(
    key: String,
    context: [String: String]
  ) async throws(AWSError) -> (plaintext: SecretBytes, encrypted: [UInt8]) {
    let call = ServiceCall(client: client, service: .kms, operation: "GenerateDataKey")
    try call.check(kmsKey: key)
    try call.check(context: context)
    var body = RequestBody()
    body.set("KeyId", key)
    body.set("KeySpec", "AES_256")
    Self.set(context, in: &body)
    let response = try await call.sendRaw(body)
    let encrypted = SecretField.blob(at: ["CiphertextBlob"], in: response.bytes)
    guard let plaintext = SecretField.blob(at: ["Plaintext"], in: response.bytes),
      plaintext.count == 32, let encrypted, !encrypted.isEmpty
    else { throw call.invalid("holds no key", requestID: response.requestID) }
    return (plaintext, encrypted.exposed())
  }
}

/// AWS KMS (API version 2014-11-01), as far as it is used here.
///
/// A key is an id, an ARN, or an alias (`alias/…`). What a call takes is checked before it is sent
/// (`Limits`), and fails with `invalidRequest`. Every call fails with `notFound` where there is no
/// such key, `accessDenied`, and, as `service`: `DisabledException`, `KMSInvalidStateException`,
/// `KeyUnavailableException`, `KMSInternalException`, `DependencyTimeoutException`; what else is
/// said at the call.
package struct KMSClient: Sendable {
  /// The algorithm of a MAC.
  package enum MACAlgorithm: String, Sendable {
    case sha224 = "HMAC_SHA_224"
    case sha256 = "HMAC_SHA_256"
    case sha384 = "HMAC_SHA_384"
    case sha512 = "HMAC_SHA_512"
  }

  let client: AWSClient

  /// `GenerateMac` of 1 to 4096 bytes, with a key that is made for it.
  package func generateMac(
    _ message: SecretBytes,
    key: String,
    algorithm: MACAlgorithm = .sha256
  ) async throws(AWSError) -> SecretBytes {
    let call = call("GenerateMac")
    try call.check(kmsKey: key)
    try call.check(plaintext: message, "the message")
    let response = try await call.sendRaw(Self.body(message, key, algorithm), holding: message)
    guard let mac = SecretField.blob(at: ["Mac"], in: response.bytes), !mac.isEmpty else {
      throw call.invalid("holds no MAC", requestID: response.requestID)
    }
    return mac
  }

  /// `VerifyMac`; that it is not the right one is no error.
  package func verifyMac(
    _ mac: SecretBytes,
    of message: SecretBytes,
    key: String,
    algorithm: MACAlgorithm = .sha256
  ) async throws(AWSError) -> Bool {
    let call = call("VerifyMac")
    try call.check(kmsKey: key)
    try call.check(plaintext: message, "the message")
    try call.check(ciphertext: mac.count, "the MAC")
    var body = Self.body(message, key, algorithm)
    body.set("Mac", blob: mac)
    do {
      let output: KMSMACOutput = try await call.send(body, holding: message)
      return output.isValid
    } catch {
      if error.code == "KMSInvalidMacException" { return false }
      throw error
    }
  }

  /// `Encrypt` of 1 to 4096 bytes.
  package func encrypt(
    _ plaintext: SecretBytes,
    key: String,
    context: [String: String] = [:]
  ) async throws(AWSError) -> [UInt8] {
    let call = call("Encrypt")
    try call.check(kmsKey: key)
    try call.check(plaintext: plaintext, "the plaintext")
    try call.check(context: context)
    var body = RequestBody()
    body.set("KeyId", key)
    body.set("Plaintext", blob: plaintext)
    Self.set(context, in: &body)
    let response = try await call.sendRaw(body, holding: plaintext)
    let ciphertext = SecretField.blob(at: ["CiphertextBlob"], in: response.bytes)
    guard let ciphertext, !ciphertext.isEmpty else {
      throw call.invalid("holds no ciphertext", requestID: response.requestID)
    }
    return ciphertext.exposed()
  }

  /// `Decrypt` of at most 6144 bytes; the context must be that of the encryption.
  ///
  /// As `service`: `InvalidCiphertextException` (another context, or damage) and
  /// `IncorrectKeyException` (another key than `key`).
  package func decrypt(
    _ ciphertext: [UInt8],
    key: String? = nil,
    context: [String: String] = [:]
  ) async throws(AWSError) -> SecretBytes {
    let call = call("Decrypt")
    if let key { try call.check(kmsKey: key) }
    try call.check(ciphertext: ciphertext.count, "the ciphertext")
    try call.check(context: context)
    var body = RequestBody()
    if let key { body.set("KeyId", key) }
    body.set("CiphertextBlob", blob: SecretBytes(ciphertext))
    Self.set(context, in: &body)
    let response = try await call.sendRaw(body)
    guard let plaintext = SecretField.blob(at: ["Plaintext"], in: response.bytes) else {
      throw call.invalid("holds no plaintext", requestID: response.requestID)
    }
    return plaintext
  }

  /// `DescribeKey`.
  package func describeKey(_ key: String) async throws(AWSError) -> KMSKey {
    let call = call("DescribeKey")
    try call.check(kmsKey: key)
    var body = RequestBody()
    body.set("KeyId", key)
    let output: KMSKeyOutput = try await call.send(body)
    return output.key
  }

  private static func body(
    _ message: SecretBytes,
    _ key: String,
    _ algorithm: MACAlgorithm
  ) -> RequestBody {
    var body = RequestBody()
    body.set("KeyId", key)
    body.set("MacAlgorithm", algorithm.rawValue)
    body.set("Message", blob: message)
    return body
  }

  static func set(_ context: [String: String], in body: inout RequestBody) {
    guard !context.isEmpty else { return }
    var object = RequestBody()
    for (name, value) in context.sorted(by: { $0.key < $1.key }) { object.set(name, value) }
    body.set("EncryptionContext", object: object)
  }

  private func call(_ operation: String) -> ServiceCall {
    ServiceCall(client: client, service: .kms, operation: operation)
  }
}

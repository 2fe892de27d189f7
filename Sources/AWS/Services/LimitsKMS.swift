/// What AWS KMS takes.
package enum KMSLimits {
  /// Of what is encrypted at once, or of a message that a MAC is made of.
  package static let plaintextBytes = 4_096
  /// Of a ciphertext or a MAC.
  package static let ciphertextBytes = 6_144
  /// Of an encryption context, as JSON.
  package static let contextBytes = 8_192
  package static let keyIDCharacters = 2_048
}

/// What AWS STS takes.
package enum STSLimits {
  package static let arnCharacters = 20...2_048
  package static let sessionNameCharacters = 2...64
  package static let externalIDCharacters = 2...1_224
  package static let seconds = 900...43_200
  package static let tokenBytes = 4...20_000
}

extension ServiceCall {
  func check(kmsKey id: String) throws(AWSError) {
    try check("the id of the KMS key", characters: id, 1...KMSLimits.keyIDCharacters)
  }

  func check(plaintext: SecretBytes, _ what: String) throws(AWSError) {
    try check(what, bytes: plaintext.count, 1...KMSLimits.plaintextBytes)
  }

  func check(ciphertext count: Int, _ what: String) throws(AWSError) {
    try check(what, bytes: count, 1...KMSLimits.ciphertextBytes)
  }

  func check(context: [String: String]) throws(AWSError) {
    let count = context.reduce(2) { $0 + $1.key.utf8.count + $1.value.utf8.count + 6 }
    try check("the encryption context", bytes: count, 0...KMSLimits.contextBytes)
  }

  func check(
    role: String,
    sessionName: String,
    seconds: Int?
  ) throws(AWSError) {
    try check("the ARN of the role", characters: role, STSLimits.arnCharacters)
    try check("the session name", characters: sessionName, STSLimits.sessionNameCharacters)
    try check("the session name", sessionName, isLettersDigitsAnd: "_+=,.@-")
    try check("the duration in seconds", number: seconds, STSLimits.seconds)
  }
}

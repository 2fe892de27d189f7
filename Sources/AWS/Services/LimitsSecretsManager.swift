/// What AWS Secrets Manager takes.
package enum SecretsManagerLimits {
  /// Of a value, text or binary.
  package static let valueBytes = 65_536
  package static let nameCharacters = 512
  /// Of a name or an ARN by which a secret is asked for.
  package static let idCharacters = 2_048
  package static let descriptionCharacters = 2_048
  package static let stageCharacters = 256
  /// Of all versions of a secret together, those of AWS included.
  package static let stages = 20
  /// Of a token, and so of a VersionId.
  package static let tokenCharacters = 32...64
  package static let idsPerBatch = 20
  package static let recoveryDays = 7...30
  package static let passwordLength = 1...4_096
  package static let rotationDays = 1...1_000
}

extension ServiceCall {
  private typealias Limits = SecretsManagerLimits

  func check(secretID id: String) throws(AWSError) {
    try check("the name of the secret", characters: id, 1...Limits.idCharacters)
  }

  /// Only AWS's own services give names with `!`.
  func check(newSecret name: String) throws(AWSError) {
    try check("the name of the secret", characters: name, 1...Limits.nameCharacters)
    try check("the name of the secret", name, isLettersDigitsAnd: "/_+=.@-")
  }

  func check(value: SecretBytes) throws(AWSError) {
    try check("the value", bytes: value.count, 1...Limits.valueBytes)
  }

  /// A value that is sent as `SecretString`.
  func check(text value: SecretBytes) throws(AWSError) {
    try check(value: value)
    guard value.isUTF8 else { throw refused("the value is not UTF-8 text") }
  }

  func check(token: String) throws(AWSError) {
    try check("the token", characters: token, Limits.tokenCharacters)
  }

  func check(versionID: String?) throws(AWSError) {
    try check("the id of the version", characters: versionID, Limits.tokenCharacters)
  }

  func check(stage: String?) throws(AWSError) {
    try check("the stage", characters: stage, 1...Limits.stageCharacters)
  }

  func check(stages: [String]) throws(AWSError) {
    try check("stages", count: stages.count, 1...Limits.stages)
    for stage in stages { try check(stage: stage) }
  }

  func check(description: String?, keyID: String?) throws(AWSError) {
    try check("the description", characters: description, 0...Limits.descriptionCharacters)
    try check("the id of the KMS key", characters: keyID, 0...Limits.idCharacters)
  }

  func check(secretFilters filters: [SecretFilter]) throws(AWSError) {
    try check("filters", count: filters.count, 0...10)
    for filter in filters {
      try check("values of the filter \(filter.key.rawValue)", count: filter.values.count, 1...10)
      for value in filter.values {
        try check("the filter \(filter.key.rawValue)", characters: value, 0...512)
        try check("the filter \(filter.key.rawValue)", value, isLettersDigitsAnd: " :_@/+=.-!")
      }
    }
  }
}

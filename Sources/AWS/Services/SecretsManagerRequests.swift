/// A filter of `ListSecrets` and `BatchGetSecretValue`: one of its values must match.
package struct SecretFilter: Sendable {
  package enum Key: String, Sendable {
    case description
    case name
    case tagKey = "tag-key"
    case tagValue = "tag-value"
    case primaryRegion = "primary-region"
    case owningService = "owning-service"
    case all
  }

  package let key: Key
  /// 1 to 10 prefixes, each with a `!` before it where what it matches is to be left out.
  package let values: [String]

  package init(_ key: Key, _ values: [String]) {
    self.key = key
    self.values = values
  }

  var body: RequestBody {
    var body = RequestBody()
    body.set("Key", key.rawValue)
    body.set("Values", values)
    return body
  }
}

/// What `GetRandomPassword` is asked for; the defaults are the service's own.
package struct PasswordWish: Sendable {
  /// 1 to 4096.
  package var length = 32
  package var excludedCharacters: String?
  package var withNumbers = true
  package var withPunctuation = true
  package var withUppercase = true
  package var withLowercase = true
  package var withSpace = false
  /// At least one of each kind.
  package var withEachKind = true

  package init() {}

  /// Says only what differs from the defaults, as the SDKs do.
  var body: RequestBody {
    var body = RequestBody()
    body.set("PasswordLength", length)
    if let excludedCharacters { body.set("ExcludeCharacters", excludedCharacters) }
    if !withNumbers { body.set("ExcludeNumbers", true) }
    if !withPunctuation { body.set("ExcludePunctuation", true) }
    if !withUppercase { body.set("ExcludeUppercase", true) }
    if !withLowercase { body.set("ExcludeLowercase", true) }
    if withSpace { body.set("IncludeSpace", true) }
    if !withEachKind { body.set("RequireEachIncludedType", false) }
    return body
  }
}

/// Where a secret is to be copied to.
package struct SecretReplica: Sendable, Hashable {
  package let region: String
  /// Nil for the account's own key there.
  package let kmsKeyId: String?

  package init(region: String, kmsKeyId: String? = nil) {
    self.region = region
    self.kmsKeyId = kmsKeyId
  }

  var body: RequestBody {
    var body = RequestBody()
    body.set("Region", region)
    if let kmsKeyId { body.set("KmsKeyId", kmsKeyId) }
    return body
  }
}

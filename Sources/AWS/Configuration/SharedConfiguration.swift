/// The profiles, SSO sessions and service settings of the two shared files together.
package struct SharedConfiguration: Sendable {
  package typealias Properties = [String: String]

  package let profiles: [String: Properties]
  package let ssoSessions: [String: Properties]
  package let services: [String: Properties]
  /// The profiles whose keys are in the credentials file.
  let keysInCredentialsFile: Set<String>

  init(
    profiles: [String: Properties],
    ssoSessions: [String: Properties] = [:],
    services: [String: Properties] = [:]
  ) {
    self.profiles = profiles
    self.ssoSessions = ssoSessions
    self.services = services
    keysInCredentialsFile = []
  }

  /// What is good together only as it stands in one file.
  private static let keys = [
    "aws_access_key_id", "aws_secret_access_key", "aws_session_token", "aws_account_id",
  ]

  /// Merges the files; for one profile a property of the credentials file wins, and keys with what
  /// belongs to them are those of one file.
  package init(config: SharedConfigurationParser?, credentials: SharedConfigurationParser?) {
    var profiles = config?.profiles ?? [:]
    var withKeys: Set<String> = []
    for (name, properties) in credentials?.profiles ?? [:] {
      var properties = properties
      var others = profiles[name] ?? [:]
      if Self.holdsKeys(properties) {
        withKeys.insert(name)
        for key in Self.keys { others[key] = nil }
      } else if Self.holdsKeys(others) {
        for key in Self.keys { properties[key] = nil }
      }
      profiles[name] = others.merging(properties) { _, new in new }
    }
    self.profiles = profiles
    keysInCredentialsFile = withKeys
    ssoSessions = config?.ssoSessions ?? [:]
    services = config?.services ?? [:]
  }

  private static func holdsKeys(_ properties: Properties) -> Bool {
    properties.value("aws_access_key_id") != nil || properties.value("aws_secret_access_key") != nil
  }

  /// Reads the files; one that does not exist is as good as empty.
  package static func load(
    configPath: String,
    credentialsPath: String
  ) throws(AWSError) -> SharedConfiguration {
    SharedConfiguration(
      config: try file(configPath, .config),
      credentials: try file(credentialsPath, .credentials)
    )
  }

  private static func file(
    _ path: String,
    _ kind: SharedConfigurationParser.FileKind
  ) throws(AWSError) -> SharedConfigurationParser? {
    // What people name who want no file.
    if path == "/dev/null" { return nil }
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try FileSystem.read(path)
    } catch {
      if error.isMissing { return nil }
      throw AWSError(.configuration, message: error.message, hint: error.hint ?? Self.hint(kind))
    }
    return try SharedConfigurationParser.parse(bytes, kind: kind, path: path)
  }

  private static func hint(_ kind: SharedConfigurationParser.FileKind) -> String {
    switch kind {
    case .config: "It has to be a file; AWS_CONFIG_FILE names another one."
    case .credentials: "It has to be a file; AWS_SHARED_CREDENTIALS_FILE names another one."
    }
  }

  /// The lines below a property that itself is empty, as names and values.
  static func nested(_ value: String) -> Properties {
    var result: Properties = [:]
    for line in value.split(separator: "\n") {
      let pair = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard pair.count == 2 else { continue }
      result[pair[0].trimmed.lowercased()] = pair[1].trimmed
    }
    return result
  }
}

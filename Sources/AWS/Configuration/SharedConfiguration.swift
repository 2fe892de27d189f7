/// The profiles, SSO sessions and service settings of the two shared files together.
package struct SharedConfiguration: Sendable {
  package typealias Properties = [String: String]

  package let profiles: [String: Properties]
  package let ssoSessions: [String: Properties]
  package let services: [String: Properties]

  init(
    profiles: [String: Properties],
    ssoSessions: [String: Properties] = [:],
    services: [String: Properties] = [:]
  ) {
    self.profiles = profiles
    self.ssoSessions = ssoSessions
    self.services = services
  }

  /// Merges the files; for one profile a property of the credentials file wins.
  package init(config: SharedConfigurationParser?, credentials: SharedConfigurationParser?) {
    var profiles = config?.profiles ?? [:]
    for (name, properties) in credentials?.profiles ?? [:] {
      profiles[name, default: [:]].merge(properties) { _, new in new }
    }
    self.profiles = profiles
    ssoSessions = config?.ssoSessions ?? [:]
    services = config?.services ?? [:]
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
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try FileSystem.read(path)
    } catch {
      if error.isMissing { return nil }
      throw AWSError(.configuration, message: error.message, hint: error.hint)
    }
    return try SharedConfigurationParser.parse(bytes, kind: kind, path: path)
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

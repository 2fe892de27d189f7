/// Where a profile of the shared files leads; nothing with which one could sign in.
package struct AWSProfile: Sendable, Equatable {
  package let name: String
  package let region: String?
  /// 12 digits, where the profile says them: `sso_account_id`, or the account in `role_arn`.
  package let account: String?
  /// The id, which is no secret, of the access key that the profile itself holds.
  package let accessKeyID: String?

  package init(
    name: String,
    region: String? = nil,
    account: String? = nil,
    accessKeyID: String? = nil
  ) {
    self.name = name
    self.region = region
    self.account = account
    self.accessKeyID = accessKeyID
  }

  /// The profiles of the two shared files, by name.
  ///
  /// - Throws: `configuration` for a file that cannot be read as it is.
  package static func all(
    environment: [String: String],
    home: String
  ) throws(AWSError) -> [AWSProfile] {
    let environment = Environment(variables: environment)
    let paths = SharedFilePaths(environment: environment, home: home)
    let shared = try SharedConfiguration.load(
      configPath: paths.config,
      credentialsPath: paths.credentials
    )
    return shared.profiles
      .map { name, properties in
        AWSProfile(
          name: name,
          region: properties["region"].flatMap { $0.isEmpty ? nil : $0 },
          account: account(properties),
          // With a role the key is that of somebody who may take it on, maybe of another account.
          accessKeyID: properties["role_arn"] == nil ? properties["aws_access_key_id"] : nil
        )
      }
      .sorted { $0.name < $1.name }
  }

  private static func account(_ properties: [String: String]) -> String? {
    // arn:aws:iam::123456789012:role/name
    let role = properties["role_arn"]?.split(separator: ":", omittingEmptySubsequences: false)
    let ofRole = role.flatMap { $0.count >= 6 ? String($0[4]) : nil }
    // The role is what calls; an SSO account may be where it is taken on from.
    guard let account = ofRole ?? properties["sso_account_id"] else { return nil }
    let isAccount =
      account.utf8.count == 12 && account.utf8.allSatisfy { (0x30...0x39).contains($0) }
    return isAccount ? account : nil
  }
}

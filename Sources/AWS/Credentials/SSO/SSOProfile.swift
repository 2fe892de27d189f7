/// How a profile signs in through IAM Identity Center.
struct SSOProfile: Sendable, Equatable {
  let profile: String
  /// The section `[sso-session …]`; nil in the older form, where the profile says everything.
  let session: String?
  let startURL: String
  let region: String
  let account: String?
  let role: String?

  /// Nil when the profile says nothing about it.
  static func find(
    _ profile: String,
    _ shared: SharedConfiguration
  ) throws(AWSError) -> SSOProfile? {
    let own = shared.profiles[profile] ?? [:]
    func value(_ properties: [String: String], _ name: String) -> String? {
      properties[name].flatMap { $0.isEmpty ? nil : $0 }
    }
    let account = value(own, "sso_account_id")
    let role = value(own, "sso_role_name")
    let session = value(own, "sso_session")
    guard account != nil || role != nil || session != nil || value(own, "sso_start_url") != nil
    else { return nil }
    func failure(_ what: String, _ hint: String) -> AWSError {
      AWSError(
        .configuration,
        message: "The AWS profile \"\(profile)\" \(what).",
        hint: "\(hint), or run `aws configure sso --profile \(ShellWord.quoted(profile))`."
      )
    }
    if (account == nil) != (role == nil) {
      let missing = account == nil ? "sso_account_id" : "sso_role_name"
      throw failure("has no \(missing)", "Add it")
    }
    guard let session else {
      guard let startURL = value(own, "sso_start_url"), let region = value(own, "sso_region")
      else { throw failure("has not both sso_start_url and sso_region", "Add what is missing") }
      try AWSSettings.check(region: region)
      guard account != nil else {
        throw failure("has neither sso_account_id nor sso_role_name", "Add both")
      }
      return SSOProfile(
        profile: profile,
        session: nil,
        startURL: startURL,
        region: region,
        account: account,
        role: role
      )
    }
    guard let section = shared.ssoSessions[session] else {
      throw failure("names the section [sso-session \(session)], which does not exist", "Add it")
    }
    for name in ["sso_region", "sso_start_url"] {
      guard let common = value(section, name) else {
        throw failure("needs \(name) in [sso-session \(session)]", "Add it there")
      }
      if let other = value(own, name), other != common {
        throw failure(
          "has another \(name) than [sso-session \(session)]",
          "Take it out of the profile"
        )
      }
    }
    let region = section["sso_region"] ?? ""
    try AWSSettings.check(region: region)
    return SSOProfile(
      profile: profile,
      session: session,
      startURL: section["sso_start_url"] ?? "",
      region: region,
      account: account,
      role: role
    )
  }

  /// What the AWS CLI calls the file of the token.
  var cacheName: String {
    Crypto.hex(Crypto.sha1(Array((session ?? startURL).utf8))) + ".json"
  }

  var signInCommand: String {
    session.map { "aws sso login --sso-session \(ShellWord.quoted($0))" }
      ?? "aws sso login --profile \(ShellWord.quoted(profile))"
  }
}

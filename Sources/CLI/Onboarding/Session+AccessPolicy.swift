import AWS
import Secrets

extension Session {
  /// Whether the files of a vault in S3 are reached with the credentials of an environment: the vault's
  /// own one, or else each that records some.
  func reachesFiles(_ environment: EnvironmentSettings) throws -> Bool {
    let vault = try configuration().vault
    guard vault.bucket != nil, try hasRecordedVault else { return false }
    guard let name = vault.environment else { return environment.vaultFiles != [] }
    return name == environment.name
  }

  /// The policy of an environment; asks nobody in AWS.
  func accessPolicy(_ role: AccessPolicy.Role) throws -> AccessPolicy {
    let environment = try environment()
    let name = visible(environment.name)
    let vault = try configuration().vault
    let hasFiles = try reachesFiles(environment)
    guard environment.usesAWS || hasFiles else {
      throw Failure.usage(
        "Environment \(name) has no secrets in AWS, so it needs no policy.",
        hint: "Name another one with --env, or add selectors of sm or ssm to its `secrets`."
      )
    }
    // A profile that says it is only asked where nothing else does: it may be somebody else's.
    let region =
      try regionOption() ?? environment.region ?? awsSettings(for: environment).region
    for (missing, key, example) in [
      (region == nil, "region", "eu-west-1"),
      (environment.account == nil, "account", "123456789012"),
    ] where missing {
      warn(
        "environment \(name) names no \(key), so the policy has * for it. Add "
          + "`\(key) = \"\(example)\"` to [environments.\(name)]."
      )
    }
    return AccessPolicy(
      role: role,
      pins: environment.pins > 0,
      selectors: environment.selectors,
      region: region,
      account: environment.account,
      vault: vault,
      hasFiles: hasFiles
    )
  }
}

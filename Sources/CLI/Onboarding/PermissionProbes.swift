import AWS
import Secrets

/// Asks for each permission that metadata needs, and looks at nothing but whether it is refused.
struct PermissionProbes {
  let environment: EnvironmentSettings
  let client: AWSClient
  /// The ARN of whoever asks.
  let caller: String

  /// A name that nothing has: a refusal to look at it is one for all that begins like it.
  private static let unusedName = "git-secrets-sync-probe"

  func run() async -> [HealthCheck] {
    var checks = await secrets()
    // An endpoint that does not answer would be waited for again.
    guard checks.last?.isUnknown != true else { return checks }
    checks += await parameters()
    return checks
  }

  private func secrets() async -> [HealthCheck] {
    let service = client.secretsManager
    let chosen = environment.selectors.filter { $0.store == .secretsManager }
    let patterns = chosen.filter { !$0.isExact }
    // What to describe for each selector.
    var names: [SecretSelector: String] = [:]
    for selector in chosen {
      names[selector] =
        selector.isExact
        ? selector.arn ?? selector.pattern : selector.literalPrefix + Self.unusedName
    }
    var checks: [HealthCheck] = []
    if !patterns.isEmpty {
      checks.append(
        await probe("secretsmanager:ListSecrets", patterns) { (selector) throws(AWSError) in
          let found = try await service.firstSecrets(namePrefix: selector.literalPrefix)
          if let first = found.first(where: { selector.matches($0.name) }) {
            names[selector] = first.name
          }
        }
      )
      if checks.last?.isUnknown == true { return checks }
    }
    guard !chosen.isEmpty else { return [] }
    checks.append(
      await probe("secretsmanager:DescribeSecret", chosen) { (selector) throws(AWSError) in
        _ = try await service.describeSecret(names[selector] ?? selector.pattern)
      }
    )
    if checks.last?.isUnknown == true { return checks }
    if environment.pins > 0, !patterns.isEmpty {
      checks.append(
        await probe("secretsmanager:UpdateSecretVersionStage", patterns) {
          (selector) throws(AWSError) in
          // Of a secret that nothing is, to a version that nothing is: nothing can come of it.
          try await service.updateSecretVersionStage(
            id: selector.literalPrefix + Self.unusedName,
            stage: PinLabel.prefix + "probe",
            to: Crypto.uuid()
          )
        }
      )
      if checks.last?.isUnknown == true { return checks }
    }
    checks.append(
      await probe("secretsmanager:ListSecretVersionIds", chosen, isNeeded: false) {
        (selector) throws(AWSError) in
        _ = try await service.listSecretVersionIds(
          names[selector] ?? selector.pattern,
          includeDeprecated: false
        )
      }
    )
    return checks
  }

  private func parameters() async -> [HealthCheck] {
    let service = client.ssm
    let chosen = environment.selectors.filter { $0.store == .parameterStore }
    guard !chosen.isEmpty else { return [] }
    let listed = await probe("ssm:DescribeParameters", chosen) { (selector) throws(AWSError) in
      _ = try await service.firstParameters([
        selector.isExact
          ? .names([selector.pattern]) : .nameBegins(with: selector.literalPrefix + Self.unusedName)
      ])
    }
    guard !listed.isUnknown else { return [listed] }
    return [
      listed,
      await probe("ssm:GetParameters", chosen) { (selector) throws(AWSError) in
        // Without decryption, and where it can be without a parameter that there is.
        let name = selector.isExact ? selector.pattern : selector.literalPrefix + Self.unusedName
        _ = try await service.getParameters(names: [selector.arn ?? name])
      },
    ]
  }

  /// Makes a call for each selector.
  ///
  /// That something does not exist says that one may look.
  private func probe(
    _ action: String,
    _ selectors: [SecretSelector],
    isNeeded: Bool = true,
    _ call: (SecretSelector) async throws(AWSError) -> Void
  ) async -> HealthCheck {
    let name = "aws, \(environment.name), \(action)"
    var denied: [String] = []
    for selector in selectors {
      do throws(AWSError) {
        try await call(selector)
      } catch {
        switch error.kind {
        case .notFound: break
        case .accessDenied: denied.append(visible(selector.description))
        default:
          var check = HealthCheck.wrong(name, error)
          check.isUnknown = true
          return check
        }
      }
    }
    guard !denied.isEmpty else {
      let all = selectors.map { visible($0.description) }.joined(separator: ", ")
      return HealthCheck(name: name, state: .fine, message: "allowed for \(all)")
    }
    let role = isNeeded ? AccessPolicy.Role.record : .ci
    return HealthCheck(
      name: name,
      state: isNeeded ? .wrong : .note,
      message: "denied for \(denied.joined(separator: ", "))",
      fix: "Attach to \(visible(caller)) what this prints: git secrets-sync doctor --iam-policy "
        + "\(role.rawValue) --env \(visible(environment.name))"
    )
  }
}

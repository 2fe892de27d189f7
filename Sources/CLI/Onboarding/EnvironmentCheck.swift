import AWS

/// What `doctor` finds out about an environment in AWS.
///
/// No value is read.
struct EnvironmentCheck {
  let session: Session
  let environment: EnvironmentSettings

  private var name: String { "aws, \(environment.name)" }

  func run() async -> [HealthCheck] {
    let client: AWSClient
    let identity: CallerIdentity
    do {
      client = try session.awsClient(for: environment)
      identity = try await client.sts.getCallerIdentity()
    } catch {
      return [.wrong(name, error)]
    }
    let credentials = HealthCheck(
      name: name,
      state: .fine,
      message: "account \(visible(identity.account)) as \(visible(identity.arn)), "
        + "\(client.region), credentials from \(visible(client.credentialsSource))" + tried(client)
    )
    let first = [credentials] + retries(client.settings) + [account(identity)]
    guard first.last?.state != .wrong else { return first }
    let probes = PermissionProbes(environment: environment, client: client, caller: identity.arn)
    let permissions = await probes.run()
    return first + permissions + (await files(client, identity)) + [others]
  }

  /// What of the user's settings about retries is not done.
  private func retries(_ settings: AWSSettings) -> [HealthCheck] {
    guard settings.retryMode == .legacy else { return [] }
    return [
      HealthCheck(
        name: name + ", retries",
        state: .note,
        message: "the mode legacy is taken for standard, with \(settings.maximumAttempts) attempts",
        fix: "Set AWS_RETRY_MODE or retry_mode to standard or adaptive."
      )
    ]
  }

  /// The sources that came before, for those who expected another one.
  private func tried(_ client: AWSClient) -> String {
    var tried = client.settings.triedSources
    // Where variables stand for the profile of the configuration, that one was looked for first.
    if let (profile, _) = try? session.standIn(for: environment) {
      tried.insert(
        "profile \(profile): in neither \(client.settings.configPath) nor "
          + client.settings.credentialsPath,
        at: 0
      )
    }
    guard !tried.isEmpty else { return "" }
    return "\nbefore it: " + tried.map(visible).joined(separator: "; ")
  }

  private func account(_ identity: CallerIdentity) -> HealthCheck {
    let name = self.name + ", account"
    let place = "[environments.\(environment.name)]"
    guard let expected = environment.account else {
      return HealthCheck(
        name: name,
        state: .note,
        message: "the configuration names none, so the credentials of any account are taken",
        fix: "Add `account = \"\(visible(identity.account))\"` to \(place) in "
          + "\(Configuration.fileName)."
      )
    }
    guard expected == identity.account else {
      return HealthCheck(
        name: name,
        state: .wrong,
        message: "the credentials belong to \(visible(identity.account)), but \(place) says "
          + "\(expected); permissions were not probed",
        fix: "Use a profile of account \(expected): set `profile` in \(place), or give --profile."
      )
    }
    return HealthCheck(name: name, state: .fine, message: "\(expected), as the configuration says")
  }

  private var others: HealthCheck {
    HealthCheck(
      name: name + ", values and writing",
      state: .note,
      message: "not probed: asking would read or change a secret",
      fix: "What they need: git secrets-sync doctor --iam-policy developer --env "
        + visible(environment.name)
    )
  }
}

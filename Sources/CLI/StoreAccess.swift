import AWS
import Git
import Secrets

extension Session {
  /// The store of a kind, reached as the environment says.
  ///
  /// The account is asked for whenever the environment names one, before anything else: with the
  /// wrong one nothing is read and nothing is written.
  func store(
    _ kind: StoreKind,
    in environment: EnvironmentSettings?
  ) async throws -> ReachedStore {
    let name = environment.flatMap { $0.name == Session.nameless ? nil : $0.name }
    let options = placeOptions(kind, in: environment)
    reachedBy.insert(options)
    guard kind != .local else {
      return ReachedStore(
        store: try localStore(),
        place: kind.title,
        identity: nil,
        region: nil,
        environment: name,
        options: options
      )
    }
    let (client, identity) = try await client(for: environment)
    let journal = WriteJournal(
      directory: try stateDirectory() + "/journal",
      place: "\(identity.account)/\(client.region)"
    )
    var secrets = SecretsManagerStore(client: client, journal: journal)
    var parameters = ParameterStore(client: client, journal: journal)
    secrets.pause = pauseForName
    parameters.pause = pauseForName
    return ReachedStore(
      store: kind == .secretsManager ? secrets : parameters,
      place: "\(kind.title), account \(visible(identity.account)), \(client.region)",
      identity: identity,
      region: client.region,
      environment: name,
      options: options
    )
  }

  /// Says why nothing seems to happen.
  private var pauseForName: Pause {
    let (world, options) = (world, options)
    return { duration in
      Session(world: world, options: options)
        .say(
          "AWS still holds the name of what was deleted; trying again in "
            + "\(count(Int(duration.components.seconds), "second"))."
        )
      try await Task.sleep(for: duration)
    }
  }

  /// Every store that the selectors of an environment name.
  func stores(of environment: EnvironmentSettings) async throws -> [StoreKind: ReachedStore] {
    var result: [StoreKind: ReachedStore] = [:]
    for kind in environment.stores { result[kind] = try await store(kind, in: environment) }
    return result
  }

  func localStore() throws -> LocalStore {
    LocalStore(path: try stateDirectory() + "/local-store", keyPath: localKeyPath)
  }

  /// What is kept for all worktrees of the repository, or for the user where there is none.
  func stateDirectory() throws -> String {
    try layoutIfAny().map { $0.commonDirectory + "/secrets-sync" } ?? world.dataDirectory
  }

  var localKeyPath: String { world.dataDirectory + "/local.key" }

  /// The AWS client of an environment, with whom it calls as.
  func client(
    for environment: EnvironmentSettings?
  ) async throws -> (AWSClient, CallerIdentity) {
    let key = environment?.name ?? ""
    if let known = clients[key] { return known }
    let client = try awsClient(for: environment)
    let identity = try await client.sts.getCallerIdentity()
    if let environment { try Self.check(identity, environment) }
    clients[key] = (client, identity)
    return (client, identity)
  }

  /// Refuses credentials of another account than the environment names.
  static func check(_ identity: CallerIdentity, _ environment: EnvironmentSettings) throws(Failure)
  {
    guard let expected = environment.account, expected != identity.account else { return }
    throw Failure(
      "The credentials belong to the AWS account \(visible(identity.account)), but environment "
        + "\(environment.name) is account \(expected). Nothing was read or written.",
      hint: "Use the profile of account \(expected): set `profile` in [environments."
        + "\(environment.name)], or give --profile.",
      status: .refused
    )
  }

  /// The AWS client of an environment, which has asked nobody anything yet.
  ///
  /// Clients whose credentials come from the same source have them together, so that a code is
  /// asked for once.
  func awsClient(for environment: EnvironmentSettings?) throws -> AWSClient {
    let settings = try awsSettings(for: environment)
    // Where nothing was found before the machine itself, what was looked for is one profile's.
    let source = settings.credentialsSource + (settings.hasFoundNone ? "\0\(settings.profile)" : "")
    let client = try AWSClient(
      settings: settings,
      observer: requestLog,
      sharingCredentialsOf: clientsBySource[source]
    )
    clientsBySource[source] = client
    return client
  }

  /// What `--trace` and `--verbose` print of each request, at once: a later one may never end.
  private var requestLog: RequestObserver? {
    let messages = world.messages
    let variable = world.environment["GIT_SECRETS_SYNC_TRACE"] ?? ""
    if options.trace || !["", "0", "false"].contains(variable.lowercased()) {
      return { event in
        messages.write(visible(event.trace) + "\n")
        messages.push()
      }
    }
    guard options.verbose else { return nil }
    return { event in messages.write("\(event)\n") }
  }

  /// What the environment, the options and the user's own files say together.
  func awsSettings(for environment: EnvironmentSettings?) throws -> AWSSettings {
    try AWSSettings.load(
      environment: world.environment,
      profile: try profile(of: environment),
      profileOrigin: options.profile == nil
        ? environment?.origin ?? "[environments.\(visible(environment?.name ?? ""))]" : "--profile",
      region: try regionOption() ?? environment?.region,
      home: world.home,
      mfaPrompt: mfaPrompt
    )
  }

  /// Asks for the code of a device on the terminal; nil without one.
  private var mfaPrompt: MFAPrompt? {
    guard TerminalQuestion(session: self).canAsk else { return nil }
    let (world, options) = (world, options)
    return { serial throws(AWSError) in
      let question = TerminalQuestion(session: Session(world: world, options: options))
      guard let code = try? question.ask("MFA code for \(visible(serial)): ") else {
        throw AWSError(.cancelled, message: "No MFA code was given for \(serial).")
      }
      return code
    }
  }

  /// The profile to call with; nil for none in particular.
  private func profile(of environment: EnvironmentSettings?) throws -> String? {
    guard let (profile, source) = try standIn(for: environment) else {
      return options.profile ?? environment?.profile
    }
    detail("There is no profile \(visible(profile)); \(source) is used.")
    return nil
  }

  /// The profile of an environment that does not exist here, and the variable that stands for it.
  ///
  /// A pipeline has credentials in its environment and none of the profiles that people have. Where
  /// the environment's account, which is checked first, is known, these may stand for a profile that
  /// does not exist there.
  func standIn(
    for environment: EnvironmentSettings?
  ) throws -> (profile: String, variable: String)? {
    guard options.profile == nil, let profile = environment?.profile, environment?.account != nil,
      let source = Self.sourcesOfPipelines.first(where: {
        world.environment[$0]?.isEmpty == false
      })
    else { return nil }
    let isKnown = try AWSProfile.all(environment: world.environment, home: world.home)
      .contains { $0.name == profile }
    return isKnown ? nil : (profile, source)
  }

  /// The variables by which the platforms of pipelines hand out credentials.
  private static let sourcesOfPipelines = [
    "AWS_ACCESS_KEY_ID", "AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
  ]

  /// `--region`, which must be one.
  func regionOption() throws(Failure) -> String? {
    guard let region = options.region, !ConfigurationReader.isRegion(region) else {
      return options.region
    }
    throw Failure.usage(
      "“\(visible(region))” is not an AWS region.",
      hint: "Expected a name such as eu-west-1."
    )
  }
}

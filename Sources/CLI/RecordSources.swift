import AWS
import FoundationEssentials
import Ledger
import Secrets

/// Where `record` takes the secrets from, besides the selectors of the environment.
struct RecordSources {
  let session: Session
  let environment: EnvironmentSettings
  /// What Terraform and CloudFormation name.
  private(set) var claims: [SecretClaim] = []

  init(_ environment: EnvironmentSettings, in session: Session) {
    self.environment = environment
    self.session = session
  }

  /// Reads Terraform's JSON, from a file or standard input.
  mutating func addTerraform(_ file: String?) throws {
    let reading = try TerraformReading(
      try DocumentInput.read(file, "Terraform's JSON", in: session)
    )
    for explanation in reading.explanations { session.detail(visible(explanation)) }
    for warning in reading.warnings { session.warn(visible(warning)) }
    let named = Set(reading.claims.map(\.reference)).count
    guard named > 0 else {
      throw Failure.usage(
        "In \(reading.form.rawValue) that Terraform gave there is no secret. Nothing was recorded.",
        hint: reading.form == .outputs
          ? "Declare outputs with their ARNs and version ids, or pipe `terraform show -json`."
          : "Has it been applied? Leave out --from-terraform where it makes and reads none."
      )
    }
    session.say("\(count(named, "secret")) in \(reading.form.rawValue) of Terraform.")
    claims += reading.claims
  }

  /// Asks CloudFormation for the resources of stacks.
  mutating func addStacks(_ stacks: [String]) async throws {
    let (client, _) = try await session.client(for: environment)
    let reading: StackReading
    do {
      reading = try await session.waiting("Reading the stacks") {
        try await StackReading(of: stacks, from: client.cloudFormation)
      }
    } catch let error as AWSError {
      guard error.kind == .notFound else { throw error }
      throw Failure.usage(
        "There is no such stack in \(client.region): \(visible(error.message)) Nothing was recorded.",
        hint: "Name stacks of the environment's account and region, or give --region."
      )
    }
    for (stack, status) in reading.unusual {
      session.warn("stack \(visible(stack)) is \(visible(status)): not where a success leaves it.")
    }
    let named = Set(reading.claims.map(\.reference)).count
    guard named > 0 else {
      throw Failure.usage(
        "\(stacks.map(visible).joined(separator: ", ")): no secret and no parameter is among the "
          + "resources. Nothing was recorded.",
        hint: "Leave out --from-cloudformation where a stack makes none."
      )
    }
    session.say("\(count(named, "secret")) in \(count(stacks.count, "stack")) of CloudFormation.")
    claims += reading.claims
  }

  /// The secrets as they are now: those of the claims, and those that the selectors choose.
  func items(_ selectors: [SecretSelector]) async throws -> [LedgerItem] {
    let reached = try await stores(selectors.map(\.store) + claims.map(\.store))
    if let identity = session.identity(reached) {
      try SecretClaim.check(claims, account: identity.account, region: identity.region)
    }
    let (items, differences) = try await session.waiting("Reading the versions of the secrets") {
      try await Recorder.snapshot(
        selectors: selectors,
        claims: claims,
        stores: reached.mapValues(\.store),
        now: session.storeClock()
      )
    }
    for difference in differences { session.warn(Self.text(difference)) }
    if !claims.isEmpty, !selectors.isEmpty {
      let named = Set(claims.map(\.reference))
      let others = items.filter { !named.contains($0.reference) }.count
      session.say("\(count(others, "more secret")) by the selectors of the environment.")
    }
    return items
  }

  /// Exactly these secrets, each at the version given or the current one.
  func items(exactly texts: [String]) async throws -> [LedgerItem] {
    let files = try texts.compactMap { (text) throws(SecretsError) in
      try VaultReference(parsing: text)
    }
    let references = try texts.filter { !$0.hasPrefix(VaultReference.prefix) }
      .map(session.reference)
    for reference in references where reference.key != nil {
      throw Failure.usage(
        "“\(visible(reference.description))” names a key, but a record is of whole secrets.",
        hint: "Leave out everything from the # on, but for the version."
      )
    }
    let reached = try await stores(references.map(\.store))
    if let identity = session.identity(reached) {
      let claims = references.map {
        SecretClaim(store: $0.store, name: $0.name, arn: $0.arn, origin: $0.description)
      }
      try SecretClaim.check(claims, account: identity.account, region: identity.region)
    }
    let secrets = try await session.waiting("Reading the versions of the secrets") {
      try await Recorder.items(
        of: references.map(ExactSecret.init),
        stores: reached.mapValues(\.store),
        now: session.storeClock()
      )
    }
    let recorded = try await RecordVault.items(exactly: files, environment, session)
    return (secrets + recorded).sorted(by: LedgerItem.precedes)
  }

  private func stores(_ kinds: [StoreKind]) async throws -> [StoreKind: ReachedStore] {
    var result: [StoreKind: ReachedStore] = [:]
    for kind in kinds where result[kind] == nil {
      result[kind] = try await session.store(kind, in: environment)
    }
    return result
  }

  private static func text(_ difference: ClaimDifference) -> String {
    let claim = difference.claim
    let property = difference.property.rawValue
    let claimed = difference.shownClaim.map { "\(property) \(RecordText.short($0))" }
    return visible(
      "\(claim.origin) says \(claimed ?? "another \(property)") of \(claim.reference); "
        + "\(claim.store.title) has \(RecordText.short(difference.found)), which is recorded."
    )
  }
}

extension Session {
  /// Who calls, and in which region, where AWS is called.
  func identity(
    _ reached: [StoreKind: ReachedStore]
  ) -> (arn: String, account: String, region: String)? {
    for store in reached.values {
      guard let identity = store.identity, let region = store.region else { continue }
      return (identity.arn, identity.account, region)
    }
    return nil
  }

  /// The clock by which stores say when a secret changed: that of AWS where it is behind ours.
  func storeClock() -> @Sendable () -> Date {
    let servers = clients.values.map(\.0)
    return { [world] in
      servers.compactMap(\.serverTime).reduce(world.now()) { min($0, $1) }
    }
  }
}

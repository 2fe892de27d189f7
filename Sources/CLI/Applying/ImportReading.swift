import AWS
import Ledger
import Secrets

/// What sources name, and what the stores have of it.
struct ImportReading {
  private(set) var secrets: [ImportedSecret] = []
  private(set) var problems: [ImportProblem] = []
  let environment: EnvironmentSettings?
  private(set) var stores: [StoreKind: ReachedStore] = [:]
  private let session: Session

  var place: String { Set(stores.values.map(\.place)).sorted().joined(separator: "; ") }

  /// Reads the sources and the stores; nothing is written.
  init(
    _ sources: [ImportedSource],
    readsValues: Bool,
    to target: TargetPrefix?,
    as format: DeclaredFormat?,
    dialect: DotenvDialect?,
    _ session: Session
  ) async throws {
    self.session = session
    let sources = try sources.map { try $0.looked(in: session) }
    var files: [DeclaredFile] = []
    for case .file(let path) in sources {
      files.append(try DeclaredFile(path, as: format, dialect: dialect, to: target, in: session))
    }
    environment = try ApplyPlan.environment(files, orOf: Set(sources.flatMap(\.stores)), session)
    var next = files[...]
    for source in sources {
      switch source {
      case .file: if let file = next.popFirst() { add(file) }
      case .terraform(let path): try addTerraform(path, readsValues: readsValues)
      case .stack(let stack): try await addStack(stack, isAlone: sources.count == 1)
      case .exports(let prefix): try await addExports(prefix)
      case .chamber(let service): try await addService(service, isAlone: sources.count == 1)
      }
    }
    try await compare()
    secrets.removeAll { $0.isGuess && $0.state == .missing }
  }

  private mutating func reach(_ kind: StoreKind) async throws -> ReachedStore {
    if let known = stores[kind] { return known }
    let reached = try await session.store(kind, in: environment)
    stores[kind] = reached
    return reached
  }

  /// Whether something in a file was not understood.
  func isPartly(_ file: String) -> Bool {
    problems.contains { $0.origin == file && $0.line != nil }
  }

  // MARK: Sources

  private mutating func add(_ file: DeclaredFile) {
    for problem in file.problems {
      problems.append(
        ImportProblem(origin: file.path, line: problem.line, message: problem.message)
      )
    }
    for entry in file.entries {
      var value: SecretBytes?
      if case .value(let bytes) = entry.source { value = bytes }
      secrets.append(
        ImportedSecret(
          entry.target,
          origin: file.path,
          line: entry.line,
          value: value,
          file: file.path
        )
      )
    }
  }

  private mutating func addTerraform(_ path: String, readsValues: Bool) throws {
    let input = try DocumentInput.read(path, "Terraform's JSON", in: session)
    let name = path == "-" ? "standard input" : path
    let reading: TerraformReading
    do {
      reading = try TerraformReading(input)
    } catch {
      let message = error.message.replacing(" Nothing was recorded.", with: "")
        .replacing("given to --from-terraform", with: "given as that of Terraform")
      throw Failure(
        "\(name): \(message)",
        hint: error.hint,
        status: Failure(explaining: error).status
      )
    }
    for warning in reading.warnings {
      problems.append(ImportProblem(origin: name, line: nil, message: warning))
    }
    let values = readsValues ? TerraformValues(input) : nil
    for claim in Self.each(reading.claims) {
      add(claim, "\(name), \(claim.origin)", values?[claim])
    }
  }

  /// Each secret once, of which a state may have several resources: a secret and its version.
  ///
  /// Those of one name in several accounts or regions are several.
  private static func each(_ claims: [SecretClaim]) -> [SecretClaim] {
    let withARN = Set(claims.filter { $0.arn != nil }.map(\.reference))
    var known: Set<String> = []
    return claims.filter { claim in
      guard claim.arn != nil || !withARN.contains(claim.reference) else { return false }
      let place = SecretARN.place(of: claim.arn) ?? ""
      return known.insert("\(claim.reference) \(place)").inserted
    }
  }

  private mutating func add(_ claim: SecretClaim, _ origin: String, _ value: SecretBytes?) {
    secrets.append(
      ImportedSecret(
        SecretReference(store: claim.store, name: claim.name),
        origin: origin,
        value: value,
        arn: claim.arn
      )
    )
  }

  private mutating func addStack(_ stack: String, isAlone: Bool) async throws {
    let (client, _) = try await session.client(for: environment)
    let reading: StackReading
    do {
      reading = try await session.waiting("Reading the stack") {
        try await StackReading(of: [stack], from: client.cloudFormation)
      }
    } catch let error as AWSError {
      guard error.kind == .notFound else { throw error }
      let failure = Failure.usage(
        "There is no stack \(visible(stack)) in \(client.region): \(visible(error.message))",
        hint: "Name a stack of the environment's account and region, or give --region."
      )
      return try isMissing(failure, "stack \(stack)", isAlone: isAlone)
    }
    for (stack, status) in reading.unusual {
      session.warn("stack \(visible(stack)) is \(visible(status)): not where a success leaves it.")
    }
    for claim in reading.claims { add(claim, "stack \(claim.origin)", nil) }
    if reading.claims.isEmpty {
      let message = "no secret and no parameter is among its resources"
      problems.append(ImportProblem(origin: "stack \(stack)", line: nil, message: message))
    }
  }

  private mutating func addExports(_ prefix: String) async throws {
    let (client, _) = try await session.client(for: environment)
    let reading = try await session.waiting("Reading the exports of stacks") {
      try await ExportReading(prefix, from: client.cloudFormation)
    }
    for claim in reading.claims { add(claim, claim.origin, nil) }
    for claim in reading.possible {
      add(claim, claim.origin, nil)
      secrets[secrets.count - 1].isGuess = true
    }
    if reading.claims.isEmpty, reading.possible.isEmpty {
      let which = prefix.isEmpty ? "the exports of stacks" : "the exports \(prefix)*"
      let message = "no secret and no parameter is among them in \(client.region)"
      problems.append(ImportProblem(origin: which, line: nil, message: message))
    }
  }

  /// What is not there keeps no other source from being reported.
  private mutating func isMissing(_ failure: Failure, _ origin: String, isAlone: Bool) throws {
    guard !isAlone else { throw failure }
    let message =
      failure.message.hasSuffix(".") ? String(failure.message.dropLast()) : failure.message
    problems.append(ImportProblem(origin: origin, line: nil, message: message))
  }

  private mutating func addService(_ service: String, isAlone: Bool) async throws {
    let selector = try SecretSelector(parsing: "ssm:/\(service)/*")
    let reached = try await reach(.parameterStore)
    let found = try await session.waiting("Listing \(visible(selector.description))") {
      try await reached.store.list(selector)
    }
    for entry in found {
      secrets.append(
        ImportedSecret(
          SecretReference(store: .parameterStore, name: entry.name),
          origin: "chamber service \(service)"
        )
      )
    }
    if found.isEmpty {
      let failure = Failure.usage(
        "No parameter is directly below /\(visible(service))/ in \(reached.place).",
        hint: "`chamber list-services` shows which services there are."
      )
      try isMissing(failure, "chamber service \(service)", isAlone: isAlone)
    }
  }

  // MARK: Stores

  /// Finds out what is there; a value is read only where the source has one to compare it with.
  private mutating func compare() async throws {
    for kind in Set(secrets.map(\.target.store)) {
      let reached = try await reach(kind)
      let own = secrets.indices.filter { secrets[$0].target.store == kind && isHere($0, reached) }
      let valued = own.filter { secrets[$0].value != nil }.map { secrets[$0].target.name }
      let named = own.filter { secrets[$0].value == nil }.map { secrets[$0].target.name }
      let (values, described) = try await session.waiting("Reading what is there") {
        (
          valued.isEmpty ? [:] : try await reached.store.values(of: valued),
          named.isEmpty ? [:] : try await reached.store.describe(named)
        )
      }
      for index in own {
        let name = secrets[index].target.name
        if let value = secrets[index].value {
          note(index, value, values[name])
        } else {
          note(index, described[name])
        }
      }
    }
  }

  /// Whether the source means the place that was reached.
  private mutating func isHere(_ index: Int, _ reached: ReachedStore) -> Bool {
    guard let arn = secrets[index].arn.flatMap({ try? SecretARN(parsing: $0) }),
      arn.account != reached.identity?.account || arn.region != reached.region
    else { return true }
    unseen(index, "it is in account \(arn.account), \(arn.region), which was not looked at")
    secrets[index].isElsewhere = true
    return false
  }

  private mutating func unseen(_ index: Int, _ why: String) {
    secrets[index].state = .unseen
    let secret = secrets[index]
    problems.append(
      ImportProblem(
        origin: secret.origin,
        line: secret.line,
        message: "\(secret.target.description): \(why)"
      )
    )
  }

  private mutating func note(_ index: Int, _ value: SecretBytes, _ result: ValueResult?) {
    switch result {
    case .success(let found)?: secrets[index].state = found.bytes == value ? .same : .differs
    case .failure(let error)?:
      switch error.kind {
      case .notFound, .pendingDeletion: secrets[index].state = .missing
      default: unseen(index, error.message)
      }
    case nil: unseen(index, "the store says nothing about it")
    }
  }

  private mutating func note(_ index: Int, _ result: DescribeResult?) {
    switch result {
    case .found(let found)?:
      secrets[index].state = found.deletionDate == nil ? .there : .missing
    case .missing?: secrets[index].state = .missing
    case .denied(let why)?: unseen(index, why)
    case nil: unseen(index, "the store says nothing about it")
    }
  }
}

import AWS
import Secrets

/// The secrets that a command line chooses, with the values that they have now.
///
/// A choice is a selector (`sm:myapp/*`), a reference with a key or a version (`sm:myapp/db#user`), or
/// either of one secret with a name of its own before it (`DB_USER=sm:myapp/db#user`).
struct ChosenValues {
  private struct Wanted: Hashable {
    var name: String
    var reference: SecretReference
  }

  /// How many secrets an error names.
  private static let maximumLines = 10

  let session: Session
  let naming: ExportName.Style
  /// Whether the members of JSON objects are entries of their own.
  var expanding = false

  /// Reads what `choices` name, or all of the environment where they name nothing.
  ///
  /// - Throws: a failure that names each secret that could not be read; then none is given.
  func read(_ choices: [String]) async throws -> [ExportEntry] {
    var wanted: [Wanted] = []
    let choices = try choices.isEmpty ? all() : choices.map(Choice.init)
    for choice in choices { wanted += try await expand(choice) }
    var seen: Set<Wanted> = []
    wanted = wanted.filter { seen.insert($0).inserted }
    guard !wanted.isEmpty else {
      throw Failure.usage(
        "No secret was chosen.",
        hint: "`git secrets-sync list\(session.givenOptions)` shows which there are."
      )
    }
    let values = try await values(of: wanted)
    return try wanted.flatMap { wanted in
      let whole = try value(of: wanted.reference, in: values)
      let part = try wanted.reference.key.map {
        try JSONMember.select($0, in: whole, of: wanted.reference)
      }
      let entry = ExportEntry(
        name: wanted.name,
        value: part ?? whole,
        source: wanted.reference.description
      )
      return expanding ? try members(of: entry) : [entry]
    }
  }

  /// One choice as it was written.
  private struct Choice {
    var name: String?
    var text: String

    init(_ text: String) {
      let stores = StoreKind.allCases.map { $0.rawValue + ":" } + ["arn:"]
      guard let equals = text.firstIndex(of: "="),
        ExportName.isVariable(String(text[..<equals])),
        stores.contains(where: text[text.index(after: equals)...].hasPrefix)
      else {
        self.text = text
        return
      }
      name = String(text[..<equals])
      self.text = String(text[text.index(after: equals)...])
    }

    /// What may be meant as a name where no store follows the `=`.
    var bareName: String? {
      guard name == nil, !text.contains(":"), let equals = text.firstIndex(of: "=") else {
        return nil
      }
      let before = String(text[..<equals])
      return ExportName.isVariable(before) ? before : nil
    }
  }

  private func all() throws -> [Choice] {
    guard try !session.configuration().environments.isEmpty || session.options.environment != nil
    else { return [Choice("local:*")] }
    return try session.environment().selectors.map { Choice($0.description) }
  }

  private func expand(_ choice: Choice) async throws -> [Wanted] {
    if let reference = try part(choice.text) {
      let exact = try SecretSelector(store: reference.store, name: reference.name)
      let name = ExportName.of(reference.name, chosenBy: exact, key: reference.key, naming)
      return [Wanted(name: choice.name ?? name, reference: reference)]
    }
    if let name = choice.bareName {
      throw Failure.usage(
        "“\(visible(choice.text))” does not say in which store it is.",
        hint: "After \(name)= the store is needed: \(name)=sm:…, \(name)=ssm:… or \(name)=local:…"
      )
    }
    let selector = try session.selector(choice.text)
    guard choice.name == nil || selector.isExact else {
      throw Failure.usage(
        "“\(visible(choice.text))” may be several secrets, which cannot all be named "
          + "\(choice.name ?? "").",
        hint:
          "Name one of them behind the =, or leave out \(choice.name ?? "")= for names of their own."
      )
    }
    let environment = try session.environment(for: selector.store)
    let reached = try await session.store(selector.store, in: environment)
    try reached.checkPlace(of: selector.arn)
    let found = try await session.waiting("Listing \(visible(selector.description))") {
      try await reached.store.list(selector)
    }
    guard !found.isEmpty else {
      throw Failure.usage(
        "“\(visible(selector.description))” matches no secret in \(reached.place).",
        hint: "`git secrets-sync list\(reached.options)` shows which there are."
      )
    }
    return found.map { secret in
      Wanted(
        name: choice.name ?? ExportName.of(secret.name, chosenBy: selector, naming),
        reference: SecretReference(store: secret.store, name: secret.name)
      )
    }
  }

  /// The reference, where it is to a key or a version; what is one of a whole secret is a selector.
  private func part(_ text: String) throws -> SecretReference? {
    guard !text.contains(where: { $0 == "*" || $0 == "?" }) else { return nil }
    let reference = try session.reference(text)
    return reference.key != nil || reference.version != nil ? reference : nil
  }

  private struct Place: Hashable {
    let store: StoreKind
    let id: String
    let version: String?

    init(_ reference: SecretReference) {
      store = reference.store
      id = reference.id
      version = reference.version == "latest" ? nil : reference.version
    }
  }

  private func value(
    of reference: SecretReference,
    in values: [Place: SecretBytes]
  ) throws -> SecretBytes {
    guard let value = values[Place(reference)] else {
      throw Failure("\(visible(reference.description)) was not read.", status: .incomplete)
    }
    return value
  }

  /// The values, each read once; all of them or none.
  private func values(of wanted: [Wanted]) async throws -> [Place: SecretBytes] {
    var values: [Place: SecretBytes] = [:]
    var failures: [(reference: String, error: SecretsError)] = []
    let places = Set(wanted.map { Place($0.reference) })
    for (kind, places) in Dictionary(grouping: places, by: \.store) {
      let reached = try await session.store(kind, in: try session.environment(for: kind))
      let current = places.filter { $0.version == nil }.map(\.id)
      let results = try await session.waiting("Reading \(count(places.count, "value"))") {
        try await reached.store.values(of: current)
      }
      for place in places {
        do throws(SecretsError) {
          if place.version == nil, let result = results[place.id] {
            values[place] = try result.get().bytes
          } else {
            let found = try await reached.store.value(of: place.id, version: place.version)
            values[place] = found.bytes
          }
        } catch {
          guard error.isAboutOneSecret else { throw error }
          failures.append((kind.reference(to: place.id), reached.placed(error)))
        }
      }
    }
    guard failures.isEmpty else { throw Self.failure(failures, of: places.count) }
    return values
  }

  private static func failure(
    _ failures: [(reference: String, error: SecretsError)],
    of all: Int
  ) -> Failure {
    let failures = failures.sorted { $0.reference < $1.reference }
    if failures.count == 1, all == 1 { return Failure(explaining: failures[0].error) }
    var lines = failures.prefix(maximumLines).map { "  \(visible($0.error.message))" }
    if failures.count > lines.count { lines.append("  and \(failures.count - lines.count) more") }
    return Failure(
      "\(failures.count) of \(count(all, "value")) could not be read, hence none is given:\n"
        + lines.joined(separator: "\n"),
      hint: failures[0].error.hint ?? "Choose others, or mend these.",
      status: Failure(explaining: failures[0].error).status
    )
  }
}

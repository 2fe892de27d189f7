package import AWS
import FoundationEssentials

/// AWS Secrets Manager in one account and region.
///
/// Names may also be ARNs. A secret that waits for its deletion is in no listing by pattern, but is
/// described and listed, with its date, when it is named.
package struct SecretsManagerStore: SecretStore {
  package var kind: StoreKind { .secretsManager }
  private let service: SecretsManagerClient

  package init(client: AWSClient) {
    service = client.secretsManager
  }

  package func list(_ selector: SecretSelector) async throws(SecretsError) -> [SecretSummary] {
    guard selector.store == kind else { return [] }
    if selector.isExact {
      let name = selector.arn ?? selector.pattern
      switch try await describe(name) {
      case .found(let description): return [SecretSummary(description)]
      case .missing: return []
      case .denied(let message): throw SecretsError(.denied, message)
      }
    }
    do {
      return try await service.listSecrets(namePrefix: selector.literalPrefix)
        .filter { selector.matches($0.name) }
        .map(SecretSummary.init)
        .sorted { $0.name < $1.name }
    } catch {
      throw .from(error, in: kind)
    }
  }

  package func describe(
    _ names: [String]
  ) async throws(SecretsError) -> [String: DescribeResult] {
    let results = try await inParallel(Array(Set(names))) { (name) throws(SecretsError) in
      (name, try await describe(name))
    }
    return Dictionary(uniqueKeysWithValues: results)
  }

  package func versions(of name: String) async throws(SecretsError) -> [SecretVersion] {
    do {
      let entries = try await service.listSecretVersionIds(name, includeDeprecated: true)
      // The service's order is not documented; equal times keep the later entry first.
      return entries.reversed()
        .map { SecretVersion(id: $0.versionId, stages: $0.stages ?? [], created: $0.createdDate) }
        .sorted { ($0.created ?? .distantPast) > ($1.created ?? .distantPast) }
    } catch {
      throw await explain(error, name)
    }
  }

  package func value(
    of name: String,
    version: String?
  ) async throws(SecretsError) -> SecretValue {
    // An id has 32 to 64 characters. A label may be as long, so then both are tried.
    let mayBeID = version.map { (32...64).contains($0.utf8.count) } ?? false
    do {
      let output = try await service.getSecretValue(
        name,
        versionId: mayBeID ? version : nil,
        versionStage: mayBeID ? nil : version
      )
      return SecretValue(output)
    } catch {
      if mayBeID, error.kind == .notFound,
        let output = try? await service.getSecretValue(name, versionStage: version)
      {
        return SecretValue(output)
      }
      throw await explain(error, name, version: version ?? "AWSCURRENT")
    }
  }

  package func create(
    _ name: String,
    value: SecretBytes,
    options: CreateOptions
  ) async throws(SecretsError) -> SecretVersion {
    try SecretName.checkNew(name, in: kind)
    try SecretSize.check(value, for: name, in: kind)
    do {
      let written = try await service.createSecret(
        name: name,
        value: value,
        binary: options.isBinary || !value.isUTF8,
        description: options.description,
        kmsKeyId: options.keyID,
        token: Crypto.uuid()
      )
      return SecretVersion(id: written.versionId, stages: ["AWSCURRENT"])
    } catch {
      throw await explain(error, name)
    }
  }

  package func put(
    _ name: String,
    value: SecretBytes,
    expecting: String?
  ) async throws(SecretsError) -> SecretVersion {
    try SecretSize.check(value, for: name, in: kind)
    if let expecting { try await check(name, isAt: expecting) }
    let written: WrittenSecretVersion
    do {
      written = try await service.putSecretValue(
        id: name,
        value: value,
        binary: !value.isUTF8,
        token: Crypto.uuid()
      )
    } catch {
      throw await explain(error, name)
    }
    if let expecting { try await check(name, wentFrom: expecting, to: written.versionId) }
    return SecretVersion(id: written.versionId, stages: written.stages ?? ["AWSCURRENT"])
  }

  // MARK: Conditions, which the service itself does not have

  private func check(_ name: String, isAt expected: String) async throws(SecretsError) {
    switch try await describe(name) {
    case .missing: throw .notFound(name, in: kind)
    case .denied(let message): throw SecretsError(.denied, message)
    case .found(let description):
      guard description.current?.id == expected else {
        throw .conflict(name, in: kind, expected: expected, current: description.current?.id)
      }
    }
  }

  /// Sees a version that somebody else put between our look and our writing.
  private func check(
    _ name: String,
    wentFrom expected: String,
    to written: String
  ) async throws(SecretsError) {
    // The version is written; that it cannot be looked at makes no failure of it.
    guard case .found(let description)? = try? await describe(name),
      description.current?.id == written,
      let previous = description.versions.first(where: { $0.stages.contains("AWSPREVIOUS") }),
      previous.id != expected
    else { return }
    throw SecretsError(
      .conflict,
      "Somebody else changed “sm:\(printable(name))” at the same moment: version "
        + "\(previous.id) was put after \(printable(expected)) and before this one, "
        + "\(written), which is now current.",
      hint: "Compare the two; the other one is @AWSPREVIOUS."
    )
  }

  // MARK: What happened

  private func describe(_ name: String) async throws(SecretsError) -> DescribeResult {
    do {
      return .found(SecretDescription(try await service.describeSecret(name)))
    } catch {
      switch error.kind {
      case .notFound: return .missing
      case .accessDenied: return .denied(SecretsError.denied(error, "sm:\(printable(name))"))
      default: throw .from(error, name: name, in: kind)
      }
    }
  }

  /// Tells the causes apart for which the service has one and the same code.
  private func explain(
    _ error: AWSError,
    _ name: String,
    version: String? = nil
  ) async -> SecretsError {
    guard [.notFound, .alreadyExists, .invalidRequest].contains(error.kind) else {
      return .from(error, name: name, in: kind)
    }
    let state = try? await describe(name)
    if case .found(let description)? = state {
      if let date = description.deletionDate { return .pendingDeletion(name, date) }
      if let version, error.kind != .alreadyExists { return .noVersion(version, of: description) }
    }
    return switch error.kind {
    case .notFound: .notFound(name, in: kind)
    case .alreadyExists: .alreadyExists(name, in: kind)
    default: .from(error, name: name, in: kind)
    }
  }
}

extension SecretsError {
  fileprivate static func pendingDeletion(_ name: String, _ date: Date) -> SecretsError {
    SecretsError(
      .pendingDeletion,
      "The secret “sm:\(printable(name))” waits for its deletion at \(date.formatted(.iso8601)); "
        + "until then its name is taken and it can be neither read nor changed.",
      hint: "Restore it (aws secretsmanager restore-secret), or free the name "
        + "(aws secretsmanager delete-secret --force-delete-without-recovery)."
    )
  }

  fileprivate static func noVersion(
    _ version: String,
    of description: SecretDescription
  ) -> SecretsError {
    let reference = "sm:\(printable(description.name))"
    guard !description.versions.isEmpty else {
      return SecretsError(
        .notFound,
        "The secret “\(reference)” has no value yet.",
        hint: "`git secrets-sync update \(reference)` gives it one."
      )
    }
    return SecretsError(
      .notFound,
      "“\(reference)” has no version or stage “\(printable(version))”, or has it no more: "
        + "Secrets Manager drops old versions that have no stage.",
      hint: "`git secrets-sync list-versions \(reference)` shows what it has."
    )
  }
}

extension SecretSummary {
  fileprivate init(_ description: SecretDescription) {
    self.init(
      store: .secretsManager,
      name: description.name,
      arn: description.arn,
      currentVersion: description.current?.id,
      modified: description.modified,
      deletionDate: description.deletionDate,
      keyID: description.keyID,
      description: description.description
    )
  }

  fileprivate init(_ entry: SecretListEntry) {
    self.init(
      store: .secretsManager,
      name: entry.name,
      arn: entry.arn,
      currentVersion: entry.stages?.first { $0.value.contains("AWSCURRENT") }?.key,
      modified: entry.lastChangedDate ?? entry.createdDate,
      deletionDate: entry.deletedDate,
      keyID: entry.kmsKeyId,
      description: entry.description
    )
  }
}

extension SecretDescription {
  fileprivate init(_ metadata: SecretMetadata) {
    let versions = (metadata.versionIdsToStages ?? [:])
      .filter { !$0.value.isEmpty }
      .map { SecretVersion(id: $0.key, stages: $0.value) }
      // Current first, then previous, then by stage: the answer has no order of its own.
      .sorted { $0.stages.lexicographicallyPrecedes($1.stages) }
    self.init(
      store: .secretsManager,
      name: metadata.name,
      arn: metadata.arn,
      current: versions.first { $0.stages.contains("AWSCURRENT") },
      versions: versions,
      created: metadata.createdDate,
      modified: metadata.lastChangedDate ?? metadata.createdDate,
      deletionDate: metadata.deletedDate,
      keyID: metadata.kmsKeyId,
      description: metadata.description
    )
  }
}

extension SecretValue {
  fileprivate init(_ output: SecretValueOutput) {
    self.init(
      bytes: output.value,
      isBinary: output.isBinary,
      version: SecretVersion(
        id: output.versionId,
        stages: output.stages,
        created: output.createdDate
      )
    )
  }
}

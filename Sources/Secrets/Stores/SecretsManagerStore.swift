package import AWS
import FoundationEssentials

/// AWS Secrets Manager in one account and region.
///
/// Names may also be ARNs. A secret that waits for its deletion is in no listing by pattern unless
/// that is wished, but is described and listed, with its date, when it is named.
package struct SecretsManagerStore: SecretStore {
  package var kind: StoreKind { .secretsManager }
  let service: SecretsManagerClient
  let journal: WriteJournal?
  /// Waits between two tries to take a name that is about to be free.
  package var pause: Pause = { try await Task.sleep(for: $0) }

  /// Without a journal, nobody finds out about a writing that this run does not see the end of.
  package init(client: AWSClient, journal: WriteJournal? = nil) {
    service = client.secretsManager
    self.journal = journal
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

  // MARK: What happened

  func describe(_ name: String) async throws(SecretsError) -> DescribeResult {
    do {
      return .found(SecretDescription(try await service.describeSecret(name)))
    } catch {
      switch error.kind {
      case .notFound: return .missing
      case .accessDenied: return .denied(SecretsError.denied(error, kind.shown(name)))
      default: throw .from(error, name: name, in: kind)
      }
    }
  }

  /// Tells the causes apart for which the service has one and the same code.
  func explain(
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
  fileprivate static func noVersion(
    _ version: String,
    of description: SecretDescription
  ) -> SecretsError {
    let reference = StoreKind.secretsManager.shown(description.name)
    guard !description.versions.isEmpty else {
      return SecretsError(
        .notFound,
        "The secret “\(reference)” has no value yet."
      ) { "`git secrets-sync update \(reference)\($0)` gives it one." }
    }
    return SecretsError(
      .notFound,
      "“\(reference)” has no version or stage “\(printable(version))”, or has it no more: "
        + "Secrets Manager drops old versions that have no stage."
    ) { "`git secrets-sync list-versions \(reference)\($0)` shows what it has." }
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
    rotation = SecretRotation(
      isOn: metadata.rotationEnabled ?? false,
      last: metadata.lastRotatedDate,
      next: metadata.nextRotationDate
    )
    managedBy = metadata.owningService
    tags = [String: String](metadata.tags ?? [])
  }
}

extension SecretValue {
  init(_ output: SecretValueOutput) {
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

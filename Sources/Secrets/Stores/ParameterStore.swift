package import AWS

/// AWS Systems Manager Parameter Store in one account and region.
///
/// Names may also be ARNs where a parameter is read. Versions are numbers counted from 1, of which
/// the latest is the current one; stages are parameter labels, which only `versions` gives.
package struct ParameterStore: SecretStore {
  package var kind: StoreKind { .parameterStore }
  let service: SSMClient
  let journal: WriteJournal?
  /// Waits between two tries to take a name that is about to be free.
  package var pause: Pause = { try await Task.sleep(for: $0) }

  /// Without a journal, nobody finds out about a writing that this run does not see the end of.
  package init(client: AWSClient, journal: WriteJournal? = nil) {
    service = client.ssm
    self.journal = journal
  }

  /// `GetParameters` without decryption, ten names a call.
  ///
  /// Where that is not permitted, `DescribeParameters`, which shows no values at all.
  package func describe(
    _ names: [String]
  ) async throws(SecretsError) -> [String: DescribeResult] {
    let names = Set(names).sorted()
    let batches = stride(from: 0, to: names.count, by: SSMClient.namesPerCall).map {
      Array(names[$0..<min($0 + SSMClient.namesPerCall, names.count)])
    }
    let results = try await inParallel(batches) { (batch) throws(SecretsError) in
      try await describe(batch: batch)
    }
    return results.reduce(into: [:]) { $0.merge($1) { first, _ in first } }
  }

  package func versions(of name: String) async throws(SecretsError) -> [SecretVersion] {
    do {
      return try await service.getParameterHistory(name).map {
        var version = SecretVersion(
          id: String($0.version),
          stages: $0.labels ?? [],
          created: $0.lastModifiedDate,
          by: $0.lastModifiedUser
        )
        version.type = $0.type
        return version
      }
      .sorted { (Int($0.id) ?? 0) > (Int($1.id) ?? 0) }
    } catch {
      throw await explain(error, name)
    }
  }

  package func value(
    of name: String,
    version: String?
  ) async throws(SecretsError) -> SecretValue {
    do {
      let parameter = try await service.getParameter(version.map { "\(name):\($0)" } ?? name)
      let label = version.flatMap { Int($0) == nil ? $0 : nil }
      var version = SecretVersion(
        id: String(parameter.metadata.version),
        stages: label.map { [$0] } ?? [],
        created: parameter.metadata.lastModifiedDate
      )
      version.type = parameter.metadata.type
      return SecretValue(bytes: parameter.value, isBinary: false, version: version)
    } catch {
      throw await explain(error, name, version: version)
    }
  }

  // MARK: Descriptions

  private func describe(
    batch: [String]
  ) async throws(SecretsError) -> [String: DescribeResult] {
    let answer: (found: [MetadataOnlyParameter], invalid: [String])
    do {
      answer = try await service.getParameters(names: batch)
    } catch {
      guard error.kind == .accessDenied || (error.kind == .invalidRequest && batch.count > 1)
      else { throw .from(error, name: batch[0], in: kind) }
      return try await describeOtherwise(batch, after: error)
    }
    return try Self.results(for: batch, found: answer.found, invalid: answer.invalid)
  }

  /// One name that is denied or malformed fails the whole call, so the others are asked for alone.
  private func describeOtherwise(
    _ batch: [String],
    after error: AWSError
  ) async throws(SecretsError) -> [String: DescribeResult] {
    var results: [String: DescribeResult] = [:]
    if error.kind == .accessDenied,
      let listed = try? await service.describeParameters([.names(batch)])
    {
      for entry in listed where batch.contains(entry.name) {
        results[entry.name] = .found(SecretDescription(entry))
      }
    }
    for name in batch where results[name] == nil {
      if batch.count == 1 {
        results[name] = .denied(SecretsError.denied(error, "ssm:\(printable(name))"))
      } else {
        results.merge(try await describe(batch: [name])) { first, _ in first }
      }
    }
    return results
  }

  private static func results(
    for batch: [String],
    found: [MetadataOnlyParameter],
    invalid: [String]
  ) throws(SecretsError) -> [String: DescribeResult] {
    var results: [String: DescribeResult] = [:]
    for name in batch {
      if let parameter = found.first(where: { $0.name == name || $0.arn == name }) {
        results[name] = .found(SecretDescription(parameter))
      } else if invalid.contains(name) {
        results[name] = .missing
      } else {
        let error = AWSError(
          .invalidResponse,
          message: "Parameter Store's answer says nothing about “\(printable(name))”.",
          hint: "Run it again.",
          service: "ssm",
          operation: "GetParameters"
        )
        throw SecretsError(.unavailable(error), error.message, hint: error.hint)
      }
    }
    return results
  }

  // MARK: What happened

  /// Tells a missing version from a missing parameter, for which one code may stand.
  func explain(
    _ error: AWSError,
    _ name: String,
    version: String? = nil
  ) async -> SecretsError {
    guard error.kind == .notFound else { return .from(error, name: name, in: kind) }
    if let version, (try? await service.getParameterMetadata(name)) != nil {
      return SecretsError(
        .notFound,
        "“ssm:\(printable(name))” has no version or label “\(printable(version))”, or has it no "
          + "more: Parameter Store keeps the latest 100 versions."
      ) { "`git secrets-sync list-versions ssm:\(printable(name))\($0)` shows what it has." }
    }
    return .notFound(name, in: kind)
  }
}

extension SecretDescription {
  fileprivate init(_ parameter: MetadataOnlyParameter) {
    let current = SecretVersion(id: String(parameter.version), created: parameter.lastModifiedDate)
    self.init(
      store: .parameterStore,
      name: parameter.name,
      arn: parameter.arn,
      current: current,
      versions: [current],
      modified: parameter.lastModifiedDate,
      type: parameter.type
    )
  }

  fileprivate init(_ metadata: ParameterMetadata) {
    let current = metadata.version.map {
      SecretVersion(
        id: String($0),
        created: metadata.lastModifiedDate,
        by: metadata.lastModifiedUser
      )
    }
    self.init(
      store: .parameterStore,
      name: metadata.name,
      arn: metadata.arn,
      current: current,
      versions: current.map { [$0] } ?? [],
      modified: metadata.lastModifiedDate,
      type: metadata.type,
      tier: metadata.tier,
      keyID: metadata.keyId,
      description: metadata.description
    )
  }
}

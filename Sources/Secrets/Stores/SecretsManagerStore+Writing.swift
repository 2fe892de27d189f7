package import AWS

// A version's id is the token that it was sent with: sending it again does nothing more, and whether
// it arrived can be looked up. The token is on the disk before the request leaves.
extension SecretsManagerStore {
  package func create(
    _ name: String,
    value: SecretBytes,
    options: CreateOptions
  ) async throws(SecretsError) -> SecretVersion {
    try SecretName.checkNew(name, in: kind)
    try SecretSize.check(value, for: name, in: kind)
    if let version = try await finishedEarlier(name, value: value) { return version }
    let isBinary = options.isBinary || !value.isUTF8
    let written = try await whenNameIsFree(name, pause) { () throws(SecretsError) in
      try await write("CreateSecret", name, value) { (token) throws(AWSError) in
        try await service.createSecret(
          name: name,
          value: value,
          binary: isBinary,
          description: options.description,
          kmsKeyId: options.keyID,
          tags: options.tags,
          replicas: options.replicas,
          token: token
        )
      }
    }
    return SecretVersion(id: written.id, stages: ["AWSCURRENT"])
  }

  package func put(
    _ name: String,
    value: SecretBytes,
    expecting: String?,
    options: PutOptions
  ) async throws(SecretsError) -> SecretVersion {
    try SecretName.checkOwn(name, in: kind)
    try SecretSize.check(value, for: name, in: kind)
    if let version = try await finishedEarlier(name, value: value) { return version }
    if let expecting { try await check(name, isAt: expecting) }
    let isBinary = options.isBinary || !value.isUTF8
    let written = try await write("PutSecretValue", name, value) { (token) throws(AWSError) in
      try await service.putSecretValue(id: name, value: value, binary: isBinary, token: token)
    }
    if let expecting { try await check(name, wentFrom: expecting, to: written.id) }
    return written
  }

  // MARK: Tokens

  /// Sends under a token that is on record, and finds out what became of it when no answer comes.
  private func write(
    _ operation: String,
    _ name: String,
    _ value: SecretBytes,
    _ send: (String) async throws(AWSError) -> WrittenSecretVersion
  ) async throws(SecretsError) -> SecretVersion {
    let earlier = try journal?.unfinished(kind, name)
    let isRepeated = earlier?.entry.operation == operation
    if let earlier, !isRepeated {
      earlier.end()
      journal?.notices.add(
        "\(Self.earlier(name)) had sent \(earlier.entry.operation), of which nothing was found."
      )
    }
    let open =
      isRepeated
      ? earlier : try journal?.begin(operation, kind, name, token: Crypto.uuid())
    let token = open?.entry.token ?? Crypto.uuid()
    do throws(AWSError) {
      let written = try await send(token)
      guard written.versionId == token else { throw Self.anotherID(operation) }
      open?.end()
      if isRepeated {
        journal?.notices.add(
          "\(Self.earlier(name)) had chosen the id \(token): this was sent under it, and is there "
            + "once."
        )
      }
      return SecretVersion(id: written.versionId, stages: written.stages ?? ["AWSCURRENT"])
    } catch {
      guard error.mayHaveTakenEffect else {
        // A refusal of today says nothing of what an earlier run sent.
        if !isRepeated || error.kind == .alreadyExists { open?.end() }
        throw isRepeated && error.kind == .alreadyExists && operation == "PutSecretValue"
          ? .arrivedLate(name, token) : await explain(error, name)
      }
      // The entry stays where the version is not there: it may yet arrive.
      switch try? await describe(name) {
      case .found(let description)?:
        guard let version = description.versions.first(where: { $0.id == token }) else {
          throw .notWritten(.from(error, name: name, in: kind), name, in: kind)
        }
        open?.end()
        return version
      case .missing?:
        throw .notWritten(.from(error, name: name, in: kind), name, in: kind)
      case .denied?, nil: throw .unclear(error, name, in: kind, isOnRecord: open != nil)
      }
    }
  }

  /// The id is the token always, so that this answer is to something else.
  private static func anotherID(_ operation: String) -> AWSError {
    AWSError(
      .invalidResponse,
      message: "AWS Secrets Manager answered \(operation) with the id of another version.",
      hint: "Check the endpoint, and any proxy on the way.",
      service: "secretsmanager",
      operation: operation
    )
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
      "Somebody else changed “\(StoreKind.secretsManager.shown(name))” at the same moment: version "
        + "\(previous.id) was put after \(printable(expected)) and before this one, "
        + "\(written), which is now current.",
      hint: "Compare the two; the other one is @AWSPREVIOUS."
    )
    .havingWritten(written)
  }
}

extension SecretsError {
  /// The token of an earlier run was sent again with another value, and the earlier one was faster.
  fileprivate static func arrivedLate(_ name: String, _ token: String) -> SecretsError {
    SecretsError(
      .conflict,
      "What an earlier run sent to “\(StoreKind.secretsManager.shown(name))” has arrived only now, as version "
        + "\(token). This value was not written.",
      hint: "Run the command again."
    )
  }
}

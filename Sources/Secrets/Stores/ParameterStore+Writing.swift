package import AWS

// Parameter Store has neither conditions nor request tokens for a writing. So it is sent once, the
// version numbers before and after are compared, and after a lost answer the parameter is read.
extension ParameterStore {
  package func create(
    _ name: String,
    value: SecretBytes,
    options: CreateOptions
  ) async throws(SecretsError) -> SecretVersion {
    try SecretName.checkNew(name, in: kind)
    let type = options.type ?? "SecureString"
    try check(value, for: name, tier: options.tier ?? "Standard")
    do {
      let written = try await service.putParameter(
        name: name,
        value: value,
        type: type,
        overwrite: false,
        keyId: type == "SecureString" ? options.keyID : nil,
        tier: options.tier,
        description: options.description
      )
      return SecretVersion(id: String(written.version))
    } catch {
      if error.kind == .alreadyExists { throw .alreadyExists(name, in: kind) }
      return try await settle(error, name, value: value, before: 0)
    }
  }

  package func put(
    _ name: String,
    value: SecretBytes,
    expecting: String?
  ) async throws(SecretsError) -> SecretVersion {
    let before = try await current(name)
    if let expecting, expecting != String(before.version) {
      throw .conflict(name, in: kind, expected: expecting, current: String(before.version))
    }
    // An overwriting without them would fall back to the account's default key and tier.
    let kept = try await metadata(before.name)
    try check(value, for: name, tier: kept.tier ?? "Standard")
    let written: WrittenParameter
    do {
      written = try await service.putParameter(
        name: before.name,
        value: value,
        type: before.type,
        overwrite: true,
        keyId: before.type == "SecureString" ? kept.keyId : nil,
        tier: kept.tier,
        description: kept.description,
        allowedPattern: kept.allowedPattern,
        dataType: kept.dataType
      )
    } catch {
      return try await settle(error, before.name, value: value, before: before.version)
    }
    if expecting != nil, written.version != before.version + 1 {
      throw SecretsError(
        .conflict,
        "Somebody else changed “ssm:\(printable(name))” at the same moment: this value is now "
          + "version \(written.version), where version \(before.version + 1) was expected.",
        hint: "Compare it with version \(written.version - 1), which is the other one's."
      )
    }
    return SecretVersion(id: String(written.version))
  }

  private func current(_ name: String) async throws(SecretsError) -> MetadataOnlyParameter {
    do {
      return try await service.getParameterMetadata(name)
    } catch {
      throw await explain(error, name)
    }
  }

  private func metadata(_ name: String) async throws(SecretsError) -> ParameterMetadata {
    let entries: [ParameterMetadata]
    do {
      entries = try await service.describeParameters([.names([name])])
    } catch {
      throw .from(error, name: name, in: kind)
    }
    guard let entry = entries.first(where: { $0.name == name }) else {
      throw .notFound(name, in: kind)
    }
    return entry
  }

  /// Finds out whether a writing without a good answer took effect; `before` is the last version.
  private func settle(
    _ error: AWSError,
    _ name: String,
    value: SecretBytes,
    before: Int
  ) async throws(SecretsError) -> SecretVersion {
    guard error.mayHaveTakenEffect else { throw failure(error, name) }
    let after: Int
    do {
      after = try await service.getParameterMetadata(name).version
    } catch let second {
      if second.kind == .notFound, before == 0 { throw failure(error, name) }
      throw unclear(error, name)
    }
    if after == before { throw failure(error, name) }
    guard let stored = try? await service.getParameter("\(name):\(before + 1)") else {
      throw unclear(error, name)
    }
    if stored.value == value {
      return SecretVersion(
        id: String(before + 1),
        created: stored.metadata.lastModifiedDate
      )
    }
    throw SecretsError(
      .conflict,
      "The answer of Parameter Store got lost, and version \(before + 1) of "
        + "“ssm:\(printable(name))” holds somebody else's value.",
      hint: "Look at the new version, then run the command again."
    )
  }

  private func unclear(_ error: AWSError, _ name: String) -> SecretsError {
    SecretsError(
      .unavailable(error),
      "Whether “ssm:\(printable(name))” was written is not known: \(error.message)",
      hint: "Before running it again, see `git secrets-sync list-versions "
        + "ssm:\(printable(name))`."
    )
  }

  private func failure(_ error: AWSError, _ name: String) -> SecretsError {
    if error.code == "ParameterMaxVersionLimitExceeded" {
      return SecretsError(
        .unavailable(error),
        "“ssm:\(printable(name))” has 100 versions and the oldest one has a label, so Parameter "
          + "Store takes no further one.",
        hint: "Move the label to a newer version."
      )
    }
    return .from(error, name: name, in: kind)
  }

  private func check(
    _ value: SecretBytes,
    for name: String,
    tier: String
  ) throws(SecretsError) {
    try SecretSize.check(value, for: name, in: kind)
    if tier == "Standard", value.count > SecretSize.standardParameter {
      throw SecretSize.tooLarge(
        value,
        for: name,
        in: kind,
        limit: SecretSize.standardParameter,
        hint: "That is the limit of the Standard tier. The Advanced tier takes "
          + "\(SecretSize.advancedParameter) bytes (at a price), Secrets Manager "
          + "\(SecretSize.secretsManager)."
      )
    }
    guard value.isUTF8 else {
      throw SecretsError(
        .invalidValue,
        "The value for “ssm:\(printable(name))” is not UTF-8 text, which is all that Parameter "
          + "Store takes.",
        hint: "Encode it, for instance in base 64, or keep it in Secrets Manager."
      )
    }
    if value.hasNestedParameter {
      throw SecretsError(
        .invalidValue,
        "The value for “ssm:\(printable(name))” holds “{{…}}”, which Parameter Store takes for "
          + "the name of another parameter and refuses.",
        hint: "Encode it, for instance in base 64, or keep it in Secrets Manager."
      )
    }
  }
}

extension SecretBytes {
  /// Whether `{{` is followed, anywhere, by `}}`.
  fileprivate var hasNestedParameter: Bool {
    unsafe withBytes { bytes in
      let span = unsafe bytes.bindMemory(to: UInt8.self).span
      var isOpen = false
      for index in 1..<max(1, span.count) where span[index] == span[index - 1] {
        if span[index] == UInt8(ascii: "{") { isOpen = true }
        if span[index] == UInt8(ascii: "}"), isOpen { return true }
      }
      return false
    }
  }
}

package import AWS

extension SecretsManagerStore {
  package func settings(
    of name: String,
    for change: SettingsChange
  ) async throws(SecretsError) -> SecretSettings {
    let metadata: SecretMetadata
    do {
      metadata = try await service.describeSecret(name)
    } catch {
      throw await explain(error, name)
    }
    if let date = metadata.deletedDate { throw .pendingDeletion(name, date) }
    var settings = SecretSettings()
    settings.description = metadata.description
    settings.keyID = metadata.kmsKeyId
    settings.tags = tags(metadata.tags)
    settings.replicas = (metadata.replication ?? []).map {
      SecretReplica(region: $0.region, kmsKeyId: $0.kmsKeyId)
    }
    return settings
  }

  /// `UpdateSecret` and the calls of tags and replicas, each of which may be sent twice.
  package func change(_ name: String, _ change: SettingsChange) async throws(SecretsError) {
    try SecretName.checkOwn(name, in: kind)
    do throws(AWSError) {
      if change.description != nil || change.keyID != nil {
        try await service.updateSecret(
          id: name,
          description: change.description,
          kmsKeyId: change.keyID
        )
      }
      if !change.tags.isEmpty { try await service.tagResource(name, change.tags) }
      if !change.removedTags.isEmpty {
        try await service.untagResource(name, keys: change.removedTags)
      }
      if !change.removedReplicas.isEmpty {
        _ = try await service.removeReplicas(name, in: change.removedReplicas)
      }
    } catch {
      throw await explain(error, name)
    }
    if !change.replicas.isEmpty { try await replicate(name, change) }
  }

  private func replicate(_ name: String, _ change: SettingsChange) async throws(SecretsError) {
    let regions = Set(change.replicas.map(\.region))
    let states: [SecretReplication]
    do {
      states = try await service.replicateSecret(name, to: change.replicas)
    } catch {
      // Sent again after an answer that got lost, it is refused for what is there by then.
      if let now = try? await settings(of: name, for: change),
        regions.isSubset(of: now.replicas.map(\.region))
      {
        return
      }
      throw await explain(error, name)
    }
    guard let failed = states.first(where: { $0.status == "Failed" && regions.contains($0.region) })
    else { return }
    throw SecretsError(
      .alreadyExists,
      "The copy of “\(kind.shown(name))” in \(printable(failed.region)) failed: "
        + printable(failed.statusMessage ?? "AWS does not say why."),
      hint: "Take it out again with `update --remove-replica \(printable(failed.region))`, and see "
        + "whether there is a secret of that name."
    )
  }

  package func randomValue(_ wish: RandomValue) async throws(SecretsError) -> SecretBytes {
    try wish.check()
    var password = PasswordWish()
    password.length = wish.length
    password.excludedCharacters = wish.excluded.isEmpty ? nil : wish.excluded
    password.withLowercase = wish.classes.contains(.lower)
    password.withUppercase = wish.classes.contains(.upper)
    password.withNumbers = wish.classes.contains(.digits)
    password.withPunctuation = wish.classes.contains(.symbols)
    let value: SecretBytes
    do {
      value = try await service.getRandomPassword(password)
    } catch {
      throw .from(error, in: kind)
    }
    guard try wish.describes(value) else {
      throw SecretsError(
        .invalidValue,
        "Secrets Manager made another value than the one asked for. Nothing was written.",
        hint: "Leave out --by-store: the value is then made here."
      )
    }
    return value
  }
}

extension ParameterStore {
  /// `DescribeParameters`, and `ListTagsForResource` where it is about tags.
  package func settings(
    of name: String,
    for change: SettingsChange
  ) async throws(SecretsError) -> SecretSettings {
    let parameter = try await metadata(try plainName(name))
    var settings = SecretSettings()
    settings.description = parameter.description
    settings.keyID = parameter.type == "SecureString" ? parameter.keyId : nil
    settings.type = parameter.type
    settings.tier = parameter.tier ?? "Standard"
    guard !change.tags.isEmpty || !change.removedTags.isEmpty else { return settings }
    do {
      settings.tags = tags(try await service.tags(of: parameter.name))
    } catch {
      throw await explain(error, name)
    }
    return settings
  }

  /// Tags; everything else comes with a version.
  package func change(_ name: String, _ change: SettingsChange) async throws(SecretsError) {
    let name = try plainName(name)
    do throws(AWSError) {
      if !change.tags.isEmpty { try await service.addTags(change.tags, to: name) }
      if !change.removedTags.isEmpty {
        try await service.removeTags(change.removedTags, from: name)
      }
    } catch {
      throw await explain(error, name)
    }
  }

  package func randomValue(_ wish: RandomValue) async throws(SecretsError) -> SecretBytes {
    throw .noGenerator(in: kind)
  }

  /// What these calls take, where the parameter was named by its ARN.
  private func plainName(_ id: String) throws(SecretsError) -> String {
    id.hasPrefix("arn:") ? try SecretARN(parsing: id).name : id
  }
}

extension LocalStore {
  package func settings(
    of name: String,
    for change: SettingsChange
  ) async throws(SecretsError) -> SecretSettings {
    var settings = SecretSettings()
    settings.description = try secret(name).description
    return settings
  }

  package func change(_ name: String, _ change: SettingsChange) async throws(SecretsError) {
    guard let description = change.description else { return }
    try file.update { (contents) throws(SecretsError) in
      guard contents.secrets[name] != nil else { throw .notFound(name, in: .local) }
      contents.secrets[name]?.description = description.isEmpty ? nil : description
    }
  }

  package func randomValue(_ wish: RandomValue) async throws(SecretsError) -> SecretBytes {
    throw .noGenerator(in: kind)
  }
}

private func tags(_ list: [ResourceTag]?) -> [String: String] {
  (list ?? []).reduce(into: [:]) { $0[$1.key] = $1.value }
}

extension SecretsError {
  fileprivate static func noGenerator(in store: StoreKind) -> SecretsError {
    SecretsError(
      .invalidValue,
      "\(store.titleAtStart) has no generator of random values.",
      hint: "Leave out --by-store: the value is then made here, of the system's generator."
    )
  }
}

package import AWS

// Parameter Store has neither conditions nor request tokens for a writing. So it is sent once, and
// read back before anything is said of it: the next number, and the same value.
extension ParameterStore {
  package func create(
    _ name: String,
    value: SecretBytes,
    options: CreateOptions
  ) async throws(SecretsError) -> SecretVersion {
    try SecretName.checkNew(name, in: kind)
    let type = options.type ?? "SecureString"
    try check(value, for: name, tier: options.tier ?? "Standard")
    if let version = try await finishedEarlier(name, value: value) { return version }
    return try await whenNameIsFree(name, pause) { () throws(SecretsError) in
      try await write(name, value, before: 0) { () throws(AWSError) in
        try await service.putParameter(
          name: name,
          value: value,
          type: type,
          overwrite: false,
          keyId: type == "SecureString" ? options.keyID : nil,
          tier: options.tier,
          description: options.description,
          tags: options.tags
        )
      }
    }
  }

  package func put(
    _ name: String,
    value: SecretBytes,
    expecting: String?,
    options: PutOptions
  ) async throws(SecretsError) -> SecretVersion {
    let before = try await current(name)
    if let expecting, expecting != String(before.version) {
      throw .conflict(name, in: kind, expected: expecting, current: String(before.version))
    }
    let settings = options.settings
    // An equal value may be of the run before; settings that are not there yet are not.
    if settings.isEmpty, let version = try await finishedEarlier(before.name, value: value) {
      return version
    }
    // An overwriting without them would fall back to the account's default key and tier.
    let kept = try await metadata(before.name)
    let type = settings.type ?? before.type
    let tier = settings.tier ?? kept.tier
    let keyID = settings.keyID ?? (before.type == "SecureString" ? kept.keyId : nil)
    try check(value, for: name, tier: tier ?? "Standard")
    let send = { () async throws(AWSError) in
      try await service.putParameter(
        name: before.name,
        value: value,
        type: type,
        overwrite: true,
        keyId: type == "SecureString" ? keyID : nil,
        tier: tier,
        description: settings.description ?? kept.description,
        allowedPattern: kept.allowedPattern,
        dataType: kept.dataType
      )
    }
    let written = try await write(before.name, value, before: before.version) {
      () throws(AWSError) in
      do throws(AWSError) { return try await send() } catch {
        // With a pin of ours on the oldest version; without it there is room again.
        guard error.code == "ParameterMaxVersionLimitExceeded", await releaseOldest(before.name)
        else { throw error }
        return try await send()
      }
    }
    if expecting != nil, written.id != String(before.version + 1) {
      throw SecretsError(
        .conflict,
        "Somebody else changed “ssm:\(printable(name))” at the same moment: this value is now "
          + "version \(written.id), where version \(before.version + 1) was expected.",
        hint: "Compare it with the version before it, which is the other one's."
      )
      .havingWritten(written.id)
    }
    return written
  }

  private func current(_ name: String) async throws(SecretsError) -> MetadataOnlyParameter {
    let found: MetadataOnlyParameter
    do {
      found = try await service.getParameterMetadata(name)
    } catch {
      throw await explain(error, name)
    }
    // The next one is counted from it.
    guard (1..<Int.max).contains(found.version) else {
      let error = AWSError(
        .invalidResponse,
        message: "AWS Systems Manager names \(found.version) as a version, which is none.",
        hint: "Check the endpoint, and any proxy on the way.",
        service: "ssm",
        operation: "GetParameter"
      )
      throw .from(error, name: name, in: kind)
    }
    return found
  }

  func metadata(_ name: String) async throws(SecretsError) -> ParameterMetadata {
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

  func failure(_ error: AWSError, _ name: String) -> SecretsError {
    if error.kind == .alreadyExists { return .alreadyExists(name, in: kind) }
    if error.code == "ParameterMaxVersionLimitExceeded" {
      return SecretsError(
        .unavailable(error),
        "“ssm:\(printable(name))” has 100 versions and the oldest one has a label, so Parameter "
          + "Store takes no further one.",
        hint: "Move the label to a newer version."
      )
    }
    if error.code == "HierarchyTypeMismatchException" {
      return .otherType(name)
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
      throw .needsAdvancedTier(value, name)
    }
    try Self.checkText(value, for: name)
  }

  /// Refuses what Parameter Store takes for no text.
  static func checkText(_ value: SecretBytes, for name: String) throws(SecretsError) {
    guard value.isUTF8 else {
      throw SecretsError(
        .invalidValue,
        "The value for “ssm:\(printable(name))” is no text in UTF-8, which is all that Parameter "
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

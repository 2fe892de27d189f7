package import AWS

// What became of a writing: after a good answer, after none, and after a run that ended in between.
extension ParameterStore {
  /// How often a version is looked for that the answer to its writing named.
  private static let looks = 4

  /// Sends what is on record, and reads it back; `before` is the last version, 0 for none.
  func write(
    _ name: String,
    _ value: SecretBytes,
    before: Int,
    _ send: () async throws(AWSError) -> WrittenParameter
  ) async throws(SecretsError) -> SecretVersion {
    let earlier = try journal?.unfinished(kind, name)
    let isRepeated = earlier.map { $0.entry.before == before } ?? false
    if let earlier, !isRepeated {
      earlier.end()
      notice(name, "sent a value of which nothing is known")
    }
    let open =
      isRepeated ? earlier : try journal?.begin("PutParameter", kind, name, before: before)
    let written: WrittenParameter
    do throws(AWSError) {
      written = try await send()
    } catch {
      guard error.mayHaveTakenEffect else {
        // A refusal of today says nothing of what an earlier run sent.
        if !isRepeated { open?.end() }
        throw isRepeated && error.kind == .alreadyExists
          ? .perhapsMadeEarlier(name) : failure(error, name)
      }
      return try await settle(error, name, value, before: before, open)
    }
    if isRepeated { notice(name, "sent a value that had not arrived") }
    return try await readBack(name, written.version, value, open)
  }

  /// Sees that the version of the answer is there and holds what was sent.
  private func readBack(
    _ name: String,
    _ number: Int,
    _ value: SecretBytes,
    _ open: OpenEntry?
  ) async throws(SecretsError) -> SecretVersion {
    var looks = 1
    while true {
      do throws(AWSError) {
        let stored = try await service.getParameter("\(name):\(number)")
        open?.end()
        guard stored.value == value else { break }
        return SecretVersion(id: String(number), created: stored.metadata.lastModifiedDate)
      } catch {
        // Whoever may write and not read has the service's word for it.
        if error.kind == .accessDenied {
          open?.end()
          return SecretVersion(id: String(number))
        }
        guard error.kind == .notFound, looks < Self.looks else {
          throw .unclear(error, name, in: kind, isOnRecord: open != nil)
        }
      }
      // A reading may be behind a writing for a moment.
      try? await Task.sleep(for: .milliseconds(100 << looks))
      looks += 1
    }
    throw cameBetween(name, number)
  }

  /// Finds out whether a writing without a good answer took effect.
  private func settle(
    _ error: AWSError,
    _ name: String,
    _ value: SecretBytes,
    before: Int,
    _ open: OpenEntry?
  ) async throws(SecretsError) -> SecretVersion {
    let unclear = SecretsError.unclear(error, name, in: kind, isOnRecord: open != nil)
    let after: Int
    do {
      after = try await service.getParameterMetadata(name).version
    } catch let second {
      // The entry stays: what was sent may yet arrive.
      throw second.kind == .notFound && before == 0
        ? .notWritten(failure(error, name), name, in: kind) : unclear
    }
    if after == before { throw .notWritten(failure(error, name), name, in: kind) }
    guard let stored = try? await service.getParameter("\(name):\(before + 1)") else {
      throw unclear
    }
    open?.end()
    guard stored.value == value else { throw cameBetween(name, before + 1) }
    return SecretVersion(id: String(before + 1), created: stored.metadata.lastModifiedDate)
  }

  package func hasUnfinishedWrite(_ name: String) async throws(SecretsError) -> Bool {
    try journal?.unfinished(kind, name) != nil
  }

  package func finishedEarlier(
    _ name: String,
    value: SecretBytes
  ) async throws(SecretsError) -> SecretVersion? {
    guard let open = try journal?.unfinished(kind, name), let before = open.entry.before else {
      return nil
    }
    let stored: ParameterValue
    do {
      stored = try await service.getParameter(name)
    } catch {
      switch error.kind {
      // It did not arrive. If it does later, the numbers tell: each writing expects the next one.
      case .notFound:
        open.end()
        notice(name, "sent a value that did not arrive")
        return nil
      // Nobody may tell us: the service refuses to make what is there already.
      case .accessDenied: return nil
      default: throw await explain(error, name)
      }
    }
    open.end()
    let version = stored.metadata.version
    guard version == before &+ 1, stored.value == value else {
      notice(
        name,
        version == before
          ? "sent a value that did not arrive"
          : "sent a value for version \(before &+ 1); version \(version) is current now, with "
            + (stored.value == value ? "this value" : "another value than this one")
      )
      return nil
    }
    return SecretVersion(id: String(version), created: stored.metadata.lastModifiedDate)
  }

  package func takeNotices() -> [String] { journal?.notices.take() ?? [] }

  private func notice(_ name: String, _ what: String) {
    journal?.notices.add(
      "An earlier run, which saw no answer about “ssm:\(printable(name))”, \(what)."
    )
  }

  private func cameBetween(_ name: String, _ number: Int) -> SecretsError {
    SecretsError(
      .conflict,
      "Another write came between: version \(number) of “ssm:\(printable(name))” holds somebody "
        + "else's value.",
      hint: "Look at the new version, then run the command again."
    )
  }
}

extension SecretsError {
  fileprivate static func perhapsMadeEarlier(_ name: String) -> SecretsError {
    SecretsError(
      .alreadyExists,
      "The secret “ssm:\(printable(name))” exists already. An earlier run, which saw no answer, may "
        + "have made it; this identity may not read it to find out.",
      hint: "Run the same command with an identity that has ssm:GetParameter on it."
    )
  }
}

import AWS

// What became of a writing, after a good answer and after none.
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

  private func cameBetween(_ name: String, _ number: Int) -> SecretsError {
    SecretsError(
      .conflict,
      "Another write came between: version \(number) of “ssm:\(printable(name))” holds somebody "
        + "else's value.",
      hint: "Look at the new version, then run the command again."
    )
  }
}

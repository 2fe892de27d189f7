import Secrets

// Tables cut the ids of versions, `9a5ccc1f…`; what they show can be given back.
extension ReachedStore {
  /// The value of a secret in one of its versions, of which the beginning is enough.
  ///
  /// - Parameters:
  ///   - reference: the secret.
  ///   - version: an id or its beginning, at least four characters; a number, a stage or a label; nil for
  ///     the current one.
  /// - Returns: the value, with the whole id of its version.
  /// - Throws: what the store throws; `Failure` where several versions begin so.
  func value(of reference: SecretReference, version: String?) async throws -> SecretValue {
    do {
      return try await store.value(of: reference.id, version: version)
    } catch {
      guard case .notFound = error.kind, let version, mayBeCut(version),
        let id = try await wholeVersion(of: reference, version)
      else { throw error }
      return try await store.value(of: reference.id, version: id)
    }
  }

  /// A stage may look so, too; so it is asked for first.
  private func mayBeCut(_ version: String) -> Bool {
    let id = version.hasSuffix("…") ? version.dropLast() : version[...]
    return store.kind != .parameterStore && (4..<36).contains(id.count)
      && id.allSatisfy { $0.isHexDigit || $0 == "-" }
  }

  private func wholeVersion(
    of reference: SecretReference,
    _ version: String
  ) async throws -> String? {
    guard let versions = try? await store.versions(of: reference.id) else { return nil }
    let beginning = version.filter { $0 != "…" }.lowercased()
    let ids = versions.map(\.id).filter { $0.lowercased().hasPrefix(beginning) }
    guard ids.count > 1 else { return ids.first }
    throw Failure.usage(
      "\(count(ids.count, "version")) of \(visible(reference.store.reference(to: reference.name))) begin "
        + "with “\(visible(version))”.",
      hint: "Give more of it: \(command("list-versions", reference.ofWholeSecret)) has them whole."
    )
  }
}

extension SecretReference {
  /// The secret itself, without a key or a version.
  var ofWholeSecret: SecretReference {
    var whole = self
    (whole.key, whole.version) = (nil, nil)
    return whole
  }
}

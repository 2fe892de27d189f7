package import AWS

extension SecretStore {
  /// Puts a value over whatever others put since the caller looked, and tells of it.
  ///
  /// - Parameters:
  ///   - name: of the secret.
  ///   - value: its new value.
  ///   - seen: the version that the caller saw as current.
  ///   - options: what else there is to say of the version.
  /// - Returns: the version, and a sentence for each that it came over unseen.
  /// - Throws: what `put` throws, but for the conflicts.
  package func overwrite(
    _ name: String,
    value: SecretBytes,
    seen: String?,
    options: PutOptions
  ) async throws(SecretsError) -> (version: SecretVersion, lost: [String]) {
    var expected = seen
    var lost: [String] = []
    // Somebody who writes all the time is not raced for ever.
    for _ in 0..<5 {
      do throws(SecretsError) {
        return (try await put(name, value: value, expecting: expected, options: options), lost)
      } catch {
        guard case .conflict = error.kind else { throw error }
        if let version = error.written {
          return (SecretVersion(id: version), lost + [error.message])
        }
        guard error.changedNothing else { throw error }
        guard case .found(let now)? = try await describe([name])[name], let current = now.current
        else { throw error }
        lost.append(
          "Somebody else had put version \(printable(current.id)) meanwhile; this value came over it."
        )
        expected = current.id
      }
    }
    return (try await put(name, value: value, expecting: nil, options: options), lost)
  }
}

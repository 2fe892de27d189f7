import AWS
import Secrets

extension VaultBucket {
  /// What is wrong with a key.
  struct KeyProblem: Error {
    let what: String
    let fix: String
    /// Whether setting the configured key as the default mends it.
    var canBeMended = false
  }

  /// What is wrong with the key that a bucket encrypts with, or with the configured one.
  ///
  /// - Parameter id: the default key; nil for the one that AWS manages.
  /// - Returns: nil for nothing.
  /// - Throws: where that cannot be found out.
  func problem(ofKey id: String?) async throws -> KeyProblem? {
    var wanted: KMSKey?
    if let key = settings.key {
      switch try await look(atKey: key) {
      case .success(let found): wanted = found
      case .failure(let problem): return problem
      }
    }
    var problem: KeyProblem?
    switch (id, wanted) {
    case (nil, nil): return nil
    case (nil, let wanted?):
      problem = KeyProblem(
        what:
          "by the key that AWS manages, and not by `kms_key` (\(visible(wanted.arn ?? wanted.id)))",
        fix: ""
      )
    case (let id?, let wanted):
      switch try await look(atKey: id) {
      case .failure(let found): problem = found
      case .success(let found):
        guard let wanted, wanted.id != found.id else { return nil }
        problem = KeyProblem(what: "by the key \(visible(id)), and not by `kms_key`", fix: "")
      }
    }
    problem?.canBeMended = wanted != nil
    return problem
  }

  /// How to make a key of that name; only an alias can be given to a new one.
  private func making(_ id: String) -> String {
    let place =
      " --region \(client.region)"
      + (profile.map { " --profile \(ChangeText.argument($0))" } ?? "")
    guard id.hasPrefix("alias/") else {
      return "Make one, and name it as `kms_key` of [vault]: aws kms create-key\(place)"
    }
    return "aws kms create-alias --alias-name \(ChangeText.argument(id))\(place) --target-key-id "
      + "\"$(aws kms create-key --query KeyMetadata.KeyId --output text\(place))\"; or name another one "
      + "as `kms_key` of [vault]."
  }

  /// A key that can be used, or why not.
  ///
  /// - Throws: where that cannot be found out.
  func look(atKey id: String) async throws -> Result<KMSKey, KeyProblem> {
    let name = visible(id)
    let parts = id.split(separator: ":", omittingEmptySubsequences: false)
    if parts.count > 5, parts[0] == "arn", String(parts[4]) != account {
      return .failure(
        KeyProblem(
          what: "the key \(name) is of another account, which can lock you out of your files",
          fix: "Name a key of account \(visible(account)) as `kms_key` of [vault]."
        )
      )
    }
    do {
      let key = try await client.kms.describeKey(id)
      guard let state = key.state, state != "Enabled" else { return .success(key) }
      return .failure(
        KeyProblem(
          what: "the key \(name) cannot be used (\(visible(state)))",
          fix:
            "Enable it again (aws kms enable-key --key-id \(ChangeText.argument(id))), or name another one."
        )
      )
    } catch {
      guard error.kind == .notFound else { throw error }
      return .failure(
        KeyProblem(what: "the key \(name) is not there in \(client.region)", fix: making(id))
      )
    }
  }
}

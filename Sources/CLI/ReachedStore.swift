import AWS
import Secrets

/// A store that has been reached, and what to tell people about where it is.
struct ReachedStore: Sendable {
  let store: any SecretStore
  /// `the embedded store`, or `Secrets Manager, account 123456789012, eu-west-1`.
  let place: String
  /// Who calls, where AWS is called.
  let identity: CallerIdentity?
  let region: String?
  /// The name of the environment, where there is one.
  var environment: String? = nil
  /// The options by which a command gets here again, each with a space before it.
  var options = ""

  /// Refuses an ARN of another account or region, where the name alone would be used here.
  func checkPlace(of arn: String?) throws {
    guard let arn else { return }
    let place = try SecretARN(parsing: arn)
    guard place.region != region || place.account != identity?.account else { return }
    throw Failure.usage(
      "“\(visible(arn))” is of account \(visible(place.account)), \(visible(place.region)); what is asked "
        + "is \(self.place). Nothing was read or written.",
      hint: "Name the environment that it is in with --env, or give its name alone."
    )
  }

  /// Asks the store about a secret; an error that depends on where was looked says where that was.
  func asking<Value, Problem: Error>(
    about reference: SecretReference,
    _ body: () async throws(Problem) -> Value
  ) async throws -> Value {
    let arn = try reference.arn.map { (text) throws(SecretsError) in try SecretARN(parsing: text) }
    if let arn, let region, arn.region != region {
      throw Failure.usage(
        "The ARN of “\(visible(reference.description))” is of \(visible(arn.region)); what is asked "
          + "is \(place).",
        hint: "Add --region \(visible(arn.region))."
      )
    }
    do {
      return try await body()
    } catch {
      guard let error = error as? SecretsError else { throw error }
      throw placed(error, hint: hint(error, reference, arn))
    }
  }

  private func hint(
    _ error: SecretsError,
    _ reference: SecretReference,
    _ arn: SecretARN?
  ) -> String? {
    guard case .notFound = error.kind else { return nil }
    if let arn, arn.account != identity?.account, error.isAboutThePlace {
      return "Its ARN is of account \(arn.account), whose policies must let this one in."
    }
    if let other = reference.withVersionAfterKey {
      return "A version follows the key: “\(visible(other.description))”."
    }
    // What may be meant where the end of a name was taken for a version.
    return reference.withVersionInName.map {
      "A name that holds an @ itself is written with another one at its end: "
        + "“\(visible($0.description))”."
    }
  }
}

extension SecretReference {
  /// The key of the version that was written before it; nil where none was.
  var withVersionAfterKey: SecretReference? {
    guard let key, version == nil, arn == nil, let at = name.lastIndex(of: "@") else { return nil }
    let version = String(name[name.index(after: at)...])
    guard at > name.startIndex, !version.isEmpty else { return nil }
    return SecretReference(store: store, name: String(name[..<at]), key: key, version: version)
  }

  /// The secret whose name goes on with what was read as a version; nil where no name does.
  var withVersionInName: SecretReference? {
    guard key == nil, let version, arn == nil, store != .parameterStore else { return nil }
    return SecretReference(store: store, name: "\(name)@\(version)")
  }
}

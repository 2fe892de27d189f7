import AWS

/// What each store takes for a name.
///
/// Secrets Manager: 1 to 512 of `A–Z a–z 0–9 / _ + = . @ -`, and `!` in the names that AWS services
/// give to secrets of their own. Parameter Store: at most 1011 of `A–Z a–z 0–9 / _ . -`, up to 15
/// levels, a leading slash where there are levels, no first level starting with `aws` or `ssm` in
/// any case (public parameters of AWS, `/aws/service/…`, can be read). The embedded store follows
/// Secrets Manager. Source: the API references of CreateSecret and PutParameter.
package enum SecretName {
  /// Refuses what cannot be the name of a secret that exists.
  package static func check(_ name: String, in store: StoreKind) throws(SecretsError) {
    try checkCharacters(name, in: store, alsoAllowed: "")
    guard store == .parameterStore else { return }
    let levels = name.split(separator: "/", omittingEmptySubsequences: false)
    if levels.count > 1, !name.hasPrefix("/") {
      throw refused(
        name,
        "a parameter name with levels starts with a slash",
        hint: "Write “ssm:/\(printable(name))”."
      )
    }
    if levels.dropFirst().contains("") {
      throw refused(name, "one of its levels is empty", hint: "Remove the extra slash.")
    }
    if levels.count > 16 {
      throw refused(name, "it has \(levels.count - 1) levels, of which Parameter Store takes 15")
    }
  }

  /// Refuses what cannot be the name of a new secret.
  package static func checkNew(_ name: String, in store: StoreKind) throws(SecretsError) {
    try check(name, in: store)
    if store != .parameterStore, name.utf8.contains(UInt8(ascii: "!")) {
      throw refused(
        name,
        "only AWS services give names with a “!”",
        hint: "Names of one's own are made of letters, digits and / _ + = . @ -."
      )
    }
    if store == .parameterStore {
      let first = name.drop { $0 == "/" }.prefix { $0 != "/" }.lowercased()
      if first.hasPrefix("aws") || first.hasPrefix("ssm") {
        throw refused(
          name,
          "names that start with “aws” or “ssm” belong to AWS",
          hint: "Use another name."
        )
      }
    }
  }

  /// Refuses the secrets that AWS services keep for themselves, such as `rds!db-…`.
  ///
  /// They may be read. Whoever changes one behind the back of its service takes its password away;
  /// it is changed and deleted there. ("Managed secrets", the user guide of Secrets Manager.)
  ///
  /// - Parameters:
  ///   - id: a name or an ARN.
  ///   - store: where the secret is.
  /// - Throws: `.invalidReference` for one of those.
  package static func checkOwn(_ id: String, in store: StoreKind) throws(SecretsError) {
    guard store == .secretsManager else { return }
    let name = (try? SecretARN(parsing: id).name) ?? id
    guard let mark = name.firstIndex(of: "!") else { return }
    let owner = printable(String(name[..<mark]))
    throw SecretsError(
      .invalidReference,
      "“\(store.shown(name))” belongs to the AWS service “\(owner)”, which made it, changes its value "
        + "and deletes it. Nothing was written.",
      hint: "It can be read. Change or delete it where it belongs: in \(owner)."
    )
  }

  /// Whether a name ends as an ARN of Secrets Manager does, with a hyphen and six characters.
  ///
  /// Such a name is taken, but a secret that is looked up by a part of its ARN may then be another
  /// one. (CreateSecret, `Name`.)
  package static func endsLikeAnARN(_ name: String) -> Bool {
    let end = name.utf8.suffix(7)
    return name.utf8.count > 7 && end.first == UInt8(ascii: "-")
      && end.dropFirst().allSatisfy(isAlphanumeric)
  }

  /// Refuses characters and lengths that the store does not take.
  static func checkCharacters(
    _ name: String,
    in store: StoreKind,
    alsoAllowed: String
  ) throws(SecretsError) {
    guard !name.isEmpty else {
      throw SecretsError(
        .invalidReference,
        "The name of a secret is empty.",
        hint: "Write it after the colon: “\(store.rawValue):NAME”."
      )
    }
    let limit =
      store == .parameterStore ? SSMLimits.nameCharacters : SecretsManagerLimits.nameCharacters
    guard name.utf8.count <= limit else {
      throw refused(
        name,
        "it has \(name.utf8.count) characters, of which \(store.title) takes \(limit)"
      )
    }
    let marks = (store == .parameterStore ? "/_.-" : "/_+=.@-") + alsoAllowed
    let alsoTaken = store == .parameterStore ? "" : "!"
    let refusedScalar = name.unicodeScalars.first { scalar in
      guard let byte = UInt8(exactly: scalar.value) else { return true }
      return !isAlphanumeric(byte) && !marks.utf8.contains(byte) && !alsoTaken.utf8.contains(byte)
    }
    if let refusedScalar {
      throw refused(
        name,
        "\(store.title) takes no “\(printable(String(refusedScalar)))” in a name",
        hint: versionHint(name, in: store)
          ?? "Names are made of letters, digits and \(spaced(marks))."
      )
    }
  }

  /// For Parameter Store's own way to select a version.
  private static func versionHint(_ name: String, in store: StoreKind) -> String? {
    if let file = (try? VaultReference(parsing: name))?.file {
      return "That is a file of the vault: `git secrets-sync vault log "
        + "\(printable(file.text))` lists its versions."
    }
    guard store == .parameterStore, let colon = name.firstIndex(of: ":") else { return nil }
    let version = name[name.index(after: colon)...]
    guard !version.isEmpty, !version.contains(":") else { return nil }
    return "A version follows an @: “ssm:\(printable(String(name[..<colon])))@"
      + "\(printable(String(version)))”."
  }

  private static func spaced(_ marks: String) -> String {
    marks.map(String.init).joined(separator: " ")
  }

  private static func refused(
    _ name: String,
    _ why: String,
    hint: String? = nil
  ) -> SecretsError {
    SecretsError(
      .invalidReference,
      "“\(printable(name))” cannot be the name of a secret: \(why).",
      hint: hint
    )
  }
}

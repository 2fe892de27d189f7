import Secrets

extension Session {
  /// The first argument, without which there is nothing to do.
  func named(_ text: String?, for verb: String) throws(Failure) -> String {
    if let text { return text }
    throw .usage(
      "`\(verb)` needs the name of the secret.",
      hint:
        "Such as `git secrets-sync \(verb) sm:myapp/db\(givenOptions)`; `git secrets-sync \(verb) -h` shows the "
        + "rest."
    )
  }

  /// The secret that `create` or `update` is about.
  ///
  /// What was typed may be `NAME=VALUE`: it is sent nowhere, where it would be on record as a name,
  /// and is not repeated.
  func written(_ text: String?, by verb: String) throws -> SecretReference {
    let text = try named(text, for: verb)
    if text.contains("="), !text.hasPrefix("arn:"), text.last != "@" {
      throw Failure.usage(
        "The name has an = in it. If a value follows it: a value is never taken from the command "
          + "line, where other processes and the shell's history see it.",
        hint: "Leave it out to be asked for it, name a file, or pipe it in "
          + "(`… | git secrets-sync \(verb) NAME`), and remove it from your shell's history. If the "
          + "name has the = itself, write an @ at its end."
      )
    }
    // With a store before it, it was meant for a name.
    let prefixes = StoreKind.allCases.map { $0.rawValue + ":" } + ["arn:", "/"]
    let isName = prefixes.contains(where: text.hasPrefix)
    do {
      let reference = try wholeSecret(text, for: verb)
      // Before the value is asked for; what has no such name is not written by `update` either.
      if verb == "create" || !isName {
        try SecretName.checkNew(reference.name, in: reference.store)
      }
      return reference
    } catch let error as SecretsError {
      guard case .invalidReference = error.kind, !isName else { throw error }
      // A name, as it seems, but it may be a value all the same.
      if try defaultStore() == nil, (try? SecretName.checkNew(text, in: .secretsManager)) != nil {
        throw Failure.usage(
          "The first argument does not say which store it is in, and there are several.",
          hint:
            "Write for instance `git secrets-sync \(verb) sm:NAME\(givenOptions)`; the stores are sm, ssm and "
            + "local. If you typed a secret, remove it from your shell's history."
        )
      }
      throw Failure.usage(
        "The first argument cannot be the name of a secret, and a value is never taken from the "
          + "command line, where other processes and the shell's history see it.",
        hint:
          "Write `git secrets-sync \(verb) sm:myapp/db\(givenOptions)`, with letters, digits and / _ + = . @ - in "
          + "the name. If you typed a secret, remove it from your shell's history."
      )
    }
  }
}

import AWS

extension SecretChange {
  /// Why its store will not take it, as far as that is known without asking; nil where nothing is.
  package var refusal: SecretsError? {
    guard action != .unchanged else { return nil }
    do throws(SecretsError) {
      if action == .create { try SecretName.checkNew(target.name, in: target.store) }
      try SecretSize.check(value, for: target.name, in: target.store)
      guard target.store == .parameterStore else { return nil }
      // Of one that is there already the tier is not known yet.
      if action == .create, (options.tier ?? "Standard") == "Standard",
        value.count > SecretSize.standardParameter
      {
        throw SecretSize.tooLarge(
          value,
          for: target.name,
          in: target.store,
          limit: SecretSize.standardParameter,
          hint:
            "That is the limit of the Standard tier: `create --tier Advanced` makes one that takes "
            + "\(SecretSize.advancedParameter) bytes."
        )
      }
      try ParameterStore.checkText(value, for: target.name)
      return nil
    } catch {
      return error
    }
  }
}

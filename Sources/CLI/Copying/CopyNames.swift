import Secrets

/// Which name a secret gets where it is copied to.
struct CopyNames {
  let source: SecretSelector
  /// The store that is written to.
  let store: StoreKind
  /// The ARN of the target, where it was named so.
  let targetARN: String?
  /// What stands before the part of a name that stays, or the whole name; nil for the same name.
  private let prefix: String?

  init(_ source: String, _ target: String?, _ session: Session) throws {
    let from = try session.selector(source)
    self.source = from
    guard let target else {
      (store, prefix, targetARN) = (from.store, nil, nil)
      return
    }
    let to = try session.selector(target)
    store = to.store
    targetARN = to.arn
    prefix = to.literalPrefix
    let rest = to.pattern.dropFirst(to.literalPrefix.count)
    guard from.isExact == to.isExact, rest.allSatisfy({ $0 == "*" }) else {
      throw Failure.usage(
        from.isExact
          ? "“\(visible(target))” may be several secrets, but the source is one."
          : "“\(visible(source))” may be several secrets, so the target needs a `*` at its end, and "
            + "nowhere else.",
        hint: "For example: git secrets-sync copy 'sm:myapp/dev/*' 'ssm:/myapp/prod/*'"
      )
    }
  }

  func target(of name: String) throws(SecretsError) -> SecretReference {
    guard let prefix else { return SecretReference(store: store, name: name) }
    let kept = source.isExact ? "" : String(name.dropFirst(source.literalPrefix.count))
    let reference = SecretReference(store: store, name: prefix + kept)
    _ = try SecretSelector(store: store, name: reference.name)
    return reference
  }
}

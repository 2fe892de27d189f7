package import AWS

// Writings of runs that ended before the answer came.
extension ParameterStore {
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

  func notice(_ name: String, _ what: String) {
    journal?.notices.add(
      "An earlier run, which saw no answer about “ssm:\(printable(name))”, \(what)."
    )
  }
}

extension SecretsError {
  static func perhapsMadeEarlier(_ name: String) -> SecretsError {
    SecretsError(
      .alreadyExists,
      "The secret “ssm:\(printable(name))” exists already. An earlier run, which saw no answer, may "
        + "have made it; this identity may not read it to find out.",
      hint: "Run the same command with an identity that has ssm:GetParameter on it."
    )
  }
}

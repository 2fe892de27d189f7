import Secrets

// The plan before it is carried out, and the results as JSON.
extension CopyPlan {
  func show(_ session: Session) {
    guard !session.wantsJSON, !session.options.quiet else { return }
    var table = Table([
      .init("Action"), .init("From", mayShrink: true), .init("To", mayShrink: true),
    ])
    for change in changes {
      table.add([
        change.action.rawValue, change.source?.description ?? "", change.target.description,
      ])
    }
    session.message(table.text(for: session.err))
  }

  /// The results of a run that writes nothing.
  func report(dryRun: Bool, _ session: Session) {
    if session.wantsJSON {
      session.print(json(dryRun: dryRun))
      return
    }
    for change in changes {
      let outcome = change.action == .unchanged ? "no change" : "modified"
      session.print("\(dryRun ? "DR - " : "")[\(outcome)] \(visible(change.target.name))\n")
    }
  }

  func json(_ results: [ChangeResult]? = nil, dryRun: Bool = false) -> JSON {
    .present([
      ("schema", .integer(1)),
      ("dryRun", .bool(dryRun)),
      ("environment", environment.map(JSON.string)),
      (
        "secrets",
        .array(changes.indices.map { Self.json(changes[$0], results?[$0]) })
      ),
    ])
  }

  private static func json(_ change: SecretChange, _ result: ChangeResult?) -> JSON {
    .present(
      [
        ("from", change.source.map { .string($0.description) }),
        ("to", .string(change.target.description)),
        ("action", .string(change.action.rawValue)),
      ] + ChangeText.json(result)
    )
  }
}

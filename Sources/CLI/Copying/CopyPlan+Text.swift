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
    for (target, _) in refused { table.add(["refused", "", target.description]) }
    session.say("From \(source.fullPlace), to \(reached.fullPlace):")
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
    for (target, _) in refused {
      session.print("\(dryRun ? "DR - " : "")[failed] \(visible(target.name))\n")
    }
  }

  func json(_ results: [ChangeResult]? = nil, dryRun: Bool = false) -> JSON {
    let from = [("environment", source.environment.map(JSON.string))] + source.json
    let left = refused.map { target, error in
      JSON.object([
        ("to", .string(target.description)), ("action", .string("refused")),
        ("result", .string("failed")), ("error", .string(error.message)),
      ])
    }
    return .present(
      [
        ("schema", .integer(1)),
        ("dryRun", .bool(dryRun)),
        ("source", .present(from)),
        ("environment", environment.map(JSON.string)),
      ] + reached.json + [
        (
          "secrets",
          .array(changes.indices.map { Self.json(changes[$0], results?[$0]) } + left)
        )
      ]
    )
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

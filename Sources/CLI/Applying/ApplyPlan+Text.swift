import Secrets

// The plan before it is carried out, and the results as JSON.
extension ApplyPlan {
  /// What would become of each secret; then what no file has, and what was not understood.
  func show(_ session: Session) throws {
    if !session.wantsJSON, !session.options.quiet {
      var table = Table([
        .init("Action"), .init("Secret", mayShrink: true), .init("Value", mayShrink: true),
        .init("Type"),
      ])
      for ((change, difference), entry) in zip(zip(changes, differences), files.flatMap(\.entries))
      {
        table.add([
          Self.word(change, difference), change.target.description,
          difference.map { Self.summary($0, session.err) } ?? Self.origin(entry), entry.type ?? "",
        ])
      }
      for item in pruning?.items ?? [] {
        table.add(["delete", item.reference, item.how, ""])
      }
      if !changes.isEmpty || pruning?.items.isEmpty == false {
        session.message(table.text(for: session.err))
      } else {
        session.say("No secrets in \(files.map { visible($0.path) }.joined(separator: ", ")).")
      }
      let others = others.filter { other in
        pruning?.items.contains { $0.reference == other } != true
      }
      if !others.isEmpty {
        session.say("In the store and in none of the files: \(Self.list(others)).")
      }
    }
    session.warn(ofStrays: strays, environment)
    for why in pruning?.kept ?? [] { session.warn(why) }
    try pruning?.warnOfDeployments(session)
    for (file, problem) in problems {
      session.warn("\(visible(file)):\(problem.line): \(visible(problem.message)).")
    }
  }

  /// Where the value of one that is made comes from.
  private static func origin(_ entry: DeclaredFile.Entry) -> String {
    switch entry.source {
    case .value: "********"
    case .random(let random): "random, \(count(random.length, "character"))"
    case .reference(let reference): "that of \(reference.description)"
    case .keep: ""
    }
  }

  /// What is to be kept and is not there.
  private static let missing = "missing"

  private static func word(_ change: SecretChange, _ difference: ValueComparison?) -> String {
    change.action == .unchanged && difference == nil ? missing : change.action.rawValue
  }

  /// How a value differs, on one line, without a part of it.
  private static func summary(_ comparison: ValueComparison, _ terminal: Terminal) -> String {
    guard comparison != .same else { return "" }
    let line = ValueText.lines(comparison, terminal).first ?? ""
    return String(line.dropFirst("value: ".count))
  }

  static func list(_ others: [String]) -> String {
    let shown = others.prefix(5).map(visible).joined(separator: ", ")
    return others.count > 5 ? "\(shown) and \(others.count - 5) more" : shown
  }

  /// The lines of a run that writes nothing, in the words of the article's scripts.
  func report(dryRun: Bool, _ session: Session) {
    if session.wantsJSON {
      session.print(json(dryRun: dryRun))
      return
    }
    for (change, difference) in zip(changes, differences) {
      let word = Self.word(change, difference)
      let outcome =
        word == Self.missing ? word : change.action == .unchanged ? "no change" : "modified"
      session.print("\(dryRun ? "DR - " : "")[\(outcome)] \(visible(change.target.name))\n")
    }
    guard dryRun else { return }
    for item in pruning?.items ?? [] {
      session.print("DR - [deleted] \(visible(item.secret.name))\n")
    }
  }

  /// All that keeps the files from being applied, with the file.
  private var problems: [(file: String, problem: DeclaredProblem)] {
    files.flatMap { file in file.problems.map { (file.path, $0) } } + obstacles
  }

  /// Why the files are not applied; nil where they may be.
  var refusal: Failure? {
    let unread = files.reduce(0) { $0 + $1.problems.count }
    if unread > 0 {
      return Failure(
        "\(count(unread, "place")) of the files \(unread == 1 ? "is" : "are") not understood, so "
          + "this may not be all that they want.",
        hint: files.contains { $0.isScript && !$0.problems.isEmpty }
          ? "Values are read as literals; nothing is run. Write each as a text in quotes."
          : "Put values in quotes. What each format may hold is in docs/commands.md, at `plan`.",
        status: .incomplete
      )
    }
    guard !obstacles.isEmpty else { return nil }
    let isGone = zip(changes, differences).contains { Self.word($0, $1) == Self.missing }
    return Failure.usage(
      "\(count(obstacles.count, "secret")) cannot become what the files want.",
      hint: isGone
        ? "Put what is gone there again with `git secrets-sync create NAME`, or take it out of the file."
        : "Change the file; or delete the secret, where only its type is wrong, and run this again."
    )
  }

  func json(
    _ results: [ChangeResult]? = nil,
    pruned: [PrunePlan.Result] = [],
    dryRun: Bool = false
  ) -> JSON {
    var entries: [JSON] = []
    var index = 0
    for file in files {
      for entry in file.entries {
        entries.append(
          Self.json(changes[index], differences[index], entry, file, results?[index])
        )
        index += 1
      }
    }
    for (index, item) in (pruning?.items ?? []).enumerated() {
      entries.append(Self.json(item, index < pruned.count ? pruned[index] : nil))
    }
    let problems = problems.map { file, problem in
      JSON.object([
        ("file", .string(file)), ("line", .integer(problem.line)),
        ("message", .string(problem.message)),
      ])
    }
    return .present([
      ("schema", .integer(1)),
      ("dryRun", .bool(dryRun)),
      ("environment", environment.map(JSON.string)),
      ("account", note.account.map(JSON.string)),
      ("region", note.region.map(JSON.string)),
      ("complete", .bool(isComplete)),
      ("problems", .array(problems)),
      ("secrets", .array(entries)),
      ("others", .array(others.map(JSON.string))),
      ("kept", pruning.map { .array($0.kept.map(JSON.string)) }),
    ])
  }

  private static func json(
    _ change: SecretChange,
    _ difference: ValueComparison?,
    _ entry: DeclaredFile.Entry,
    _ file: DeclaredFile,
    _ result: ChangeResult?
  ) -> JSON {
    let value = difference.map { JSON.present(ValueText.json($0)) }
    return .present(
      [
        ("secret", .string(change.target.description)),
        ("file", .string(file.path)),
        ("line", .integer(entry.line)),
        ("action", .string(word(change, difference))),
        ("type", entry.type.map(JSON.string)),
        ("value", value),
      ] + ChangeText.json(result)
    )
  }

  private static func json(_ item: PrunePlan.Item, _ result: PrunePlan.Result?) -> JSON {
    var word: String?
    var error: String?
    switch result {
    case .deleted?: word = "deleted"
    case .kept?: word = "left"
    case .failed(let why)?: (word, error) = ("failed", why.message)
    case .notBegun?: word = "not-begun"
    case nil: break
    }
    return .present([
      ("secret", .string(item.reference)),
      ("file", .string(item.path)),
      ("action", .string("delete")),
      ("recoverable", .bool(item.isRecoverable)),
      ("result", word.map(JSON.string)),
      ("error", error.map(JSON.string)),
    ])
  }
}

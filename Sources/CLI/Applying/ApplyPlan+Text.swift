import Secrets

// The plan before it is carried out, and the results as JSON.
extension ApplyPlan {
  /// What would become of each secret; then what no file has, and what was not understood.
  func show(_ session: Session) {
    if !session.wantsJSON, !session.options.quiet {
      var table = Table([
        .init("Action"), .init("Secret", mayShrink: true), .init("Value", mayShrink: true),
        .init("Type"),
      ])
      for ((change, difference), entry) in zip(zip(changes, differences), files.flatMap(\.entries))
      {
        table.add([
          change.action.rawValue, change.target.description,
          difference.map { Self.summary($0, session.err) } ?? Self.origin(entry), entry.type ?? "",
        ])
      }
      if changes.isEmpty {
        session.say("No secrets in \(files.map { visible($0.path) }.joined(separator: ", ")).")
      } else {
        session.message(table.text(for: session.err))
      }
      session.say("Compared with \(place).")
      if !others.isEmpty {
        session.say("In the store and in none of the files: \(Self.list(others)).")
      }
    }
    if let strays {
      session.warn(
        "\(Self.list(strays)) \(strays.count == 1 ? "is" : "are") not among `secrets` of the environment "
          + "\(visible(environment ?? "")), so that `list`, `record` and `dump` leave \(strays.count == 1 ? "it" : "them") out."
      )
    }
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
    }
  }

  /// How a value differs, on one line, without a part of it.
  private static func summary(_ comparison: ValueComparison, _ terminal: Terminal) -> String {
    guard comparison != .same else { return "" }
    let line = ValueText.lines(comparison, terminal).first ?? ""
    return String(line.dropFirst("value: ".count))
  }

  private static func list(_ others: [String]) -> String {
    let shown = others.prefix(5).map(visible).joined(separator: ", ")
    return others.count > 5 ? "\(shown) and \(others.count - 5) more" : shown
  }

  /// The lines of a run that writes nothing, in the words of the article's scripts.
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
          : "Put values in quotes; what each format may hold: git secrets-sync plan --help",
        status: .incomplete
      )
    }
    guard !obstacles.isEmpty else { return nil }
    return Failure.usage(
      "\(count(obstacles.count, "secret")) cannot become what the files want.",
      hint:
        "Change the file; or delete the secret, where only its type is wrong, and run this again."
    )
  }

  func json(_ results: [ChangeResult]? = nil, dryRun: Bool = false) -> JSON {
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
      ("complete", .bool(isComplete)),
      ("problems", .array(problems)),
      ("secrets", .array(entries)),
      ("others", .array(others.map(JSON.string))),
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
        ("action", .string(change.action.rawValue)),
        ("type", entry.type.map(JSON.string)),
        ("value", value),
      ] + ChangeText.json(result)
    )
  }
}

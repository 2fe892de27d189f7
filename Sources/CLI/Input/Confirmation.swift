/// The question before something is written.
struct Confirmation {
  let session: Session
  let yes: Bool
  private var question: TerminalQuestion { TerminalQuestion(session: session) }

  init(session: Session, yes: Bool) {
    self.session = session
    self.yes = yes
  }

  var canAsk: Bool { question.canAsk }

  /// Refuses early what could only be refused late: nobody can be asked, and `--yes` is missing.
  ///
  /// `hasDryRun` says whether the command takes `--dry-run`.
  func check(_ what: String, hasDryRun: Bool = true) throws {
    guard !yes, !canAsk else { return }
    throw Failure.usage(
      "\(what) needs a confirmation, and there is no terminal to ask on.",
      hint: "Add --yes to go ahead"
        + (hasDryRun ? ", or --dry-run to see what would be done." : ".")
    )
  }

  /// Asks; `--yes` answers, and anything but a yes is a no.
  func ask(_ question: String) throws -> Bool {
    if yes { return true }
    try check("This")
    let word = try self.question.ask(question + " [y/N] ")?.lowercased()
    return word == "y" || word == "yes"
  }

  /// Asks for a word to be typed, for what cannot be taken back.
  func ask(_ plan: String, for word: String) throws -> Bool {
    if yes { return true }
    try check("This")
    return try question.ask("\(plan)\nType \(visible(word)) to go on: ") == word
  }
}

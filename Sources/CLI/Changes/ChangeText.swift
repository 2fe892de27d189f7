import Secrets

/// Several writings at once as people read them.
enum ChangeText {
  /// What to do about one that is not finished.
  static func hint(_ note: ChangeNote) -> String {
    let undo = "`\(command(note, undo: true))`"
    guard note.phase != .undoing else { return "\(undo) goes on with it." }
    return "`\(command(note))` finishes it, \(undo) takes it back."
  }

  /// The command that was run, or the one that takes it back.
  static func command(_ note: ChangeNote, undo: Bool = false) -> String {
    var words = ["git secrets-sync", note.command] + (undo ? ["--undo"] : [])
    if let arguments = note.about["arguments"] { words.append(arguments) }
    words += ["source", "target"].compactMap { note.about[$0].map(argument) }
    for (option, key) in [("--to-env", "toEnv"), ("--env", "env")] {
      if let name = note.about[key] { words += [option, argument(name)] }
    }
    if let options = note.options { words.append(options) }
    return words.joined(separator: " ")
  }

  /// A word of a command line, in quotes where a shell needs them.
  static func argument(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { byte in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "-_.@:/+=,".utf8.contains(byte)
    }
    return isPlain ? text : "'\(visible(text).replacing("'", with: "'\\''"))'"
  }

  // MARK: Results

  /// The word in brackets, as the article's scripts have it.
  static func word(_ result: ChangeResult) -> String {
    switch result {
    case .unchanged: "no change"
    case .written: "modified"
    case .failed: "failed"
    case .notBegun: "not done"
    }
  }

  /// The members `result`, `version` and `error` of a change; none before it is carried out.
  static func json(_ result: ChangeResult?) -> [(String, JSON?)] {
    var version: String?
    var word: String?
    switch result {
    case .unchanged?: word = "unchanged"
    case .written(let made)?: (word, version) = ("written", made)
    case .failed?: word = "failed"
    case .notBegun?: word = "not-begun"
    case nil: break
    }
    return [
      ("result", word.map(JSON.string)),
      ("version", version.map(JSON.string)),
      ("error", result?.error.map { .string($0.message) }),
    ]
  }

  static func word(_ result: UndoResult) -> String {
    switch result {
    case .undone: "restored"
    case .gone: "gone"
    case .deleted: "deleted"
    case .left: "left"
    case .failed: "failed"
    }
  }

  /// All that failed, as one error; nil where nothing did.
  static func failure(
    _ results: [ChangeResult],
    _ note: ChangeNote,
    isInterrupted: Bool
  ) -> Failure? {
    let failures = results.compactMap(\.error).map { Failure(explaining: $0) }
    let open = results.count { if case .notBegun = $0 { true } else { false } }
    guard !failures.isEmpty || open > 0 else { return nil }
    let written = results.count { if case .written = $0 { true } else { false } }
    var lines = failures.map(\.message)
    if isInterrupted { lines = ["Interrupted."] + lines }
    let all = results.count { if case .unchanged = $0 { false } else { true } }
    lines.append(
      "\(written) of \(count(all, "secret")) \(written == 1 ? "was" : "were") written"
        + (failures.isEmpty ? "" : ", \(failures.count) failed")
        + (open == 0 ? "." : ", \(open) not begun.")
    )
    let own = failures.compactMap(\.hint).first.map { "\($0)\n" } ?? ""
    let undo =
      written == 0 ? "" : ", and `\(command(note, undo: true))` takes back what was written"
    return Failure(
      lines.joined(separator: "\n"),
      hint: own + "Run it again: what is equal is left alone\(undo).",
      status: isInterrupted ? .interrupted : status(failures, written: written)
    )
  }

  /// That of the worst one; “wrong usage” says that nothing was changed.
  private static func status(_ failures: [Failure], written: Int) -> ExitStatus {
    let all = failures.map(\.status)
    for status in [ExitStatus.interrupted, .incomplete, .refused] where all.contains(status) {
      return status
    }
    return written == 0 ? .usage : .refused
  }
}

import Ledger
import Scanning

/// Checks the note of a deployment, which everybody who has the repository will read.
extension Session {
  /// Refuses a note that a record cannot take, and one in which there may be a secret.
  func check(note: String) throws {
    if let why = DeploymentNote.problem(in: note) {
      throw Failure.usage(
        "The note \(why).",
        hint: "Give one line of text of at most \(DeploymentNote.maximumLength) bytes."
      )
    }
    var options = ScanOptions()
    options.sensitivity = try configuration().sensitivity ?? .default
    let scanner = try repositoryRules().scanner(options)
    let result = scanner.look(at: ScanInput(path: Array("note.txt".utf8), bytes: Array(note.utf8)))
    guard result.unread.isEmpty else {
      throw Failure(
        "The note could not be searched for secrets. Nothing was recorded.",
        hint: "Write it in other words.",
        status: .incomplete
      )
    }
    if let finding = result.findings.first {
      throw Failure.usage(
        "The note holds what looks like a secret (\(finding.rule)). Nothing was recorded.",
        hint:
          "Leave it out: the ledger is shared, and its records stay. If it is a secret, change it: "
          + "command lines are kept in the shell's history."
      )
    }
  }
}

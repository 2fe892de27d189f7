import AWS
import Scanning
import Secrets

/// Checks what is kept in the open beside a value.
extension Session {
  /// Refuses a description or a tag in which there may be a secret: whoever may list secrets reads
  /// them, and CloudTrail keeps them.
  func check(_ change: SettingsChange) throws {
    guard change.description != nil || !change.tags.isEmpty else { return }
    var options = ScanOptions()
    options.sensitivity = try configuration().sensitivity ?? .default
    let scanner = try repositoryRules().scanner(options)
    func look(_ text: String, _ what: String) throws {
      let input = ScanInput(path: Array("settings.env".utf8), bytes: Array(text.utf8))
      let result = scanner.look(at: input)
      guard result.unread.isEmpty else {
        throw Failure(
          "\(what) could not be searched for secrets. Nothing was written.",
          hint: "Write it in other words.",
          status: .incomplete
        )
      }
      guard let finding = result.findings.first else { return }
      throw Failure.usage(
        "\(what) holds what looks like a secret (\(finding.rule)). Nothing was written.",
        hint: "Leave it out: everyone who may list secrets reads it. If it is a secret, change it: "
          + "command lines are kept in the shell's history."
      )
    }
    if let description = change.description { try look(description, "The description") }
    for tag in change.tags { try look("\(tag.key)=\(tag.value)\n", "A tag") }
  }
}

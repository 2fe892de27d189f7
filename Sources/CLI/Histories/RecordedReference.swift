import Ledger
import Secrets

/// A secret or a file of the vault, as a question about deployments names it.
struct RecordedReference {
  /// Without the version.
  let text: String
  let version: String?
  /// Whether its versions are numbers.
  let isNumbered: Bool
  /// The command that lists its versions.
  let look: String
  /// Whether an item is of it, in whatever version.
  let matches: (LedgerItem) -> Bool

  init(_ text: String, in session: Session) throws {
    if let file = try VaultReference(parsing: text) {
      self.init(file)
    } else {
      self.init(try session.reference(text), session)
    }
  }

  /// One that names no version.
  init(whole text: String, for verb: String, in session: Session) throws {
    guard let file = try VaultReference(parsing: text) else {
      self.init(try session.wholeSecret(text, for: verb), session)
      return
    }
    guard file.version == nil else {
      throw Failure.usage(
        "\(visible(file.description)) is one version of a file; `\(verb)` is about all of them.",
        hint: "Leave out the @ and what follows it; if the path holds the @ itself, write "
          + "“\(visible(file.description))@”."
      )
    }
    self.init(file)
  }

  private init(_ reference: VaultReference) {
    let path = reference.file.text
    text = VaultReference.text(path)
    version = reference.version
    isNumbered = false
    look = "git secrets-sync vault log \(path)"
    matches = { $0.file == path }
  }

  private init(_ reference: SecretReference, _ session: Session) {
    var name = reference
    name.version = nil
    text = name.description
    version = reference.version
    isNumbered = reference.store == .parameterStore
    look = "git secrets-sync list-versions \(name)"
    matches = session.matches(reference)
  }
}

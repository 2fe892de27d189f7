package import AWS

/// One value of a document that is written: its name there, and where it comes from.
package struct ExportEntry: Sendable {
  /// The name in the document: of a variable, or a key.
  package var name: String
  package var value: SecretBytes
  /// The secret as a reference, for messages.
  package var source: String

  package init(name: String, value: SecretBytes, source: String) {
    self.name = name
    self.value = value
    self.source = source
  }
}

/// Why a document was not written: each entry that its format cannot carry unchanged.
package struct ExportError: Error, Sendable {
  /// The format, as messages name it.
  package let format: String
  /// The sources of the entries and what is the matter with each, never with a value.
  package let problems: [(source: String, reason: String)]

  /// Whether names that are there twice are all that is the matter.
  package var areAllNames: Bool { problems.allSatisfy { $0.reason.hasPrefix(Self.sameName) } }

  static let sameName = "has the name "

  package init(format: String, problems: [(source: String, reason: String)]) {
    self.format = format
    self.problems = problems
  }
}

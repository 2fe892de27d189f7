/// What went wrong when Git, libgit2 or a file was asked for something.
package struct GitError: Error, Sendable {
  /// The kinds that callers tell apart; everything else is in the message.
  package enum Kind: Sendable, Hashable {
    /// Git finds no repository here, or refuses to use it.
    case notARepository
    /// A revision that Git cannot resolve.
    case unknownRevision
    /// A `git` command failed or could not be started.
    case command
    /// Compare-and-swap of a reference lost against somebody else.
    case referenceChanged
    /// An object that the repository does not hold, as in a partial clone.
    case missingObject
    /// A repository that libgit2 cannot open.
    case unsupportedRepository
    /// Data that is not what its format says.
    case corrupt
    /// Two trees hold different content at one path.
    case conflict
    /// libgit2 is not on this machine.
    case libraryUnavailable
    /// A file could not be read or written.
    case io
  }

  /// The kind of the failure.
  package let kind: Kind
  /// What happened and why: one sentence or more, for people.
  package let message: String
  /// What to do next.
  package let hint: String?

  /// Makes an error from its parts.
  package init(_ kind: Kind, _ message: String, hint: String? = nil) {
    self.kind = kind
    self.message = message
    self.hint = hint
  }

  /// An object that the repository names and does not hold.
  package static func missing(_ id: ObjectID) -> GitError {
    GitError(
      .missingObject,
      "The repository does not hold object \(id).",
      hint: "In a partial clone, fetch it; otherwise run `git fsck`."
    )
  }
}

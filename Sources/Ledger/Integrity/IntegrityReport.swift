package import Git

/// What `verify --integrity` found in the ledger of one environment.
package struct IntegrityReport: Sendable {
  package struct Problem: Sendable, Equatable {
    package enum Kind: String, Sendable, CaseIterable {
      case changed
      case removed
      case added
      case trailers
      case order
      case folder
      case sequence
      case previous
      case record
      case duplicate
      case tree
      case commit
      case signature
      case rewound
      case rewoundHere = "rewound-here"
    }

    package let kind: Kind
    /// A sentence for people; docs/ledger-format.md lists them.
    package let sentence: String
  }

  package struct Signatures: Sendable, Equatable {
    package var good = 0
    package var bad = 0
    /// Signed by a key that is not here, or that nothing here vouches for.
    package var unverifiable = 0
    package var none = 0
  }

  /// A deployed commit that is not in this clone.
  package struct Absent: Sendable, Equatable {
    package let commit: ObjectID
    /// The first record that names it.
    package let path: String
    /// Whether the tree that the record gives it is here: then a commit with the same content is, or
    /// was, and it most likely was rewritten.
    package let hasTree: Bool
  }

  package let environment: String
  /// Records, as far as they could be read.
  package var records = 0
  package var problems: [Problem] = []
  /// Deployed commits that are not in this clone, hence could not be compared; in their order.
  package var absent: [Absent] = []
  package var signatures = Signatures()
  /// Whether the user's Git signs commits, so that one without a signature is worth a word.
  package var signs = false
  /// Ledger commits whose parents were left out of this clone, hence could not be compared with them.
  package var cutOff: [ObjectID] = []
  /// Whether history ends early here, so that absent commits are no surprise.
  package var isShallow = false

  init(environment: String) { self.environment = environment }

  mutating func add(_ kind: Problem.Kind, _ sentence: String) {
    problems.append(Problem(kind: kind, sentence: sentence))
  }
}

import Git

/// What `git push --porcelain` said about one reference.
struct PushReport: Equatable {
  enum Outcome: Equatable {
    case accepted
    /// Somebody else was faster: worth another try after a fetch.
    case raced(String)
    /// The server does not want it.
    case refused(String)

    /// A refusal is worse than a race, and that worse than that it was taken.
    func isWorse(than other: Outcome) -> Bool {
      switch (self, other) {
      case (.refused, .accepted), (.refused, .raced), (.raced, .accepted): true
      default: false
      }
    }
  }

  /// The reference at the remote.
  let reference: String
  let outcome: Outcome

  /// The lines `<flag> TAB <from>:<to> TAB <summary> (<reason>)` of the output, others left out;
  /// see git-push(1), OUTPUT.
  static func parse(_ output: [UInt8]) -> [PushReport] {
    String(decoding: output, as: UTF8.self).split(separator: "\n").compactMap { line in
      let fields = line.split(separator: "\t", maxSplits: 2, omittingEmptySubsequences: false)
      guard fields.count == 3, fields[0].utf8.count == 1, let colon = fields[1].lastIndex(of: ":")
      else { return nil }
      let reference = String(fields[1][fields[1].index(after: colon)...])
      guard fields[0] == "!" else {
        return PushReport(reference: reference, outcome: .accepted)
      }
      let summary = RemoteText.redacted(String(fields[2]))
      return PushReport(
        reference: reference,
        outcome: isRace(summary) ? .raced(summary) : .refused(summary)
      )
    }
  }

  /// Whether the reference had moved.
  ///
  /// `[rejected]` is what the own side found out. A server that two writers reach at once tells one
  /// of them about the lock or the old value.
  private static func isRace(_ summary: String) -> Bool {
    guard summary.hasPrefix("[remote rejected]") else { return summary.hasPrefix("[rejected]") }
    let signs = ["lock", "failed to update ref", "incorrect old value", "already exists"]
    return signs.contains { summary.contains($0) }
  }
}

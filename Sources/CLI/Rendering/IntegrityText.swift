import Git
import Ledger

extension IntegrityReport {
  /// What makes the exit status 1.
  func findings(isStrict: Bool) -> [String] {
    problems.map(\.sentence) + (isStrict ? doubts : [])
  }

  /// What could not be told.
  var doubts: [String] {
    var doubts: [String] = []
    if let first = cutOff.first {
      doubts.append(
        "The ledger of \(environment) is cut off at \(first.abbreviated) in this shallow clone, so "
          + "that nothing can be said of what was before: `git secrets-sync fetch` brings it."
      )
    }
    if let first = absent.first {
      let number = count(absent.count, "deployed commit")
      doubts.append(
        "\(number) of \(environment) \(absent.count == 1 ? "is" : "are") not in this "
          + (isShallow ? "shallow clone" : "clone")
          + ", so that nothing can be said of \(absent.count == 1 ? "it" : "them"): \(first.commit.abbreviated)"
          + (absent.count > 1 ? ", … (--verbose lists them)" : "") + trees
      )
    }
    if signatures.unverifiable > 0 {
      let number = count(signatures.unverifiable, "signature")
      doubts.append("\(number) of \(environment) could not be checked: the key is not here.")
    }
    // Where nobody signs, that nothing is signed is no news.
    if signatures.none > 0, signs || signatures.good > 0 {
      doubts.append(
        "\(count(signatures.none, "ledger commit")) of \(environment) without a signature."
      )
    }
    return doubts
  }

  /// Of how many absent commits nothing at all is here: not even what they are said to hold.
  private var trees: String {
    let unknown = absent.count { !$0.hasTree }
    if isShallow || unknown == 0 { return "." }
    if unknown == absent.count {
      return ". Nothing of what \(absent.count == 1 ? "it is" : "they are") said to hold is here "
        + "either: not fetched, or forged."
    }
    return ". Of \(unknown), what they are said to hold is not here either: not fetched, or forged."
  }

  func sentence(_ absent: Absent) -> String {
    "\(absent.commit.hex) is not here; "
      + (absent.hasTree
        ? "what it is said to hold is, as after a rewrite"
        : "what it is said to hold is not, either") + ": \(absent.path)"
  }

  /// Annotations in GitHub Actions.
  func github(isStrict: Bool) -> String {
    problems.map { problem in
      let title = "ledger of \(environment): \(problem.kind.rawValue)"
      return GitHubFormat.command("error", [("title", title)], problem.sentence)
    }.joined()
      + doubts.map { doubt in
        let title = "ledger of \(environment): cannot be told"
        return GitHubFormat.command(isStrict ? "error" : "warning", [("title", title)], doubt)
      }.joined()
  }

  var json: JSON {
    .object([
      ("env", .string(environment)),
      ("records", .integer(records)),
      (
        "problems",
        .array(
          problems.map {
            .object([("kind", .string($0.kind.rawValue)), ("sentence", .string($0.sentence))])
          }
        )
      ),
      ("absent", .array(absent.map { .string($0.commit.hex) })),
      ("absentWithTree", .array(absent.filter(\.hasTree).map { .string($0.commit.hex) })),
      (
        "signatures",
        .object([
          ("good", .integer(signatures.good)),
          ("bad", .integer(signatures.bad)),
          ("unverifiable", .integer(signatures.unverifiable)),
          ("none", .integer(signatures.none)),
        ])
      ),
    ])
  }
}

package import Git

/// What to do where prepare-commit-msg finds what pre-commit has not seen.
///
/// Git runs pre-commit neither for cherry-pick, revert and rebase nor with `--no-verify`; it runs
/// prepare-commit-msg in all these cases (githooks(5)).
package enum PrepareCommitMessage {
  /// Who makes the commit.
  package enum Maker: Sendable, Equatable {
    /// `cherry-pick`, `revert`, `rebase`: no other hook looks, so this one stops it.
    ///
    /// What was stopped before is concluded by a `git commit` that it runs itself.
    case sequencer(String, isContinued: Bool)
    /// Somebody asked for it: it is told, and noted for the push.
    case withoutVerification
    /// A commit for which pre-commit should have run, and did not.
    case unknown
  }

  /// Tells it from the command line of `git`, and where that is not known from the state of the
  /// repository.
  ///
  /// `alias` says what an alias of that name stands for; nil where there is none.
  package static func maker(
    _ process: GitProcess?,
    _ places: HookPlaces?,
    alias: (String) -> String?
  ) -> Maker {
    if let process, let (command, rest) = command(in: process.arguments, alias) {
      let outer = process.outerArguments.flatMap { self.command(in: $0, alias)?.0 }
      switch command {
      case "cherry-pick", "revert", "rebase", "pull", "am":
        return .sequencer(command, isContinued: false)
      // With `--no-verify` that nobody has asked for.
      case "commit" where outer.map(sequencers.contains) == true:
        return .sequencer(outer ?? "", isContinued: true)
      case "commit":
        return isUnverified(rest, shortOptions: true) ? .withoutVerification : .unknown
      case "merge": return isUnverified(rest, shortOptions: false) ? .withoutVerification : .unknown
      default: break
      }
    }
    if places?.holds("CHERRY_PICK_HEAD") == true {
      return .sequencer("cherry-pick", isContinued: false)
    }
    if places?.holds("REVERT_HEAD") == true { return .sequencer("revert", isContinued: false) }
    return .unknown
  }

  private static let sequencers: Set = ["cherry-pick", "revert", "rebase", "pull", "am"]

  /// The command among the words after `git`, and what follows it.
  private static func command(
    in arguments: [String],
    _ alias: (String) -> String?,
    depth: Int = 0
  ) -> (String, ArraySlice<String>)? {
    var rest = arguments[...]
    while let word = rest.first, word.hasPrefix("-") {
      let takesValue = ["-c", "-C", "--git-dir", "--work-tree", "--namespace", "--exec-path"]
        .contains(word)
      rest = rest.dropFirst(takesValue ? 2 : 1)
    }
    guard let name = rest.popFirst() else { return nil }
    // Those of Git itself cannot be aliases.
    if name == "commit" || name == "merge" || sequencers.contains(name) {
      return (name, rest)
    }
    guard depth < 8, let text = alias(name), !text.hasPrefix("!") else { return (name, rest) }
    let words = text.split(separator: " ").map(String.init)
    return command(in: words + rest, alias, depth: depth + 1)
  }

  /// Whether `--no-verify` is among the options, in any of the ways in which it may be written.
  private static func isUnverified(_ arguments: ArraySlice<String>, shortOptions: Bool) -> Bool {
    var isSet = false
    var isValue = false
    for word in arguments {
      if isValue {
        isValue = false
        continue
      }
      if word == "--" { break }
      if word.hasPrefix("--") {
        // Git takes every beginning that fits one option only.
        if word.count >= "--no-veri".count, "--no-verify".hasPrefix(word) { isSet = true }
        if word == "--verify" { isSet = false }
        if ["--message", "--file", "--author", "--date", "--template"].contains(word) {
          isValue = true
        }
      } else if shortOptions, word.hasPrefix("-") {
        letters: for (index, letter) in word.dropFirst().enumerated() {
          switch letter {
          case "n": isSet = true
          case "m", "F", "C", "c", "t":
            isValue = index == word.count - 2
            break letters
          case "S", "u": break letters
          default: break
          }
        }
      } else if word == "-m" || word == "-F" {
        isValue = true
      }
    }
    return isSet
  }
}

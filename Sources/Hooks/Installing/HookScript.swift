/// The hook script that is installed: `hooks/pre-commit` of this repository, byte for byte.
enum HookScript {
  /// Where the path of the program goes, between single quotes.
  static let placeholder = "@PROGRAM@"

  static let preCommit = ##"""
    #!/bin/sh
    # git-secrets-sync: looks at what is staged, then runs the hook that was here before.
    # `git secrets-sync init` writes this file; what is changed here is lost with the next one.
    program='@PROGRAM@'

    if [ ! -x "$program" ]; then
      echo "git-secrets-sync: $program is gone. Nothing was checked, so the commit is blocked." >&2
      echo "hint: Install git-secrets-sync again and run 'git secrets-sync init'. To do without it," >&2
      echo "hint: remove this hook: $0" >&2
      exit 3
    fi

    # Standard input is left to the next hook.
    "$program" hook pre-commit "$@" </dev/null || exit

    case $0 in
    */*) previous=${0%/*}/pre-commit.before-secrets-sync ;;
    *) previous=./pre-commit.before-secrets-sync ;;
    esac
    if [ -x "$previous" ]; then
      exec "$previous" "$@"
    fi

    """##

  /// The script that runs `program`.
  static func preCommit(running program: String) -> [UInt8] {
    var text = ""
    var rest = preCommit[...]
    while let start = rest.firstIndex(of: "@") {
      text += rest[..<start]
      rest = rest[start...]
      if rest.hasPrefix(placeholder) {
        text += quoted(program)
        rest = rest.dropFirst(placeholder.count)
      } else {
        text.append(rest.removeFirst())
      }
    }
    return Array((text + rest).utf8)
  }

  /// Whether `script` is one that this program wrote, in this version or another.
  static func isOurs(_ script: [UInt8]) -> Bool {
    String(decoding: script, as: UTF8.self).split(separator: "\n").prefix(3)
      .contains { $0.hasPrefix("# git-secrets-sync: ") }
  }

  /// The program that one of our scripts runs.
  static func program(of script: [UInt8]) -> String? {
    let prefix = "program='"
    for line in String(decoding: script, as: UTF8.self).split(separator: "\n") {
      guard line.hasPrefix(prefix), line.hasSuffix("'") else { continue }
      return unquoted(line.dropFirst(prefix.count).dropLast())
    }
    return nil
  }

  /// Whether another hook runs this program's check.
  ///
  /// Seen in a line that is no comment and names both the program and the hook.
  static func calls(_ script: [UInt8]) -> Bool {
    String(decoding: script, as: UTF8.self).split(separator: "\n").contains { line in
      let words = line.split { $0 == " " || $0 == "\t" }
      guard let first = words.first, !first.hasPrefix("#") else { return false }
      guard let hook = words.firstIndex(of: "hook"), hook > 0,
        words.index(after: hook) < words.endIndex
      else { return false }
      return words[hook + 1].hasPrefix("pre-commit") && named(words[hook - 1])
    }
  }

  private static func named(_ word: Substring) -> Bool {
    var word = word
    while let last = word.last, last == "\"" || last == "'" || last == "}" { word.removeLast() }
    return word.hasSuffix("secrets-sync") || word.hasSuffix("secrets_sync")
  }

  private static func quoted(_ program: String) -> String {
    program.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
  }

  private static func unquoted(_ text: Substring) -> String {
    var result = ""
    var rest = text
    while let character = rest.first {
      if rest.hasPrefix("'\\''") {
        result.append("'")
        rest = rest.dropFirst(4)
      } else {
        result.append(character)
        rest.removeFirst()
      }
    }
    return result
  }
}

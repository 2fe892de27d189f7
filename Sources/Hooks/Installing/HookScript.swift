/// The hook scripts that are installed: those in `hooks/` of this repository, byte for byte.
package enum HookScript {
  /// Where the path of the program goes, between single quotes.
  static let placeholder = "@PROGRAM@"

  /// Whose hook it is.
  enum Kind {
    /// One clone's.
    case own
    /// One clone's of a repository whose team has hooks in `.githooks`.
    case ofTeamMember
    /// One that a team commits, which runs the program of whoever has cloned it.
    case shared
  }

  /// The folder in which a team has its hooks.
  package static let teamFolder = ".githooks"

  /// The script of a hook, with the placeholder in it where there is to be one.
  static func text(of hook: GitHook, _ kind: Kind = .own) -> String {
    var text = """
      #!/bin/sh
      # git-secrets-sync: runs the hook that was here before, then \(hook.purpose).
      # `git secrets-sync init` writes this file; what is changed here is lost with the next one.
      \(kind == .shared ? sharedProgram : "program='\(placeholder)'")


      """
    let name = hook.name + HookInstaller.previousSuffix
    let previous =
      "\"${0%/*}/\(name)\"" + (kind == .ofTeamMember ? " \(teamFolder)/\(name)" : "")
    guard let object = hook.object else { return text + reminder(hook, previous) }
    let feed = hook.readsInput ? "printf %s \"${input%.}\" | " : ""
    let before = """
      \(hook.readsInput ? "input=$(cat && echo .) || exit 3\n" : "")\
      for previous in \(previous); do
        [ ! -x "$previous" ] || \(feed)"$previous" "$@" || exit
      done


      """
    let isGone = hook.passesWithoutProgram ? "" : ", so the \(object) is blocked"
    let check = """
      if [ ! -x "$program" ]; then
        echo "git-secrets-sync: $program is gone or may not be run. Nothing was checked\(isGone)." >&2
        echo "hint: Install git-secrets-sync again and run 'git secrets-sync init'. To do without it," >&2
        echo "hint: remove this hook: $0" >&2
        exit \(hook.passesWithoutProgram ? 0 : 3)
      fi


      """
    // Where the check cannot stop anything, the hook that was here still does its work.
    text += hook.passesWithoutProgram ? before + check : check + before
    return text + """
      \(feed)"$program" hook \(hook.name) "$@"\(hook.readsInput ? "" : " </dev/null")
      status=$?
      case $status in
      [0-4] | 130) exit $status ;;
      esac
      echo "git-secrets-sync: the check ended early, with status $status, so the \(object) is blocked." >&2
      echo "hint: Very large files need much memory: git secrets-sync scan PATH" >&2
      exit 3

      """
  }

  /// What only reminds never fails, and never hides how the hook before it ended.
  private static func reminder(_ hook: GitHook, _ previous: String) -> String {
    let input = hook.readsInput ? "input=$(cat && echo .) || exit\n" : ""
    let feed = hook.readsInput ? "printf %s \"${input%.}\" | " : ""
    return """
      \(input)status=0
      for previous in \(previous); do
        [ ! -x "$previous" ] || \(feed)"$previous" "$@" || status=$?
      done
      if [ -x "$program" ]; then "$program" hook \(hook.name) "$@" </dev/null; fi
      exit $status

      """
  }

  /// Where a shared hook finds the program: on the path, or where `init` has found it.
  private static let sharedProgram =
    "program=$(command -v git-secrets-sync || git config --get \(programSetting) "
    + "|| echo git-secrets-sync)"

  /// The setting of a clone that says where the program is.
  package static let programSetting = "secrets-sync.program"

  /// The script that a team commits.
  static func sharedScript(of hook: GitHook) -> [UInt8] {
    Array(text(of: hook, .shared).utf8)
  }

  /// Whether it is one that a team commits, of this version or another.
  package static func isShared(_ script: [UInt8]) -> Bool {
    isOurs(script)
      && String(decoding: script, as: UTF8.self).split(separator: "\n").contains {
        $0.hasPrefix("program=$(")
      }
  }

  /// The script of a hook that runs `program`.
  static func script(
    of hook: GitHook,
    running program: String,
    _ kind: Kind = .own
  ) -> [UInt8] {
    let parts = text(of: hook, kind)
      .split(separator: placeholder, omittingEmptySubsequences: false)
    return Array(parts.joined(separator: quoted(program)).utf8)
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
  static func calls(_ script: [UInt8], _ wanted: GitHook) -> Bool {
    String(decoding: script, as: UTF8.self).split(separator: "\n").contains { line in
      let words = line.split { $0 == " " || $0 == "\t" }
      guard let first = words.first, !first.hasPrefix("#") else { return false }
      guard let hook = words.firstIndex(of: "hook"), hook > 0,
        words.index(after: hook) < words.endIndex
      else { return false }
      let name = words[hook + 1].prefix { $0 == "-" || $0.isLetter }
      return name == wanted.name[...] && named(words[hook - 1])
    }
  }

  /// Whether pre-commit (<https://pre-commit.com>) wrote the hook.
  static func isPreCommitFramework(_ script: [UInt8]) -> Bool {
    String(decoding: script, as: UTF8.self).split(separator: "\n").prefix(3)
      .contains { $0.hasPrefix("# File generated by pre-commit") }
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

import Foundation
import TestSupport
import Testing

/// Completion in bash, as `scripts/install` puts it together.
@Suite struct CompletionTests {
  @Test(arguments: [
    ("git secrets-sync rec", "record"), ("git -C x secrets-sync list --form", "--format"),
    ("git secrets-sync list --format ", "text json"), ("git-secrets-sync ver", "verify"),
    ("git secrets-sync rules te", "test"), ("git secrets-sync scan --level s", "sensitive"),
  ])
  func completesAsGitAskedFor(line: String, expected: String) throws {
    let program = try Program()
    let root = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path
    let generated = try program("--generate-completion-script", "bash")
    #expect(generated.status == 0)
    try program.repository.write(generated.text, to: "completion.bash")
    let words = line.split(separator: " ", omittingEmptySubsequences: false).joined(
      separator: "' '"
    )
    let function = line.hasPrefix("git ") ? "_git_secrets_sync" : "_git-secrets-sync"
    // What bash and Git's completion set before they call the function.
    let script = """
      . ./completion.bash
      . '\(root)/scripts/git-completion.bash'
      COMP_WORDS=('\(words)') COMP_LINE='\(line)' COMP_POINT=\(line.utf8.count)
      COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
      \(function) x "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
      echo "${COMPREPLY[@]}"
      """
    let result = try TestProcess.run(
      "bash",
      ["--norc", "-c", script],
      environment: program.repository.environment,
      directory: program.repository.path
    )
    #expect(result.text == expected + "\n", "\(result.errors)")
  }
}

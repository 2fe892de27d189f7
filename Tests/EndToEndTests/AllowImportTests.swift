import Foundation
import TestSupport
import Testing

/// `allow --import` with the lists of other scanners.
@Suite struct AllowImportTests {
  private let first = accessKeyID()
  private let second = accessKeyID("Q5XNBWFHKYGPTCEL")

  /// A repository with one value in each of two files.
  private func world() throws -> (program: Program, commit: String) {
    let program = try Program()
    let commit = try program.repository.commit([
      "a.py": "# one\nk = \"\(first)\"\n", "b.py": "k = \"\(second)\"\n",
    ])
    return (program, commit)
  }

  @Test func gitleaksFingerprintsBecomeEntriesForValues() throws {
    let (program, commit) = try world()
    try program.repository.write(
      """
      # known
      \(commit):a.py:aws-access-token:2
      b.py:aws-access-token:7
      \(String(repeating: "0a", count: 20)):c.py:aws-access-token:1
      nonsense

      """,
      to: ".gitleaksignore"
    )
    let result = try program("allow", "--import", ".gitleaksignore")
    #expect(result.status == 1)
    #expect(result.text.contains("allowed aws-access-key-id in a.py\n"))
    #expect(result.text.contains("no entry needed: b.py:aws-access-token:7: nothing is found"))
    #expect(result.text.contains("not in this clone"))
    #expect(result.text.contains("not taken: .gitleaksignore:5: it is not [commit:]file:rule:line"))
    // No longer tied to the line.
    try program.repository.write("\n\n\n\nk = \"\(first)\"\n", to: "a.py")
    #expect(try program("scan", "a.py").status == 0)
    #expect(try program("scan", "b.py").status == 1)
    #expect(try program("allow", "--list").text.contains("imported from .gitleaksignore"))
    // Once more adds nothing.
    #expect(try !program("allow", "--import", ".gitleaksignore").text.contains("allowed aws"))
  }

  @Test func aReportOfGitleaksIsABaseline() throws {
    let (program, commit) = try world()
    func item(_ file: String, _ line: Int, _ commit: String) -> String {
      "{\"RuleID\": \"aws-access-token\", \"StartLine\": \(line), \"EndLine\": \(line), "
        + "\"File\": \"\(file)\", \"Commit\": \"\(commit)\", \"Secret\": \"REDACTED\"}"
    }
    try program.repository.write(
      "[\n \(item("a.py", 2, commit)), \(item("b.py", 9, "")), \(item("c.py", 1, ""))]\n",
      to: "leaks.json"
    )
    let result = try program("allow", "--import", "leaks.json")
    #expect(result.status == 1)
    #expect(result.text.contains("allowed aws-access-key-id in a.py\n"))
    #expect(result.text.contains("no entry needed: b.py:9: nothing is found on that line\n"))
    #expect(result.text.contains("not taken: c.py:1: there is no such file\n"))
    #expect(try program("scan", "a.py").status == 0)
  }

  @Test func hashesOfDetectSecretsAreLookedUp() throws {
    let (program, _) = try world()
    func item(_ hash: String, _ audit: String) -> String {
      "{\"type\": \"AWS Access Key\", \"hashed_secret\": \"\(hash)\"\(audit), \"line_number\": 99}"
    }
    let one = try sum("sha1sum", first)
    let two = try sum("sha1sum", second)
    let text = """
      {"version": "1.5.0", "results": {
        "a.py": [\(item(one, "")), \(item(two, ""))],
        "b.py": [\(item(two, ", \"is_secret\": true"))],
        "gone.py": [\(item(two, ""))]
      }}
      """
    try program.repository.write(text, to: ".secrets.baseline")
    let result = try program("allow", "--import", ".secrets.baseline", "--reason", "audited")
    #expect(result.status == 1)
    #expect(result.text.contains("allowed aws-access-key-id in a.py\n"))
    #expect(result.text.contains("in a.py: no finding there has this value"))
    #expect(result.text.contains("in b.py: the audit says that it is a secret"))
    #expect(result.text.contains("in gone.py: the file is gone"))
    #expect(try program("scan", "a.py").status == 0)
    #expect(try program("scan", "b.py").status == 1)
    #expect(try program("allow", "--list").text.contains("audited"))
  }

  @Test func patternsOfGitSecretsCoverWhatIsThereAndNothingElse() throws {
    let (program, _) = try world()
    // A pattern may be a password itself, of a file that is gone.
    let gone = "orange-tree-77"
    try program.repository.write(
      "^a\\.py:\n\n# old\n^c\\.py:\n\(gone)\n([\(gone)\n",
      to: ".gitallowed"
    )
    let result = try program("allow", "--import", ".gitallowed")
    #expect(result.status == 1)
    #expect(result.text.contains("allowed aws-access-key-id in a.py\n"))
    let unused = "no line with a finding matches"
    #expect(result.text.contains("no entry needed: .gitallowed:4: \(unused)\n"))
    #expect(result.text.contains("no entry needed: .gitallowed:5: \(unused)\n"))
    #expect(
      result.text.contains("not taken: .gitallowed:6: it is no extended regular expression\n")
    )
    #expect(!(result.text + result.errors).contains(gone))
    try program.repository.write("k = \"\(second)\"\n", to: "a.py")
    #expect(try program("scan", "a.py").status == 1)
    try program.repository.git("config", "--add", "secrets.allowed", "b.py")
    #expect(try program("allow", "--import", "secrets.allowed").text.contains("in b.py"))
  }

  @Test func valuesAndHashesOfGGShield() throws {
    let (program, _) = try world()
    let hash = try sum("sha256sum", second + ",apikey")
    try program.repository.write(
      """
      version: 2
      secret:
        ignored_matches:
          - name: one
            match: \(first)
          - match: \(hash)
            name: two
          - \(String(repeating: "0a", count: 32))
        ignored_paths:
          - "**/README.md"

      """,
      to: ".gitguardian.yaml"
    )
    let result = try program("allow", "--import", ".gitguardian.yaml")
    #expect(result.status == 1)
    #expect(result.text.contains("in a.py"))
    #expect(result.text.contains("in b.py"))
    #expect(result.text.contains("no finding has this value"))
    #expect(result.text.contains("not taken: ignored_paths: **/README.md: it names no value"))
    #expect(!(result.text + result.errors).contains(first))
    #expect(try program("scan", "a.py", "b.py").status == 0)
  }

  @Test(arguments: [
    "version: 2\nfingerprint_algorithm: kingfisher-v1\nrepositories:\n- id: local:///x\n"
      + "  findings:\n  - path: a.py\n    fingerprint: '605'\n    rule_id: x\n    line: 2\n"
      + "  - path: 'c.py'\n    line: 1\n",
    "ExactFindings:\n  matches:\n    - filepath: a.py\n      fingerprint: 6ba2\n      linenum: 2\n"
      + "    - filepath: c.py\n      linenum: 1\n",
  ])
  func kingfishersLines(text: String) throws {
    let (program, _) = try world()
    try program.repository.write(text, to: "kingfisher.yml")
    let result = try program("allow", "--import", "kingfisher.yml")
    #expect(result.status == 1)
    #expect(result.text.contains("allowed aws-access-key-id in a.py\n"))
    #expect(result.text.contains("not taken: c.py:1: there is no such file"))
  }

  @Test func aListOfPathsIsRefused() throws {
    let (program, _) = try world()
    try program.repository.write("tests/.*\n", to: ".trufflehogignore")
    let result = try program("allow", "--import", ".trufflehogignore")
    #expect(result.status == 2)
    #expect(result.errors.contains("names no findings"))
    #expect(try program("allow", "--import", "missing").status == 2)
  }

  private func sum(_ tool: String, _ text: String) throws -> String {
    let result = try TestProcess.run(
      "/usr/bin/env",
      [tool],
      environment: ["PATH": "/usr/bin:/bin"],
      directory: "/",
      input: Array(text.utf8)
    )
    return String(result.text.prefix { $0 != " " })
  }
}

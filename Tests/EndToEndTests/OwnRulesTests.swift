import Foundation
import TestSupport
import Testing

/// Rules of one's own: in `.secrets-sync.toml`, in gitleaks' files, on the command line.
@Suite struct OwnRulesTests {
  private let acme = """
    [[rules]]
    id = "acme-token"
    description = "ACME token"
    regex = '''acme-([0-9a-f]{24})'''
    keywords = ["ACME"]

    """
  /// Put together here, so that no file holds it.
  private let text = "t: acme" + "-1a2b3c4d5e6f7a8b9c0d1e2f\n"

  @Test(arguments: [".gitleaks.toml", ".secrets-sync.toml"])
  func aFileAtTheTopLevelIsHonoured(file: String) throws {
    let program = try Program()
    try program.repository.write(acme, to: file)
    try program.repository.write(text, to: "a.txt")
    let result = try program("scan")
    #expect(result.status == 1)
    #expect(result.text.contains("a.txt:1:9  acme-token"))
    #expect(result.text.contains("ACME token"))
    // The built-in rules remain.
    #expect(try program("rules", "list", "acme").text.contains("acme-token"))
    #expect(try program("rules", "show", "aws-access-key-id").status == 0)
  }

  @Test func aFileThatTheConfigurationOrTheCommandNames() throws {
    let program = try Program()
    try program.repository.write(acme, to: "config/rules.toml")
    try program.repository.write(text, to: "a.txt")
    let named = try program("scan", "--rules", "config/rules.toml", "a.txt")
    #expect(named.text.contains("acme-token"))
    try program.repository.write(
      "[scan]\nrules = [\"config/rules.toml\"]\n",
      to: ".secrets-sync.toml"
    )
    #expect(try program("scan", "a.txt").text.contains("acme-token"))
    try program.repository.write("\n[scan]\nrules = [\"none.toml\"]\n", to: ".secrets-sync.toml")
    let missing = try program("scan", "a.txt")
    #expect(missing.status == 2)
    #expect(missing.errors.contains(".secrets-sync.toml:3: there is no file none.toml"))
  }

  @Test(arguments: [".gitleaks.toml", ".secrets-sync.toml"])
  func theHookTakesTheRulesOfTheIndex(file: String) throws {
    let program = try Program()
    try program.repository.write(acme, to: file)
    try program.repository.write(text, to: "a.txt")
    try program.git("add", "a.txt")
    // What is not staged has no say.
    #expect(!(try program("scan", "--staged")).text.contains("acme-token"))
    try program.git("add", file)
    try program.repository.write("", to: file)
    let result = try program("hook", "pre-commit")
    #expect(result.status == 1)
    #expect(result.errors.contains("acme-token"))
  }

  @Test func aBrokenRuleBlocksTheCommit() throws {
    let program = try Program()
    try program.repository.write("[[rules]]\nid = \"a\"\nregex = '''(a'''\n", to: ".gitleaks.toml")
    try program.git("add", ".gitleaks.toml")
    let result = try program("hook", "pre-commit")
    #expect(result.status == 2)
    #expect(result.errors.contains(".gitleaks.toml:3:14: `regex` cannot be used: missing"))
  }

  @Test(arguments: [
    ("[[rules]]\nid = 'a'\nregexp = 'a'\n", "r.toml:3: `regexp` is not known in [[rules]]"),
    ("[[rules]]\nregex = 'a'\n", "r.toml:1: This rule has no `id`"),
    ("[[rules]]\nid = 'a'\n", "r.toml:1: The rule `a` has neither `regex` nor `path`"),
    ("[[rules]]\nid = 'a'\nregex = 'a'\n[[rules]]\nid = 'a'\n", "is that of the rule in line 2"),
    ("[[rules]]\nid = 'a'\nregex = '(a)'\nsecretGroup = 2\n", "there is no group 2"),
    ("[[rules]]\nid = 'a'\nregex = \"\\\\d(\\n\"\n", "at its character 5: missing"),
    ("[extend]\nurl = 'http://x'\n", "r.toml:2: `url` is not supported"),
    ("[extend]\npath = '../x'\n", "r.toml:2: “../x” is not a path inside"),
    ("[extend]\npath = 'r.toml'\n", "extend each other too deeply"),
    ("[allowlist]\ncondition = 'xor'\n", "r.toml:2: “xor” is not a condition"),
    ("[allowlist]\nregexes = [\n  'a',\n  '[b',\n]\n", "r.toml:4:4: `regexes` cannot be used"),
  ]) func whatIsNotUnderstoodIsNamed(toml: String, message: String) throws {
    let program = try Program()
    try program.repository.write(toml, to: "r.toml")
    let result = try program("scan", "--rules", "r.toml")
    #expect(result.status == 2)
    #expect(result.errors.contains(message), "\(result.errors)")
  }

  @Test func whatIsLeftOutWithoutHarmIsAWarning() throws {
    let program = try Program()
    let toml = """
      \(acme)  [[rules.required]]
        id = "x"
      [[rules]]
      id = "aws-access-token"
        [[rules.allowlists]]
        stopwords = ["x"]
      [extend]
      useDefault = true
      disabledRules = ["generic-api-key"]
      """
    try program.repository.write(toml, to: "r.toml")
    let result = try program("scan", "--rules", "r.toml")
    #expect(result.status == 0)
    #expect(result.errors.contains("warning: r.toml:6: `required` is not supported"))
    #expect(result.errors.contains("warning: r.toml:8: there is no rule `aws-access-token`"))
    #expect(result.errors.contains("warning: r.toml:14: there is no rule `generic-api-key`"))
  }

  @Test func defaultsAreExtendedWhenAskedTo() throws {
    let program = try Program()
    let secret = "key = \"\(accessKeyID())\"\n"
    try program.repository.write(secret, to: "fixtures/a.py")
    try program.repository.write(secret, to: "b.py")
    let toml = "[allowlist]\npaths = ['^fixtures/']\n"
    try program.repository.write(toml, to: ".gitleaks.toml")
    // Without useDefault a file's allow lists are for its own rules.
    #expect(try program("scan").text.contains("fixtures/a.py"))
    try program.repository.write(toml + "[extend]\nuseDefault = true\n", to: ".gitleaks.toml")
    let result = try program("scan")
    #expect(!result.text.contains("fixtures/a.py"))
    #expect(result.text.contains("b.py:1:8"))
    try program.repository.write(
      "[extend]\ndisabledRules = ['aws-access-key-id', 'generic-secret']\n",
      to: ".gitleaks.toml"
    )
    #expect(try program("scan").status == 0)
  }

  /// One content under two paths, of which the rule looks at one.
  @Test(arguments: [["a.tf", "b.txt"], ["b.tf", "a.txt"]])
  func thePathsOfTheHistoryAreTold(paths: [String]) throws {
    let program = try Program()
    let rule = acme + "path = '\\.tf$'\n"
    try program.repository.commit([paths[0]: text, paths[1]: text, ".gitleaks.toml": rule])
    let result = try program("scan", "--history")
    #expect(result.status == 1)
    #expect(result.text.contains("\(paths[0]):1:9  acme-token"))
  }

  @Test func aRegexBombIsIncomplete() throws {
    let program = try Program()
    try program.repository.write("[[rules]]\nid = 'bomb'\nregex = '(a+)+$'\n", to: "r.toml")
    try program.repository.write(String(repeating: "a", count: 5000) + "!\n", to: "a.txt")
    let result = try program("scan", "--rules", "r.toml", "a.txt")
    #expect(result.status == 3)
    #expect(result.errors.contains("a.txt: rule `bomb`"))
  }

  // MARK: Testing rules

  @Test func rulesAreTested() throws {
    let program = try Program()
    let value = "acme" + "-1a2b3c4d5e6f7a8b9c0d1e2f"
    let tests = """
        [[rules.tests]]
        examples = ["t = \(value)"]
        negatives = ["t = acme-"]

      """
    try program.repository.write(acme + tests, to: "r.toml")
    let right = try program("rules", "test", "r.toml")
    #expect(right.status == 0)
    #expect(
      right.text.contains("ok     acme-token  finds 1 of 1 example, passes 1 of 1 negative, ")
    )
    #expect(right.text.contains("ms per MB\n"))
    #expect(right.text.contains("  example 1  found 1a2b…1e2f\n"))
    #expect(!right.text.contains(value))

    let wrong = """
      \(acme)  [[rules.tests]]
        examples = ["\(value.dropFirst(4))"]
        negatives = ["\(value)"]
      """
    try program.repository.write(wrong, to: "r.toml")
    let result = try program("rules", "test", "r.toml")
    #expect(result.status == 1)
    #expect(result.text.contains("example 1  missed: none of its keywords is in it"))
    #expect(result.text.contains("negative 1  found 1a2b…1e2f"))
    #expect(
      try program("rules", "test", "r.toml", "--format", "json").text.contains("\"right\": false")
    )

    try program.repository.write(text, to: "in.txt")
    let tried = try program("rules", "test", "r.toml", "--input", "in.txt")
    #expect(tried.text.contains("  1:9  1a2b…1e2f\n"))
  }
}

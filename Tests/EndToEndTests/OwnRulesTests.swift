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

  @Test func rulesThatAreTurnedOffAreNamedOnce() throws {
    let program = try Program.initialized()
    try program.repository.write(
      "[extend]\nuseDefault = true\ndisabledRules = [\"npm-access-token\"]\n"
        + "[allowlist]\nregexes = [\"EXAMPLE\"]\n",
      to: ".gitleaks.toml"
    )
    try program.git("add", ".gitleaks.toml")
    let first = try program.tryGit(["commit", "-m", "x"])
    #expect(first.status == 0, "\(first.errors)")
    #expect(first.errors.contains("policy: The rule npm-access-token is turned off."))
    #expect(first.errors.contains("policy: All rules pass over what matches EXAMPLE."))
    try program.repository.write("a = 1\n", to: "a.py")
    try program.git("add", "a.py")
    let second = try program.tryGit(["commit", "-m", "x"])
    #expect(!second.errors.contains("turned off"))
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
    #expect(
      result.errors.contains("warning: r.toml:6: there is no rule `x`, so `acme-token` reports")
    )
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

  // MARK: Rules of several parts

  private let pair = """
    [[rules]]
    id = "acme-secret"
    description = "ACME secret"
    regex = '''acme-([0-9a-f]{24})'''
    keywords = ["acme-"]
      [[rules.required]]
      id = "acme-user"
      withinLines = 3
    [[rules]]
    id = "acme-user"
    description = "ACME user"
    regex = '''usr-[0-9]{6}'''
    keywords = ["usr-"]
    skipReport = true

    """

  @Test func aRuleReportsOnlyBesideWhatItRequires() throws {
    let program = try Program()
    try program.repository.write(pair, to: "r.toml")
    let near = "u: usr-123456\n\n\n" + text
    try program.repository.write(near, to: "near.txt")
    try program.repository.write("u: usr-123456\n\n\n\n" + text, to: "far.txt")
    try program.repository.write(text, to: "alone.txt")
    let result = try program("scan", "--rules", "r.toml", ".")
    #expect(result.text.contains("near.txt:4:9  acme-secret"))
    #expect(!result.text.contains("far.txt") && !result.text.contains("alone.txt"))
    #expect(!result.text.contains("acme-user"))
    #expect(result.errors.contains("1 finding."))
    let why = try program("why", "alone.txt", "--rules", "r.toml").text
    #expect(why.contains("acme-secret") && why.contains("no finding: a condition failed"))
    #expect(why.contains("  failed   requires acme-user within 3 lines\n"))
    #expect(
      try program("rules", "show", "acme-secret", "--rules", "r.toml").text
        .contains("requires   acme-user within 3 lines\n")
    )
  }

  @Test func partsAreTestedTogether() throws {
    let program = try Program()
    let value = text.dropLast()
    let tests = """
        [[rules.tests]]
        examples = ["usr-123456 \(value)"]
        negatives = ["\(value)"]
      """
    let toml = pair.replacingOccurrences(
      of: "  [[rules.required]]",
      with: tests + "\n  [[rules.required]]"
    )
    try program.repository.write(toml, to: "r.toml")
    let result = try program("rules", "test", "r.toml")
    #expect(result.status == 0, "\(result.text)\(result.errors)")
    #expect(result.text.contains("acme-secret  finds 1 of 1 example, passes 1 of 1 negative"))
  }

  @Test func commitsAreAllowedInTheHistory() throws {
    let program = try Program()
    try program.repository.commit(["a.txt": text])
    let commit = try program.git("rev-parse", "HEAD").text.trimmingCharacters(in: .newlines)
    let other = "t: acme" + "-9a2b3c4d5e6f7a8b9c0d1e2f\n"
    try program.repository.commit(["b.txt": other])
    let rule = acme + "  [[rules.allowlists]]\n  commits = [\"\(commit.uppercased())\"]\n"
    try program.repository.write(rule, to: "r.toml")
    let result = try program("scan", "--history", "--rules", "r.toml", "--verbose")
    #expect(result.status == 1)
    #expect(result.text.contains("b.txt:1:9  acme-token"))
    #expect(!result.text.contains("a.txt"))
    #expect(result.errors.contains("1 allowed in a commit that is allowed"))
    #expect(result.errors.contains("by an allow list: r.toml allows commit \(commit.prefix(10))"))
    // A file has no commit.
    #expect(try program("scan", "a.txt", "--rules", "r.toml").status == 1)
    try program.repository.write(
      acme + "  [[rules.allowlists]]\n  commits = [\"main\"]\n",
      to: "r.toml"
    )
    let broken = try program("scan", "--rules", "r.toml")
    #expect(broken.status == 2)
    #expect(broken.errors.contains("r.toml:7: “main” is not the whole id of a commit"))
  }

  /// As in gitleaks: what the file says counts, and the rest stays as in the one it extends.
  @Test func aRuleOfAnExtendedFileIsChanged() throws {
    let program = try Program()
    try program.repository.write(acme, to: "base.toml")
    try program.repository.write(text, to: "a.txt")
    try program.repository.write(text, to: "docs/a.txt")
    let extend = "[extend]\npath = 'base.toml'\n"
    let change = "[[rules]]\nid = 'acme-token'\ndescription = 'Token of ours'\n"
    let list = "[[rules.allowlists]]\npaths = ['^docs/']\n"
    try program.repository.write(extend + change + list, to: "r.toml")
    let result = try program("scan", "--rules", "r.toml", ".")
    #expect(result.text.contains("a.txt:1:9  acme-token"))
    #expect(result.text.contains("Token of ours"))
    #expect(!result.text.contains("docs/a.txt"))
    try program.repository.write(extend + change + "entropy = 7.5\n", to: "r.toml")
    #expect(try program("scan", "--rules", "r.toml", ".").status == 0)
  }

  /// What the file that extends leaves open stays as it is, whether it says a new `regex` or none.
  @Test(arguments: ["", "regex = '''(acme)-([0-9a-f]{24})'''\n"])
  func aRuleThatIsChangedKeepsTheRest(regex: String) throws {
    let program = try Program()
    let base =
      "[[rules]]\nid = 'acme-token'\nregex = '''(acme|ACME)-([0-9a-f]{24})'''\nsecretGroup = 2\n"
      + "level = 'low'\nadvice = 'Base advice.'\n"
    try program.repository.write(base, to: "base.toml")
    try program.repository.write(text, to: "a.txt")
    let extend = "[extend]\npath = 'base.toml'\n[[rules]]\nid = 'acme-token'\n\(regex)"
    try program.repository.write(extend + "reference = 'https://acme.test'\n", to: "r.toml")
    let result = try program("scan", "--rules", "r.toml", "a.txt")
    // The second group, not the first one.
    #expect(result.text.contains("acme-token  1a2b…1e2f"))
    #expect(result.text.contains("  low\n"))
    try program.repository.write(extend + "level = 'medium'\nadvice = 'Ours.'\n", to: "r.toml")
    let changed = try program("scan", "--rules", "r.toml", "a.txt")
    #expect(changed.text.contains("acme-token  1a2b…1e2f"))
    #expect(changed.text.contains("  medium\n"))
    #expect(changed.text.contains("Ours."))
  }

  @Test func aHelperThatIsChangedStaysOne() throws {
    let program = try Program()
    try program.repository.write(acme + "skipReport = true\n", to: "base.toml")
    try program.repository.write(text, to: "a.txt")
    let extend = "[extend]\npath = 'base.toml'\n"
    try program.repository.write(extend + acme, to: "r.toml")
    #expect(try program("scan", "--rules", "r.toml", "a.txt").status == 0)
    try program.repository.write(extend + acme + "skipReport = false\n", to: "r.toml")
    #expect(try program("scan", "--rules", "r.toml", "a.txt").status == 1)
  }

  @Test func anAllowListNamesItsRules() throws {
    let program = try Program()
    try program.repository.write(text + "key = \"\(accessKeyID())\"\n", to: "docs/a.txt")
    func scan(_ targets: String) throws -> TestProcess {
      try program.repository.write(
        "[[allowlists]]\ntargetRules = [\(targets)]\npaths = ['^docs/']\n" + acme,
        to: "r.toml"
      )
      return try program("scan", "--rules", "r.toml", ".")
    }
    let own = try scan("'acme-token'").text
    #expect(!own.contains("acme-token") && own.contains("aws-access-key-id"))
    let builtin = try scan("'aws-access-key-id'").text
    #expect(builtin.contains("acme-token") && !builtin.contains("aws-access-key-id"))
    #expect(
      try scan("'none'").errors.contains("r.toml:2: there is no rule `none`, so what is said of it")
    )
  }

  /// A copy of gitleaks' own rules has a generic one in front of most others.
  @Test func aGenericRuleGivesWay() throws {
    let program = try Program()
    let generic = """
      [[rules]]
      id = "generic-key"
      description = "key"
      regex = '''key = ([\\w-]{20,})'''

      """
    try program.repository.write(generic + acme, to: "r.toml")
    let value = "acme" + "-1a2b3c4d5e6f7a8b9c0d1e2f"
    try program.repository.write("key = \(accessKeyID())\nkey = \(value)\n", to: "a.txt")
    let text = try program("scan", "--rules", "r.toml", "a.txt").text
    #expect(text.contains("a.txt:1:7  aws-access-key-id"))
    #expect(text.contains("a.txt:2:7") && !text.contains("a.txt:1:7  generic-key"))
  }

  @Test func theEndOfALineIsNoPartOfAValue() throws {
    let program = try Program()
    try program.repository.write(
      "[[rules]]\nid = 'own'\nregex = 'acme-[^ ]{20,40}'\n",
      to: "r.toml"
    )
    try program.repository.write(text, to: "a.txt")
    let result = try program(
      "scan",
      "--rules",
      "r.toml",
      "a.txt",
      "--show-values",
      "--format",
      "json"
    )
    #expect(result.text.contains("\"value\": \"\(text.dropFirst(3).dropLast())\""))
  }

  /// One content under two paths, of which the rule looks at one.
  @Test(arguments: [["a.tf", "b.txt"], ["b.tf", "a.txt"]])
  func thePathsOfTheHistoryAreTold(paths: [String]) throws {
    let program = try Program()
    let rule = acme + "path = '\\.tf$'\n"
    try program.repository.commit([paths[0]: text, paths[1]: text, ".gitleaks.toml": rule])
    for source in [["--history"], ["--range", "HEAD"]] {
      let result = try program.run(["scan"] + source)
      #expect(result.status == 1)
      #expect(result.text.contains("\(paths[0]):1:9  acme-token"))
    }
  }

  @Test func aRegexBombIsIncomplete() throws {
    let program = try Program()
    try program.repository.write("[[rules]]\nid = 'bomb'\nregex = '(a+)+$'\n", to: "r.toml")
    let text = String(repeating: "a", count: 5000) + "!\nkey = \"\(accessKeyID())\"\n"
    try program.repository.write(text, to: "a.txt")
    let result = try program("scan", "--rules", "r.toml", "a.txt")
    #expect(result.status == 3)
    #expect(result.errors.contains("a.txt: rule `bomb`"))
    // What the other rules find is told all the same.
    #expect(result.text.contains("a.txt:2:8  aws-access-key-id"))
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

  /// What a rule looks for in a whole text may stand in different parts of one that is read in parts.
  @Test func rulesLookAtAllOfALargeFile() throws {
    let program = try Program()
    try program.repository.write(
      """
      [[rules]]
      id = "acme-code"
      regex = '''code=([0-9]{6})'''
      keywords = ["acme"]

      [[rules]]
      id = "acme-pin"
      regex = '''pin=([0-9]{6})'''
        [[rules.required]]
        id = "acme-user"

      [[rules]]
      id = "acme-user"
      regex = '''usr-[0-9]{6}'''
      skipReport = true

      """,
      to: "rules.toml"
    )
    let path = program.repository.path + "/large.bin"
    try program.repository.write("code=123456 pin=654321\n", to: "large.bin")
    let file = try #require(FileHandle(forWritingAtPath: path))
    // Mostly holes.
    try file.seek(toOffset: 50 << 20)
    try file.write(contentsOf: Data("\nusr-111111 of acme\n".utf8))
    try file.close()
    let result = try program("scan", "large.bin", "--rules", "rules.toml")
    #expect(result.status == 1)
    #expect(result.text.contains("large.bin:1:6   acme-code"))
    #expect(result.text.contains("large.bin:1:17  acme-pin"))
    func input(_ command: String) throws -> TestProcess {
      try TestProcess.run(
        "/bin/sh",
        ["-c", command, Program.path],
        environment: program.repository.environment,
        directory: program.repository.path
      )
    }
    // A pipe is read once.
    let piped = try input("cat large.bin | \"$0\" scan --stdin --rules rules.toml")
    #expect(piped.status == 3)
    #expect(piped.errors.contains("rule `acme-code`"))
    #expect(piped.errors.contains("rule `acme-pin` requires `acme-user`"))
    #expect(try input("\"$0\" scan --stdin --rules rules.toml < large.bin").status == 1)
  }
}

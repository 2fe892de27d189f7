import Git
import Hooks
import Scanning
import TestSupport
import Testing

/// What allows a finding in the check of what is staged.
@Suite struct QuietingTests {
  private let secret = StagedWorld.secret()
  private let world: StagedWorld
  private static let ours = "secrets-sync" + ": allow"

  init() throws {
    world = try StagedWorld()
  }

  /// The list that allows what is new, where `scope` says.
  private func list(_ scope: String, expires: String? = nil) throws -> String {
    let finding = try #require(try world.check().newFindings.first).finding
    var random = SystemRandomNumberGenerator()
    let salt = AllowSalt(random: &random)
    let entry = try AllowEntry(
      fingerprint: finding.allowKey.fingerprint(salt: salt.bytes),
      rule: finding.rule,
      path: GitPath(scope),
      reason: "test data",
      author: "Ada",
      date: "2026-11-23",
      expires: expires
    )
    return String(decoding: AllowList.appending(entry, salt: salt, to: []), as: UTF8.self)
  }

  @Test func anEntryHoldsForItsValueWhereItSays() throws {
    try world.stage(["tests/a.py": secret])
    try world.stage([AllowList.fileName: try list("tests/")])
    #expect(try world.check().verdict == .clean)
    try world.stage(["tests/deep/b.py": "\n\n" + secret])
    #expect(try world.check().verdict == .clean)
    try world.stage(["src/c.py": secret, "tests/d.py": StagedWorld.secret(5)])
    #expect(try world.check().newPaths == ["src/c.py", "tests/d.py"])
  }

  @Test func anExpiredEntryAllowsNothingAndSaysSo() throws {
    try world.stage(["a.py": secret])
    try world.stage([AllowList.fileName: try list("a.py", expires: "2027-01-31")])
    #expect(try world.check(today: "2027-01-31").verdict == .clean)
    let late = try world.check(today: "2027-02-01")
    #expect(late.newPaths == ["a.py"])
    #expect(late.newFindings.first?.complaint?.contains("line 3, expired on 2027-01-31") == true)
  }

  @Test func aListWithoutItsSaltIsRefused() throws {
    try world.stage(["a.py": secret])
    let text = try list("a.py").split(separator: "\n").filter { !$0.hasPrefix("salt") }
    try world.stage([AllowList.fileName: text.joined(separator: "\n") + "\n"])
    let error = #expect(throws: HookError.self) { try world.check() }
    #expect(error?.kind == .policy)
  }

  @Test func listsOfTwoBranchesMergeByUnion() throws {
    try world.repository.commit([
      ".gitattributes": "\(AllowList.fileName) merge=union\n", "x": "x",
    ])
    var lists: [String] = []
    for name in ["a.py", "b.py"] {
      try world.repository.git("checkout", "--quiet", "-b", name, "main")
      try world.stage([name: name == "a.py" ? secret : StagedWorld.secret(9)])
      let text = try list(name)
      lists.append(text)
      try world.repository.commit([AllowList.fileName: text])
    }
    try world.repository.git("merge", "--quiet", "--no-edit", "a.py")
    let text = String(
      decoding: try world.repository.directory.read("work/\(AllowList.fileName)"),
      as: UTF8.self
    )
    let merged = try AllowList(parsing: Array(text.utf8), file: "list")
    #expect(merged.entries.count == 2)
    #expect(merged.salts.count == 2)
    // Both entries hold, each with its own salt; twice the same line does no harm.
    try world.stage(["a.py": secret + "\n", "b.py": StagedWorld.secret(9) + "\n"])
    try world.stage([AllowList.fileName: text + text])
    let report = try world.check()
    #expect(report.verdict == .clean)
    #expect(report.allowed.count == 2)
  }

  @Test func ofTwoExpiriesTheLaterCounts() throws {
    try world.stage(["a.py": secret])
    let text = try list("a.py", expires: "2027-01-31")
    let line = text.split(separator: "\n")[2]
    let later = line.split(separator: "expires")[0] + "expires 2028-01-31)"
    try world.stage([AllowList.fileName: text + later + "\n"])
    #expect(try world.check(today: "2027-06-01").verdict == .clean)
  }

  @Test func aCommentAllowsAndIsSeen() throws {
    try world.stage(["a.py": "k = '\(secret)'  # \(Self.ours) test data\n"])
    let report = try world.check()
    #expect(report.verdict == .clean)
    #expect(report.allowed.map(\.permission.reason) == ["test data"])
    #expect(report.allowed.first?.isNew == true)
    try world.repository.commit()
    try world.stage(["a.py": "\nk = '\(secret)'  # \(Self.ours) test data\n"])
    #expect(try world.check().allowed.first?.isNew == false)
    #expect(try world.check(ignoresComments: true).oldPaths == ["a.py"])
  }

  @Test func aCommentWithoutAReasonAllowsNothing() throws {
    try world.stage(["a.py": "k = '\(secret)'  # \(Self.ours)\n"])
    let report = try world.check()
    #expect(report.verdict == .blocked)
    #expect(report.newFindings.first?.complaint?.contains("gives no reason") == true)
  }

  @Test func thePolicyDecidesWhichCommentsCount() throws {
    let peer = "gitleaks" + ":allow"
    try world.stage([
      "a.py": "k = '\(secret)'  # \(peer)\n",
      "b.py": "k = '\(StagedWorld.secret(5))'  # \(Self.ours) test data\n",
    ])
    #expect(try world.check().verdict == .clean)
    try world.stage([Policy.fileName: "inline-own\n"])
    #expect(try world.check().newPaths == ["a.py"])
    #expect(try world.check().newFindings.first?.complaint?.contains(peer) == true)
    try world.stage([Policy.fileName: "inline-none\n"])
    #expect(try world.check().newPaths == ["a.py", "b.py"])
  }

  @Test func allowingMoreCommentsTakesEffectInTheNextCommit() throws {
    try world.repository.commit([Policy.fileName: "inline-none\n"])
    try world.stage([
      Policy.fileName: "inline-own\n", "b.py": "k = '\(secret)'  # \(Self.ours) test data\n",
    ])
    let report = try world.check()
    #expect(report.newPaths == ["b.py"])
    #expect(report.policyChanges.map(\.kind).contains(.inlineWidened(.own)))
  }

  @Test func nothingIsAllowedWhereThatIsAsked() throws {
    try world.stage(["a.py": secret])
    try world.stage([AllowList.fileName: try list("a.py")])
    try world.stage(["b.py": "'\(StagedWorld.secret(5))'  # \(Self.ours) test data\n"])
    #expect(try world.check().verdict == .clean)
    #expect(try world.check(isOff: true).newPaths == ["a.py", "b.py"])
  }

  @Test func theBaselineHoldsForItsFileAndItsGrowthIsSeen() throws {
    try world.stage(["a.py": secret])
    let finding = try #require(try world.check().newFindings.first).finding
    var random = SystemRandomNumberGenerator()
    let salt = AllowSalt(random: &random)
    let baseline = Baseline(
      salts: [salt],
      entries: [
        Baseline.Entry(
          fingerprint: try finding.allowKey.fingerprint(salt: salt.bytes),
          rule: finding.rule,
          path: GitPath("a.py")
        )
      ]
    )
    #expect(try Baseline(parsing: Array(baseline.rendered.utf8), file: "b") == baseline)
    try world.repository.write(baseline.rendered, to: Baseline.fileName)
    // Only what is staged counts.
    #expect(try world.check().newPaths == ["a.py"])
    try world.stage()
    let report = try world.check()
    #expect(report.verdict == .clean)
    #expect(report.allowed.map(\.permission.source) == [.baseline])
    #expect(report.policyChanges.map(\.kind) == [.baselineGrew(1)])
    try world.stage(["b.py": secret])
    #expect(try world.check().newPaths == ["b.py"])
  }

  @Test(arguments: [
    "nonsense", "v2:00 rule a.py", "v1:" + String(repeating: "0a", count: 16) + " rule a.py",
    "v2:" + String(repeating: "0a", count: 16) + " rule a.py # reason",
  ])
  func aBrokenBaselineBlocks(line: String) throws {
    try world.stage([
      "a.py": "x", Baseline.fileName: "salt \(String(repeating: "0a", count: 16))\n\(line)\n",
    ])
    let error = #expect(throws: HookError.self) { try world.check() }
    #expect(error?.kind == .policy)
    #expect(error?.line == 2)
  }

  @Test func removingEntriesKeepsEveryOtherByte() throws {
    try world.stage(["a.py": secret])
    let text = try list("a.py")
    let entry = try #require(try AllowList(parsing: Array(text.utf8), file: "l").entries.first)
    let other = "v1:" + String(repeating: "0a", count: 16) + " rule b # why"
    let file = "# mine\r\n\n" + text + other
    let expected = file.split(separator: "\n", omittingEmptySubsequences: false)
      .filter { !$0.contains(entry.fingerprint) }.joined(separator: "\n")
    let rest = AllowList.removing([entry], from: Array(file.utf8))
    #expect(String(decoding: rest, as: UTF8.self) == expected)
  }

  @Test func aContentThatCannotBeReadIsAcceptedAsItIs() throws {
    let bytes = Array("PK, and what nobody can open".utf8)
    let print = "sha256:" + (try ContentDigest.sha256(bytes))
    let line = "\(print) unread vendor/ # the vendor's archive (expires 2027-01-31)\n"
    let list = try AllowList(parsing: Array(line.utf8), file: "list")
    let quieting = Quieting(allow: list, today: "2026-11-24")
    #expect(quieting.unusedEntries.count == 1)
    #expect(quieting.acceptsUnread(bytes, at: GitPath("vendor/a.zip")) != nil)
    #expect(quieting.acceptsUnread(bytes, at: GitPath("a.zip")) == nil)
    #expect(quieting.acceptsUnread(bytes + [0], at: GitPath("vendor/a.zip")) == nil)
    #expect(quieting.unusedEntries.isEmpty)
    let later = Quieting(allow: list, today: "2027-02-01")
    #expect(later.acceptsUnread(bytes, at: GitPath("vendor/a.zip")) == nil)
  }

  /// Short values can be tried; the salt is why lists of two repositories cannot be compared.
  @Test func fingerprintsDifferFromSaltToSalt() throws {
    try world.stage(["a.py": secret, "b.py": secret])
    let findings = try world.check().newFindings.map(\.finding)
    var random = SystemRandomNumberGenerator()
    let (one, two) = (AllowSalt(random: &random), AllowSalt(random: &random))
    let print = try findings[0].allowKey.fingerprint(salt: one.bytes)
    #expect(try findings[1].allowKey.fingerprint(salt: one.bytes) == print)
    #expect(try findings[0].allowKey.fingerprint(salt: two.bytes) != print)
    #expect("\(findings[0].allowKey)" == "<redacted>")
  }
}

import Foundation
import Scanning
import TestSupport
import Testing

/// `why`: what is, and what is not, a finding on a line.
@Suite struct WhyTests {
  private let lines = """
    a = "\(accessKeyID())"
    b = "AKIA\(String(repeating: "X", count: 16))"
    nothing here

    """

  @Test func explainsAFinding() throws {
    let program = try Program()
    try program.repository.write(lines, to: "deploy.py")
    let result = try program("why", "deploy.py:1")
    #expect(result.status == 0)
    #expect(result.text.hasPrefix("deploy.py:1:6  aws-access-key-id  AKIA…OMFT  a finding\n"))
    #expect(result.text.contains("  passed   no stand-in\n"))
    #expect(result.text.contains("  score 0.95, level high; 0.5 is enough at default\n"))
    #expect(!result.text.contains(accessKeyID()))
  }

  @Test func explainsWhatIsNoFinding() throws {
    let program = try Program()
    try program.repository.write(lines, to: "deploy.py")
    let result = try program("why", "deploy.py:2")
    #expect(result.text.contains("no finding: too little speaks for it\n"))
    #expect(result.text.contains("  lowered  no stand-in: a mask, not a secret\n"))
    let sensitive = try program("why", "deploy.py:2", "--level", "sensitive")
    #expect(sensitive.text.contains("AKIA…XXXX  a finding\n"))
    #expect(sensitive.text.contains("0.2 is enough at sensitive\n"))
    #expect(try program("why", "deploy.py:3").text.hasPrefix("deploy.py:3: no rule matches"))
  }

  @Test func aLineBehindTheEndIsRefused() throws {
    let program = try Program()
    try program.repository.write(lines, to: "deploy.py")
    let result = try program("why", "deploy.py:4")
    #expect(result.status == 2)
    #expect(result.errors.contains("deploy.py has 3 lines, and so no line 4."))
  }

  @Test func aConditionThatFailsIsNamed() throws {
    let program = try Program()
    let hex = Example.random(40, .hex)
    try program.repository.write("aws_secret_access_key = \(hex)\n", to: "a.ini")
    let text = try program("why", "a.ini:1").text
    #expect(text.contains("aws-secret-access-key  "))
    #expect(text.contains("no finding: a condition failed\n"))
    #expect(text.contains("  failed   has a digit, a lower-case letter, an upper-case letter\n"))
  }

  @Test func whatAnotherRuleSaysIsNamed() throws {
    let program = try Program()
    let secret = Example.random(40, .base64, seed: 5)
    try program.repository.write(
      "id = \(accessKeyID())\naws_secret_access_key = \(secret)\n",
      to: "a.ini"
    )
    let text = try program("why", "a.ini:2").text
    #expect(
      text.contains(
        "aws-secret-access-key-beside-id  \(secret.prefix(4))…\(secret.suffix(4))  "
          + "no finding of its own: aws-secret-access-key says more\n"
      )
    )
  }

  @Test func aColumnAndTheWholeFileCanBeAsked() throws {
    let program = try Program()
    try program.repository.write("\(accessKeyID()) \(accessKeyID("Q5XNBWFHKYGPTCEL"))\n", to: "a")
    #expect(try program("why", "a:1:25").text.hasPrefix("a:1:22  aws"))
    #expect(try !program("why", "a:1:25").text.contains("a:1:1 "))
    let all = try program("why", "a").text
    #expect(all.contains("a:1:1  aws") && all.contains("a:1:22  aws"))
  }

  @Test func readsTheIndexAndRevisions() throws {
    let program = try Program()
    try program.repository.commit(["sub/a.py": lines])
    try program.repository.write("staged = \"\(accessKeyID())\"\n", to: "sub/a.py")
    try program.git("add", "--all")
    try program.repository.write("", to: "sub/a.py")
    let sub = program.repository.path + "/sub"
    #expect(try program("why", "sub/a.py:1").text.contains("no rule"))
    #expect(try program("why", "--staged", "sub/a.py:1").text.hasPrefix("sub/a.py:1:11  aws"))
    #expect(try program("why", "--staged", "a.py:1", in: sub).text.hasPrefix("sub/a.py:1:11  aws"))
    #expect(try program("why", "HEAD:sub/a.py:1").text.hasPrefix("sub/a.py:1:6  aws"))
    #expect(try program("why", "HEAD:./a.py:1", in: sub).text.hasPrefix("sub/a.py:1:6  aws"))
    #expect(try program("why", "sub/b.py:1").status == 2)
    #expect(try program("why", "HEAD:b.py:1").status == 2)
    #expect(try program("why", "--staged", "b.py:1").status == 2)
  }

  @Test func saysWhatAllowsIt() throws {
    let program = try Program.initialized()
    try program.repository.write(lines, to: "deploy.py")
    try program.git("add", "--all")
    let found = try program("scan", "--staged", "--format", "json").text
    let fingerprint = try #require(found.firstMatch(of: /"fingerprint": "(v1:[0-9a-f]+)"/)?.1)
    let allowed = try program("allow", String(fingerprint), "--reason", "deleted in 2024")
    #expect(allowed.status == 0)
    let text = try program("why", "deploy.py:1").text
    #expect(text.contains("  allowed by an entry in .secrets-sync.allow: deleted in 2024\n"))
    #expect(try !program("why", "--staged", "deploy.py:1").text.contains("allowed by"))
    let comment = "  # secrets-sync" + ": allow\n"
    let line = try #require(lines.split(separator: "\n").first)
    try program.repository.write(line + comment, to: "b.py")
    #expect(try program("why", "b.py:1").text.contains("  not allowed: the comment"))
  }

  @Test func explainsWhatTheGenericDetectorFinds() throws {
    let program = try Program()
    let value = Example.random(32, .hex)
    try program.repository.write("acme_token = \"\(value)\"\n", to: "a.py")
    let text = try program("why", "a.py:1").text
    #expect(text.contains("a.py:1:15  generic-secret  "))
    #expect(text.contains("named `acme_token`; looks random"))
    #expect(!text.contains(value))
  }

  @Test func hasJSON() throws {
    let program = try Program()
    try program.repository.write(lines, to: "deploy.py")
    let text = try program("why", "deploy.py:2", "--format", "json").text
    #expect(text.contains("\"fate\": \"below-threshold\""))
    #expect(text.contains("\"outcome\": \"lowered\""))
    #expect(text.contains("\"limit\": 0.3"))
    #expect(text.contains("\"threshold\": 0.5"))
  }

  // MARK: Archives and encoded text

  @Test func looksIntoArchives() throws {
    let program = try Program()
    let samples = try SampleArchives(line: lines)
    try program.repository.write(samples.bytes("a.zip"), to: Array("a.zip".utf8))
    let all = try program("why", "a.zip").text
    #expect(all.contains("a.zip!/conf/app.env:2:6  aws-access-key-id  AKIA…OMFT  a finding\n"))
    #expect(all.contains("a.zip!/conf/app.env:3:6  aws-access-key-id  AKIA…XXXX  no finding: too"))
    let line = try program("why", "a.zip!/conf/app.env:3").text
    #expect(line.hasPrefix("a.zip!/conf/app.env:3:6  ") && !line.contains("OMFT"))
    #expect(line.contains("  lowered  no stand-in: a mask, not a secret\n"))
    let nothing = try program("why", "a.zip!/conf/app.env:4").text
    #expect(nothing.hasPrefix("a.zip!/conf/app.env:4: no rule matches"))
  }

  @Test func looksIntoEncodedText() throws {
    let program = try Program()
    let encoded = Data(lines.utf8).base64EncodedString()
    try program.repository.write("x: \(encoded)\n", to: "a.yaml")
    let text = try program("why", "a.yaml:1").text
    #expect(text.contains("AKIA…OMFT  a finding\n"))
    #expect(text.contains("AKIA…XXXX  no finding: too little speaks for it\n"))
    #expect(text.contains("  decoded from base64\n"))
  }

  @Test func namesWhatItCouldNotLookAt() throws {
    let program = try Program()
    var deep = Data("key = \(accessKeyID()) and more\n".utf8)
    for _ in 0..<4 { deep = Data(deep.base64EncodedString().utf8) }
    try program.repository.write(Array(deep), to: Array("deep.txt".utf8))
    let result = try program("why", "deep.txt")
    #expect(result.status == 3)
    #expect(result.text.contains("could be one, in what could be looked at.\n"))
    #expect(result.text.contains("not looked at: deep.txt: text is encoded more than 3 times"))
    #expect(try program("scan", "deep.txt").status == 3)
    let shallow = Data(base64Encoded: deep) ?? Data()
    try program.repository.write(Array(shallow), to: Array("deep.txt".utf8))
    #expect(try program("scan", "deep.txt").status == 1)
  }
}

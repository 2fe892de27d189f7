import Foundation
import Secrets
import TestSupport
import Testing

/// What `record` asks of AWS: as little as it can, no value, and nothing in the wrong account.
@Suite struct RecordRequestTests {
  private let server: MotoServer
  private let cloud: CloudProgram

  /// A server of its own, whose requests are counted.
  init() throws {
    server = try MotoServer()
    cloud = try CloudProgram(server)
  }

  private func operations(_ before: Int) throws -> [String: Int] {
    try server.requests().dropFirst(before).reduce(into: [:]) { $0[$1.operation, default: 0] += 1 }
  }

  @Test func readsNoValueWhereverTheSecretsAreNamed() async throws {
    let folder = cloud.folder
    for number in 0..<12 { try cloud.make("ssm:/\(folder)/\(number)") }
    try cloud.make("sm:\(folder)/a", "sm:\(folder)/b")
    let arn = try #require(try await cloud.description("sm:\(folder)/a").arn)
    let text = #"""
      {"a_arn":{"sensitive":false,"type":"string","value":"\#(arn)"},
       "key_ssm_name":{"sensitive":false,"type":"string","value":"/\#(folder)/1"}}
      """#
    let before = try server.requests().count
    let result = try cloud.program("record", "--from-terraform", input: text)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.text.contains("14 secrets"))
    let counts = try operations(before)
    #expect(counts["secretsmanager.GetSecretValue"] == nil)
    #expect(!counts.keys.contains { $0.contains("Decrypt") })
    #expect(try !server.requests().dropFirst(before).contains { $0.decrypts == true })
    // Once each, although the selectors and Terraform name them; twice where they have just changed.
    let passes = (counts["AmazonSSM.GetParameters"] ?? 0) / 2
    #expect((1...2).contains(passes))
    #expect(counts["AmazonSSM.GetParameters"] == 2 * passes)
    #expect(counts["secretsmanager.DescribeSecret"] == 2 * passes)
    #expect(counts["secretsmanager.ListSecrets"] == 1)
    #expect(counts["POST /"] == 1)
    #expect(
      Set(counts.keys).subtracting(["AmazonSSM.DescribeParameters"]) == [
        "AmazonSSM.GetParameters", "secretsmanager.DescribeSecret", "secretsmanager.ListSecrets",
        "POST /",
      ]
    )
  }

  @Test func inTheWrongAccountNothingIsRead() throws {
    try cloud.program.repository.write(
      "[environments.prod]\naccount = \"210987654321\"\nsecrets = [\"sm:*\", \"ssm:/**\"]\n",
      to: ".secrets-sync.toml"
    )
    let references = try cloud.references()
    for arguments in [
      [], ["--from-cloudformation", "x"], ["--secret", "sm:a"], ["--from-terraform"],
    ] {
      let before = try server.requests().count
      let text = #"{"a_ssm_name":{"sensitive":false,"type":"string","value":"/a"}}"#
      let result = try cloud.program.run(["record"] + arguments, input: Array(text.utf8))
      #expect(result.status == 4, "\(result.errors)")
      #expect(result.errors.contains("but environment prod is account 210987654321"))
      #expect(try operations(before) == ["POST /": 1])
    }
    #expect(try cloud.references() == references)
  }
}

import AWS
import Foundation
import TestSupport
import Testing

/// A rollback of secrets that is taken back, where the newest deployment has files of the vault.
@Suite struct VaultUndoTests {
  @Test func theDeploymentIsRecordedAgainWithItsFiles() throws {
    let server = try MotoServer()
    let bucket = "vault-\(UUID().uuidString.lowercased())"
    try server.makeBucket(bucket, #""versioning":"Enabled""#)
    var cloud = try CloudProgram(server)
    cloud.program.environment["AWS_MAX_ATTEMPTS"] = "1"
    let program = cloud.program
    let names = ["a", "b", "c", "d", "e", "f"].map { "ssm:/\(cloud.folder)/\($0)" }
    let settings = "[environments.prod]\nsecrets = [\"ssm:/\(cloud.folder)/*\"]\n"
    try program.repository.write(settings, to: ".secrets-sync.toml")
    for name in names { try cloud.make(name, value: "old") }
    #expect(try program("record").status == 0)
    for name in names {
      #expect(try program("update", name, "--yes", input: "new").status == 0)
    }
    let vault = "[vault]\nfiles = [\"ssm-*.py\"]\nbucket = \"\(bucket)\"\n"
    try program.repository.write(settings + vault, to: ".secrets-sync.toml")
    try program.edit("one")
    #expect(try program.vault("push", "--yes").status == 0)
    let files = try program.recordedFiles()
    #expect(files.count == 1)
    // The first ones are written again before the last one is refused.
    try server.inject(
      #"""
      [{"match": "PutParameter", "contains": "/f\"", "count": 1, "status": 400,
        "code": "AccessDeniedException", "message": "no"}]
      """#
    )
    let result = try program("rollback", "prod~1", "--yes")
    #expect(result.status != 0)
    #expect(result.errors.contains("The rollback was taken back"), "\(result.errors)")
    let verify = try program("verify")
    #expect(verify.status == 0, "\(verify.text) \(verify.errors)")
    #expect(try Program.files(program("show", "--format", "json").output.record) == files)
  }
}

extension [UInt8] {
  /// The only record of `show --format json`.
  fileprivate var record: [UInt8] {
    get throws {
      let document = try JSONSerialization.jsonObject(with: Data(self)) as? [String: Any]
      let records = try #require(document?["records"] as? [Any])
      return Array(try JSONSerialization.data(withJSONObject: try #require(records.first)))
    }
  }
}

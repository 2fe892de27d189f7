import Foundation
import TestSupport
import Testing

/// What `record` says of secrets that went since the deployment before.
@Suite struct RecordMissingTests {
  @Test func whatIsDeletedOrToBeIsNamed() throws {
    let cloud = try CloudProgram()
    let (program, folder) = (cloud.program, cloud.folder)
    try cloud.make("sm:\(folder)/a", "sm:\(folder)/b", "ssm:/\(folder)/c", "ssm:/\(folder)/d")
    let first = try program("record")
    #expect(first.status == 0)
    #expect(!first.errors.contains("The deployment before"))
    #expect(try program("delete", "sm:\(folder)/b", "--yes").status == 0)
    #expect(
      try program("delete", "ssm:/\(folder)/d", "--yes", "--force-without-recovery").status == 0
    )
    let second = try program("record")
    #expect(second.status == 0, "\(second.errors)")
    #expect(second.text.contains("2 secrets, deployed"))
    #expect(
      second.errors.contains(" had 2 secrets that this one has not (deleted, or to be deleted):\n"),
      "\(second.errors)"
    )
    #expect(second.errors.contains("\n  sm:\(folder)/b\n  ssm:/\(folder)/d\n"), "\(second.errors)")
    // Once is enough, and what nobody chooses any more is not missed.
    #expect(try !program("record").errors.contains("The deployment before"))
    try program.repository.write(
      "[environments.prod]\naccount = \"\(cloud.server.account)\"\nsecrets = [\"sm:\(folder)/*\"]\n",
      to: ".secrets-sync.toml"
    )
    #expect(try !program("record").errors.contains("The deployment before"))
  }
}

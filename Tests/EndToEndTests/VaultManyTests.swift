import Foundation
import TestSupport
import Testing

/// Many files at once: in the order of the plan, each noted as soon as it is done.
@Suite struct VaultManyTests {
  private func names(_ count: Int) -> [String] { (10..<(10 + count)).map { "ssm-\($0).py" } }

  @Test(arguments: VaultKind.allCases)
  func theOrderOfThePlanIsKept(kind: VaultKind) throws {
    let scene = try VaultScene(kind)
    let names = names(40)
    for name in names { try scene.ann.edit(name, name) }
    let push = try scene.ann.vault("push", "--yes")
    #expect(push.status == 0, "\(push.errors)")
    func said(_ word: String, _ text: String) -> [String] {
      text.split(separator: "\n").filter { $0.hasPrefix("\(word) ") }
        .map { String($0.dropFirst(word.count + 1).prefix { $0 != "," }) }
    }
    #expect(said("pushed", push.errors) == names)
    #expect(try scene.ann.vaultStates().values.allSatisfy { $0 == "same" })
    let pull = try scene.bob.vault("pull", "--yes")
    #expect(pull.status == 0, "\(pull.errors)")
    #expect(said("pulled", pull.errors) == names)
    for name in names { #expect(try scene.bob.text(name) == name) }
    #expect(try scene.bob.vault("status").status == 0)
  }

  /// Cut off while one file is under way: the others that were begun are there, and are noted.
  @Test func whatIsInterruptedIsKnown() throws {
    let scene = try VaultScene(.bucket)
    let names = names(30)
    for name in names { try scene.ann.edit(name, name) }
    let proxy = try FaultProxy(before: MotoServer.shared.port)
    try proxy.inject(
      #"""
      [{"match":"PUT","times":10,"do":"delay","seconds":0},
      {"match":"PUT","do":"hang","seconds":600}]
      """#
    )
    var program = scene.ann
    program.environment["AWS_ENDPOINT_URL"] = proxy.endpoint
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Program.path)
    process.arguments = ["vault", "push", "--yes"]
    process.environment = program.wholeEnvironment
    process.currentDirectoryURL = URL(fileURLWithPath: program.repository.path)
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    let errors = Pipe()
    process.standardError = errors
    try process.run()
    while try !proxy.requests().contains(where: { $0.fault == "hang" }) {}
    process.terminate()
    let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 130, "\(said)")
    #expect(said.contains("is not certain") || said.contains("are not certain"), "\(said)")
    // What is said to be pushed is noted: no request is needed to see that it is the same.
    let pushed = said.split(separator: "\n").filter { $0.hasPrefix("pushed ") }
    #expect(pushed.count >= 3, "\(said)")
    let states = try scene.ann.vaultStates()
    #expect(states.values.count { $0 == "same" } >= pushed.count)
    #expect(try scene.ann.vault("push", "--yes").status == 0)
    for name in names { #expect(try scene.ann.vaultVersions(name).count == 1, "\(name)") }
  }

  /// The account is asked for side by side with the listing; of the wrong one nothing is shown.
  @Test func withTheWrongAccountNothingIsShownOrWritten() throws {
    let server = try MotoServer()
    let bucket = "vault-\(UUID().uuidString.lowercased())"
    try server.makeBucket(bucket, #""versioning":"Enabled""#)
    let settings = "[vault]\nfiles = [\"ssm-*.py\"]\nbucket = \"\(bucket)\""
    let right = try CloudProgram(server, settings).program
    try right.edit("one", "ssm-secret-name.py")
    #expect(try right.vault("push", "--yes").status == 0)
    let wrong = try CloudProgram(server, settings).program
    let text = try #require(try wrong.text(".secrets-sync.toml"))
    try wrong.edit(text.replacing(server.account, with: "999999999999"), ".secrets-sync.toml")
    try wrong.edit("two", "ssm-other.py")
    let before = try server.requests().count
    for arguments in [["status"], ["push", "--yes"], ["pull", "--yes"]] {
      let result = try wrong.run(["vault"] + arguments)
      #expect(result.status == 4, "\(arguments) \(result.errors)")
      #expect(result.errors.contains("belong to the AWS account"), "\(result.errors)")
      #expect(!(result.text + result.errors).contains("ssm-secret-name"))
    }
    let new = try server.requests().dropFirst(before)
    #expect(!new.contains { $0.operation.hasPrefix("PUT") })
    // Each asked who it is, and the listing was refused to it.
    #expect(new.count <= 6)
  }
}

import Foundation
import TestSupport
import Testing

/// A value that is planted in every store is found nowhere that nobody asked for.
@Suite struct CanaryTests {
  private let world: CanaryWorld
  private var folder: String { world.folder }
  private var canary: String { world.canary }

  init() throws { world = try CanaryWorld() }

  @Test func whatSucceedsSaysNothingOfIt() throws {
    let values = [canary, #"{"user": "dana", "password": "\#(canary)"}"#, "first\n\(canary)\n"]
    for (number, value) in values.enumerated() {
      for store in world.stores {
        for command in world.commands(store, number, value) { try world.run(command) }
      }
    }
    let file = world.program.repository.directory.path("out.env")
    for command in world.commandsOnAll(file) { try world.run(command) }
    for store in world.stores {
      try world.run(.init("edit", "\(store)/s0", "--yes"), more: ["EDIT": "change"])
    }
    try FileManager.default.removeItem(atPath: file)

    let children = try world.expectNothingInChildren()
    for child in ["git rev-parse", "editor /", "credentials"] {
      #expect(children.contains("started \(child)"))
    }
    try world.expectNothingOnDisk()
  }

  @Test func whatFailsSaysNothingOfIt() throws {
    var count = 0
    for store in world.stores {
      try world.run(.init("create", "\(store)/s", "--yes", input: canary))
      for command in world.failures(store) {
        try world.run(command)
        count += 1
      }
    }
    #expect(count > 80)
    try world.expectNothingInChildren()
    try world.expectNothingOnDisk()
  }

  /// What AWS says of a request that it refuses may hold what was sent.
  @Test(arguments: [
    ("ValidationException", 400), ("InvalidParameterException", 400),
    ("AccessDeniedException", 400),
    ("LimitExceededException", 400), ("InternalServiceError", 500), ("ThrottlingException", 400),
    ("Unheard", 418), ("EncryptionFailure", 400),
  ])
  func aRefusalThatRepeatsItIsNotRepeated(code: String, status: Int) throws {
    try world.run(.init("create", "local:\(folder)/s", "--yes", input: canary))
    for (store, create, update) in [
      ("sm:\(folder)", "CreateSecret", "PutSecretValue"),
      ("ssm:/\(folder)", "PutParameter", "PutParameter"),
    ] {
      let reference = "\(store)/\(code)"
      try refuse(create, code, status)
      try world.run(.failing("create", reference, "--yes", input: canary))
      try world.run(.init("create", reference, "--yes", input: "before"))
      try refuse(update, code, status)
      try world.run(.failing("update", reference, "--yes", input: canary))
      // Of several at once each failure is said, and a throttled one is sent three times.
      try refuse(update, code, status, count: code == "ThrottlingException" ? 3 : 1)
      try world.run(.failing("copy", "local:\(folder)/s", reference, "--yes"))
    }
    try world.expectNothingOnDisk()
  }

  private func refuse(_ operation: String, _ code: String, _ status: Int, count: Int = 1) throws {
    try world.server.inject(
      #"""
      [{"match": "\#(operation)", "contains": "\#(folder)", "count": \#(count), "status": \#(status),
        "code": "\#(code)", "message": "Value '\#(canary)' at 'value' failed to satisfy constraint"}]
      """#
    )
  }

  /// Whoever types a value where none is taken is not shown it, nor is a log of a pipeline.
  @Test func aValueAmongTheArgumentsIsNotRepeated() throws {
    try world.run(.init("create", "local:\(folder)/a", "--yes", input: "x"))
    for verb in ["create", "update"] {
      for arguments in [
        [canary], ["file", canary], ["--value", canary], ["--value=\(canary)"], ["--type", canary],
        ["-\(canary)"], ["--yes", canary], ["--length", canary],
      ] {
        try world.run(.failing([verb, "local:\(folder)/a"] + arguments))
      }
    }
    try world.run(.failing("edit", "local:\(folder)/a", canary))
  }

  @Test func whatCannotBeWrittenIsNotShown() throws {
    let name = "\(folder)/odd"
    try world.run(.init("create", "local:\(name)", "--yes", input: "one\n\(canary)"))
    try world.run(
      .init("create", "local:\(folder)/json", "--yes", input: "{\"a\": \"\(canary)\", broken")
    )
    try world.run(.init("create", "local:\(folder)/Odd", "--yes", input: canary))
    for command in [
      ["dump", "local:\(name)", "--dialect", "docker"],
      ["dump", "local:\(folder)/*"],
      ["dump", "A=local:\(folder)/json#a"],
      ["get", "local:\(folder)/json#a"],
      ["run", "X=local:\(folder)/json#b", "--", "true"],
    ] {
      try world.run(.failing(command))
    }
    try world.run(.failing("create", "ssm:/\(name)", "--yes", input: "{{\(canary)}}"))
    try world.expectNothing(below: world.scratch.path("tmp"))
  }
}

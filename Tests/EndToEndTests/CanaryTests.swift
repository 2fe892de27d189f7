import Foundation
import TestSupport
import Testing

/// A value that is planted in every store is found nowhere that nobody asked for.
@Suite struct CanaryTests {
  private let server = MotoServer.shared
  private let folder = "t\(UUID().uuidString)"
  private let canary = "canary\(UUID().uuidString.replacing("-", with: ""))"
  private let scratch = TemporaryDirectory()
  private let program: Program

  init() throws {
    var program = try Program.initialized()
    program.environment = server.environment(home: program.repository.directory.path("home"))
    program.environment["AWS_MAX_ATTEMPTS"] = "1"
    program.environment["VISUAL"] = "true"
    // Git, as the program starts it, with what it is given written down.
    try scratch.write(
      "#!/bin/sh\nprintf '%s\\n' \"$*\" >>\(scratch.path("argv"))\nPATH=${PATH#*:}\nexec git \"$@\"\n",
      to: "bin/git"
    )
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755],
      ofItemAtPath: scratch.path("bin/git")
    )
    let path = program.wholeEnvironment["PATH"] ?? ""
    program.environment["PATH"] = "\(scratch.path("bin")):\(path)"
    try scratch.write("", to: "tmp/here")
    program.environment["TMPDIR"] = scratch.path("tmp")
    self.program = program
    try program.repository.write(
      """
      [environments.prod]
      secrets = ["sm:\(folder)/*", "ssm:/\(folder)/**", "local:\(folder)/*"]

      """,
      to: ".secrets-sync.toml"
    )
  }

  /// Runs a command with all that it can say; what it said must not hold the value, except in the
  /// results of one that is asked for values.
  @discardableResult
  private func run(
    _ arguments: [String],
    input: String = "",
    givesValues: Bool = false,
    fails: Bool = false
  ) throws -> TestProcess {
    let loud = [arguments[0], "--verbose", "--trace"] + arguments.dropFirst()
    // Started by a path, since the folder of the program is put first.
    let result = try TestProcess.run(
      Program.path,
      loud,
      environment: program.repository.environment.merging(program.environment) { $1 },
      directory: program.repository.path,
      input: Array(input.utf8)
    )
    expectNothing(in: result.errors, "\(arguments)")
    if !givesValues { expectNothing(in: result.text, "\(arguments)") }
    #expect((result.status != 0) == fails, "\(arguments): \(result.status) \(result.errors)")
    return result
  }

  private var traces: [String] {
    [canary, Data(canary.utf8).base64EncodedString().replacing("=", with: "")]
  }

  private func expectNothing(in text: String, _ what: String) {
    for trace in traces { #expect(!text.contains(trace), "\(what)") }
  }

  private func expectNothing(below path: String) throws {
    for trace in traces {
      let found = try TestProcess.run(
        "grep",
        ["-rla", "--", String(trace.prefix(24)), path],
        environment: TestPrograms.environment,
        directory: "/"
      )
      #expect(found.text.isEmpty, "\(found.text)")
    }
  }

  @Test func whatSucceedsSaysNothingOfIt() throws {
    let values = [canary, #"{"user": "dana", "password": "\#(canary)"}"#, "first\n\(canary)\n"]
    for (number, value) in values.enumerated() {
      for store in ["sm:\(folder)", "ssm:/\(folder)", "local:\(folder)"] {
        let reference = "\(store)/s\(number)"
        try run(["create", reference, "--yes"], input: "before \(number)")
        try run(["update", reference, "--yes"], input: value)
        try run(["update", reference, "--yes"], input: value)
        try run(["update", reference, "--dry-run"], input: value + "2")
        try run(["get", reference], givesValues: true)
        try run(["list-versions", reference])
        try run(["edit", reference, "--yes"])
        try run(["copy", reference, "\(reference)b", "--yes"])
      }
    }
    try run(["list"])
    try run(["record"])
    try run(["show"])
    try run(["log"])
    try run(["verify"])
    try run(["status"])
    try run(["doctor"])
    try run(["dump", "--format", "json", "sm:\(folder)/*"], givesValues: true)
    try run(["run", "X=sm:\(folder)/s0", "--", "true"])
    let file = program.repository.directory.path("out.env")
    try run(["dump", "sm:\(folder)/*", "--to", file])
    try run(["delete", "sm:\(folder)/s0b", "--yes"])
    try run(["restore", "sm:\(folder)/s0b", "--yes"])
    try run(["delete", "local:\(folder)/s0b", "--yes", "--force-without-recovery"])
    try FileManager.default.removeItem(atPath: file)

    expectNothing(in: String(decoding: try scratch.read("argv"), as: UTF8.self), "arguments of Git")
    try expectNothing(below: scratch.path("tmp"))
    try expectNothing(below: program.repository.path)
    try expectNothing(below: program.repository.directory.path("home"))
  }

  /// What AWS says of a request that it refuses may hold what was sent.
  @Test(arguments: [
    ("ValidationException", 400), ("InvalidParameterException", 400),
    ("AccessDeniedException", 400),
    ("LimitExceededException", 400), ("InternalServiceError", 500), ("ThrottlingException", 400),
    ("Unheard", 418), ("EncryptionFailure", 400),
  ])
  func aRefusalThatRepeatsItIsNotRepeated(code: String, status: Int) throws {
    for (store, create, update) in [
      ("sm:\(folder)", "CreateSecret", "PutSecretValue"),
      ("ssm:/\(folder)", "PutParameter", "PutParameter"),
    ] {
      let reference = "\(store)/\(code)"
      try refuse(create, code, status)
      try run(["create", reference, "--yes"], input: canary, fails: true)
      try run(["create", reference, "--yes"], input: "before")
      try refuse(update, code, status)
      try run(["update", reference, "--yes"], input: canary, fails: true)
    }
    try expectNothing(below: program.repository.path)
  }

  private func refuse(_ operation: String, _ code: String, _ status: Int) throws {
    try server.inject(
      #"""
      [{"match": "\#(operation)", "contains": "\#(folder)", "count": 1, "status": \#(status),
        "code": "\#(code)", "message": "Value '\#(canary)' at 'value' failed to satisfy constraint"}]
      """#
    )
  }

  /// Whoever types a value where none is taken is not shown it, nor is a log of a pipeline.
  @Test func aValueAmongTheArgumentsIsNotRepeated() throws {
    try run(["create", "local:\(folder)/a", "--yes"], input: "x")
    for verb in ["create", "update"] {
      for arguments in [
        [canary], ["file", canary], ["--value", canary], ["--value=\(canary)"], ["--type", canary],
        ["-\(canary)"], ["--yes", canary], ["--length", canary],
      ] {
        try run([verb, "local:\(folder)/a"] + arguments, fails: true)
      }
    }
    try run(["edit", "local:\(folder)/a", canary], fails: true)
  }

  @Test func whatCannotBeWrittenIsNotShown() throws {
    let name = "\(folder)/odd"
    try run(["create", "local:\(name)", "--yes"], input: "one\n\(canary)")
    try run(["create", "local:\(folder)/json", "--yes"], input: "{\"a\": \"\(canary)\", broken")
    try run(["create", "local:\(folder)/Odd", "--yes"], input: canary)
    let failing = [
      ["dump", "local:\(name)", "--dialect", "docker"],
      ["dump", "local:\(folder)/*"],
      ["dump", "local:\(name)", "--to", "in-git.json"],
      ["dump", "A=local:\(folder)/json#a"],
      ["get", "local:\(folder)/json#a"],
      ["run", "PATH=local:\(name)", "--", "true"],
      ["run", "X=local:\(folder)/json#b", "--", "true"],
    ]
    for command in failing { try run(command, fails: true) }
    let large = String(repeating: canary, count: 2_000)
    for reference in ["sm:\(name)", "ssm:/\(name)", "local:\(name)2"] {
      try run(["create", reference, "--yes"], input: large, fails: true)
    }
    try run(["create", "ssm:/\(name)", "--yes"], input: "{{\(canary)}}", fails: true)
    try expectNothing(below: scratch.path("tmp"))
  }
}

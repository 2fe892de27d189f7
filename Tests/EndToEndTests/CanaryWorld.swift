import Foundation
import TestSupport
import Testing

/// A repository and a home where a planted value is looked for everywhere.
///
/// Git, the editor and the `credential_process` are scripts that write down what they are started
/// with, arguments and environment.
struct CanaryWorld {
  let server = MotoServer.shared
  let folder = "t\(UUID().uuidString)"
  let canary = "canary\(UUID().uuidString.replacing("-", with: ""))"
  let scratch = TemporaryDirectory()
  let program: Program

  init() throws {
    let (server, scratch) = (server, scratch)
    var program = try Program.initialized()
    program.environment = server.environment(home: program.repository.directory.path("home"))
    program.environment["AWS_MAX_ATTEMPTS"] = "1"
    let log = "{ echo \"started ${0##*/} $*\"; env; } >>\(scratch.path("children"))\n"
    func script(_ name: String, _ text: String) throws {
      let path = try scratch.write("#!/bin/sh\n\(text)\n", to: "bin/\(name)")
      let mode = [FileAttributeKey.posixPermissions: 0o755]
      try FileManager.default.setAttributes(mode, ofItemAtPath: path)
    }
    try script("git", "\(log)PATH=${PATH#*:}\nexec git \"$@\"")
    try script("editor", "\(log)case $EDIT in change) printf x >>\"$1\";; esac")
    try script(
      "credentials",
      """
      \(log)printf '{"Version": 1, "AccessKeyId": "%s", "SecretAccessKey": "%s"}' \
      \(server.accessKeyID) \(server.secretAccessKey)
      """
    )
    program.environment["VISUAL"] = scratch.path("bin/editor")
    try scratch.write(
      "[profile canary]\ncredential_process = \(scratch.path("bin/credentials"))\n",
      to: "config"
    )
    program.environment["AWS_CONFIG_FILE"] = scratch.path("config")
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

  /// The environment of the program, whose folder of scripts comes first.
  var environment: [String: String] {
    program.repository.environment.merging(program.environment) { $1 }
  }

  /// The stores, as references into them begin here.
  var stores: [String] { ["sm:\(folder)", "ssm:/\(folder)", "local:\(folder)"] }

  /// Runs a command with all that it can say; what it said must not hold the value, except in the
  /// results of one that is asked for values.
  @discardableResult
  func run(_ command: CanaryCommand, more: [String: String] = [:]) throws -> TestProcess {
    let arguments = command.arguments
    let loud = [arguments[0], "--verbose", "--trace"] + arguments.dropFirst()
    let result = try TestProcess.run(
      Program.path,
      loud,
      environment: environment.merging(more) { $1 },
      directory: program.repository.path,
      input: Array(command.input.utf8)
    )
    expectNothing(in: result.errors, "\(arguments)")
    if !command.givesValues { expectNothing(in: result.text, "\(arguments)") }
    let isRight =
      switch command.ending {
      case .succeeds: result.status == 0
      case .differs: result.status == 1
      case .fails: result.status > 1
      }
    #expect(isRight, "\(arguments): \(result.status) \(result.errors)")
    return result
  }

  private var traces: [String] {
    [canary, Data(canary.utf8).base64EncodedString().replacing("=", with: "")]
  }

  func expectNothing(in text: String, _ what: String) {
    for trace in traces { #expect(!text.contains(trace), "\(what)") }
  }

  /// What the children were started with, and that the value is not in it.
  @discardableResult
  func expectNothingInChildren() throws -> String {
    let text = String(decoding: try scratch.read("children"), as: UTF8.self)
    expectNothing(in: text, "arguments or environment of a child")
    return text
  }

  /// Neither in the repository and its `.git`, nor in the home, nor among temporary files.
  func expectNothingOnDisk() throws {
    try expectNothing(below: scratch.path("tmp"))
    try expectNothing(below: program.repository.path)
    try expectNothing(below: program.repository.directory.path("home"))
    // Where `edit` works; of other tests there may be anything else.
    let shared = (try? FileManager.default.contentsOfDirectory(atPath: "/dev/shm")) ?? []
    for name in shared where name.hasPrefix("git-secrets-sync") {
      try expectNothing(below: "/dev/shm/\(name)")
    }
    let objects = try program.repository.git("cat-file", "--batch-all-objects", "--batch")
    expectNothing(in: objects, "an object of Git")
  }

  func expectNothing(below path: String) throws {
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
}

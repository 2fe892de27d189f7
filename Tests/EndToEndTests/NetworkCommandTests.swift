import AWS
import Foundation
import TestSupport
import Testing

/// What the commands do when requests are watched, interrupted or killed.
@Suite struct NetworkCommandTests {
  private let proxy: FaultProxy
  /// A repository whose store is the shared server behind the proxy.
  private let program: Program
  private let name = "t\(UUID().uuidString)"

  init() throws {
    proxy = try FaultProxy(before: MotoServer.shared.port)
    var program = try Program()
    program.environment = MotoServer.shared.environment(
      home: program.repository.directory.path("home"),
      endpoint: proxy.endpoint
    )
    self.program = program
  }

  private func reference(_ form: String) -> String {
    form == "sm" ? "sm:\(name)" : "ssm:/\(name)"
  }

  private func put(_ form: String) -> String {
    form == "sm" ? "PutSecretValue" : "PutParameter"
  }

  /// The keys of a role, the token with them.
  private func roleKeys() async throws -> [String: String] {
    let settings = try AWSSettings.load(environment: program.environment, home: "/nonexistent")
    let role = RoleRequest(arn: MotoServer.shared.roleARN, sessionName: "trace")
    let keys = try await AWSClient(settings: settings).sts.assumeRole(role).credentials
    func text(_ secret: SecretBytes) -> String { String(decoding: secret.exposed(), as: UTF8.self) }
    return [
      "AWS_ACCESS_KEY_ID": keys.accessKeyID,
      "AWS_SECRET_ACCESS_KEY": text(keys.secretAccessKey),
      "AWS_SESSION_TOKEN": text(try #require(keys.sessionToken)),
    ]
  }

  @Test func aTraceHoldsNothingSecret() async throws {
    let values = ["first-\(UUID().uuidString)", "second-\(UUID().uuidString)"]
    let keys = try await roleKeys()
    let before = try proxy.requests().count
    var program = program
    program.environment.merge(keys) { $1 }
    program.environment["GIT_SECRETS_SYNC_TRACE"] = "1"
    try proxy.inject(#"[{"match": "PutSecretValue", "do": "status", "code": 503}]"#)
    var errors = ""
    for form in ["sm", "ssm"] {
      for (verb, value) in zip(["create", "update"], values) {
        let result = try program(verb, reference(form), "--yes", "-v", "--trace", input: value)
        #expect(result.status == 0, "\(result.errors)")
        errors += result.errors
      }
      let read = try program("get", reference(form), "--trace")
      #expect(read.text == values[1])
      errors += read.errors
    }
    let lines = errors.split(separator: "\n").filter { $0.hasPrefix("trace: ") }
    #expect(lines.contains { $0.contains("service=ssm operation=PutParameter host=127.0.0.1:") })
    #expect(lines.contains { $0.contains("attempt=2/3 retry-of=503 status=200") })
    #expect(lines.allSatisfy { $0.contains(" ms=") && $0.contains(" received=") })
    #expect(try lines.count == proxy.requests().count - before)
    let secrets =
      values + keys.values + ["AWS4", "Authorization", "Signature", "X-Amz-Security-Token"]
    for secret in secrets { #expect(!errors.lowercased().contains(secret.lowercased())) }
    for line in lines { #expect(!line.contains(name)) }
  }

  @Test(arguments: ["sm", "ssm"])
  func aWriteThatIsInterruptedIsFoundOut(form: String) throws {
    #expect(try program("create", reference(form), "--yes", input: "one").status == 0)
    try proxy.inject(#"[{"match": "\#(put(form))", "do": "mute", "seconds": 600}]"#)
    let run = try Running(program, ["update", reference(form), "--yes"], input: "two")
    try waitForFault()
    run.process.interrupt()
    run.process.waitUntilExit()
    #expect(run.process.terminationStatus == 130)
    #expect(run.process.terminationReason == .exit)
    let errors = try run.errors()
    #expect(errors.contains("Whether “\(reference(form))” was written is not known"))
    #expect(errors.contains("\(put(form)) was interrupted after it had been sent."))
    #expect(errors.contains("Run the same command again"))

    let again = try program("update", reference(form), "--yes", input: "two")
    #expect(again.status == 0)
    #expect(again.text.hasPrefix("[no change]"))
    #expect(again.errors.contains("An earlier run, which saw no answer, had written this"))
    #expect(try program("list-versions", reference(form)).text.split(separator: "\n").count == 3)
  }

  /// Parameter Store takes settings with a version, so these may be made twice as well.
  @Test func settingsThatWereSentAreFoundOut() throws {
    let reference = reference("ssm")
    #expect(try program("create", reference, "--yes", input: "one").status == 0)
    try proxy.inject(#"[{"match": "PutParameter", "do": "mute", "seconds": 600}]"#)
    let arguments = ["update", reference, "--tier", "Advanced", "--yes"]
    let run = try Running(program, arguments, input: "")
    try waitForFault()
    run.process.interrupt()
    run.process.waitUntilExit()
    #expect(run.process.terminationStatus == 130)
    #expect(try run.errors().contains("was written is not known"))

    let again = try program.run(arguments)
    #expect(again.status == 0, "\(again.errors)")
    #expect(again.text.hasPrefix("[no change]"))
    #expect(try program("list-versions", reference).text.split(separator: "\n").count == 3)
    let other = try program("update", reference, "--yes", input: "two")
    #expect(other.status == 0)
    #expect(!other.errors.contains("An earlier run"), "it was found out already")
  }

  /// Each request of an update of value and settings ends the run; the next one does the rest, once.
  @Test(arguments: ["UpdateSecret", "TagResource", "ReplicateSecretToRegions", "PutSecretValue"])
  func anUpdateThatIsKilledIsDoneByTheNextRun(operation: String) throws {
    let reference = reference("sm")
    #expect(try program("create", reference, "--yes", input: "one").status == 0)
    try proxy.inject(#"[{"match": "manager.\#(operation)", "do": "mute", "seconds": 600}]"#)
    let arguments = [
      "update", reference, "-", "--description", "d", "--tag", "a=b", "--replica", "us-east-1",
      "--yes",
    ]
    let run = try Running(program, arguments, input: "two")
    try waitForFault()
    kill(run.process.processIdentifier, SIGKILL)
    run.process.waitUntilExit()
    #expect(["one", "two"].contains(try program("get", reference).text))

    let again = try program.run(arguments, input: Array("two".utf8))
    #expect(again.status == 0, "\(again.errors)")
    let seen = try SeenByBoto3("sm", name)
    #expect(seen.value == "two")
    #expect(seen.description == "d")
    #expect(seen.tags == ["a": "b"])
    #expect(seen.replicas == ["us-east-1"])
    #expect(seen.versions == 2)
  }

  /// Pipelines end what they give up with SIGTERM.
  @Test func aWriteThatIsTerminatedSaysWhatWasSent() throws {
    #expect(try program("create", reference("sm"), "--yes", input: "one").status == 0)
    try proxy.inject(#"[{"match": "PutSecretValue", "do": "mute", "seconds": 600}]"#)
    let run = try Running(program, ["update", reference("sm"), "--yes"], input: "two")
    try waitForFault()
    run.process.terminate()
    run.process.waitUntilExit()
    #expect(run.process.terminationReason == .exit)
    #expect(run.process.terminationStatus == 130)
    let errors = try run.errors()
    #expect(errors.contains("Whether “\(reference("sm"))” was written is not known"))
  }

  @Test(arguments: ["sm", "ssm"])
  func whatAnEarlierRunWroteIsSaid(form: String) throws {
    #expect(try program("create", reference(form), "--yes", input: "one").status == 0)
    // The looks before the writing go well; the one after it does not.
    let (look, before, sendings) =
      form == "sm" ? ("DescribeSecret", 1, 3) : ("SSM.GetParameter", 2, 1)
    try proxy.inject(
      #"""
      [{"match": "\#(put(form))", "times": \#(sendings), "do": "lose"},
       {"match": "\#(look)", "times": \#(before), "do": "delay", "seconds": 0},
       {"match": "\#(look)", "do": "status", "code": 400,
        "body": "{\"__type\": \"AccessDeniedException\", \"message\": \"no\"}"}]
      """#
    )
    let lost = try program("update", reference(form), "--yes", input: "two")
    #expect(lost.status == 4)
    #expect(lost.errors.contains("is not known"), "\(lost.errors)")
    let next = try program("update", reference(form), "--yes", input: "three")
    #expect(next.status == 0, "\(next.errors)")
    #expect(next.errors.contains("An earlier run, which saw no answer about"))
    #expect(next.errors.contains("another value"))
  }

  @Test(arguments: ["sm", "ssm"])
  func aCreationThatIsKilledIsFoundOut(form: String) throws {
    let create = form == "sm" ? "CreateSecret" : "PutParameter"
    try proxy.inject(#"[{"match": "\#(create)", "do": "mute", "seconds": 600}]"#)
    let run = try Running(program, ["create", reference(form), "--yes"], input: "one")
    try waitForFault()
    // Until the server has it: what is asked here is what comes after.
    while try program("get", reference(form)).status != 0 {}
    kill(run.process.processIdentifier, SIGKILL)
    run.process.waitUntilExit()

    let again = try program("create", reference(form), "--yes", input: "one")
    #expect(again.status == 0, "\(again.errors)")
    #expect(again.errors.contains("An earlier run, which saw no answer, had written this"))
    #expect(try program("list-versions", reference(form)).text.split(separator: "\n").count == 2)
    #expect(try program("create", reference(form), "--yes", input: "one").status == 2)
  }

  @Test func aReadingThatIsInterruptedSaysSo() throws {
    try proxy.inject(#"[{"match": "ListSecrets", "do": "hang", "seconds": 600}]"#)
    let run = try Running(program, ["list", "sm:*"], input: "")
    try waitForFault()
    run.process.interrupt()
    run.process.waitUntilExit()
    #expect(run.process.terminationStatus == 130)
    #expect(try run.errors() == "error: ListSecrets was interrupted. It changes nothing.\n")
  }

  @Test(arguments: [
    (#""do": "reset""#, "cannot be reached: Recv failure: Connection reset by peer."),
    (#""do": "status", "code": 307"#, "with a redirect (HTTP 307), which is not followed."),
    (#""do": "status", "code": 500, "size": 10000000"#, "refused ListSecrets: HTTP 500."),
    (#""do": "half""#, "with something it never sends"),
  ])
  func troubleEndsWithFourAndAHint(fault: String, words: String) throws {
    try proxy.inject(#"[{"match": "ListSecrets", "times": 9, \#(fault)}]"#)
    let list = try program("list", "sm:*")
    #expect(list.status == 4)
    #expect(list.errors.hasPrefix("error: AWS Secrets Manager "))
    #expect(list.errors.contains(words))
    #expect(list.errors.contains("\nhint: "))
    #expect(list.text.isEmpty)
  }

  private func waitForFault() throws {
    while try !proxy.requests().contains(where: { $0.fault != nil }) {}
  }
}

/// The program while it runs, with its messages in a file.
private struct Running {
  let process = Process()
  private let scratch = TemporaryDirectory()

  init(_ program: Program, _ arguments: [String], input: String) throws {
    for (name, text) in [("in", input), ("err", "")] { try scratch.write(text, to: name) }
    process.executableURL = URL(fileURLWithPath: Program.path)
    process.arguments = arguments
    process.environment = program.wholeEnvironment
    process.currentDirectoryURL = URL(fileURLWithPath: program.repository.path)
    process.standardInput = FileHandle(forReadingAtPath: scratch.path("in"))
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle(forWritingAtPath: scratch.path("err"))
    // Whoever started the tests in the background had it ignored, and so would the program.
    _ = signal(SIGINT, SIG_DFL)
    try process.run()
  }

  func errors() throws -> String { String(decoding: try scratch.read("err"), as: UTF8.self) }
}

import AWS
import FoundationEssentials
import TestSupport
import Testing

@Suite struct ParameterStoreTests {
  let world: TestClient
  let path = "/t\(Crypto.uuid())"

  init() throws {
    world = try TestClient()
  }

  var service: SSMClient { world.client.ssm }

  @discardableResult
  func put(_ name: String, _ value: String = "v", overwrite: Bool = false) async throws -> Int {
    try await service.putParameter(
      name: "\(path)/\(name)",
      value: SecretBytes(utf8: value),
      type: "SecureString",
      overwrite: overwrite
    ).version
  }

  @Test func severalValuesComeAtOnce() async throws {
    try await put("a", "first \"]}")
    try await put("b", "ü\nsecond")
    let names = ["\(path)/b", "\(path)/none", "\(path)/a"]
    let answer = try await service.getParameterValues(names: names)
    let values = Dictionary(
      uniqueKeysWithValues: answer.found.map { ($0.metadata.name, $0.value) }
    )
    #expect(
      values == [
        "\(path)/a": SecretBytes(utf8: "first \"]}"), "\(path)/b": SecretBytes(utf8: "ü\nsecond"),
      ]
    )
    #expect(answer.invalid == ["\(path)/none"])
  }

  /// Ten come at a time, and twenty end in an empty page here.
  @Test(arguments: [20, 21])
  func aPathComesInPages(count: Int) async throws {
    for number in 0..<count { try await put("d/p\(number)", "value \(number)") }
    try await put("other")
    let below = try await service.getParametersByPath("\(path)/d")
    #expect(Set(below.map(\.value)) == Set((0..<count).map { SecretBytes(utf8: "value \($0)") }))
    #expect(try await service.getParametersByPath(path, recursive: false).count == 1)
  }

  @Test func labelsMoveAndAreRead() async throws {
    let name = "\(path)/x"
    try await put("x", "one")
    try await put("x", "two", overwrite: true)
    try await service.labelParameterVersion(name, version: 1, labels: ["gss-live", "a.b_c-d"])
    #expect(try await service.getParameter("\(name):gss-live").value == SecretBytes(utf8: "one"))
    try await service.labelParameterVersion(name, labels: ["gss-live"])
    let live = try await service.getParameter("\(name):gss-live")
    #expect(live.metadata.version == 2)
    try await service.unlabelParameterVersion(name, version: 2, labels: ["gss-live"])
    let error = await awsError { _ = try await service.getParameter("\(name):gss-live") }
    #expect(error?.kind == .notFound)
    let history = try await service.getParameterHistory(name)
    #expect(history.map { $0.labels ?? [] } == [["a.b_c-d"], []])
  }

  /// The service says 200 and lists the label in its answer.
  @Test func aLabelThatIsNotTakenIsAnError() async throws {
    try await put("x")
    try MotoServer.shared.inject(
      #"""
      [{"match":"LabelParameterVersion","contains":"\#(path)","body":
        "{\"InvalidLabels\":[\"odd\"],\"ParameterVersion\":1}"}]
      """#
    )
    let error = await awsError {
      try await service.labelParameterVersion("\(path)/x", labels: ["odd", "even"])
    }
    #expect(error?.code == "InvalidLabels")
    #expect(error?.kind == .invalidRequest)
    #expect(error?.message.contains("odd") == true)
    let missing = await awsError {
      try await service.unlabelParameterVersion("\(path)/x", version: 1, labels: ["absent"])
    }
    #expect(missing?.code == "InvalidLabels")
  }

  @Test func whatIsGoneIsTold() async throws {
    try await put("a")
    try await put("b")
    try await put("c")
    let names = ["\(path)/a", "\(path)/none", "\(path)/b"]
    let answer = try await service.deleteParameters(names)
    #expect(answer.deleted.sorted() == ["\(path)/a", "\(path)/b"])
    #expect(answer.invalid == ["\(path)/none"])
    try await service.deleteParameter("\(path)/c")
    let error = await awsError { try await service.deleteParameter("\(path)/c") }
    #expect(error?.kind == .notFound)
    #expect(try await service.getParametersByPath(path).isEmpty)
  }

  @Test func tagsAreAddedReplacedAndRemoved() async throws {
    let name = "\(path)/x"
    _ = try await service.putParameter(
      name: name,
      value: SecretBytes(utf8: "v"),
      type: "String",
      overwrite: false,
      tags: [ResourceTag(key: "team", value: "blue")]
    )
    try await service.addTags(
      [ResourceTag(key: "team", value: "red"), ResourceTag(key: "a b", value: "")],
      to: name
    )
    try await service.removeTags(["a b", "never there"], from: name)
    #expect(try await service.tags(of: name) == [ResourceTag(key: "team", value: "red")])
    let found = try await service.describeParameters([.tag("team", "red"), .below(path: path)])
    #expect(found.map(\.name) == [name])
  }

  @Test(arguments: [
    ("ParameterAlreadyExists", AWSError.Kind.alreadyExists),
    ("ParameterMaxVersionLimitExceeded", .limitExceeded), ("TooManyUpdates", .throttled),
    ("ParameterPatternMismatchException", .invalidRequest),
    ("HierarchyTypeMismatchException", .invalidRequest),
    ("InvalidKeyId", .service(code: "InvalidKeyId")),
  ])
  func refusalsHaveAKind(_ code: String, _ kind: AWSError.Kind) async throws {
    try MotoServer.shared.inject(
      #"[{"match":"PutParameter","contains":"\#(path)","count":9,"status":400,"code":"\#(code)"}]"#
    )
    let error = await awsError { try await put("x") }
    #expect(error?.kind == kind)
    #expect(error?.code == code)
  }
}

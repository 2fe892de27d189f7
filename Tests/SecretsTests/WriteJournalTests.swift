import AWS
import Foundation
import Secrets
import TestSupport
import Testing

/// Writings whose end a run did not see, and what the next run makes of them.
@Suite struct WriteJournalTests {
  private let cloud = Cloud()
  private let directory = TemporaryDirectory()
  private let proxy: FaultProxy

  init() throws {
    proxy = try FaultProxy(before: MotoServer.shared.port)
  }

  private func name(_ form: String) -> String {
    form == "sm" ? "\(cloud.prefix)x" : "/\(cloud.prefix)x"
  }

  private var journal: WriteJournal {
    WriteJournal(directory: directory.path, place: "1/eu-west-1")
  }

  private func store(_ form: String, endpoint: String? = nil) throws -> any SecretStore {
    let client = try cloud.client(attempts: 1, endpoint: endpoint)
    return form == "sm"
      ? SecretsManagerStore(client: client, journal: journal)
      : ParameterStore(client: client, journal: journal)
  }

  private func entries() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: directory.path).sorted()
  }

  /// A put of `value` whose outcome nobody tells; `fault` says what becomes of the request.
  private func lose(_ form: String, _ fault: String, value: String) async throws -> SecretsError? {
    // A look at a parameter comes before, too.
    let look = form == "sm" ? "DescribeSecret" : "GetParameter"
    try proxy.inject(
      """
      [{"match": "\(form == "sm" ? "PutSecretValue" : "PutParameter")", "do": "\(fault)"},
       {"match": "AmazonSSM.GetParameter", "do": "delay", "seconds": 0},
       {"match": "\(look)", "times": 9, "do": "reset"}]
      """
    )
    let store = try store(form, endpoint: proxy.endpoint)
    return await #expect(throws: SecretsError.self) {
      _ = try await store.put(name(form), value: SecretBytes(utf8: value), expecting: nil)
    }
  }

  @Test(arguments: ["sm", "ssm"])
  func aWriteThatArrivedIsFoundOutAndNotRepeated(form: String) async throws {
    let plain = try store(form)
    let created = try await plain.create(
      name(form),
      value: SecretBytes(utf8: "one"),
      options: .init()
    )
    #expect(try entries().isEmpty)
    let error = try await lose(form, "lose", value: "a value of two")
    #expect(error?.message.contains("is not known") == true)
    #expect(error?.hint?.contains("Run the same command again") == true)

    let file = try #require(try entries().first)
    let text = String(decoding: try directory.read(file), as: UTF8.self)
    #expect(text.contains("\"store\":\"\(form)\""))
    #expect(!text.contains("two"))
    #expect(try await plain.hasUnfinishedWrite(name(form)))

    let value = SecretBytes(utf8: "a value of two")
    let found = try await plain.finishedEarlier(name(form), value: value)
    #expect(found != nil && found?.id != created.id)
    if form == "sm" { #expect(text.contains("\"token\":\"\(found?.id ?? "")\"")) }
    #expect(try await plain.versions(of: name(form)).count == 2)
    #expect(try entries().isEmpty)
    #expect(try await plain.hasUnfinishedWrite(name(form)) == false)
  }

  @Test(arguments: ["sm", "ssm"])
  func aWriteThatDidNotArriveIsSentAgain(form: String) async throws {
    let plain = try store(form)
    _ = try await plain.create(name(form), value: SecretBytes(utf8: "one"), options: .init())
    _ = try await lose(form, "reset", value: "two")
    let text = String(decoding: try directory.read(try #require(entries().first)), as: UTF8.self)
    let value = SecretBytes(utf8: "two")
    #expect(try await plain.finishedEarlier(name(form), value: value) == nil)
    let version = try await plain.put(name(form), value: value, expecting: nil)
    // The same token as before: had the first one been late, they would have been one.
    if form == "sm" { #expect(text.contains(version.id)) }
    #expect(try await plain.versions(of: name(form)).count == 2)
    #expect(try entries().isEmpty)
  }

  @Test(arguments: ["sm", "ssm"])
  func anotherValueIsAnotherVersion(form: String) async throws {
    let plain = try store(form)
    _ = try await plain.create(name(form), value: SecretBytes(utf8: "one"), options: .init())
    _ = try await lose(form, "lose", value: "two")
    let value = SecretBytes(utf8: "three")
    _ = try await plain.put(name(form), value: value, expecting: nil)
    #expect(try await plain.versions(of: name(form)).count == 3)
    #expect(try await plain.value(of: name(form), version: nil).bytes == value)
    #expect(try entries().isEmpty)
  }

  @Test func aCreationThatArrivedIsFoundOut() async throws {
    try proxy.inject(
      #"""
      [{"match": "CreateSecret", "do": "lose"},
       {"match": "DescribeSecret", "times": 9, "do": "reset"}]
      """#
    )
    let value = SecretBytes(utf8: "one")
    _ = await #expect(throws: SecretsError.self) {
      _ = try await store("sm", endpoint: proxy.endpoint)
        .create(name("sm"), value: value, options: .init())
    }
    let version = try await store("sm").create(name("sm"), value: value, options: .init())
    #expect(try await store("sm").versions(of: name("sm")).map(\.id) == [version.id])
    #expect(try entries().isEmpty)
  }

  @Test(arguments: ["sm", "ssm"])
  func whatWasNotSentLeavesNothing(form: String) async throws {
    _ = await #expect(throws: SecretsError.self) {
      _ = try await store(form, endpoint: Cloud.nowhere)
        .create(name(form), value: SecretBytes(utf8: "one"), options: .init())
    }
    #expect(try entries().isEmpty)
  }

  @Test func theNoteOfARunThatGoesOnIsNotTaken() async throws {
    let plain = try store("sm")
    _ = try await plain.create(name("sm"), value: SecretBytes(utf8: "one"), options: .init())
    try proxy.inject(#"[{"match": "PutSecretValue", "do": "hang", "seconds": 600}]"#)
    let running = try store("sm", endpoint: proxy.endpoint)
    let name = name("sm")
    let task = Task {
      try await running.put(name, value: SecretBytes(utf8: "two"), expecting: nil)
    }
    while try proxy.requests().isEmpty { await Task.yield() }
    #expect(try entries().count == 1)
    #expect(try await plain.hasUnfinishedWrite(name) == false)
    task.cancel()
    let error = await #expect(throws: SecretsError.self) { _ = try await task.value }
    #expect(cause(error) == .cancelled)
    #expect(error?.message.contains("was interrupted after it had been sent") == true)
    #expect(try await plain.hasUnfinishedWrite(name))
  }

  @Test func anAnswerWithAnotherIDIsNoAnswer() async throws {
    let plain = try store("sm")
    _ = try await plain.create(name("sm"), value: SecretBytes(utf8: "one"), options: .init())
    try cloud.answer(
      "PutSecretValue",
      #"{"ARN":"a","Name":"n","VersionId":"\#(Crypto.uuid())"}"#
    )
    let error = await #expect(throws: SecretsError.self) {
      _ = try await plain.put(name("sm"), value: SecretBytes(utf8: "two"), expecting: nil)
    }
    #expect(cause(error) == .invalidResponse)
    #expect(error?.message.contains("this was not written") == true)
    #expect(try entries().count == 1)
  }

  @Test(arguments: ["sm", "ssm"], ["lose", "reset"])
  func whatBecameOfAnEarlierWriteIsSaid(form: String, fault: String) async throws {
    let plain = try store(form)
    _ = try await plain.create(name(form), value: SecretBytes(utf8: "one"), options: .init())
    _ = try await lose(form, fault, value: "two")
    _ = try await plain.put(name(form), value: SecretBytes(utf8: "three"), expecting: nil)
    let notices = plain.takeNotices()
    #expect(notices.count == 1)
    #expect(notices.first?.contains("An earlier run, which saw no answer") == true)
    #expect(notices.first?.contains("another value") == (fault == "lose"))
    #expect(plain.takeNotices().isEmpty)
    #expect(try entries().isEmpty)
  }

  /// Whoever may write and not read is told as much as there is to know, and can go on.
  @Test(arguments: ["lose", "reset"])
  func whoMayNotReadIsNotStuck(fault: String) async throws {
    try proxy.inject(
      """
      [{"match": "PutParameter", "do": "\(fault)"},
       {"match": "GetParameter", "times": 9, "do": "reset"}]
      """
    )
    let value = SecretBytes(utf8: "one")
    _ = await #expect(throws: SecretsError.self) {
      _ = try await store("ssm", endpoint: proxy.endpoint)
        .create(name("ssm"), value: value, options: .init())
    }
    #expect(try entries().count == 1)
    try cloud.spoil("GetParameter", count: 2, Cloud.denied)
    let writer = try store("ssm")
    if fault == "reset" {
      #expect(try await writer.create(name("ssm"), value: value, options: .init()).id == "1")
      #expect(writer.takeNotices().first?.contains("had not arrived") == true)
      #expect(try entries().isEmpty)
    } else {
      let error = await #expect(throws: SecretsError.self) {
        _ = try await writer.create(name("ssm"), value: value, options: .init())
      }
      #expect(error?.message.contains("may have made it") == true)
      // For somebody who may read it.
      #expect(try entries().count == 1)
    }
  }

  @Test func nothingIsSentWithoutANote() async throws {
    let file = try directory.write("", to: "file")
    let store = SecretsManagerStore(
      client: try cloud.client(),
      journal: WriteJournal(directory: file + "/journal", place: "1/eu-west-1")
    )
    let error = await #expect(throws: SecretsError.self) {
      _ = try await store.create(name("sm"), value: SecretBytes(utf8: "v"), options: .init())
    }
    guard case .io? = error?.kind else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(error?.message.contains("Nothing was sent") == true)
    #expect(try await self.store("sm").describe([name("sm")])[name("sm")] == .missing)
  }

  @Test func aDamagedNoteIsNotPassedOver() async throws {
    let plain = try store("sm")
    _ = try await plain.create(name("sm"), value: SecretBytes(utf8: "one"), options: .init())
    _ = try await lose("sm", "lose", value: "two")
    try directory.write("{", to: try #require(entries().first))
    let error = await #expect(throws: SecretsError.self) {
      _ = try await plain.put(name("sm"), value: SecretBytes(utf8: "two"), expecting: nil)
    }
    #expect(error?.message.contains("note of an earlier writing") == true)
    #expect(try await plain.versions(of: name("sm")).count == 2)
  }
}

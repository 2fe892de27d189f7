import AWS
import Secrets
import TestSupport
import Testing

/// Many values at once: all of them, each its own, in few requests.
@Suite struct ValuesTests {
  /// Names and the values that they were made with.
  private func make(
    _ count: Int,
    in store: any SecretStore,
    prefix: String
  ) async throws -> [String: String] {
    var made: [String: String] = [:]
    for number in 0..<count { made["\(prefix)\(number)"] = "value \(number)" }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (name, value) in made {
        group.addTask {
          _ = try await store.create(name, value: SecretBytes(utf8: value), options: .init())
        }
      }
      try await group.waitForAll()
    }
    return made
  }

  private func texts(_ results: [String: ValueResult]) throws -> [String: String] {
    try results.mapValues { String(decoding: try $0.get().bytes.exposed(), as: UTF8.self) }
  }

  @Test func manyAreReadInFewRequests() async throws {
    let server = try MotoServer()
    let client = try Cloud(server).client()
    let secrets = SecretsManagerStore(client: client)
    let parameters = ParameterStore(client: client)
    let madeSecrets = try await make(45, in: secrets, prefix: "app/")
    let madeParameters = try await make(25, in: parameters, prefix: "/app/")
    let before = try server.requests().count
    #expect(try texts(await secrets.values(of: Array(madeSecrets.keys))) == madeSecrets)
    #expect(try texts(await parameters.values(of: Array(madeParameters.keys))) == madeParameters)
    var counts: [String: Int] = [:]
    for request in try server.requests().dropFirst(before) {
      counts[request.operation, default: 0] += 1
    }
    #expect(
      counts == ["secretsmanager.BatchGetSecretValue": 3, "AmazonSSM.GetParameters": 3]
    )
  }

  @Test func whatIsMissingIsMissingByItself() async throws {
    let cloud = Cloud()
    let client = try cloud.client()
    for store: any SecretStore in [
      SecretsManagerStore(client: client), ParameterStore(client: client),
    ] {
      let prefix = store.kind == .parameterStore ? "/\(cloud.prefix)" : cloud.prefix
      let made = try await make(2, in: store, prefix: prefix)
      var results = try await store.values(of: Array(made.keys) + ["\(prefix)none"])
      guard case .failure(let error)? = results.removeValue(forKey: "\(prefix)none"),
        case .notFound = error.kind
      else {
        Issue.record("the missing one is not said to be missing")
        continue
      }
      #expect(try texts(results) == made)
    }
  }

  /// Whoever may read each need not be permitted to ask for many at once.
  @Test func withoutThePermissionForManyEachIsReadByItself() async throws {
    let cloud = Cloud()
    let client = try cloud.client()
    let secrets = SecretsManagerStore(client: client)
    let made = try await make(3, in: secrets, prefix: cloud.prefix)
    try cloud.spoil("BatchGetSecretValue", Cloud.denied)
    #expect(try texts(await secrets.values(of: Array(made.keys))) == made)

    let parameters = ParameterStore(client: client)
    let names = try await make(3, in: parameters, prefix: "/\(cloud.prefix)")
    try cloud.spoil("GetParameters", Cloud.denied)
    #expect(try texts(await parameters.values(of: Array(names.keys))) == names)
  }
}

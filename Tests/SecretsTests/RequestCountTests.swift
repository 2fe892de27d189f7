import AWS
import Secrets
import TestSupport
import Testing

/// What `record` asks of AWS for 150 secrets and 150 parameters.
@Suite struct RequestCountTests {
  @Test func listingAndDescribingReadNoValueAndCountTheirRequests() async throws {
    let server = try MotoServer()
    let client = try Cloud(server).client()
    let secrets = SecretsManagerStore(client: client)
    let parameters = ParameterStore(client: client)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<150 {
        let value = SecretBytes(utf8: "v\(number)")
        group.addTask {
          _ = try await secrets.create("app/s\(number)", value: value, options: .init())
          _ = try await parameters.create("/app/p\(number)", value: value, options: .init())
        }
      }
      try await group.waitForAll()
    }
    // One of each has just changed, and others are none of this selector's business.
    let changed = try await secrets.put(
      "app/s77",
      value: SecretBytes(utf8: "new"),
      expecting: nil
    )
    _ = try await parameters.put("/app/p77", value: SecretBytes(utf8: "new"), expecting: nil)
    _ = try await secrets.create("other", value: SecretBytes(utf8: "v"), options: .init())
    _ = try await parameters.create("/other", value: SecretBytes(utf8: "v"), options: .init())
    let before = try server.requests().count

    let secretNames = try await secrets.list(SecretSelector(parsing: "sm:app/*")).map(\.name)
    let parameterNames = try await parameters.list(SecretSelector(parsing: "ssm:/app/*"))
      .map(\.name)
    let describedSecrets = try await secrets.describe(secretNames)
    let describedParameters = try await parameters.describe(parameterNames)

    let requests = try server.requests().dropFirst(before)
    #expect(requests.allSatisfy { $0.status == 200 })
    #expect(requests.allSatisfy { $0.decrypts != true }, "something was decrypted")
    var counts: [String: Int] = [:]
    for request in requests { counts[request.operation, default: 0] += 1 }
    #expect(
      counts == [
        "secretsmanager.ListSecrets": 2,
        "secretsmanager.DescribeSecret": 150,
        // Fifty a page, and an empty last one.
        "AmazonSSM.DescribeParameters": 4,
        "AmazonSSM.GetParameters": 15,
      ]
    )

    #expect(describedSecrets.count == 150)
    #expect(describedParameters.count == 150)
    #expect(current(describedSecrets["app/s77"]) == changed.id)
    #expect(current(describedParameters["/app/p77"]) == "2")
    #expect(describedParameters.values.filter { current($0) == "1" }.count == 149)
    #expect(Set(describedSecrets.values.map(current)).count == 150)
  }

  private func current(_ result: DescribeResult?) -> String? {
    guard case .found(let description)? = result else { return nil }
    return description.current?.id
  }
}

import AWS
import Secrets
import Synchronization
import TestSupport
import Testing

/// Names that AWS still holds after a deletion for good, and other people's versions.
@Suite struct FreeNameTests {
  private let cloud = Cloud()

  /// Counts the waits, and waits for nothing.
  private final class Waits: Sendable {
    let seconds = Mutex<[Duration]>([])
    var pause: Pause { { duration in self.seconds.withLock { $0.append(duration) } } }
    var all: [Duration] { seconds.withLock(\.self) }
  }

  private static let scheduled =
    #""status":400,"code":"InvalidRequestException","message":"You can't create this secret because a secret with this name is already scheduled for deletion.""#
  private static let exists =
    #""status":400,"code":"ParameterAlreadyExists","message":"The parameter already exists.""#

  @Test(arguments: [1, 5])
  func aNameThatIsNotFreeYetIsWaitedFor(refusals: Int) async throws {
    let waits = Waits()
    var secrets = SecretsManagerStore(client: try cloud.client())
    secrets.pause = waits.pause
    let name = cloud.prefix + "db"
    try cloud.spoil("CreateSecret", count: refusals, Self.scheduled)
    _ = try await secrets.create(name, value: SecretBytes(utf8: "v"), options: .init())
    #expect(try await secrets.versions(of: name).count == 1)

    var parameters = ParameterStore(client: try cloud.client())
    parameters.pause = waits.pause
    try cloud.spoil("PutParameter", count: refusals, Self.exists)
    _ = try await parameters.create("/" + name, value: SecretBytes(utf8: "v"), options: .init())
    let once = [1, 2, 4, 8, 16].prefix(refusals).map { Duration.seconds($0) }
    #expect(waits.all == once + once)
  }

  @Test func nobodyWaitsForEver() async throws {
    let waits = Waits()
    var store = SecretsManagerStore(client: try cloud.client())
    store.pause = waits.pause
    try cloud.spoil("CreateSecret", count: 6, Self.scheduled)
    let error = await #expect(throws: SecretsError.self) {
      try await store.create(
        cloud.prefix + "db",
        value: SecretBytes(utf8: "v"),
        options: .init()
      )
    }
    #expect(error?.message.contains("scheduled for deletion") == true)
    #expect(waits.all.count == 5)
  }

  @Test func aNameThatIsTakenIsNotWaitedFor() async throws {
    let waits = Waits()
    var store = SecretsManagerStore(client: try cloud.client())
    store.pause = waits.pause
    let name = cloud.prefix + "db"
    _ = try await store.create(name, value: SecretBytes(utf8: "v"), options: .init())
    await expect(.alreadyExists) {
      _ = try await store.create(name, value: SecretBytes(utf8: "w"), options: .init())
    }
    _ = try await store.delete(name, .recoverable(days: 7))
    await expect(.pendingDeletion) {
      _ = try await store.create(name, value: SecretBytes(utf8: "w"), options: .init())
    }
    #expect(waits.all.isEmpty)
  }

  /// A version that somebody put after ours was seen, once before and once after the look of `put`.
  @Test(arguments: [true, false])
  func whatIsOverwrittenIsSaid(isParameter: Bool) async throws {
    let name = cloud.prefix + "db"
    let store: any SecretStore =
      isParameter
      ? ParameterStore(client: try cloud.client())
      : SecretsManagerStore(client: try cloud.client())
    let id = isParameter ? "/" + name : name
    let one = try await store.create(id, value: SecretBytes(utf8: "one"), options: .init())
    let two = try await store.put(id, value: SecretBytes(utf8: "two"), expecting: nil)
    let (made, lost) = try await store.overwrite(
      id,
      value: SecretBytes(utf8: "three"),
      seen: one.id,
      options: PutOptions()
    )
    #expect(lost.count == 1)
    #expect(lost.first?.contains(two.id) == true)
    #expect(try await store.value(of: id, version: nil).version.id == made.id)
    #expect(try await store.value(of: id, version: nil).bytes == SecretBytes(utf8: "three"))
    let unseen = try await store.overwrite(
      id,
      value: SecretBytes(utf8: "four"),
      seen: made.id,
      options: PutOptions()
    )
    #expect(unseen.lost.isEmpty)
  }
}

import FoundationEssentials
import Synchronization
import TestSupport
import Testing

@testable import AWS

/// When credentials are fetched again, and what happens meanwhile.
@Suite struct RefreshTests {
  private let clock = Clock()

  /// Hands out keys that count, or an error; waits while the gate is closed.
  private final class Source: CredentialsProvider {
    let source = "a test"
    let clock: Clock
    private let state: Mutex<(fetches: Int, life: Double?, fails: Bool)>
    let gate = Gate()

    init(_ clock: Clock, life: Double?) {
      self.clock = clock
      state = Mutex((0, life, false))
    }

    var fetches: Int { state.withLock { $0.fetches } }

    func fail(_ fails: Bool) { state.withLock { $0.fails = fails } }

    func credentials(_ context: CredentialsContext) async throws(AWSError) -> AWSCredentials {
      let (number, life, fails) = state.withLock { state in
        state.fetches += 1
        return (state.fetches, state.life, state.fails)
      }
      await gate.pass()
      if fails { throw AWSError(.unreachable, message: "Nobody is there.") }
      return AWSCredentials(
        accessKeyID: "key-\(number)",
        secretAccessKey: SecretBytes(utf8: "secret"),
        expiration: life.map { clock.now.addingTimeInterval($0) }
      )
    }
  }

  /// Lets everybody through until it is closed.
  private actor Gate {
    private var isOpen = true
    private var waiting: [CheckedContinuation<Void, Never>] = []

    func pass() async {
      guard !isOpen else { return }
      await withCheckedContinuation { waiting.append($0) }
    }

    func close() { isOpen = false }

    func open() {
      isOpen = true
      for continuation in waiting { continuation.resume() }
      waiting = []
    }
  }

  private func cache(_ source: Source) throws -> CredentialsCache {
    let client = try TestClient(now: { clock.now }).client
    return CredentialsCache(provider: source, context: client.credentials.context)
  }

  @Test func allTasksShareOneFetch() async throws {
    let source = Source(clock, life: 3_600)
    let cache = try cache(source)
    await source.gate.close()
    let ids = await withTaskGroup(of: String?.self) { group in
      for _ in 0..<20 { group.addTask { try? await cache.current().accessKeyID } }
      group.addTask {
        await source.gate.open()
        return nil
      }
      return await group.reduce(into: []) { $0 += [$1].compactMap { $0 } }
    }
    #expect(ids == Array(repeating: "key-1", count: 20))
    #expect(source.fetches == 1)
  }

  @Test func keysThatDoNotExpireAreFetchedOnce() async throws {
    let source = Source(clock, life: nil)
    let cache = try cache(source)
    for _ in 0..<3 {
      #expect(try await cache.current().accessKeyID == "key-1")
      clock.advance(1e8)
    }
  }

  @Test func aQuarterOfAnHourBeforeTheEndOneTaskFetchesAndTheOthersGoOn() async throws {
    let source = Source(clock, life: 3_600)
    let cache = try cache(source)
    _ = try await cache.current()
    clock.advance(3_600 - 901)
    #expect(try await cache.current().accessKeyID == "key-1")
    clock.advance(2)
    await source.gate.close()
    async let first = cache.current().accessKeyID
    while source.fetches < 2 { await Task.yield() }
    #expect(try await cache.current().accessKeyID == "key-1")
    await source.gate.open()
    #expect(try await first == "key-2")
    #expect(try await cache.current().accessKeyID == "key-2")
    #expect(source.fetches == 2)
  }

  @Test func beforeTenMinutesAreLeftAFailureIsHarmless() async throws {
    let source = Source(clock, life: 3_600)
    let cache = try cache(source)
    _ = try await cache.current()
    source.fail(true)
    clock.advance(3_600 - 800)
    for _ in 0..<3 { #expect(try await cache.current().accessKeyID == "key-1") }
    // Not at every request.
    #expect(source.fetches == 2)
    clock.advance(61)
    _ = try await cache.current()
    #expect(source.fetches == 3)
  }

  @Test func afterThatItIsAnErrorThatNamesTheSource() async throws {
    let source = Source(clock, life: 3_600)
    let cache = try cache(source)
    _ = try await cache.current()
    source.fail(true)
    clock.advance(3_600 - 599)
    let error = await awsError { _ = try await cache.current() }
    #expect(error?.message == "Nobody is there.")
    #expect(error?.credentialsSource == "a test")
    source.fail(false)
    #expect(try await cache.current().accessKeyID == "key-3")
  }

  /// A source that hands out the same short-lived keys is not asked at every request.
  @Test func shortLivesAreUsedForHalfOfTheirTime() async throws {
    let source = Source(clock, life: 300)
    let cache = try cache(source)
    for _ in 0..<3 { _ = try await cache.current() }
    #expect(source.fetches == 1)
    clock.advance(151)
    #expect(try await cache.current().accessKeyID == "key-2")
  }

  @Test func keysThatAreDeadOnArrivalAreAnError() async throws {
    let cache = try cache(Source(clock, life: -1))
    let error = await awsError { _ = try await cache.current() }
    #expect(error?.kind == .expiredToken)
    #expect(error?.message.contains("a test") == true)
  }

  @Test func keysThatAWSCallsExpiredAreReplacedOnce() async throws {
    let source = Source(clock, life: 3_600)
    let cache = try cache(source)
    let old = try await cache.current()
    #expect(try await cache.replace(old))
    // Another task had the old ones, too.
    #expect(try await cache.replace(old))
    #expect(source.fetches == 2)
  }
}

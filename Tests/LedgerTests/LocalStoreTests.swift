import AWS
import FoundationEssentials
import Ledger
import Secrets
import TestSupport
import Testing

/// Recording and verifying over the embedded store, without an account anywhere.
@Suite struct LocalStoreTests {
  @Test func recordsWhatIsCurrentAndNoticesWhatChanged() async throws {
    let directory = TemporaryDirectory()
    let store = LocalStore(path: directory.path("store"), keyPath: directory.path("key"))
    let value = SecretBytes(utf8: "one")
    let first = try await store.create("db", value: value, options: CreateOptions())
    _ = try await store.create("api", value: value, options: CreateOptions())
    let selectors = [try SecretSelector(parsing: "local:*")]
    let before = try await Recorder.snapshot(selectors: selectors, stores: [.local: store])
    #expect(before.map(\.reference) == ["local:api", "local:db"])
    #expect(before[1].version == first.id)
    #expect(before[1].stages == ["AWSCURRENT"])
    var verified = await Verification.run(before, stores: [.local: store])
    #expect(verified.map(\.state) == [.ok, .ok])

    let second = try await store.put("db", value: value, expecting: nil)
    verified = await Verification.run(before, stores: [.local: store])
    #expect(verified.map(\.state) == [.ok, .moved])
    // The third put takes the last label from the first version; it is still there.
    _ = try await store.put("db", value: value, expecting: second.id)
    verified = await Verification.run(before, stores: [.local: store])
    #expect(verified.map(\.state) == [.ok, .moved])
    let after = try await Recorder.snapshot(selectors: selectors, stores: [.local: store])
    #expect(LedgerDifference.between(before, after).map(\.kind) == [.unchanged, .changed])
    verified = await Verification.run(before, stores: [:])
    #expect(verified.map(\.state) == [.unreadable, .unreadable])
  }
}

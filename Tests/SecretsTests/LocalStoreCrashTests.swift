import AWS
import Glibc
import Secrets
import Testing

@Suite struct LocalStoreCrashTests {
  /// A writer is killed at some instant of a long run of writings, again and again.
  @Test(arguments: [700, 1_900, 3_300, 5_100, 8_700, 14_000, 23_000, 41_000])
  func aKilledWriterLeavesTheOldOrTheNewState(afterMicroseconds delay: UInt32) async throws {
    let directory = Scratch()
    let path = directory.path
    let store = LocalStore(path: path + "/store", keyPath: path + "/key")
    _ = try await store.create("x", value: SecretBytes(utf8: "0"), options: .init())

    await #expect(processExitsWith: .signal(SIGALRM)) {
      [path = path as String, delay = delay as UInt32] in
      // Not handled, so it ends the process as SIGKILL would, wherever it is.
      let store = LocalStore(path: path + "/store", keyPath: path + "/key")
      ualarm(delay, 0)
      var number = 1
      while true {
        _ = try await store.put("x", value: SecretBytes(utf8: "\(number)"), expecting: nil)
        number += 1
      }
    }

    let versions = try await store.versions(of: "x")
    let current = try await store.value(of: "x", version: nil)
    let number = try #require(Int(String(decoding: current.bytes.exposed(), as: UTF8.self)))
    #expect(versions.count == min(number + 1, 100), "a version was lost or counted twice")
    #expect(versions.first == current.version)
    // The lock went with its holder, and the next writing succeeds.
    _ = try await store.put("x", value: SecretBytes(utf8: "last"), expecting: current.version.id)
    #expect(try await store.value(of: "x", version: "AWSPREVIOUS").version.id == current.version.id)
    #expect(try directory.entries(".") == ["key", "store", "store.lock"], "a file was left behind")
  }
}

import AWS
import FoundationEssentials
import Glibc
import Secrets
import Testing

@Suite struct DirectoryVaultCrashTests {
  /// A writer is killed at some instant of a long run of writings, again and again.
  @Test(arguments: [900, 2_100, 4_300, 9_700, 17_000, 33_000])
  func aKilledWriterLeavesTheOldOrTheNewVersion(afterMicroseconds delay: UInt32) async throws {
    let scratch = Scratch()
    let path = scratch.path + "/vault"

    await #expect(processExitsWith: .signal(SIGALRM)) {
      [path = path as String, delay = delay as UInt32] in
      let vault = DirectoryVault(path) { Date() }
      guard let file = VaultPath("ssm-prod.py") else { return }
      // Not handled, so it ends the process as SIGKILL would, wherever it is.
      ualarm(delay, 0)
      var tag: String?
      var number = 0
      while true {
        let head = try await vault.put(
          file,
          SecretBytes(utf8: "\(number)"),
          if: tag.map { .latest(tag: $0) } ?? .absent,
          author: nil
        )
        tag = head.tag
        number += 1
      }
    }

    let vault = DirectoryVault(path) { Date() }
    let file = try #require(VaultPath("ssm-prod.py"))
    let versions = try await vault.versions(of: file)
    for (number, version) in versions.reversed().enumerated() {
      let content = try await vault.get(file, version: version.version)
      #expect(content.bytes == SecretBytes(utf8: "\(number)"))
    }
    // The lock went with its holder.
    let condition = try await vault.head(file).map { VaultCondition.latest(tag: $0.tag) }
    _ = try await vault.put(file, SecretBytes(utf8: "x"), if: condition ?? .absent, author: nil)
    #expect(try await vault.versions(of: file).count == versions.count + 1)
  }

  @Test func aLockThatIsHeldIsWaitedForNotForEver() async throws {
    let scratch = Scratch()
    var vault = DirectoryVault(scratch.path) { Date() }
    vault.patience = 1
    let lock = try ProcessLock.take(scratch.path + "/lock")
    let file = try #require(VaultPath("ssm-prod.py"))
    let content = SecretBytes(utf8: "x")
    do {
      _ = try await vault.put(file, content, if: .absent, author: nil)
      Issue.record("it was written under the lock of another")
    } catch {
      #expect(error.message.contains("has held"), "\(error.message)")
    }
    withExtendedLifetime(lock) {}
  }

  @Test func aNumberBeyondAllIsDamage() async throws {
    let scratch = Scratch()
    let vault = DirectoryVault(scratch.path) { Date() }
    let file = try #require(VaultPath("ssm-prod.py"))
    let content = SecretBytes(utf8: "x")
    let head = try await vault.put(file, content, if: .absent, author: nil)
    let index = scratch.path + "/files/ssm-prod.py/index.json"
    let text = String(decoding: try FileSystem.read(index), as: UTF8.self)
    for version in ["9223372036854775807-00000000", "../../x", "999999999999999-00000000"] {
      let bytes = Array(text.replacing(head.tag, with: version).utf8)
      try FileSystem.atomicWrite(bytes, to: index, mode: 0o600)
      await #expect(throws: SecretsError.self) {
        _ = try await vault.put(file, content, if: .latest(tag: version), author: nil)
      }
    }
  }
}

import AWS
import FoundationEssentials
import Secrets
import TestSupport
import Testing

/// What both kinds of vault promise.
@Suite struct VaultContractTests {
  enum Kind: CaseIterable {
    case folder
    case bucket
  }

  private let scratch = Scratch()
  private let cloud = Cloud()

  private func vault(_ kind: Kind) throws -> any Vault {
    guard kind == .bucket else { return DirectoryVault(scratch.path + "/vault") { Date() } }
    let bucket = "vault-\(Crypto.uuid())"
    try cloud.server.makeBucket(bucket, #""versioning":"Enabled""#)
    return try S3Vault(
      client: try cloud.client(),
      bucket: bucket,
      prefix: "a b",
      owner: cloud.server.account,
      key: nil
    )
  }

  private func conflict(_ body: () async throws -> Void) async -> SecretsError? {
    do {
      try await body()
      return nil
    } catch let error as SecretsError {
      if case .conflict = error.kind { return error }
      return nil
    } catch {
      return nil
    }
  }

  @Test(arguments: Kind.allCases)
  func aWritingIsOnItsCondition(kind: Kind) async throws {
    let vault = try vault(kind)
    let file = try #require(VaultPath("secured modules/ä%2F+ssm.py"))
    #expect(try await vault.head(file) == nil)
    #expect(try await vault.list().isEmpty)
    let content = SecretBytes([0, 255, 10, 13])
    let first = try await vault.put(file, content, if: .absent, author: "Åse % 100")
    #expect(first.version?.isEmpty == false)
    let head = try #require(try await vault.head(file))
    #expect(head.tag == first.tag)
    #expect(head.author == "Åse % 100")
    #expect(head.digest == Crypto.sha256(content))
    #expect(try await vault.list()[file]?.tag == first.tag)
    let again = await conflict {
      _ = try await vault.put(file, SecretBytes(utf8: "x"), if: .absent, author: nil)
    }
    #expect(again?.message.contains("by Åse % 100") == true, "\(String(describing: again))")
    let second = try await vault.put(
      file,
      SecretBytes(utf8: "two"),
      if: .latest(tag: first.tag),
      author: nil
    )
    let late = await conflict {
      let condition = VaultCondition.latest(tag: first.tag)
      _ = try await vault.put(file, SecretBytes(utf8: "x"), if: condition, author: nil)
    }
    #expect(late != nil)
    let missing = await conflict {
      let other = try #require(VaultPath("other"))
      let condition = VaultCondition.latest(tag: first.tag)
      _ = try await vault.put(other, SecretBytes(utf8: "x"), if: condition, author: nil)
    }
    #expect(missing != nil)
    #expect(try await vault.get(file, version: nil).bytes == SecretBytes(utf8: "two"))
    #expect(try await vault.get(file, version: first.version).bytes == content)
    let versions = try await vault.versions(of: file)
    #expect(versions.map(\.version) == [second.version, first.version])
    #expect(versions.map(\.isLatest) == [true, false])
    #expect(versions.last?.author == "Åse % 100")
    let empty = try #require(VaultPath("empty"))
    _ = try await vault.put(empty, SecretBytes([]), if: .absent, author: nil)
    #expect(try await vault.get(empty, version: nil).bytes.isEmpty)
  }

  @Test(arguments: Kind.allCases)
  func ofManyAtOnceOneWrites(kind: Kind) async throws {
    let vault = try vault(kind)
    let file = try #require(VaultPath("ssm-prod.py"))
    let first = try await vault.put(file, SecretBytes(utf8: "0"), if: .absent, author: nil)
    let written = await withTaskGroup(of: Bool.self) { group in
      for number in 1...20 {
        group.addTask {
          let content = SecretBytes(utf8: "\(number)")
          let head = try? await vault.put(
            file,
            content,
            if: .latest(tag: first.tag),
            author: nil
          )
          return head != nil
        }
      }
      return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(written == 1)
    #expect(try await vault.versions(of: file).count == 2)
  }

  @Test func aFolderThatWasLeftHalfWrittenIsAsBefore() async throws {
    let vault = try vault(.folder)
    let file = try #require(VaultPath("ssm-prod.py"))
    let first = try await vault.put(file, SecretBytes(utf8: "one"), if: .absent, author: nil)
    // Killed after the version was written, and while the index was.
    let folder = scratch.path + "/vault/files/ssm-prod.py"
    let version = SecretBytes(utf8: "two")
    try FileSystem.atomicWrite(version, to: "\(folder)/000002-00000000")
    try FileSystem.atomicWrite(SecretBytes(utf8: "{"), to: "\(folder)/index.json.0011aabbccdd.tmp")
    #expect(try await vault.head(file)?.tag == first.tag)
    #expect(try await vault.versions(of: file).count == 1)
    let condition = VaultCondition.latest(tag: first.tag)
    let second = try await vault.put(file, version, if: condition, author: nil)
    #expect(second.version != "000002-00000000")
    #expect(try await vault.get(file, version: nil).bytes == version)
  }

  @Test(arguments: [
    "", "/a", "a/", "a//b", "..", "a/../b", "./a", ".git/hooks/x", "a/.GIT/x", ".git./x", "git~1",
    "a\u{200C}/.g\u{200C}it/x", "a\nb", "a\\b", "a\u{0}",
  ])
  func aNameThatLeadsElsewhereIsNoPath(text: String) {
    #expect(VaultPath(text) == nil)
  }
}

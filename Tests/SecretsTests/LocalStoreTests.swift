import AWS
import FoundationEssentials
import Secrets
import TestSupport
import Testing

@Suite struct LocalStoreTests {
  let directory = Scratch()
  var path: String { directory.path + "/nested/store.sealed" }
  var keyPath: String { directory.path + "/keys/store.key" }
  var store: LocalStore { LocalStore(path: path, keyPath: keyPath) }

  func text(_ store: LocalStore, _ name: String, _ version: String? = nil) async throws -> String {
    String(
      decoding: try await store.value(of: name, version: version).bytes.exposed(),
      as: UTF8.self
    )
  }

  // MARK: Versions and stages

  @Test func thereIsNothingBeforeTheFirstSecret() async throws {
    #expect(try await store.list(SecretSelector(parsing: "local:*")).isEmpty)
    #expect(try await store.describe(["x"]) == ["x": .missing])
    await expect(.notFound) { _ = try await store.value(of: "x", version: nil) }
    #expect(!exists(path), "reading made a store")
    #expect(!exists(keyPath), "reading made a key")
  }

  @Test func versionsMoveTheirStages() async throws {
    let one = try await store.create("app/db", value: SecretBytes(utf8: "one"), options: .init())
    #expect(one.stages == ["AWSCURRENT"])
    let two = try await store.put("app/db", value: SecretBytes(utf8: "two"), expecting: one.id)
    let three = try await store.put("app/db", value: SecretBytes(utf8: "three"), expecting: nil)
    #expect(Set([one.id, two.id, three.id]).count == 3)
    #expect([one.id, two.id, three.id].allSatisfy { $0.count == 36 })

    // Another instance, so that everything comes from the file.
    let again = LocalStore(path: path, keyPath: keyPath)
    #expect(try await text(again, "app/db") == "three")
    #expect(try await text(again, "app/db", "AWSCURRENT") == "three")
    #expect(try await text(again, "app/db", "AWSPREVIOUS") == "two")
    #expect(try await text(again, "app/db", one.id) == "one")
    let versions = try await again.versions(of: "app/db")
    #expect(versions.map(\.id) == [three.id, two.id, one.id])
    #expect(versions.map(\.stages) == [["AWSCURRENT"], ["AWSPREVIOUS"], []])
    #expect(versions.map(\.created) == [three.created, two.created, one.created])
    await expect(.notFound) { _ = try await again.value(of: "app/db", version: "AWSPENDING") }

    guard case .found(let description) = try await again.describe(["app/db"])["app/db"] else {
      Issue.record("not found")
      return
    }
    #expect(description.current == versions[0])
    #expect(description.versions == Array(versions.prefix(2)))
    #expect(description.created == one.created)
    #expect(description.modified == three.created)
  }

  @Test func anEqualValueIsAVersionToo() async throws {
    let one = try await store.create("x", value: SecretBytes(utf8: "same"), options: .init())
    let two = try await store.put("x", value: SecretBytes(utf8: "same"), expecting: nil)
    #expect(one.id != two.id)
    #expect(try await store.versions(of: "x").count == 2)
  }

  @Test func refusalsChangeNothing() async throws {
    let one = try await store.create("x", value: SecretBytes(utf8: "one"), options: .init())
    let before = try FileSystem.read(path)
    await expect(.alreadyExists) {
      _ = try await store.create("x", value: SecretBytes(utf8: "two"), options: .init())
    }
    await expect(.notFound) {
      _ = try await store.put("y", value: SecretBytes(utf8: "two"), expecting: nil)
    }
    await expect(.conflict) {
      _ = try await store.put("x", value: SecretBytes(utf8: "two"), expecting: one.id + "0")
    }
    await expect(.invalidValue) {
      _ = try await store.put("x", value: SecretBytes([]), expecting: nil)
    }
    await expect(.invalidValue) {
      let large = SecretBytes([UInt8](repeating: 1, count: 65_537))
      _ = try await store.put("x", value: large, expecting: nil)
    }
    await expect(.invalidReference) {
      _ = try await store.create("a b", value: SecretBytes(utf8: "v"), options: .init())
    }
    #expect(try FileSystem.read(path) == before)
  }

  @Test func takesAnyBytesUpToTheLimit() async throws {
    let large = SecretBytes([UInt8](repeating: 0xFF, count: 65_536))
    _ = try await store.create("large", value: large, options: .init())
    _ = try await store.create("text", value: SecretBytes(utf8: "ü\n\0"), options: .init())
    let value = try await store.value(of: "large", version: nil)
    #expect(value.bytes == large)
    #expect(value.isBinary)
    #expect(try await text(store, "text") == "ü\n\0")
    #expect(try await store.value(of: "text", version: nil).isBinary == false)
  }

  @Test func listsByPatternInOrder() async throws {
    for name in ["b", "a/2", "a/1"] {
      _ = try await store.create(
        name,
        value: SecretBytes(utf8: name),
        options: .init(description: "about \(name)")
      )
    }
    let all = try await store.list(SecretSelector(parsing: "local:*"))
    #expect(all.map(\.name) == ["a/1", "a/2", "b"])
    #expect(all.map(\.description) == ["about a/1", "about a/2", "about b"])
    #expect(
      try await store.list(SecretSelector(parsing: "local:a/*")).map(\.name) == ["a/1", "a/2"]
    )
    #expect(try await store.list(SecretSelector(parsing: "local:a")).isEmpty)
  }

  @Test func keepsAHundredVersionsAndAllLabelledOnes() async throws {
    let first = try await store.create("x", value: SecretBytes(utf8: "0"), options: .init())
    for number in 1...99 {
      _ = try await store.put("x", value: SecretBytes(utf8: "\(number)"), expecting: nil)
    }
    #expect(try await store.versions(of: "x").count == 100)
    #expect(try await text(store, "x", first.id) == "0")
    _ = try await store.put("x", value: SecretBytes(utf8: "100"), expecting: nil)
    #expect(try await store.versions(of: "x").count == 100)
    await expect(.notFound) { _ = try await store.value(of: "x", version: first.id) }
    #expect(try await text(store, "x", "AWSPREVIOUS") == "99")
  }

  // MARK: The files

  @Test func filesArePrivateAndHoldNoValue() async throws {
    let value = "correct horse battery staple"
    _ = try await store.create("myapp/name", value: SecretBytes(utf8: value), options: .init())
    #expect(mode(path) == 0o600)
    #expect(mode(keyPath) == 0o600)
    #expect(mode(directory.path + "/nested") == 0o700)
    #expect(try FileSystem.read(keyPath).count == 32)
    let file = try FileSystem.read(path)
    #expect(!contains(file, Array(value.utf8)))
    #expect(!contains(file, Array("myapp/name".utf8)))
    #expect(try directory.entries("nested") == ["store.sealed", "store.sealed.lock"])
    #expect(try directory.entries("keys") == ["store.key"])
  }

  @Test func everyWritingUsesANewNonce() async throws {
    _ = try await store.create("x", value: SecretBytes(utf8: "v"), options: .init())
    let one = try FileSystem.read(path)[9..<21]
    _ = try await store.put("x", value: SecretBytes(utf8: "v"), expecting: nil)
    #expect(try FileSystem.read(path)[9..<21] != one)
  }

  @Test(arguments: [0o640, 0o604, 0o620, 0o666])
  func aKeyThatOthersMayReadIsRefused(_ mode: Int) async throws {
    _ = try await store.create("x", value: SecretBytes(utf8: "v"), options: .init())
    setMode(keyPath, UInt32(mode))
    let error = await #expect(throws: SecretsError.self) {
      _ = try await store.value(of: "x", version: nil)
    }
    #expect(error?.hint?.contains("chmod 600 '\(keyPath)'") == true)
    setMode(keyPath, 0o600)
    #expect(try await text(store, "x") == "v")
  }

  @Test func everyChangedByteIsSeenAndNothingIsOverwritten() async throws {
    _ = try await store.create("x", value: SecretBytes(utf8: "v"), options: .init())
    let good = try FileSystem.read(path)
    var variants = good.indices.map { index in
      var bytes = good
      bytes[index] ^= 1
      return bytes
    }
    variants += [
      [], Array(good.dropLast()), good + [0], Array(good.prefix(9)), Array(good.prefix(30)),
    ]
    for bytes in variants {
      try FileSystem.atomicWrite(bytes, to: path, mode: 0o600)
      await expect(.storeDamaged) { _ = try await store.value(of: "x", version: nil) }
      await expect(.storeDamaged) {
        _ = try await store.put("x", value: SecretBytes(utf8: "w"), expecting: nil)
      }
      #expect(try FileSystem.read(path) == bytes)
    }
    try FileSystem.atomicWrite(good, to: path, mode: 0o600)
    #expect(try await text(store, "x") == "v")
  }

  @Test func anotherKeyOrNoneOpensNothing() async throws {
    _ = try await store.create("x", value: SecretBytes(utf8: "v"), options: .init())
    let good = try FileSystem.read(path)
    let key = try FileSystem.read(keyPath)
    for wrong in [[UInt8](repeating: 7, count: 32), Array(key.dropLast()), key + [0], []] {
      try FileSystem.atomicWrite(wrong, to: keyPath, mode: 0o600)
      await expect(.storeDamaged) { _ = try await store.value(of: "x", version: nil) }
    }
    remove(keyPath)
    await expect(.storeDamaged) {
      _ = try await store.create("y", value: SecretBytes(utf8: "w"), options: .init())
    }
    #expect(!exists(keyPath), "a new key was made for an old store")
    #expect(try FileSystem.read(path) == good)
    try FileSystem.atomicWrite(key, to: keyPath, mode: 0o600)
    #expect(try await text(store, "x") == "v")
  }

  /// Whoever opens it would wait for a writer that never comes.
  @Test func aPipeInPlaceOfTheKeyIsAnErrorAndNoWait() async throws {
    _ = try await store.create("x", value: SecretBytes(utf8: "v"), options: .init())
    remove(keyPath)
    let directory = directory.path
    try TestProcess.run("/usr/bin/mkfifo", [keyPath], environment: [:], directory: directory)
    await expect(.io) { _ = try await store.value(of: "x", version: nil) }
  }

  @Test func aKeyWithoutAStoreIsUsed() async throws {
    try FileSystem.createDirectory(directory.path + "/keys")
    let key = [UInt8](repeating: 9, count: 32)
    try FileSystem.atomicWrite(key, to: keyPath, mode: 0o600)
    _ = try await store.create("x", value: SecretBytes(utf8: "v"), options: .init())
    #expect(try FileSystem.read(keyPath) == key)
  }

  @Test func whatCannotBeWrittenIsAnError() async throws {
    try FileSystem.atomicWrite([1], to: directory.path + "/nested", mode: 0o600)
    await expect(.io) {
      _ = try await store.create("x", value: SecretBytes(utf8: "v"), options: .init())
    }
    try FileSystem.createDirectory(directory.path + "/taken")
    let onDirectory = LocalStore(path: directory.path + "/taken", keyPath: keyPath)
    await expect(.io) {
      _ = try await onDirectory.create("x", value: SecretBytes(utf8: "v"), options: .init())
    }
  }

  // MARK: Several writers

  @Test func parallelWritersLoseNothing() async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 0..<8 {
        group.addTask {
          let store = LocalStore(path: path, keyPath: keyPath)
          _ = try await store.create(
            "w\(writer)",
            value: SecretBytes(utf8: "0"),
            options: .init()
          )
          for number in 1...10 {
            _ = try await store.put(
              "w\(writer)",
              value: SecretBytes(utf8: "\(number)"),
              expecting: nil
            )
          }
        }
      }
      try await group.waitForAll()
    }
    for writer in 0..<8 {
      #expect(try await text(store, "w\(writer)") == "10")
      #expect(try await store.versions(of: "w\(writer)").count == 11)
    }
  }

  @Test func ofManyWritersWithOneExpectationOneWins() async throws {
    let one = try await store.create("x", value: SecretBytes(utf8: "0"), options: .init())
    let won = await withTaskGroup(of: Bool.self) { group in
      for writer in 0..<8 {
        group.addTask {
          let store = LocalStore(path: path, keyPath: keyPath)
          let value = SecretBytes(utf8: "\(writer)")
          return (try? await store.put("x", value: value, expecting: one.id)) != nil
        }
      }
      return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(won == 1)
    #expect(try await store.versions(of: "x").count == 2)
  }
}

/// Runs `body` and expects it to throw a `SecretsError` of that kind, with a sentence.
func expect(
  _ kind: SecretsError.Kind,
  sourceLocation: SourceLocation = #_sourceLocation,
  _ body: () async throws -> Void
) async {
  do {
    try await body()
    Issue.record("nothing was thrown", sourceLocation: sourceLocation)
  } catch let error as SecretsError {
    #expect("\(error.kind)" == "\(kind)", "\(error.message)", sourceLocation: sourceLocation)
    #expect(error.message.hasSuffix("."), "\(error.message)", sourceLocation: sourceLocation)
  } catch {
    Issue.record(error, sourceLocation: sourceLocation)
  }
}

private func contains(_ bytes: [UInt8], _ part: [UInt8]) -> Bool {
  bytes.indices.contains { bytes[$0...].starts(with: part) }
}

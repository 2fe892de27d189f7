import Foundation
import Git
import TestSupport
import Testing

@Suite struct FileTests {
  @Test func replacesAFileWhole() throws {
    let directory = TemporaryDirectory()
    let path = directory.path("a")
    #expect(try Files.readIfPresent(path) == nil)
    #expect(kind { _ = try Files.read(path) } == .io)
    let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0) }
    try Files.atomicWrite(bytes, to: path, mode: 0o600)
    #expect(try Files.read(path) == bytes)
    try Files.atomicWrite([1], to: path, mode: 0o755)
    #expect(try Files.read(path) == [1])
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o755)
    #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path) == ["a"])
  }

  @Test func leavesTheOldFileWhereItCannotWrite() throws {
    let directory = TemporaryDirectory()
    try directory.write("", to: "folder/x")
    let error = #expect(throws: GitError.self) {
      try Files.atomicWrite([1], to: directory.path("none/a"))
    }
    #expect(error?.kind == .io)
    #expect(error?.message.contains("No such file or directory") == true)
    #expect(kind { try Files.atomicWrite([1], to: directory.path("folder")) } == .io)
    #expect(kind { _ = try Files.read(directory.path("folder")) } == .io)
    #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path) == ["folder"])
  }

  @Test func letsOneAtATimeInsideALock() async throws {
    let directory = TemporaryDirectory()
    try Files.atomicWrite(Array("0".utf8), to: directory.path("count"))
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<4 {
        group.addTask {
          for _ in 0..<25 {
            try Files.withLock(directory.path("lock")) { () throws(GitError) in
              let text = String(decoding: try Files.read(directory.path("count")), as: UTF8.self)
              let next = (Int(text) ?? 0) + 1
              try Files.atomicWrite(Array("\(next)".utf8), to: directory.path("count"))
            }
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(try Files.read(directory.path("count")) == Array("100".utf8))
  }
}

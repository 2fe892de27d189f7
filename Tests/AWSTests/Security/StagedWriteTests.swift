import Foundation
import TestSupport
import Testing

@testable import AWS

/// Files that are finished elsewhere before they get their place.
@Suite struct StagedWriteTests {
  private static let memory = "/dev/shm"

  /// Where a rename cannot lead from one to the other.
  private static let isAcross: Bool = {
    func device(_ path: String) -> Int? {
      let values = try? FileManager.default.attributesOfItem(atPath: path)
      return values?[.systemNumber] as? Int
    }
    return device(memory) != nil && device(memory) != device(NSTemporaryDirectory())
  }()

  @Test(.enabled(if: isAcross, "there is one file system only"))
  func acrossFileSystemsTheFileIsReplacedAndNothingStays() throws {
    let place = TemporaryDirectory()
    let staging = "\(Self.memory)/secrets-sync-test.\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: staging, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: staging) }
    for value in ["one", "two"] {
      try FileSystem.atomicWrite(
        SecretBytes(utf8: value),
        to: place.path("f.py"),
        staging: staging
      )
      #expect(try place.read("f.py") == Array(value.utf8))
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: place.path) == ["f.py"])
    #expect(try FileManager.default.contentsOfDirectory(atPath: staging) == [])
    let mode = try FileManager.default.attributesOfItem(atPath: place.path("f.py"))
    #expect(mode[.posixPermissions] as? Int == 0o600)
  }
}

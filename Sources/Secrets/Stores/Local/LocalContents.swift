import AWS
import FoundationEssentials

/// All secrets of an embedded store, by name, with the rules of Secrets Manager for versions.
///
/// A new version takes `AWSCURRENT`, whose last holder takes `AWSPREVIOUS`. Versions without a
/// stage are dropped, oldest first, when a secret has more than ``versionLimit`` versions.
struct LocalContents: Sendable {
  static let versionLimit = 100
  static let current = "AWSCURRENT"
  static let previous = "AWSPREVIOUS"

  var secrets: [String: LocalSecret] = [:]
}

struct LocalSecret: Sendable {
  var created: Date
  var description: String?
  /// Oldest first.
  var versions: [LocalVersion] = []

  var current: LocalVersion? { version(staged: LocalContents.current) }

  func version(staged stage: String) -> LocalVersion? {
    versions.first { $0.stages.contains(stage) }
  }

  /// The version of that id, else the one with that stage.
  func version(_ selector: String) -> LocalVersion? {
    versions.first { $0.id == selector } ?? version(staged: selector)
  }

  mutating func append(_ version: LocalVersion) {
    for index in versions.indices {
      let wasCurrent = versions[index].stages.contains(LocalContents.current)
      versions[index].stages.removeAll {
        $0 == LocalContents.current || $0 == LocalContents.previous
      }
      if wasCurrent { versions[index].stages.append(LocalContents.previous) }
    }
    var version = version
    version.stages = [LocalContents.current]
    versions.append(version)
    while versions.count > LocalContents.versionLimit,
      let oldest = versions.firstIndex(where: \.stages.isEmpty)
    {
      versions.remove(at: oldest)
    }
  }
}

struct LocalVersion: Sendable {
  var id: String
  var created: Date
  var stages: [String] = []
  var isBinary: Bool
  var value: LocalValue

  var summary: SecretVersion { SecretVersion(id: id, stages: stages, created: created) }
}

/// A value as a part of the opened file, so that opening a store makes no copy of any value.
struct LocalValue: Sendable {
  private let whole: SecretBytes
  private let range: Range<Int>

  init(_ value: SecretBytes) {
    self.init(part: 0..<value.count, of: value)
  }

  init(part: Range<Int>, of whole: SecretBytes) {
    self.whole = whole
    range = part
  }

  var count: Int { range.count }

  var bytes: SecretBytes {
    unsafe SecretBytes(count: count) { buffer in unsafe copy(to: buffer) }
  }

  /// Writes the value to the start of the buffer, which has room for it.
  func copy(to buffer: UnsafeMutableRawBufferPointer) {
    unsafe whole.withBytes { bytes in
      unsafe buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[range]))
    }
  }
}

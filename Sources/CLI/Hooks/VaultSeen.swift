import AWS
import FoundationEssentials
import Secrets

/// What was last seen in a vault by one working tree, so that a reminder need not ask each time.
struct VaultSeen {
  /// When the vault was last asked, whether it answered or not.
  private(set) var at: Date?
  /// Of each file the tag of the latest version, under the key of the state: a tag of S3 may be a
  /// plain hash of the content.
  private(set) var tags: [VaultPath: String] = [:]
  private let path: String
  private let place: String

  private struct Document: Codable {
    static let schema = 1
    var schema = Self.schema
    let vault: String
    let at: String
    let files: [String: String]
  }

  /// Reads what is noted in the folder of the state; nothing where that is about another vault, or
  /// is not what was written.
  init(in directory: String, of place: String) {
    path = "\(directory)/seen.json"
    self.place = place
    guard let bytes = try? FileSystem.read(path),
      let document = try? JSONDecoder().decode(Document.self, from: Data(bytes)),
      document.schema == Document.schema, document.vault == place
    else { return }
    at = try? Date(document.at, strategy: .iso8601)
    for (name, tag) in document.files {
      if let file = VaultPath(name) { tags[file] = tag }
    }
  }

  /// Whether it is long ago; so it is where the clock was set back.
  func isOld(_ now: Date) -> Bool {
    guard let at else { return true }
    return at > now || now.timeIntervalSince(at) >= Self.interval
  }

  /// Takes over what a command saw or wrote, where anything was seen before.
  ///
  /// A nil is a file that is not there. When the vault was last asked for all stays.
  mutating func take(_ found: [VaultPath: String?], key: SecretBytes?) throws {
    guard let at else { return }
    var new = tags
    for (file, tag) in found { new[file] = tag.map { Self.noted($0, of: file, key: key) } }
    if new != tags { try note(at, new) }
  }

  private static let interval = 300.0

  /// A tag as it is noted; the same for all without a key, with which nothing is known of any file.
  static func noted(_ tag: String, of file: VaultPath, key: SecretBytes?) -> String {
    key.map { VaultStateFolder.hash(Array(tag.utf8), of: file, key: $0) } ?? ""
  }

  /// Notes that the vault is asked now, and what it said, where it did.
  mutating func note(_ now: Date, _ tags: [VaultPath: String]? = nil) throws {
    at = now
    if let tags { self.tags = tags }
    let names = self.tags.map { ($0.key.text, $0.value) }
    let document = Document(
      vault: place,
      at: now.formatted(.iso8601),
      files: Dictionary(names, uniquingKeysWith: { first, _ in first })
    )
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
    let bytes = Array(try encoder.encode(document))
    try FileSystem.createDirectory(String(path.dropLast("/seen.json".count)))
    try FileSystem.atomicWrite(bytes, to: path)
  }
}

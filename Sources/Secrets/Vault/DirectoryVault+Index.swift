import AWS
import FoundationEssentials

// What the folder of a file says about its versions.
extension DirectoryVault {
  /// `index.json`, the newest version first.
  struct Index: Codable {
    static let schema = 1
    var schema = Self.schema
    /// The path; another one is another file, on a share that does not tell letter case apart.
    let file: String
    var versions: [Entry] = []
  }

  struct Entry: Codable {
    let version: String
    let size: Int
    let at: String
    let by: String?
    /// Of the content that lies beside it: against what was cut or changed.
    let sha256: String
  }

  func folder(of file: VaultPath) -> String { "\(root)/files/\(Self.name(of: file))" }

  /// The path as one name: `%` and `/` are written as in a URL.
  static func name(of file: VaultPath) -> String {
    file.text.replacing("%", with: "%25").replacing("/", with: "%2F")
  }

  static func file(named name: String) -> VaultPath? {
    guard let file = VaultPath(name.replacing("%2F", with: "/").replacing("%25", with: "%")),
      Self.name(of: file) == name
    else { return nil }
    return file
  }

  func index(of file: VaultPath) throws(SecretsError) -> Index? {
    guard Self.name(of: file).utf8.count <= 255 else {
      throw SecretsError(
        .invalidReference,
        "The path \(printable(file.text)) is too long for a vault in a folder."
      )
    }
    let path = "\(folder(of: file))/index.json"
    let bytes: [UInt8]
    do {
      bytes = try FileSystem.read(path)
    } catch {
      if error.isMissing { return nil }
      throw VaultFailure.io(error)
    }
    guard let index = try? JSONDecoder().decode(Index.self, from: Data(bytes)),
      index.schema == Index.schema, index.file == file.text,
      index.versions.allSatisfy({ !$0.version.isEmpty && !$0.version.contains("/") })
    else { throw damaged(path) }
    return index
  }

  func encoded(_ index: Index) throws(SecretsError) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
    do {
      return Array(try encoder.encode(index))
    } catch {
      throw SecretsError(.io, "The index of \(printable(index.file)) cannot be written.")
    }
  }

  func head(_ entry: Entry) -> VaultHead {
    VaultHead(
      version: entry.version,
      tag: entry.version,
      size: entry.size,
      at: date(entry.at),
      author: entry.by,
      digest: Crypto.bytes(hex: entry.sha256),
      encryption: nil
    )
  }

  func date(_ text: String) -> Date? { try? Date(text, strategy: .iso8601) }

  func damaged(_ path: String) -> SecretsError {
    SecretsError(
      .storeDamaged,
      "\(printable(path)) is not what was written. It is not used.",
      hint: "Look for an earlier version: git secrets-sync vault log FILE"
    )
  }

  func io<R>(_ body: () throws(FileError) -> R) throws(SecretsError) -> R {
    do throws(FileError) { return try body() } catch { throw VaultFailure.io(error) }
  }
}

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
    var name: [UInt8] = []
    for byte in file.text.utf8 {
      switch byte {
      case UInt8(ascii: "%"): name += "%25".utf8
      case UInt8(ascii: "/"): name += "%2F".utf8
      default: name.append(byte)
      }
    }
    return String(decoding: name, as: UTF8.self)
  }

  static func file(named name: String) -> VaultPath? {
    var text: [UInt8] = []
    var rest = name.utf8[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        text.append(byte)
        continue
      }
      switch String(decoding: rest.prefix(2), as: UTF8.self) {
      case "25": text.append(byte)
      case "2F": text.append(UInt8(ascii: "/"))
      default: return nil
      }
      rest = rest.dropFirst(2)
    }
    return VaultPath(String(decoding: text, as: UTF8.self))
  }

  /// What is written of a file; nil where it never was.
  ///
  /// - Throws: `.storeDamaged` where the index is not what was written, also where it is gone and
  ///   versions are there: beginning anew would hide them.
  func index(of file: VaultPath) throws(SecretsError) -> Index? {
    guard Self.name(of: file).utf8.count <= 255 else {
      throw SecretsError(
        .invalidReference,
        "The path \(printable(file.text)) is too long for a vault in a folder."
      )
    }
    let folder = folder(of: file)
    let path = "\(folder)/index.json"
    let bytes: [UInt8]
    do {
      bytes = try FileSystem.read(path)
    } catch {
      guard error.isMissing else { throw VaultFailure.io(error) }
      let names = try io { () throws(FileError) in try LockedFile.names(in: folder) }
      if names.contains(where: Self.isVersion) { throw damaged(path, nil) }
      return nil
    }
    guard let index = try? JSONDecoder().decode(Index.self, from: Data(bytes)),
      index.schema == Index.schema, VaultPath(index.file) == file,
      index.versions.allSatisfy({ Self.isVersion($0.version) && $0.size >= 0 })
    else { throw damaged(path, nil) }
    return index
  }

  /// A number of six digits or some more, a dash, and eight hex digits.
  static func isVersion(_ name: String) -> Bool {
    let parts = name.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    return parts.count == 2 && (6...15).contains(parts[0].count) && parts[1].count == 8
      && parts[0].allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      && Crypto.bytes(hex: String(Substring(parts[1]))) != nil
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

  /// That a version of `file` is not what was written; the index where it is nil.
  func damaged(_ path: String, _ file: VaultPath?) -> SecretsError {
    guard let file else {
      return SecretsError(
        .storeDamaged,
        "\(printable(path)) is not what was written, or is gone. The file is not used.",
        hint: "Put it back from a snapshot or a backup of the folder. The versions lie beside it."
      )
    }
    return SecretsError(
      .storeDamaged,
      "\(printable(path)) is not what was written. It is not used.",
      hint: "Look for an earlier version: \(commands("log", file))"
    )
  }

  func io<R>(_ body: () throws(FileError) -> R) throws(SecretsError) -> R {
    do throws(FileError) { return try body() } catch { throw VaultFailure.io(error) }
  }
}

import Foundation
import TestSupport

/// Two people with a vault, whose environment `prod` has a secret of the embedded store.
struct VaultLedgerScene {
  static let file = VaultScene.file
  let scene: VaultScene
  var ann: Program { scene.ann }
  var bob: Program { scene.bob }

  /// `settings` are lines of `[environments.prod]`.
  init(_ kind: VaultKind, _ settings: String = "") throws {
    scene = try VaultScene(kind)
    for program in [scene.ann, scene.bob] {
      let vault = (try program.text(".secrets-sync.toml") ?? "").split(separator: "\n")
        .drop { $0 != "[vault]" }.joined(separator: "\n")
      try program.repository.write(
        "[environments.prod]\nsecrets = [\"local:*\"]\n\(settings)\n\(vault)\n",
        to: ".secrets-sync.toml"
      )
      let made = try program("create", "local:db", "--yes", input: "x")
      guard made.status == 0 else {
        throw TemporaryRepository.Failure(description: "create: \(made.errors)")
      }
    }
  }

  /// Pushes a content of Ann's and records it; the version of the file.
  @discardableResult
  func deploy(_ content: String) throws -> String {
    try ann.edit(content)
    let push = try ann.vault("push", "--yes")
    guard push.status == 0 else {
      throw TemporaryRepository.Failure(description: "push: \(push.errors)")
    }
    guard let version = try ann.recordedFiles()[Self.file] else {
      throw TemporaryRepository.Failure(description: "the file was not recorded")
    }
    return version
  }
}

/// A record as JSON.
struct ShownRecord: Decodable {
  struct Item: Decodable {
    let store: String?
    let bucket: String?
    let key: String?
    let path: String?
    let name: String?
  }
  let id: String
  let kind: String
  let items: [Item]
  let files: [Item]?
}

extension Program {
  /// Records a deployment; the versions of the vault's files in it, by path.
  func recordedFiles(_ arguments: String...) throws -> [String: String] {
    let result = try run(["record", "--no-references", "--format", "json"] + arguments)
    guard result.status == 0 else {
      throw TemporaryRepository.Failure(description: "record: \(result.errors)")
    }
    return try Self.files(result.output)
  }

  /// The versions of the vault's files in a record, by path.
  static func files(_ record: [UInt8]) throws -> [String: String] {
    let document = try JSONSerialization.jsonObject(with: Data(record)) as? [String: Any] ?? [:]
    let lists = ["items", "files"].flatMap { document[$0] as? [[String: Any]] ?? [] }
    var files: [String: String] = [:]
    for item in lists {
      if let path = item["path"] as? String { files[path] = item["version"] as? String }
    }
    return files
  }
}

import AWS
import Foundation
import TestSupport
import Testing

/// Where two people's files travel.
enum VaultKind: CaseIterable {
  case folder
  case bucket
}

/// Two people with clones of their own and one vault.
struct VaultScene {
  static let file = "ssm-prod.py"
  let ann: Program
  let bob: Program
  /// The folder or the bucket of the vault.
  let place: String

  /// `more` are lines of `[vault]` for a bucket, and `server` is where it is.
  init(
    _ kind: VaultKind,
    files: String = #""ssm-*.py", "secured_modules/*.tf""#,
    more: String = "",
    server: MotoServer = .shared
  ) throws {
    let name = "vault-\(UUID().uuidString.lowercased())"
    switch kind {
    case .folder:
      let ann = try Program.initialized()
      let bob = try Program.initialized()
      place = ann.repository.directory.path(name)
      try FileManager.default.createDirectory(
        atPath: place + "/files",
        withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700]
      )
      let settings = "[vault]\nfiles = [\(files)]\npath = \"\(place)\"\n"
      try ann.repository.write(settings, to: ".secrets-sync.toml")
      try bob.repository.write(settings, to: ".secrets-sync.toml")
      (self.ann, self.bob) = (ann, bob)
    case .bucket:
      place = name
      let key = try server.makeKey()
      try server.makeBucket(name, #""versioning":"Enabled""#)
      let settings =
        "[vault]\nfiles = [\(files)]\nbucket = \"\(name)\"\nprefix = \"team\"\nkms_key = \"\(key)\"\n\(more)\n"
      ann = try CloudProgram(server, settings).program
      bob = try CloudProgram(server, settings).program
    }
    try ann.repository.git("config", "user.name", "Ann Ångström")
    try bob.repository.git("config", "user.name", "Bob")
  }

  /// A script as the article has it, with these values.
  static func script(_ values: [String: String]) -> String {
    "from ssm_utils import SsmParameterUpdater\n"
      + "ssm = SsmParameterUpdater('myapp-dev', 'us-east-1')\n"
      + values.sorted { $0.key < $1.key }
      .map { "ssm.put_ssm_" + "parameter('\($0.key)', '\($0.value)')\n" }.joined()
  }
}

extension Program {
  func vault(_ arguments: String...) throws -> TestProcess { try run(["vault"] + arguments) }

  func edit(_ text: String, _ file: String = VaultScene.file) throws {
    try repository.write(text, to: file)
  }

  func ignore(_ pattern: String) throws {
    try repository.write((try text(".gitignore") ?? "") + pattern + "\n", to: ".gitignore")
  }

  func text(_ file: String = VaultScene.file) throws -> String? {
    FileManager.default.contents(atPath: "\(repository.path)/\(file)")
      .map { String(decoding: $0, as: UTF8.self) }
  }

  /// The state of each file, as `vault status` tells it.
  func vaultStates() throws -> [String: String] {
    struct Report: Decodable {
      struct File: Decodable {
        let file: String
        let state: String
      }
      let files: [File]
    }
    let result = try vault("status", "--format", "json")
    guard result.status <= 1 else {
      throw TemporaryRepository.Failure(description: "vault status: \(result.errors)")
    }
    let report = try JSONDecoder().decode(Report.self, from: Data(result.output))
    return Dictionary(uniqueKeysWithValues: report.files.map { ($0.file, $0.state) })
  }

  /// The versions of a file, the newest first.
  func vaultVersions(_ file: String = VaultScene.file) throws -> [String] {
    struct Report: Decodable {
      struct Version: Decodable { let version: String }
      let versions: [Version]
    }
    let result = try vault("log", file, "--format", "json")
    return try JSONDecoder().decode(Report.self, from: Data(result.output)).versions.map(\.version)
  }
}

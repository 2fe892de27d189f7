import AWS
import Foundation
import Secrets
import TestSupport
import Testing

/// The program in a repository whose environment `prod` is a folder of the AWS test server.
struct CloudProgram {
  let server: MotoServer
  /// Other tests use the same server: the secrets of this one are below this folder.
  let folder = "t\(UUID().uuidString)"
  var program: Program

  /// A repository for the server, or for a proxy before it; `settings` are lines after the
  /// environment's account and secrets.
  init(_ server: MotoServer = .shared, endpoint: String? = nil, _ settings: String = "") throws {
    self.server = server
    program = try Program.initialized()
    program.environment = server.environment(
      home: program.repository.directory.path("home"),
      endpoint: endpoint
    )
    program.environment["AWS_MAX_ATTEMPTS"] = "2"
    try program.repository.write(
      """
      [environments.prod]
      account = "\(server.account)"
      secrets = ["sm:\(folder)/*", "ssm:/\(folder)/**"]
      \(settings)

      """,
      to: ".secrets-sync.toml"
    )
  }

  func client() throws -> AWSClient {
    try AWSClient(
      settings: .load(
        environment: server.environment(home: "/nonexistent"),
        home: "/nonexistent"
      )
    )
  }

  func make(_ references: String..., value: String = "value") throws {
    for reference in references {
      let result = try program("create", reference, "--yes", input: value)
      try #require(result.status == 0, "\(result.errors)")
    }
  }

  /// What the store says of a secret.
  func description(_ reference: String) async throws -> SecretDescription {
    let reference = try SecretReference(parsing: reference)
    let store: any SecretStore =
      reference.store == .secretsManager
      ? SecretsManagerStore(client: try client()) : ParameterStore(client: try client())
    guard case .found(let found)? = try await store.describe([reference.name])[reference.name]
    else { throw TemporaryRepository.Failure(description: "\(reference) is missing") }
    return found
  }

  /// The references of the repository: unchanged where nothing was recorded.
  func references() throws -> String { try program.repository.git("for-each-ref") }

  /// Where a text is found in the repository and the home: files, and objects of Git.
  func places(of text: String) throws -> [String] {
    let folder = program.repository.directory
    // Objects are packed, so Git itself has to show them.
    let objects = try program.repository.git("cat-file", "--batch-all-objects", "--batch")
    var places = objects.contains(text) ? ["an object of Git"] : []
    let files = FileManager.default.enumerator(atPath: folder.path)
    while let name = files?.nextObject() as? String {
      guard let content = FileManager.default.contents(atPath: folder.path(name)) else { continue }
      if content.range(of: Data(text.utf8)) != nil { places.append(name) }
    }
    return places
  }
}

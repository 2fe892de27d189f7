import Foundation
import TestSupport

/// What boto3 sees of a secret (`Tests/Support/boto_settings.py`).
struct SeenByBoto3: Decodable, Equatable {
  var description: String?
  var key: String?
  var tags: [String: String]
  var replicas: [String]?
  var versions: Int
  var binary: Bool?
  var type: String?
  var tier: String?
  var value: String

  /// Asks for a secret (`sm`) or a parameter (`ssm`).
  init(
    _ store: String,
    _ name: String,
    _ server: MotoServer = .shared,
    region: String? = nil
  ) throws {
    let seen = try Self.boto3([store, name], server, region: region)
    self = try JSONDecoder().decode(Self.self, from: Data(seen.output))
  }

  /// Makes a secret whose value is kept as bytes.
  static func makeBinary(_ name: String, _ text: String) throws {
    _ = try boto3(["binary", name, text], .shared)
  }

  private static func boto3(
    _ arguments: [String],
    _ server: MotoServer,
    region: String? = nil
  ) throws -> TestProcess {
    var environment = server.environment(home: "/nonexistent")
    environment["AWS_DEFAULT_REGION"] = region ?? server.region
    if let region { environment["AWS_REGION"] = region }
    let result = try TestProcess.python("boto_settings.py", arguments, environment: environment)
    guard result.status == 0 else {
      throw TemporaryRepository.Failure(description: "boto3 failed: \(result.errors)")
    }
    return result
  }
}

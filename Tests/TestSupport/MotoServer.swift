import Foundation

/// AWS on this machine: moto with AWS's own rules added (`Tests/Support/strict_moto`), which takes
/// correctly signed requests only.
package final class MotoServer: Sendable {
  /// One for all tests of the process, started at its first use: tests use names of their own.
  package static let shared: MotoServer = {
    do {
      return try MotoServer()
    } catch {
      fatalError("The AWS test server is missing: \(error)")
    }
  }()

  /// What a request log entry holds.
  package struct Request: Decodable, Sendable, Equatable {
    /// `secretsmanager.DescribeSecret`, `AmazonSSM.GetParameters`, or `POST /` for STS.
    package let operation: String
    /// 0 when the connection was dropped.
    package let status: Int
    /// `WithDecryption` of a request to Parameter Store.
    package let decrypts: Bool?

    enum CodingKeys: String, CodingKey {
      case operation = "op"
      case status
      case decrypts
    }
  }

  private let program: LoopbackProgram

  package let region = "eu-west-1"
  package var port: Int { program.port }
  package var endpoint: String { "http://127.0.0.1:\(program.port)" }
  /// The keys of a user who may do everything.
  package var accessKeyID: String { program.ready["accessKeyId"] ?? "" }
  package var secretAccessKey: String { program.ready["secretAccessKey"] ?? "" }
  package var account: String { program.ready["account"] ?? "" }
  /// A role that the user may assume.
  package var roleARN: String { program.ready["role"] ?? "" }

  /// Starts a server for one test alone, for those that count requests.
  ///
  /// - Parameter collectingUnlabelledVersions: removes unlabelled versions above 100 at once, as
  ///   Secrets Manager does after a day.
  /// - Throws: if Python or moto is missing.
  package init(collectingUnlabelledVersions: Bool = false) throws {
    let collect = collectingUnlabelledVersions ? ["--collect-after-seconds", "0"] : []
    program = try LoopbackProgram(["-m", "strict_moto", "--enforce"] + collect)
  }

  /// The variables that point a program at this server: keys, region, endpoint, private home.
  ///
  /// - Parameters:
  ///   - home: the home directory.
  ///   - endpoint: another endpoint, such as that of a proxy before this server.
  /// - Returns: a whole environment but for `PATH`.
  package func environment(home: String, endpoint: String? = nil) -> [String: String] {
    [
      "HOME": home,
      "AWS_ACCESS_KEY_ID": accessKeyID,
      "AWS_SECRET_ACCESS_KEY": secretAccessKey,
      "AWS_REGION": region,
      "AWS_ENDPOINT_URL": endpoint ?? self.endpoint,
      "AWS_EC2_METADATA_DISABLED": "true",
    ]
  }

  /// The keys of a user, whom the call makes or gives another policy.
  ///
  /// - Parameters:
  ///   - name: the user's name.
  ///   - allowed: the actions that are allowed on everything, such as `ssm:GetParameters`.
  ///   - denied: ARNs, `*` for any part, on which nothing is allowed.
  /// - Returns: the variables that name the keys.
  /// - Throws: if the server does not answer.
  package func user(
    _ name: String,
    allowed: [String],
    deniedResources denied: [String] = []
  ) throws -> [String: String] {
    var statements: [[String: Any]] = [["Effect": "Allow", "Action": allowed, "Resource": "*"]]
    if !denied.isEmpty {
      statements.append(["Effect": "Deny", "Action": "*", "Resource": denied])
    }
    return try user(name, statements: statements)
  }

  /// The keys of a user with a policy, a whole document as IAM takes it.
  package func user(_ name: String, policy: String) throws -> [String: String] {
    let document = try JSONSerialization.jsonObject(with: Data(policy.utf8)) as? [String: Any]
    return try user(name, statements: document?["Statement"] as? [[String: Any]] ?? [])
  }

  private func user(_ name: String, statements: [[String: Any]]) throws -> [String: String] {
    struct Keys: Decodable {
      let accessKeyId: String
      let secretAccessKey: String
    }
    let body = try JSONSerialization.data(
      withJSONObject: ["name": name, "statements": statements]
    )
    let answer = try LoopbackHTTP.send(
      "POST",
      "/strict-api/users",
      port: port,
      body: String(decoding: body, as: UTF8.self)
    )
    let keys = try JSONDecoder().decode(Keys.self, from: answer)
    return [
      "AWS_ACCESS_KEY_ID": keys.accessKeyId, "AWS_SECRET_ACCESS_KEY": keys.secretAccessKey,
    ]
  }

  /// Makes a bucket.
  ///
  /// - Parameters:
  ///   - name: its name, of which there is only one.
  ///   - settings: members of a JSON object as `strict_moto/s3.py` takes them, such as
  ///     `"versioning":"Enabled"`.
  /// - Throws: if the server does not answer.
  package func makeBucket(_ name: String, _ settings: String = "") throws {
    let rest = settings.isEmpty ? "" : ",\(settings)"
    _ = try LoopbackHTTP.send(
      "POST",
      "/strict-api/buckets",
      port: port,
      body: #"{"name":"\#(name)"\#(rest)}"#
    )
  }

  /// Makes a key of KMS.
  ///
  /// - Parameter settings: a JSON object as `strict_moto/identity.py` takes it.
  /// - Returns: its ARN.
  /// - Throws: if the server does not answer.
  package func makeKey(_ settings: String = "{}") throws -> String {
    struct Key: Decodable { let arn: String }
    let answer = try LoopbackHTTP.send("POST", "/strict-api/keys", port: port, body: settings)
    return try JSONDecoder().decode(Key.self, from: answer).arn
  }

  /// Makes a stack of CloudFormation, of a template in JSON.
  package func makeStack(_ name: String, _ template: String) throws {
    let body = #"{"name":"\#(name)","template":\#(template)}"#
    _ = try LoopbackHTTP.send("POST", "/strict-api/stacks", port: port, body: body)
  }

  /// The requests seen since the start, oldest first.
  package func requests() throws -> [Request] {
    let answer = try LoopbackHTTP.send("GET", "/strict-api/log", port: port)
    return try JSONDecoder().decode([Request].self, from: answer)
  }

  /// Adds faults, a JSON list as described in `Tests/Support/strict_moto/front.py`.
  ///
  /// On the shared server a fault must say what the body `contains`.
  package func inject(_ faults: String) throws {
    _ = try LoopbackHTTP.send("POST", "/strict-api/faults", port: port, body: faults)
  }
}

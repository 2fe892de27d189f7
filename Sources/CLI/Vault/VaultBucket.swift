import AWS
import Secrets

/// The bucket of a vault, as `vault init` looks at it and mends it.
struct VaultBucket: VaultMender {
  let bucket: S3Bucket
  let client: AWSClient
  let settings: VaultSettings
  /// That of the bucket, and those of the environments: who may be let in.
  let accounts: Set<String>
  let account: String
  let profile: String?

  init(
    client: AWSClient,
    name: String,
    account: String,
    profile: String?,
    accounts: Set<String>,
    settings: VaultSettings
  ) throws {
    bucket = try client.bucket(name, owner: account)
    self.client = client
    self.account = account
    self.accounts = accounts.union([account])
    self.profile = profile
    self.settings = settings
  }

  func checks() async throws -> [VaultCheck] {
    guard try await isThere() else {
      let place =
        client.region == "us-east-1"
        ? "" : " --create-bucket-configuration LocationConstraint=\(client.region)"
      let fix = command(
        "create-bucket",
        "--region \(client.region)\(place) --object-ownership BucketOwnerEnforced"
      )
      let more = "; then `git secrets-sync vault init`, for what else it should have"
      var checks = [
        VaultCheck(.bucket, .wrong, "\(visible(bucket.name)) is not there", fix: fix + more)
      ]
      // A bucket that encrypts with a key that is not there would take nothing.
      if let key = settings.key, case .failure(let problem) = try await look(atKey: key) {
        checks[0].kind = nil
        checks.append(
          VaultCheck(.encryption, .wrong, problem.what, fix: problem.fix, byHand: true)
        )
      }
      return checks
    }
    var checks = [VaultCheck(.bucket, .fine, "\(visible(bucket.name)) is there, and yours")]
    let parts: [(VaultCheckKind, () async throws -> [VaultCheck])] = [
      (.access, access), (.owner, owner), (.versions, versions), (.encryption, encryption),
      (.lifecycle, lifecycle), (.transport, transport),
    ]
    for (kind, part) in parts {
      do {
        checks += try await part()
      } catch let error as AWSError where error.kind == .accessDenied {
        checks.append(VaultCheck(kind, unknown: error))
      }
    }
    return checks
  }

  /// S3 answers a HEAD without a body, and so without a reason.
  private func isThere() async throws -> Bool {
    do {
      return try await bucket.exists()
    } catch {
      guard error.kind == .accessDenied else { throw error }
      throw Failure(
        "\(visible(bucket.name)) is there, and may not be looked at: most likely for lack of "
          + "s3:ListBucket, or it is somebody else's.",
        hint:
          "Ask for that permission, or name another bucket: names are taken all over the world.",
        status: .refused
      )
    }
  }

  func mend(_ kind: VaultCheckKind) async throws {
    switch kind {
    case .bucket:
      try await bucket.create()
      // A new one has none of what the others are about, whatever the service's defaults are.
      for kind in VaultCheckKind.allCases where kind != .bucket { try await mend(kind) }
    case .access: try await bucket.blockPublicAccess()
    case .owner: try await bucket.enforceOwnership()
    case .versions: try await bucket.enableVersioning()
    case .encryption: try await bucket.encrypt(key: settings.key)
    case .transport: try await bucket.setPolicy(policy)
    case .lifecycle, .place, .folder: break
    }
  }

  var policy: String {
    BucketPolicy.onlyTLS(bucket.name, partition: Partition.of(region: client.region).name)
  }

  /// A command of the AWS CLI about the bucket.
  func command(_ name: String, _ rest: String) -> String {
    let profile = profile.map { " --profile \(ChangeText.argument($0))" } ?? ""
    let rest = rest.isEmpty ? "" : " \(rest)"
    return "aws s3api \(name) --bucket \(ChangeText.argument(bucket.name))\(rest)\(profile)"
  }
}

import AWS
import Secrets

/// The bucket of a vault, as `vault init` looks at it and mends it.
struct VaultBucket: VaultMender {
  let bucket: S3Bucket
  let client: AWSClient
  let settings: VaultSettings
  private let profile: String?

  init(
    client: AWSClient,
    name: String,
    account: String,
    profile: String?,
    settings: VaultSettings
  ) throws {
    bucket = try client.bucket(name, owner: account)
    self.client = client
    self.profile = profile
    self.settings = settings
  }

  func checks() async throws -> [VaultCheck] {
    guard try await bucket.exists() else {
      let place =
        client.region == "us-east-1"
        ? "" : " --create-bucket-configuration LocationConstraint=\(client.region)"
      let fix = command(
        "create-bucket",
        "--region \(client.region)\(place) --object-ownership BucketOwnerEnforced"
      )
      return [VaultCheck(.bucket, .wrong, "\(visible(bucket.name)) is not there", fix: fix)]
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
    case .lifecycle, .folder: break
    }
  }

  var policy: String {
    TransportPolicy.document(of: bucket.name, partition: Partition.of(region: client.region).name)
  }

  /// A command of the AWS CLI about the bucket.
  func command(_ name: String, _ rest: String) -> String {
    let profile = profile.map { " --profile \(visible($0))" } ?? ""
    return "aws s3api \(name) --bucket \(visible(bucket.name)) \(rest)\(profile)"
  }
}

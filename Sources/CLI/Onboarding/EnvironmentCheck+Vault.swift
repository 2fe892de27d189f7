import AWS

extension EnvironmentCheck {
  /// Whether the versions of the vault's files may be listed, as `record` and `verify` do; none where
  /// others' credentials reach the vault.
  func files(_ client: AWSClient, _ identity: CallerIdentity) async -> [HealthCheck] {
    guard let vault = try? session.configuration().vault, let bucket = vault.bucket,
      (try? session.reachesFiles(environment)) == true
    else { return [] }
    let name = "aws, \(environment.name), s3:ListBucketVersions"
    let folder = vault.prefix.isEmpty ? "files" : "\(vault.prefix)/files"
    let place = "s3://\(visible(bucket))/\(visible(folder))"
    do throws(AWSError) {
      // Of a file that nothing is: the answer is short.
      _ = try await client.bucket(bucket, owner: identity.account)
        .listObjectVersions(prefix: "\(folder)/git-secrets-sync-probe")
    } catch {
      guard error.kind == .accessDenied else { return [.wrong(name, error)] }
      return [
        HealthCheck(
          name: name,
          state: .wrong,
          message: "denied for \(place), or the bucket is of another account",
          fix: "Attach to \(visible(identity.arn)) what this prints: git secrets-sync doctor "
            + "--iam-policy record --env \(visible(environment.name))"
        )
      ]
    }
    return [HealthCheck(name: name, state: .fine, message: "allowed for \(place)")]
  }
}

extension AWSClient {
  package var secretsManager: SecretsManagerClient { SecretsManagerClient(client: self) }
  package var ssm: SSMClient { SSMClient(client: self) }
  package var sts: STSClient { STSClient(client: self) }
  package var kms: KMSClient { KMSClient(client: self) }
  package var cloudFormation: CloudFormationClient { CloudFormationClient(client: self) }
  package var cloudTrail: CloudTrailClient { CloudTrailClient(client: self) }

  /// A bucket of S3; `invalidRequest` when no bucket has such a name.
  package func bucket(
    _ name: String,
    owner: String? = nil,
    style: S3Bucket.Style = .automatic
  ) throws(AWSError) -> S3Bucket {
    try S3Bucket(client: self, name: name, owner: owner, style: style)
  }
}

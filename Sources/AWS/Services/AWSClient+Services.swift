extension AWSClient {
  package var secretsManager: SecretsManagerClient { SecretsManagerClient(client: self) }
  package var ssm: SSMClient { SSMClient(client: self) }
  package var sts: STSClient { STSClient(client: self) }
}

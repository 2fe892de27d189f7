/// The services that are called, and what each is called by AWS in each place.
package enum AWSService: String, Sendable, CaseIterable {
  case secretsManager
  case ssm
  case sts

  /// The name in a credential scope; also the first label of the host.
  package var signingName: String {
    switch self {
    case .secretsManager: "secretsmanager"
    case .ssm: "ssm"
    case .sts: "sts"
    }
  }

  package var endpointPrefix: String { signingName }

  /// What follows `AWS_ENDPOINT_URL_`; in lower case, the key in a `services` section.
  package var endpointVariableSuffix: String {
    switch self {
    case .secretsManager: "SECRETS_MANAGER"
    case .ssm: "SSM"
    case .sts: "STS"
    }
  }

  /// What precedes the operation in `X-Amz-Target`; nil where the protocol has no such header.
  package var targetPrefix: String? {
    switch self {
    case .secretsManager: "secretsmanager"
    case .ssm: "AmazonSSM"
    case .sts: nil
    }
  }

  /// For messages.
  package var displayName: String {
    switch self {
    case .secretsManager: "AWS Secrets Manager"
    case .ssm: "AWS Systems Manager Parameter Store"
    case .sts: "AWS STS"
    }
  }
}

/// The services that are called, and what each is called by AWS in each place.
package enum AWSService: String, Sendable, CaseIterable {
  case secretsManager
  case ssm
  case sts
  case s3
  case kms
  case cloudFormation
  case cloudTrail
  /// The portal of IAM Identity Center, which hands out a role's keys.
  case sso
  /// The tokens of IAM Identity Center.
  case ssoOIDC
  /// The console's sessions, of which `aws login` makes one.
  case signIn

  /// The name in a credential scope, and in errors.
  package var signingName: String {
    switch self {
    case .secretsManager: "secretsmanager"
    case .ssm: "ssm"
    case .sts: "sts"
    case .s3: "s3"
    case .kms: "kms"
    case .cloudFormation: "cloudformation"
    case .cloudTrail: "cloudtrail"
    case .sso: "awsssoportal"
    case .ssoOIDC: "sso-oauth"
    case .signIn: "signin"
    }
  }

  /// The first labels of the host.
  package var endpointPrefix: String {
    switch self {
    case .sso: "portal.sso"
    case .ssoOIDC: "oidc"
    default: signingName
    }
  }

  /// What follows `AWS_ENDPOINT_URL_`; in lower case, the key in a `services` section.
  package var endpointVariableSuffix: String {
    switch self {
    case .secretsManager: "SECRETS_MANAGER"
    case .ssm: "SSM"
    case .sts: "STS"
    case .s3: "S3"
    case .kms: "KMS"
    case .cloudFormation: "CLOUDFORMATION"
    case .cloudTrail: "CLOUDTRAIL"
    case .sso: "SSO"
    case .ssoOIDC: "SSO_OIDC"
    case .signIn: "SIGNIN"
    }
  }

  /// What precedes the operation in `X-Amz-Target`; nil where the protocol has no such header.
  package var targetPrefix: String? {
    switch self {
    case .secretsManager: "secretsmanager"
    case .ssm: "AmazonSSM"
    case .kms: "TrentService"
    case .cloudTrail: "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101"
    case .sts, .s3, .cloudFormation, .sso, .ssoOIDC, .signIn: nil
    }
  }

  /// The `Version` of a form of the query protocol; nil where the protocol is another.
  package var queryVersion: String? {
    switch self {
    case .sts: "2011-06-15"
    case .cloudFormation: "2010-05-15"
    case .secretsManager, .ssm, .s3, .kms, .cloudTrail, .sso, .ssoOIDC, .signIn: nil
    }
  }

  /// For messages.
  package var displayName: String {
    switch self {
    case .secretsManager: "AWS Secrets Manager"
    case .ssm: "AWS Systems Manager Parameter Store"
    case .sts: "AWS STS"
    case .s3: "Amazon S3"
    case .kms: "AWS KMS"
    case .cloudFormation: "AWS CloudFormation"
    case .cloudTrail: "AWS CloudTrail"
    case .sso, .ssoOIDC: "AWS IAM Identity Center"
    case .signIn: "AWS Sign-In"
    }
  }
}

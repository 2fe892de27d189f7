// Tokens of AWS that are no access key: sessions, signed requests, keys of single services.

extension BuiltinRules {
  static let awsSessions: [Rule] = [
    Rule(
      id: "aws-service-bearer-token-id",
      description: "id of an AWS STS service bearer token",
      reference:
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids",
      level: .low,
      keywords: ["abia"],
      pattern: #"ABIA[A-Z2-7]{16}"#,
      boundary: .alphanumeric,
      window: .atKeyword,
      checks: [.notPlaceholder, .variety(last: 16, bits: 2.3)],
      advice: "The token it names ends by itself.",
      examples: [
        "id = ABIA\(Example.random(16, .base32, seed: 1))\n",
        "\"ABIA\(Example.random(16, .base32, seed: 2))\"\n",
      ],
      counterexamples: [
        "Arabia/Riyadh\n",
        "id = ABIA\(Example.random(15, .base32, seed: 1))\n",
      ]
    ),
    Rule(
      id: "aws-service-credential-id",
      description: "id of an AWS service-specific credential",
      reference:
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids",
      level: .low,
      keywords: ["acca"],
      pattern: #"ACCA[A-Z2-7]{16,28}"#,
      boundary: .alphanumeric,
      window: .atKeyword,
      checks: [.notPlaceholder, .variety(last: 16, bits: 2.3)],
      advice: "Reset or delete the credential: aws iam list-service-specific-credentials.",
      examples: [
        "id = ACCA\(Example.random(17, .base32, seed: 1))\n",
        "\"ServiceSpecificCredentialId\": \"ACCA\(Example.random(16, .base32, seed: 2))\"\n",
      ],
      counterexamples: [
        "ACCA qualification\n",
        "id = ACCA\(Example.random(12, .base32, seed: 1))\n",
      ]
    ),
    Rule(
      id: "aws-codeartifact-token",
      description: "AWS CodeArtifact authorization token",
      reference: "https://docs.aws.amazon.com/codeartifact/latest/ug/tokens-authentication.html",
      level: .medium,
      keywords: ["eyj2zxiioj"],
      pattern: #"eyJ2ZXIiOj[A-Za-z0-9_-]{20,200}\.[A-Za-z0-9_.-]{300,1800}"#,
      boundary: .alphanumeric,
      window: .atKeyword,
      checks: [.notPlaceholder, .randomness],
      advice:
        "It ends after 12 hours at most. To end it now, revoke the sessions of the role that got it.",
      examples: [
        "CODEARTIFACT_AUTH_TOKEN=eyJ2ZXIiOj\(Example.random(60, .base64URL, seed: 1))..\(Example.random(400, .base64URL, seed: 2))\n",
        "\"authorizationToken\": \"eyJ2ZXIiOj\(Example.random(80, .base64URL, seed: 3)).\(Example.random(60, .base64URL, seed: 4)).\(Example.random(400, .base64URL, seed: 5))\"\n",
      ],
      counterexamples: [
        "CODEARTIFACT_AUTH_TOKEN=eyJ2ZXIiOj…\n",
        "eyJ2ZXIiOj\(Example.random(60, .base64, seed: 1))\n",
      ]
    ),
    Rule(
      id: "aws-cognito-refresh-token",
      description: "refresh token of an Amazon Cognito user",
      reference:
        "https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-refresh-token.html",
      level: .high,
      keywords: ["eyjjdhkioijkv1qi"],
      pattern:
        #"eyJjdHkiOiJKV1Qi[A-Za-z0-9_-]{20,200}\.[A-Za-z0-9_-]{200,600}\.[A-Za-z0-9_-]{8,40}\.[A-Za-z0-9_-]{200,4000}\.[A-Za-z0-9_-]{16,40}"#,
      boundary: .word,
      window: .atKeyword,
      checks: [.notPlaceholder, .randomness],
      advice: "Revoke it: aws cognito-idp revoke-token, or admin-user-global-sign-out.",
      examples: [
        "\"RefreshToken\": \"eyJjdHkiOiJKV1Qi\(Example.random(60, .base64URL, seed: 1)).\(Example.random(342, .base64URL, seed: 2)).\(Example.random(16, .base64URL, seed: 3)).\(Example.random(900, .base64URL, seed: 4)).\(Example.random(22, .base64URL, seed: 5))\"\n",
        "refreshToken=eyJjdHkiOiJKV1Qi\(Example.random(60, .base64URL, seed: 6)).\(Example.random(342, .base64URL, seed: 7)).\(Example.random(16, .base64URL, seed: 8)).\(Example.random(900, .base64URL, seed: 9)).\(Example.random(22, .base64URL, seed: 10))\n",
      ],
      counterexamples: [
        "\"RefreshToken\": \"eyJjdHkiOiJKV1Qi…\"\n",
        "eyJjdHkiOiJKV1Qi\(Example.random(60, .base64URL, seed: 6)).\(Example.random(342, .base64URL, seed: 7))\n",
      ]
    ),
    Rule(
      id: "aws-sso-access-token",
      description: "access token of AWS IAM Identity Center",
      reference: "https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-sso.html",
      level: .high,
      keywords: ["aoaaaaaa"],
      pattern: #"aoaAAAAA[A-Za-z0-9_:+/=-]{100,1200}"#,
      boundary: .base64,
      window: .atKeyword,
      checks: [.notPlaceholder, .randomness],
      advice: "End the session: aws sso logout, or the portal, Sign out.",
      examples: [
        "\"accessToken\": \"aoaAAAAA\(Example.random(300, .base64URL, seed: 1)):\(Example.random(80, .base64, seed: 2))\"\n",
        "aoaAAAAA\(Example.random(200, .base64URL, seed: 3))\n",
      ],
      counterexamples: [
        "\"accessToken\": \"aoaAAAAA…\"\n",
        "aoaAAAAA\(Example.random(40, .base64URL, seed: 3))\n",
      ]
    ),
    Rule(
      id: "aws-sso-refresh-token",
      description: "refresh token of AWS IAM Identity Center",
      reference: "https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-sso.html",
      level: .high,
      keywords: ["aoraaaaa"],
      pattern: #"aorAAAAA[A-Za-z0-9_:+/=-]{100,1200}"#,
      boundary: .base64,
      window: .atKeyword,
      checks: [.notPlaceholder, .randomness],
      advice:
        "End the session: aws sso logout, and delete the active sessions of the user in IAM Identity Center.",
      examples: [
        "\"refreshToken\": \"aorAAAAA\(Example.random(300, .base64URL, seed: 1)):\(Example.random(80, .base64, seed: 2))\"\n",
        "aorAAAAA\(Example.random(200, .base64URL, seed: 3))\n",
      ],
      counterexamples: [
        "\"refreshToken\": \"aorAAAAA…\"\n",
        "aorAAAAA\(Example.random(40, .base64URL, seed: 3))\n",
      ]
    ),
    Rule(
      id: "aws-sso-client-secret",
      description: "client secret of a registered AWS IAM Identity Center client",
      reference:
        "https://docs.aws.amazon.com/singlesignon/latest/OIDCAPIReference/API_RegisterClient.html",
      level: .medium,
      keywords: ["clientsecret"],
      pattern: #""clientSecret"\s{0,4}:\s{0,4}"(?<secret>eyJ[A-Za-z0-9_.-]{100,4000})""#,
      boundary: .none,
      window: .bytes(2),
      checks: [.notPlaceholder, .randomness],
      advice: "It ends after 90 days by itself. End the session: aws sso logout.",
      examples: [
        "{\"clientId\": \"x\", \"clientSecret\": \"eyJ\(Example.random(400, .base64URL, seed: 1))\", \"expiresAt\": \"2027-01-01T00:00:00Z\"}\n",
        "\"clientSecret\": \"eyJ\(Example.random(300, .base64URL, seed: 2)).\(Example.random(100, .base64URL, seed: 3))\"\n",
      ],
      counterexamples: [
        "\"clientSecret\": \"eyJ…\"\n",
        "\"clientSecret\": \"${SECRET}\"\n",
      ]
    ),
    Rule(
      id: "aws-container-authorization-token",
      description: "authorization token of an AWS container credentials endpoint",
      reference:
        "https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html",
      level: .medium,
      keywords: ["aws_container_authorization_token"],
      pattern:
        #"AWS_CONTAINER_AUTHORIZATION_TOKEN["\x27]?(?:\s{0,4}[=:]\s{0,4}|\s{1,4})["\x27]?(?<secret>[A-Za-z0-9+/=_.-]{16,4000})"#,
      boundary: .none,
      window: .atKeyword,
      checks: [.notPlaceholder, .randomness],
      advice: "Restart the agent that serves the credentials.",
      examples: [
        "export AWS_CONTAINER_AUTHORIZATION_TOKEN=\(Example.random(40, .base64URL, seed: 1))\n",
        "AWS_CONTAINER_AUTHORIZATION_TOKEN: \"\(Example.random(60, .base64, seed: 2))=\"\n",
      ],
      counterexamples: [
        "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE=/var/run/secrets/token\n",
        "AWS_CONTAINER_AUTHORIZATION_TOKEN=${TOKEN}\n",
      ]
    ),
    Rule(
      id: "aws-saml-assertion",
      description: "SAML assertion for AWS",
      reference: "https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithSAML.html",
      level: .medium,
      keywords: ["samlassertion", "samlresponse", "saml-assertion"],
      pattern:
        #"(?i:saml-?(?:assertion|response))["\x27]?(?:\s{0,4}[=:,]\s{0,4}|\s{1,4})["\x27]?(?<secret>(?:PD94bWwg|PHNhbWwy|PHNhbWxw|PFJlc3Bvb)[A-Za-z0-9+/%]{400,60000}={0,2})"#,
      boundary: .none,
      window: .atKeyword,
      checks: [.notPlaceholder, .randomness],
      advice:
        "It ends after some minutes. The sessions made with it can be revoked: IAM console, Roles, the role, Revoke sessions.",
      examples: [
        "SAMLResponse=PD94bWwg\(Example.random(900, .base64, seed: 1))\n",
        "--saml-assertion PHNhbWxw\(Example.random(900, .base64, seed: 2))=\n",
      ],
      counterexamples: [
        "SAMLResponse=PD94bWwg…\n",
        "SAMLResponse=${SAML}\n",
      ]
    ),
    Rule(
      id: "aws-federation-signin-token",
      description: "sign-in token for the AWS console",
      reference:
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_enable-console-custom-url.html",
      level: .medium,
      keywords: ["signintoken"],
      pattern: #"SigninToken["\x27]?\s{0,4}[=:]\s{0,4}["\x27]?(?<secret>[A-Za-z0-9_-]{200,4000})"#,
      boundary: .none,
      window: .atKeyword,
      checks: [.notPlaceholder, .randomness],
      advice: "It ends after 15 minutes. Revoke the sessions of the role.",
      examples: [
        "https://signin.aws.amazon.com/federation?Action=login&Destination=x&SigninToken=\(Example.random(500, .base64URL, seed: 1))\n",
        "{\"SigninToken\": \"\(Example.random(500, .base64URL, seed: 2))\"}\n",
      ],
      counterexamples: [
        "&SigninToken=${TOKEN}\n",
        "\"SigninToken\": \"\(Example.random(40, .base64, seed: 1))\"\n",
      ]
    ),
    Rule(
      id: "aws-imds-token",
      description: "token of the EC2 instance metadata service",
      reference:
        "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html",
      level: .low,
      keywords: ["x-aws-ec2-metadata-token"],
      pattern:
        #"X-aws-ec2-metadata-token["\x27]?\s{0,4}[:=,]\s{0,4}["\x27]?(?<secret>[A-Za-z0-9_-]{54}==)"#,
      boundary: .none,
      window: .atKeyword,
      checks: [.notPlaceholder, .randomness],
      advice: "It works on that instance only, and for six hours at most.",
      examples: [
        "curl -H \"X-aws-ec2-metadata-token: \(Example.random(54, .base64URL, seed: 1))==\" http://169.254.169.254/\n",
        "'X-aws-ec2-metadata-token': '\(Example.random(54, .base64URL, seed: 2))=='\n",
      ],
      counterexamples: [
        "X-aws-ec2-metadata-token: $TOKEN\n",
        "X-aws-ec2-metadata-token-ttl-seconds: 21600\n",
      ]
    ),
  ]
}

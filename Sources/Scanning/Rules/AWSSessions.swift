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
      id: "aws-login-with-amazon-access-token",
      description: "Login with Amazon access token",
      reference: "https://developer.amazon.com/docs/login-with-amazon/access-token.html",
      level: .medium,
      keywords: ["atza|"],
      pattern: #"Atza(?:\||%7C)(?<secret>[A-Za-z0-9+/_-]{80,1200}={0,2})"#,
      boundary: .none,
      window: .atKeyword,
      checks: [.notPlaceholder, .randomness],
      advice: "It ends after one hour by itself.",
      examples: [
        "access_token=Atza|\(Example.random(300, .base64URL, seed: 1))\n",
        "\"Atza|\(Example.random(400, .base64, seed: 2))==\"\n",
      ],
      counterexamples: [
        "Atza|IwEBI…\n",
        "Atza|\(Example.random(30, .base64, seed: 2))\n",
      ]
    ),
    Rule(
      id: "aws-login-with-amazon-refresh-token",
      description: "Login with Amazon refresh token",
      reference: "https://developer.amazon.com/docs/login-with-amazon/refresh-token.html",
      level: .high,
      keywords: ["atzr|"],
      pattern: #"Atzr(?:\||%7C)(?<secret>[A-Za-z0-9+/_-]{80,1200}={0,2})"#,
      boundary: .none,
      window: .atKeyword,
      checks: [.notPlaceholder, .randomness],
      advice:
        "Revoke the access of the application: amazon.com, Account, Login with Amazon, or make a new client secret.",
      examples: [
        "refresh_token=Atzr|\(Example.random(300, .base64URL, seed: 1))\n",
        "\"Atzr|\(Example.random(400, .base64, seed: 2))==\"\n",
      ],
      counterexamples: [
        "Atzr|IwEBI…\n",
        "Atzr|\(Example.random(30, .base64, seed: 2))\n",
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
      boundary: .none,
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
      boundary: .none,
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
      id: "aws-kms-plaintext-data-key",
      description: "data key of AWS KMS in plain text",
      reference: "https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKey.html",
      level: .high,
      keywords: ["\"plaintext\""],
      pattern:
        #""Plaintext"\s{0,4}:\s{0,4}"(?<secret>(?:[A-Za-z0-9+/]{43}=|[A-Za-z0-9+/]{22}==|[A-Za-z0-9+/]{86}==))""#,
      boundary: .none,
      window: .atKeyword,
      context: .near(["ciphertextblob", "keyid"], .lines(6)),
      checks: [.notPlaceholder, .randomness],
      advice: "Make a new data key and encrypt again what this one protects.",
      examples: [
        "{\"CiphertextBlob\": \"AQID\(Example.random(200, .base64, seed: 1))\", \"Plaintext\": \"\(Example.random(43, .base64, seed: 2))=\", \"KeyId\": \"x\"}\n",
        "{\n \"Plaintext\": \"\(Example.random(43, .base64, seed: 3))=\",\n \"CiphertextBlob\": \"AQIDx\"\n}\n",
      ],
      counterexamples: [
        "\"CiphertextBlob\": \"x\", \"Plaintext\": \"<key>\"\n",
        "\"Plaintext\": \"\(Example.random(43, .base64, seed: 3))=\"\n",
      ]
    ),
    Rule(
      id: "aws-redshift-temporary-password",
      description: "temporary password of Amazon Redshift",
      reference:
        "https://docs.aws.amazon.com/redshift/latest/APIReference/API_GetClusterCredentials.html",
      level: .medium,
      keywords: ["\"dbpassword\""],
      pattern: #""[Dd]bPassword"\s{0,4}:\s{0,4}"(?<secret>[^"\\\r\n]{8,400})""#,
      boundary: .none,
      window: .atKeyword,
      context: .near(["\"iam:", "\"iama:", "\"iamr:"], .lines(4)),
      checks: [LiteralValue.check, .notPlaceholder],
      advice: "It ends after an hour at most.",
      examples: [
        "{\"DbUser\": \"IAM:app\", \"DbPassword\": \"\(Example.random(90, .alphanumeric, seed: 1))==\"}\n",
        "\"dbPassword\": \"\(Example.random(64, .base64, seed: 2))\",\n\"dbUser\": \"IAMA:app\"\n",
      ],
      counterexamples: [
        "\"DbUser\": \"IAM:app\", \"DbPassword\": \"${PASSWORD}\"\n",
        "\"DbPassword\": \"\(Example.random(90, .alphanumeric, seed: 1))\"\n",
      ]
    ),
    Rule(
      id: "aws-s3-sigv2-presigned-url",
      description: "presigned URL of Amazon S3 (signature version 2)",
      reference: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/RESTAuthentication.html",
      level: .medium,
      keywords: ["awsaccesskeyid="],
      pattern:
        #"[?&]AWSAccessKeyId=A[A-Z2-7]{19}&(?:[A-Za-z0-9_.%+/:=;-]{1,2000}&){0,8}Signature=(?<secret>(?:[A-Za-z0-9+/]|%2[BbFf]){27}(?:=|%3[Dd]))"#,
      boundary: .none,
      window: .bytes(2),
      checks: [.notPlaceholder, .minimumEntropy(3.4)],
      advice: "It ends at its Expires time. To end it now, deactivate the key that signed it.",
      examples: [
        "https://b.s3.amazonaws.com/k?AWSAccessKeyId=AKIA\(Example.random(16, .base32, seed: 1))&Expires=1767225600&Signature=\(Example.random(27, .alphanumeric, seed: 2))%3D\n",
        "\"https://b.s3.amazonaws.com/k?x=1&AWSAccessKeyId=ASIA\(Example.random(16, .base32, seed: 3))&Signature=\(Example.random(27, .alphanumeric, seed: 4))%3D&Expires=1767225600\"\n",
      ],
      counterexamples: [
        "https://b.s3.amazonaws.com/k?AWSAccessKeyId=AKIAXXXXXXXXXXXXXXXX&Expires=1&Signature=x\n",
        "?AWSAccessKeyId=${ID}&Signature=${S}\n",
      ]
    ),
    Rule(
      id: "aws-cloudfront-signed-url",
      description: "signed URL or cookies of Amazon CloudFront",
      reference:
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-signed-urls.html",
      level: .low,
      keywords: ["key-pair-id="],
      pattern:
        #"(?:[?&]Signature=(?<secret>[A-Za-z0-9_~-]{160,700})&(?:[A-Za-z0-9_=~.-]{1,400}&)?Key-Pair-Id=[A-Z0-9]{12,24}|Key-Pair-Id=[A-Z0-9]{12,24}&(?:[A-Za-z0-9_=~.-]{1,400}&)?Signature=(?<secret>[A-Za-z0-9_~-]{160,700}))"#,
      boundary: .none,
      window: .bytes(1200),
      checks: [.notPlaceholder, .randomness],
      advice:
        "It ends at the time in its policy. To end it now, take the public key out of the key group.",
      examples: [
        "https://d1.cloudfront.net/a?Expires=1767225600&Signature=\(Example.random(342, .base64URL, seed: 1))__&Key-Pair-Id=K\(Example.random(13, .upperAlphanumeric, seed: 2))\n",
        "https://d1.cloudfront.net/a?Policy=x&Signature=\(Example.random(342, .base64URL, seed: 3))~~&Key-Pair-Id=APKA\(Example.random(16, .upperAlphanumeric, seed: 4))\n",
      ],
      counterexamples: [
        "?Signature=<signature>&Key-Pair-Id=K1\n",
        "Key-Pair-Id=K2JCJMDEHXQW5F\n",
      ]
    ),
    Rule(
      id: "aws-signature-header",
      description: "signed request of AWS (Authorization header)",
      reference:
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-authentication-methods.html",
      level: .low,
      keywords: ["aws4-hmac-sha256 credential="],
      pattern:
        #"AWS4-HMAC-SHA256 Credential=A[A-Z0-9]{15,24}/20[0-9]{6}/[a-z0-9-]{2,30}/[a-z0-9-]{2,30}/aws4_request,\s{0,4}SignedHeaders=[a-z0-9;-]{4,400},\s{0,4}Signature=(?<secret>[0-9a-f]{64})"#,
      boundary: .alphanumeric,
      window: .atKeyword,
      checks: [.notPlaceholder, .randomness],
      advice: "The request is good for some minutes only.",
      examples: [
        "Authorization: AWS4-HMAC-SHA256 Credential=AKIA\(Example.random(16, .base32, seed: 1))/20261124/eu-west-1/s3/aws4_request, SignedHeaders=host;x-amz-date, Signature=\(Example.random(64, .hex, seed: 2))\n",
        "\"AWS4-HMAC-SHA256 Credential=ASIA\(Example.random(16, .base32, seed: 3))/20261124/us-east-1/iam/aws4_request,SignedHeaders=host,Signature=\(Example.random(64, .hex, seed: 4))\"\n",
      ],
      counterexamples: [
        "AWS4-HMAC-SHA256 Credential=<id>/<scope>, SignedHeaders=host, Signature=<signature>\n",
        "AWS4-HMAC-SHA256\n",
      ]
    ),
    Rule(
      id: "aws-s3-customer-key",
      description: "key of the customer for encryption in Amazon S3",
      reference:
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerSideEncryptionCustomerKeys.html",
      level: .high,
      keywords: [
        "server-side-encryption-customer-key", "sse-customer-key", "sse-c-key", "ssecustomerkey",
      ],
      pattern:
        #"(?i:server-side-encryption-customer-key|sse-?customer-?key|sse-c-key)["\x27]?(?:\s{0,4}[=:,]\s{0,4}|\s{1,4})["\x27]?(?<secret>[A-Za-z0-9+/]{43}=)"#,
      boundary: .base64,
      window: .atKeyword,
      checks: [.notPlaceholder, .randomness],
      advice: "Make a new key, and copy the objects with it.",
      examples: [
        "x-amz-server-side-encryption-customer-key: \(Example.random(43, .base64, seed: 1))=\n",
        "SSECustomerKey=\"\(Example.random(43, .base64, seed: 2))=\"\n",
      ],
      counterexamples: [
        "x-amz-server-side-encryption-customer-key-MD5: \(Example.random(22, .base64, seed: 1))==\n",
        "--sse-c-key fileb://key.bin\n",
      ]
    ),
    Rule(
      id: "aws-vpn-preshared-key",
      description: "pre-shared key of an AWS VPN tunnel",
      reference: "https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNTunnels.html",
      level: .high,
      keywords: ["presharedkey", "preshared_key", "pre_shared_key"],
      pattern:
        #"(?i:tunnel[12]_preshared_key|"?PreSharedKey"?|pre_shared_key)(?:\s{0,4}[=:>]\s{0,4})["\x27]?(?<secret>[A-Za-z1-9_.][A-Za-z0-9_.]{19,63})(?=["\x27\s,;<]|$)"#,
      boundary: .none,
      window: .bytes(12),
      checks: [.notPlaceholder, LiteralValue.check, .contains(.digit), .randomness],
      advice: "Replace it: aws ec2 modify-vpn-tunnel-options.",
      examples: [
        "tunnel1_preshared_key = \"\(Example.random(32, .alphanumeric, seed: 1))\"\n",
        "\"PreSharedKey\": \"\(Example.random(40, .alphanumeric, seed: 2))\"\n",
        "<pre_shared_key>\(Example.random(32, .alphanumeric, seed: 3))</pre_shared_key>\n",
      ],
      counterexamples: [
        "tunnel1_preshared_key = var.preshared_key\n",
        "\"PreSharedKey\": \"${PSK}\"\n",
        "preshared_key = random_password.psk.result\n",
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
    Rule(
      id: "aws-api-gateway-key",
      description: "key of an API in Amazon API Gateway",
      reference:
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html",
      level: .medium,
      keywords: ["x-api-key"],
      pattern:
        #"(?i:x-api-key)["\x27\]]{0,2}\s{0,4}[:=,]\s{0,4}["\x27]?(?<secret>[A-Za-z0-9]{40})"#,
      boundary: .base64,
      window: .atKeyword,
      checks: [.notPlaceholder, .contains([.digit, .lowercase, .uppercase]), .randomness],
      advice: "Delete it and make another: aws apigateway delete-api-key.",
      examples: [
        "curl -H \"x-api-key: \(Example.random(40, .alphanumeric, seed: 1))\" https://a1.execute-api.eu-west-1.amazonaws.com/prod\n",
        "'x-api-key': '\(Example.random(40, .alphanumeric, seed: 2))',\n",
      ],
      counterexamples: [
        "x-api-key: $KEY\n",
        "x-api-key: \(Example.random(30, .alphanumeric, seed: 1))\n",
      ]
    ),
  ]
}

// What AWS gives to browsers and apps: identifiers, and keys that are public by design.

extension BuiltinRules {
  static let awsPublicIdentifiers: [Rule] = [
    Rule(
      id: "amazon-location-api-key",
      description: "Amazon Location Service API key",
      reference: "https://docs.aws.amazon.com/location/latest/developerguide/using-apikeys.html",
      level: .info,
      keywords: ["v1.public."],
      pattern: #"v1\.public\.[A-Za-z0-9_-]{60,980}"#,
      boundary: .word,
      window: .atKeyword,
      checks: [.notPlaceholder, .randomness],
      advice: "Restrict it to your referers and APIs: it is made for browsers.",
      examples: [
        "key=v1.public.\(Example.random(200, .base64URL, seed: 1))\n",
        "apiKey: \"v1.public.\(Example.random(300, .base64URL, seed: 2))\"\n",
      ],
      counterexamples: [
        "v1.public.api\n",
        "v1.public.\(Example.random(20, .base64URL, seed: 1))\n",
      ]
    ),
    Rule(
      id: "aws-cognito-user-pool-id",
      description: "id of an Amazon Cognito user pool",
      reference:
        "https://docs.aws.amazon.com/cognito/latest/developerguide/what-is-amazon-cognito.html",
      level: .info,
      keywords: ["userpool", "user_pool", "user-pool", "cognito-idp."],
      pattern: #"(?:us|eu|ap|sa|ca|me|af|il|mx)-(?:gov-)?[a-z]{4,9}-[1-9]_[A-Za-z0-9]{9}"#,
      boundary: .word,
      window: .bytes(80),
      checks: [.notPlaceholder],
      advice: "Nothing: it is public by design, and no secret.",
      examples: [
        "userPoolId: \"eu-west-1_\(Example.random(9, .alphanumeric, seed: 1))\"\n",
        "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_\(Example.random(9, .alphanumeric, seed: 2))/.well-known/jwks.json\n",
      ],
      counterexamples: [
        "userPoolId: \"${UserPool}\"\n",
        "userPool region eu-west-1\n",
      ]
    ),
    Rule(
      id: "aws-cognito-identity-pool-id",
      description: "id of an Amazon Cognito identity pool",
      reference: "https://docs.aws.amazon.com/cognito/latest/developerguide/identity-pools.html",
      level: .info,
      keywords: ["identitypool", "identity_pool", "identity-pool"],
      pattern:
        #"(?:us|eu|ap|sa|ca|me|af|il|mx)-(?:gov-)?[a-z]{4,9}-[1-9]:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}"#,
      boundary: .word,
      window: .bytes(80),
      checks: [.notPlaceholder],
      advice: "Nothing: it is public by design, and no secret.",
      examples: [
        "identityPoolId: \"eu-west-1:\(Example.uuid(seed: 1))\"\n",
        "IDENTITY_POOL_ID=us-east-1:\(Example.uuid(seed: 2))\n",
      ],
      counterexamples: [
        "identityPoolId: \"${Pool}\"\n",
        "identityPool eu-west-1:x\n",
      ]
    ),
    Rule(
      id: "aws-cognito-client-id",
      description: "Amazon Cognito app client id",
      reference:
        "https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-client-apps.html",
      level: .info,
      keywords: ["cognito"],
      pattern:
        #"(?i:cognito)[A-Za-z0-9_.-]{0,24}(?i:client|application|consumer|app)[_.-]?(?i:id|key)["\x27\])]{0,2}\s{0,4}(?:=>|:=|[=:,(>]|\s)\s{0,4}["\x27]?(?<secret>[a-z0-9]{26})"#,
      boundary: .base64,
      window: .atKeyword,
      checks: [.notPlaceholder, .randomness],
      advice: "Nothing: it is public by design, and no secret.",
      examples: [
        "COGNITO_CLIENT_ID=\(Example.random(26, .lowerAlphanumeric, seed: 1))\n",
        "\"cognito_client_id\": \"\(Example.random(26, .lowerAlphanumeric, seed: 2))\"\n",
      ],
      counterexamples: [
        "COGNITO_CLIENT_ID=${ID}\n",
        "COGNITO_CLIENT_SECRET=\(Example.random(26, .lowerAlphanumeric, seed: 1))\n",
      ]
    ),
    Rule(
      id: "aws-login-with-amazon-client-id",
      description: "Login with Amazon client id",
      reference: "https://developer.amazon.com/docs/login-with-amazon/register-web.html",
      level: .info,
      keywords: ["amzn1.application-oa2-client."],
      pattern: #"amzn1\.application-oa2-client\.[0-9a-f]{32}"#,
      boundary: .alphanumeric,
      window: .atKeyword,
      checks: [.notPlaceholder, .randomness],
      advice: "Nothing: it is public by design, and no secret.",
      examples: [
        "client_id=amzn1.application-oa2-client.\(Example.random(32, .hex, seed: 1))\n",
        "\"amzn1.application-oa2-client.\(Example.random(32, .hex, seed: 2))\"\n",
      ],
      counterexamples: [
        "amzn1.application-oa2-client.<id>\n",
        "amzn1.application-oa2-client.abc\n",
      ]
    ),
  ]
}

// Keys and passwords that single AWS services make or take.

extension BuiltinRules {
  static let awsServiceKeys: [Rule] = [
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
  ]
}

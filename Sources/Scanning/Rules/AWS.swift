// Access keys, secret access keys and session tokens.

extension BuiltinRules {
  static let aws: [Rule] = [
    Rule(
      id: "aws-access-key-id",
      description: "AWS access key id",
      reference:
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids",
      level: .high,
      keywords: ["akia"],
      pattern: "AKIA[A-Z2-7]{16}",
      boundary: .alphanumeric,
      window: .atKeyword,
      checks: [.notPlaceholder, .variety(last: 16, bits: 2.3)],
      account: account,
      advice:
        "Deactivate the key, then delete it: aws iam update-access-key --status Inactive "
        + "--access-key-id ID; aws iam delete-access-key --access-key-id ID. "
        + "Look for its use in CloudTrail. Prefer roles and short-lived credentials.",
      examples: [
        "aws_access_key_id = \(keyID())\n",
        "https://example.test/?AWSAccessKeyId%3D\(keyID(seed: 2))&x=1\n",
        "prefix_\(keyID(seed: 3))_x\n",
        #"{"log": "line\n\#(keyID(seed: 4))"}"#,
      ],
      counterexamples: [
        "aws_access_key_id = \("AKIA")IOSFODNN7EXAMPLE\n",
        "aws_access_key_id = AKIAXXXXXXXXXXXXXXXX\n",
        "id = \(keyID().dropLast())\n",
        "id = \(keyID())Q\n",
        "blob = Qx7\(keyID())\n",
        "user id AIDA\(Example.random(17, .base32))\n",
        "role id AROA\(Example.random(17, .base32))\n",
      ]
    ),
    Rule(
      id: "aws-legacy-access-key-id",
      description: "AWS access key id (old form)",
      reference:
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids",
      level: .low,
      keywords: ["a3t"],
      pattern: "A3T[A-Z0-9][A-Z2-7]{16}",
      boundary: .alphanumeric,
      window: .atKeyword,
      checks: [.notPlaceholder, .variety(last: 16, bits: 2.3)],
      advice:
        "Look for a secret key beside it, and delete the key: aws iam delete-access-key "
        + "--access-key-id ID.",
      examples: [
        "aws_access_key_id = \(keyID("A3TX"))\n",
        "  \"AccessKeyId\": \"\(keyID("A3T0", seed: 2))\",\n",
      ],
      counterexamples: [
        "id = \(keyID("A3TX").dropLast())\n",
        "id = \(keyID("A3TX"))Q\n",
        "id = A3TXXXXXXXXXXXXXXXXX\n",
      ]
    ),
    Rule(
      id: "aws-temporary-access-key-id",
      description: "AWS access key id of a session",
      reference:
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids",
      level: .medium,
      keywords: ["asia"],
      pattern: "ASIA[A-Z2-7]{16}",
      boundary: .alphanumeric,
      window: .atKeyword,
      checks: [.notPlaceholder, .variety(last: 16, bits: 2.3)],
      account: account,
      advice:
        "Sessions end by themselves. To end this one now, revoke the role's active sessions: IAM "
        + "console, Roles, the role, Revoke sessions.",
      examples: [
        "AWS_ACCESS_KEY_ID=\(keyID("ASIA"))\n",
        "  \"AccessKeyId\": \"\(keyID("ASIA", seed: 2))\",\n",
      ],
      counterexamples: [
        "zone = Asia/Tokyo\n",
        "id = ASIAXXXXXXXXXXXXXXXX\n",
        "id = \(keyID("ASIA"))7\n",
      ]
    ),
    Rule(
      id: "aws-secret-access-key",
      description: "AWS secret access key",
      reference: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html",
      level: .high,
      keywords: [
        "secret_access", "secretaccess", "secret-access", "secret.access", "secret access",
        "secret_key", "secretkey", "secret-key", "secret.key", "secret key", "aws_secret",
        "awssecret", "aws-secret", "aws.secret",
      ],
      pattern:
        "(?i:secret[ _.-]?(?:access[ _.-]?)?key|aws[_.-]?secret)\(Rule.rest)\(Rule.assignment)"
        + "(?<secret>[A-Za-z0-9/+]{40})",
      boundary: .base64,
      window: .bytes(32),
      checks: secretAccessKeyChecks,
      advice: secretAccessKeyAdvice,
      examples: [
        "[default]\naws_secret_access_key = \(secretKey())\n",
        "export AWS_SECRET_ACCESS_KEY=\(secretKey(seed: 2))\n",
        "    \"SecretAccessKey\": \"\(secretKey(seed: 3))\",\n",
        #"{"body": "{\"SecretAccessKey\": \"\#(secretKey(seed: 4))\"}"}"#,
        "cloud.aws.credentials.secretKey=\(secretKey(seed: 5))\n",
        "cloud:\n  aws:\n    secret-key: '\(secretKey(seed: 6))'\n",
        "provider \"aws\" {\n  secret_key = \"\(secretKey(seed: 7))\"\n}\n",
        "aws configure set aws_secret_access_key \(secretKey(seed: 8)) --profile dev\n",
        "<SecretAccessKey>\(secretKey(seed: 9))</SecretAccessKey>\n",
        "let secretAccessKey: String = \"\(secretKey(seed: 10))\"\n",
        "os.environ[\"AWS_SECRET_ACCESS_KEY\"] = \"\(secretKey(seed: 11))\"\n",
        ":secret_access_key => '\(secretKey(seed: 12))',\n",
        "AWSAccessKeyId=x\r\nAWSSecretKey=\(secretKey(seed: 13))\r\n",
      ],
      counterexamples: [
        "aws_secret_access_key = \("wJalrXUtnFEMI/K7MDENG")/bPxRfiCYEXAMPLEKEY\n",
        "aws_secret_access_key = \(Example.random(40, .hex))\n",
        "aws_secret_access_key = \(secretKey().dropLast())\n",
        "aws_secret_access_key = \(secretKey())a\n",
        "AWS_SECRET_ACCESS_KEY=${AWS_SECRET_ACCESS_KEY}\n",
        "secret_key = data.aws_secretsmanager_secret_version.this.secret_string\n",
        "integrity sha1-\(secretKey())\n",
      ]
    ),
    Rule(
      id: "aws-session-token",
      description: "AWS session token",
      reference:
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_use-resources.html",
      level: .high,
      keywords: ["iqojb3jpz2lu", "fwogzxivyxdz", "fqogzxivyxdz"],
      pattern:
        "(?:IQoJb3JpZ2lu|F[wQ]oGZXIvYXdz)(?:[A-Za-z0-9+/]|%2[BFbf]|\\\\/){100,}+(?:=|%3[Dd]){0,2}",
      boundary: .alphanumeric,
      window: .atKeyword,
      checks: [.notPlaceholder, .randomness],
      advice:
        "The session ends by itself within 36 hours at most. To end it now, revoke the role's "
        + "active sessions: IAM console, Roles, the role, Revoke sessions.",
      examples: [
        "aws_session_token = \("IQoJb3JpZ2lu")X2Vj\(Example.random(400, .base64))==\n",
        "\"SessionToken\": \"\("FwoGZXIvYXdz")EBYa\(Example.random(300, .base64))=\"\n",
        "&X-Amz-Security-Token=\("IQoJb3JpZ2lu")X2VjE%2F%2F\(Example.random(300, .alphanumeric))%3D&\n",
      ],
      counterexamples: [
        "aws_session_token = \("IQoJb3JpZ2lu")X2Vj...\n",
        "aws_session_token = \("FwoGZXIvYXdz")\(Example.random(60, .base64))\n",
        "blob = xx\("IQoJb3JpZ2lu")X2Vj\(Example.random(400, .base64))\n",
      ]
    ),
    Rule(
      id: "aws-session-token-assignment",
      description: "AWS session token, by its name",
      reference:
        "https://docs.aws.amazon.com/sdkref/latest/guide/feature-static-credentials.html",
      level: .high,
      keywords: [
        "session_token", "sessiontoken", "session-token", "security_token", "securitytoken",
        "security-token",
      ],
      pattern: "(?i:(?:session|security)[_-]?token)\(Rule.assignment)"
        + "(?<secret>(?!eyJ)[A-Za-z0-9+/]{100,4000}={0,2})(?!\\.)",
      boundary: .base64,
      window: .bytes(16),
      context: .near(["aws", "amz", "accesskeyid", "access_key_id", "asia"], .lines(12)),
      checks: [.notPlaceholder, .randomness],
      advice:
        "The session ends by itself within 36 hours at most. To end it now, revoke the role's "
        + "active sessions: IAM console, Roles, the role, Revoke sessions.",
      examples: [
        "aws_session_token = \(Example.random(356, .base64))=\n",
        "\"AccessKeyId\": \"x\",\n\"SessionToken\": \"\(Example.random(256, .base64))\"\n",
      ],
      counterexamples: [
        "aws_session_token = ${AWS_SESSION_TOKEN}\n",
        "aws\nsessionToken: \"\(Example.jsonWebToken(payload: String(repeating: "{\"a\":1}", count: 30)))\"\n",
        "aws_session_token = \(Example.random(60, .base64))\n",
        "session_token = \(Example.random(356, .base64))\n",
      ]
    ),
  ]

  /// Less telling than any rule that knows the file: it comes after them.
  static let awsPairs: [Rule] = [
    Rule(
      id: "aws-secret-access-key-beside-id",
      description: "AWS secret access key beside its access key id",
      reference: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html",
      level: .high,
      keywords: ["akia", "asia"],
      // Nearest first; the look-aheads pass over commit ids and the like without ending the search.
      pattern: "(?|\(anyKeyID)(?s:.{0,399}?)[^A-Za-z0-9/+=_-](?<secret>\(fortyCharacters))"
        + "(?![A-Za-z0-9/+=_-])"
        + "|(?<![A-Za-z0-9/+=_-])(?<secret>\(fortyCharacters))(?![A-Za-z0-9/+=_-])"
        + "[\\s\\S]{1,400}?(?<![A-Za-z0-9])\(anyKeyID))",
      boundary: .base64,
      window: .bytes(450),
      checks: secretAccessKeyChecks,
      advice: secretAccessKeyAdvice,
      examples: [
        "new BasicAWSCredentials(\"\(keyID())\", \"\(secretKey())\")\n",
        "user\n\(keyID(seed: 2))\nnote\n\(secretKey(seed: 2))\n",
        "s: \(secretKey(seed: 3))\nk: \(keyID("ASIA", seed: 3))\n",
        "commit \(Example.random(40, .hex))\n\(keyID(seed: 4)):\(secretKey(seed: 4))\n",
      ],
      counterexamples: [
        "\(keyID()) is the key of commit \(Example.random(40, .hex))\n",
        "\(keyID())\n" + String(repeating: "long way off\n", count: 60) + secretKey() + "\n",
        "AKIAXXXXXXXXXXXXXXXX \(secretKey().dropLast())\n",
      ]
    )
  ]

  private static let account: @Sendable (Match) -> String? = { match in
    AWSKeyID.accountID(of: match.string)
  }

  private static let anyKeyID = "A(?:KI|SI)A[A-Z2-7]{16}(?![A-Za-z0-9])"
  /// Most runs are not that long, which is known soonest.
  private static let fortyCharacters =
    "(?=[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=_-]))(?=[A-Za-z0-9/+]{0,39}[0-9])(?=[A-Za-z0-9/+]{0,39}[A-Z])(?=[A-Za-z0-9/+]{0,39}[a-z])"
    + "(?![0-9A-Fa-f]{40})[A-Za-z0-9/+]{40}"

  private static let secretAccessKeyChecks: [Check] = [
    .notPlaceholder, .contains([.digit, .lowercase, .uppercase]), .randomness,
  ]

  private static let secretAccessKeyAdvice =
    "Deactivate and delete the access key it belongs to (aws iam list-access-keys, aws iam "
    + "update-access-key --status Inactive, aws iam delete-access-key), and look for its use in "
    + "CloudTrail. Prefer roles and short-lived credentials."

  private static func keyID(_ prefix: String = "AKIA", seed: UInt64 = 1) -> String {
    prefix + Example.random(16, .base32, seed: seed)
  }

  private static func secretKey(seed: UInt64 = 1) -> String {
    Example.random(40, .base64, seed: seed)
  }
}

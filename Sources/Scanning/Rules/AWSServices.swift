// Credentials of single AWS services, and the files that the consoles hand out.

extension BuiltinRules {
  static let awsServices: [Rule] = [
    Rule(
      id: "aws-credentials-csv",
      description: "secret access key in a downloaded CSV",
      reference: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html",
      level: .high,
      keywords: ["access key id,"],
      pattern:
        #"Access key ID,\s{0,2}Secret access key[^\r\n]{0,120}\r?\n"?(?:[^,\r\n]{0,200},){0,3}?"#
        + #""?A(?:KI|SI)A[A-Z2-7]{16}"?,"?(?<secret>[A-Za-z0-9/+]{40})"#,
      boundary: .base64,
      window: .atKeyword,
      checks: [.notPlaceholder, .randomness],
      advice:
        "Delete the access key (aws iam delete-access-key --access-key-id ID), and keep downloaded "
        + "credentials out of the work tree.",
      examples: [
        "Access key ID,Secret access key\r\n\(csvKey()),\(Example.random(40, .base64))\r\n",
        "User name,Password,Access key ID,Secret access key,Console login link\n"
          + "app,,\(csvKey()),\(Example.random(40, .base64, seed: 2)),https://x\n",
      ],
      counterexamples: [
        "Access key ID,Secret access key\n\(csvKey()),\(Example.random(39, .base64))\n",
        "Access key ID,Secret access key\n\("AKIA")IOSFODNN7EXAMPLE,\("wJalrXUtnFEMI/K7MDENG")/bPxRfiCYEXAMPLEKEY\n",
        "Access key ID,Secret access key\n",
      ]
    ),
    Rule(
      id: "aws-console-password-csv",
      description: "console password in a downloaded CSV",
      reference:
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_admin-change-user.html",
      level: .high,
      keywords: ["user name,password,"],
      pattern: #"User name,Password,(?:[A-Za-z ]{1,40},){0,3}Console[^\r\n]{0,80}\r?\n"#
        + #"[^,\r\n]{1,64},(?|"(?<secret>[^"\r\n]{6,128})"|(?<secret>[^",\r\n]{6,128})),"#,
      boundary: .none,
      window: .atKeyword,
      checks: [LiteralValue.check],
      advice:
        "Change the password: aws iam update-login-profile --user-name USER "
        + "--password-reset-required, or delete the login profile.",
      examples: [
        "User name,Password,Access key ID,Secret access key,Console login link\napp,\(Example.random(12, .alphanumeric)),,,https://1.signin.aws.amazon.com/console\n",
        "User name,Password,Console sign-in URL\r\nada,\"x,\(Example.random(12, .alphanumeric))\",https://1.signin.aws.amazon.com/console\r\n",
      ],
      counterexamples: [
        "User name,Password,Access key ID,Secret access key,Console login link\napp,,,,https://x\n",
        "User name,Password,Console sign-in URL\n",
        "User name,Password,Console sign-in URL\napp,<password>,https://x\n",
      ]
    ),
    .token(
      id: "aws-bedrock-api-key",
      description: "Amazon Bedrock long-term API key",
      reference: "https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html",
      format: ["ABSK", .runs(109...269, .base64)],
      advice:
        "Deactivate it: aws iam update-service-specific-credential --status Inactive; then delete "
        + "it and use short-term keys."
    ),
    Rule(
      id: "aws-bedrock-short-term-api-key",
      description: "Amazon Bedrock short-term API key",
      reference: "https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html",
      level: .high,
      keywords: ["bedrock-api-key-"],
      pattern: "bedrock-api-key-[A-Za-z0-9+/_-]{100,8000}+={0,2}",
      boundary: .alphanumeric,
      window: .atKeyword,
      checks: [.notPlaceholder, .randomness],
      advice:
        "It ends with the session that made it, after twelve hours at most. To end it now, revoke "
        + "the role's active sessions.",
      examples: [
        "AWS_BEARER_TOKEN_BEDROCK=bedrock-api-key-\(Example.base64("bedrock.amazonaws.com/?Action=CallWithBearerToken&" + Example.random(200, .alphanumeric)))\n",
        "key = \"bedrock-api-key-\(Example.base64("bedrock.amazonaws.com/?" + Example.random(300, .alphanumeric)))\"\n",
      ],
      counterexamples: [
        "AWS_BEARER_TOKEN_BEDROCK=bedrock-api-key-…\n",
        "AWS_BEARER_TOKEN_BEDROCK=bedrock-api-key-\(String(repeating: "x", count: 120))\n",
        "name = my-bedrock-api-key-for-production\n",
      ]
    ),
    .token(
      id: "aws-appsync-api-key",
      description: "AWS AppSync API key",
      reference: "https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html",
      level: .medium,
      format: ["da2-", .run(26, .lowerAlphanumeric)],
      advice:
        "Delete it (aws appsync delete-api-key) and create another. A key in a browser is public: "
        + "use it only for public data."
    ),
    Rule(
      id: "aws-codecommit-git-password",
      description: "CodeCommit or Keyspaces password of an IAM user",
      reference: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_ssh-keys.html",
      level: .high,
      keywords: ["-at-", "servicepassword"],
      pattern:
        #"(?:[A-Za-z0-9_+=.@-]{1,64}-at-[0-9]{12}"?[\s,:;]{1,4}(?:[Pp]assword["']?\s{0,2}[=:]\s{0,2})?["']?"#
        + #"|ServicePassword["']?\s{0,2}[=:>]\s{0,2}["']?)(?<secret>[A-Za-z0-9+/]{32,63}={0,2})"#,
      boundary: .base64,
      window: .bytes(80),
      checks: [.notPlaceholder, .randomness],
      advice:
        "Reset it: aws iam reset-service-specific-credential, or delete it and use "
        + "git-remote-codecommit, which needs none.",
      examples: [
        "User Name,Password\r\nada-at-123456789012,\(Example.random(43, .base64))=\r\n",
        "https://ada-at-123456789012:\(Example.random(44, .alphanumeric))@git-codecommit.eu-west-1.amazonaws.com/v1/repos/x\n",
        "  \"ServicePassword\": \"\(Example.random(43, .base64, seed: 3))=\",\n",
      ],
      counterexamples: [
        "User Name,Password\nada-at-123456789012,\n",
        "\"ServicePassword\": \"string\"\n",
        "look-at-123456789012 (\(Example.random(20, .base64)))\n",
      ]
    ),
    Rule(
      id: "aws-ses-smtp-password",
      description: "Amazon SES SMTP password",
      reference: "https://docs.aws.amazon.com/ses/latest/dg/smtp-credentials.html",
      level: .high,
      keywords: ["smtp", "email_host", "mail_pass", "emailpass", "email_pass"],
      pattern:
        "(?i:pass(?:word|wd)?|secret)\(Rule.rest)\(Rule.assignment)(?<secret>B[A-P][A-Za-z0-9+/]{42})",
      boundary: .base64,
      window: .bytes(300),
      checks: [
        .notPlaceholder, .contains([.digit, .lowercase, .uppercase]), .randomness,
        .base64(decodedLength: 33...33),
      ],
      advice:
        "Delete the access key of the SMTP user (aws iam delete-access-key) and create new SMTP "
        + "credentials in the SES console.",
      examples: [
        "SMTP_PASSWORD=BM\(Example.random(42, .base64))\n",
        "EMAIL_HOST = 'email-smtp.eu-west-1.amazonaws.com'\nEMAIL_HOST_PASSWORD = 'BE\(Example.random(42, .base64, seed: 2))'\n",
      ],
      counterexamples: [
        "SMTP_PASSWORD=Bz\(Example.random(42, .base64))\n",
        "SMTP_PASSWORD=BM\(Example.random(40, .base64))\n",
        "SMTP_PASSWORD=${SMTP_PASSWORD}\n",
      ]
    ),
    Rule(
      id: "aws-cognito-client-secret",
      description: "Cognito app client secret",
      reference:
        "https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UserPoolClientType.html",
      level: .high,
      keywords: ["clientsecret", "client_secret", "client-secret", "webclientsecret"],
      pattern: "(?i:client[_-]?secret)\(Rule.rest)\(Rule.assignment)(?<secret>[a-z0-9]{50,53})",
      boundary: .base64,
      window: .atKeyword,
      context: .near(["cognito", "userpool", "user_pool", "user-pool", "amplify"], .wholeText),
      checks: [.notPlaceholder, .contains([.digit, .lowercase]), .randomness],
      advice:
        "A client secret cannot be changed: create another app client, move to it, and delete this "
        + "one (aws cognito-idp delete-user-pool-client).",
      examples: [
        "{\"UserPoolClient\": {\n \"ClientSecret\": \"\(Example.random(52, .lowerAlphanumeric))\"\n}}\n",
        "COGNITO_CLIENT_SECRET=\(Example.random(51, .lowerAlphanumeric, seed: 2))\n",
      ],
      counterexamples: [
        "COGNITO_CLIENT_SECRET=${COGNITO_CLIENT_SECRET}\n",
        "COGNITO_CLIENT_ID=\(Example.random(26, .lowerAlphanumeric))\n",
        "OTHER_CLIENT_SECRET=\(Example.random(51, .lowerAlphanumeric))\n",
      ]
    ),
    Rule(
      id: "aws-database-master-password",
      description: "master password of an RDS, Aurora, Redshift or DocumentDB database",
      reference:
        "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html",
      level: .high,
      keywords: [
        "masteruserpassword", "master_user_password", "master-user-password", "master_password",
      ],
      pattern:
        #"(?:MasterUserPassword|masterUserPassword|master_user_password|--master-user-password|master_password)(?:_wo)?["']?(?:\s{0,20}[:=]\s{0,4}|\s{1,4})"#
        + #"(?|"# + Rule.doubleQuoted + "|" + Rule.singleQuoted
        + #"|(?<secret>[^\s"'`$<>|;&(){}!,\\][^\s"'`<>|;&(){},\\]{7,127})(?=\s|$|,))"#,
      boundary: .none,
      window: .bytes(4),
      checks: [LiteralValue.check, LiteralValue.unnamed, .notPlaceholder, .custom(isNoVariable)],
      advice:
        "Change it (aws rds modify-db-instance --master-user-password …), better: let RDS keep it "
        + "in Secrets Manager (--manage-master-user-password).",
      examples: [
        "resource \"aws_rds_cluster\" \"x\" {\n  master_password = \"\(Example.random(12, .alphanumeric))\"\n}\n",
        "      MasterUserPassword: \(Example.random(12, .alphanumeric))\n",
        "rds.create_db_instance(MasterUserPassword='\(Example.random(12, .base64))')\n",
        "aws rds create-db-instance --master-user-password \(Example.random(12, .alphanumeric)) --engine x\n",
      ],
      counterexamples: [
        "master_password = var.master_password\n",
        "master_password = random_password.this.result\n",
        "MasterUserPassword: '{{resolve:secretsmanager:app/db:SecretString:password}}'\n",
        "MasterUserPassword: !Ref DbPassword\n",
        "aws rds create-db-instance --master-user-password \"$PASSWORD\"\n",
        "def f(master_user_password=None, x=1):\n",
        "self.master_user_password = master_user_password or \"\"\n",
        "\"master_user_password\": snapshot.master_user_password,\n",
      ]
    ),
    Rule(
      id: "aws-terraform-database-password",
      description: "password of a database in Terraform",
      reference:
        "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/db_instance",
      level: .high,
      keywords: [
        "aws_db_instance", "aws_docdb_cluster", "aws_mq_broker",
        "aws_elasticache_replication_group",
      ],
      pattern:
        #"aws_(?:db_instance|docdb_cluster|mq_broker|elasticache_replication_group)"?\s{1,4}"[^"\r\n]{1,128}"\s{0,4}\{"#
        + #"[\s\S]{0,4000}?\n[ \t]{0,40}(?:password|master_password|auth_token)[ \t]{0,40}=\s{0,4}"#
        + Rule.doubleQuoted,
      boundary: .none,
      window: .atKeyword,
      checks: [
        LiteralValue.check,
        .custom { match in
          let between = match.text[match.whole.lowerBound..<match.range.lowerBound]
          return !String(decoding: between, as: UTF8.self).contains("\n}")
        },
      ],
      advice:
        "Change it, and let AWS keep it (manage_master_user_password = true) or read it from "
        + "Secrets Manager.",
      examples: [
        "resource \"aws_db_instance\" \"x\" {\n  engine   = \"postgres\"\n  password = \"\(Example.random(12, .alphanumeric))\"\n}\n",
        "resource \"aws_elasticache_replication_group\" \"x\" {\n  auth_token = \"\(Example.random(20, .alphanumeric))\"\n}\n",
      ],
      counterexamples: [
        "resource \"aws_db_instance\" \"x\" {\n  password = var.password\n}\nresource \"y\" \"z\" {\n  password = \"of-another-one\"\n}\n",
        "resource \"aws_db_instance\" \"x\" {\n  password = \"${random_password.db.result}\"\n}\n",
      ]
    ),
    Rule(
      id: "aws-eks-token",
      description: "EKS cluster token",
      reference: "https://docs.aws.amazon.com/cli/latest/reference/eks/get-token.html",
      level: .medium,
      keywords: ["k8s-aws-v1."],
      pattern: "k8s-aws-v1\\.[A-Za-z0-9_-]{100,8000}+",
      boundary: .alphanumeric,
      window: .atKeyword,
      checks: [.notPlaceholder, .randomness],
      advice: "It ends after 15 minutes. To end it now, revoke the session that made it.",
      examples: [
        "token: k8s-aws-v1.\(Example.random(400, .base64URL))\n",
        "\"token\": \"k8s-aws-v1.\(Example.random(300, .base64URL, seed: 2))\"\n",
      ],
      counterexamples: [
        "token: k8s-aws-v1.\(Example.random(60, .base64URL))\n",
        "token: k8s-aws-v1.<base64 of a URL>\n",
      ]
    ),
    Rule(
      id: "aws-ecr-authorization-token",
      description: "ECR authorization token",
      reference:
        "https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry_auth.html",
      level: .medium,
      keywords: ["qvdto"],
      // Base64 of `AWS:`, then of more base64.
      pattern: "QVdTO[g-v][A-Za-z0-9+/]{200,8000}+={0,2}",
      boundary: .alphanumeric,
      window: .atKeyword,
      checks: [.notPlaceholder, .randomness],
      advice: "It ends after 12 hours. To end it now, revoke the session that made it.",
      examples: [
        "{\"auths\": {\"1.dkr.ecr.eu-west-1.amazonaws.com\": {\"auth\": \"\(Example.base64("AWS:" + Example.random(900, .base64)))\"}}}\n",
        "\"authorizationToken\": \"\(Example.base64("AWS:" + Example.random(1200, .base64, seed: 2)))\"\n",
      ],
      counterexamples: [
        "auth: \(Example.base64("AWS:" + Example.random(90, .base64)))\n",
        "auth: \(Example.base64("aws:" + Example.random(900, .base64)))\n",
      ]
    ),
    Rule(
      id: "aws-cli-login-password",
      description: "console password on a command line",
      reference: "https://docs.aws.amazon.com/cli/latest/reference/iam/create-login-profile.html",
      level: .high,
      keywords: ["login-profile"],
      pattern:
        #"(?:create|update)-login-profile\b"# + Rule.command + #"--password[=\s]\s{0,4}"#
        + Rule.shellWord,
      boundary: .none,
      window: .bytes(16),
      checks: [LiteralValue.check],
      advice:
        "Change the password: aws iam update-login-profile --user-name USER "
        + "--password-reset-required.",
      examples: [
        "aws iam create-login-profile --user-name ada --password \(Example.random(12, .alphanumeric))\n",
        "aws iam update-login-profile \\\n  --password '\(Example.random(12, .base64))' --user-name ada\n",
      ],
      counterexamples: [
        "aws iam create-login-profile --user-name ada --password \"$PASSWORD\"\n",
        "aws iam create-login-profile --user-name ada --password-reset-required\n",
      ]
    ),
  ]

  /// Not the name of a variable, which is what stands without quotes in code.
  private static let isNoVariable: @Sendable (Match) -> Bool = { match in
    let before = match.range.lowerBound > 0 ? match.text[match.range.lowerBound - 1] : 0
    if before == UInt8(ascii: "\"") || before == UInt8(ascii: "'") { return true }
    if match.text[match.whole].starts(with: Array("--".utf8)) { return true }
    let isName = match.value.allSatisfy {
      ASCII.isAlphanumeric($0) || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ".")
    }
    return !isName || !match.string.lowercased().contains("password")
  }

  private static func csvKey() -> String { "AKIA" + Example.random(16, .base32) }
}

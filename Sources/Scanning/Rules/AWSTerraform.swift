// Values in Terraform's files: resources with literals, and the state, which keeps every value.

extension BuiltinRules {
  static let awsTerraform: [Rule] = [
    Rule(
      id: "aws-terraform-ssm-parameter",
      description: "value of an SSM SecureString parameter in Terraform",
      reference:
        "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ssm_parameter",
      level: .high,
      keywords: ["aws_ssm_parameter"],
      pattern: #"aws_ssm_parameter"?\s{1,4}"[^"\r\n]{1,128}"\s{0,4}\{[\s\S]{0,2000}?"#
        + #"\n[ \t]{0,40}value(?:_wo)?[ \t]{0,40}=\s{0,4}"# + Rule.doubleQuoted,
      boundary: .none,
      window: .atKeyword,
      checks: [
        LiteralValue.check,
        .custom { match in block(of: match).contains("SecureString") },
      ],
      advice: parameterAdvice + terraformAdvice,
      examples: [
        ssmParameter(value: Example.random(14, .alphanumeric)),
        ssmParameter(value: #"a\"b#\#(Example.random(10, .base64))"#),
      ],
      counterexamples: [
        ssmParameter(value: "${random_password.this.result}"),
        ssmParameter(value: "blue-green", type: "String"),
        "resource \"aws_ssm_parameter\" \"a\" {\n  type = \"SecureString\"\n  value = random_password.this.result\n}\n"
          + "resource \"aws_x\" \"b\" {\n  value = \"not-of-the-parameter\"\n}\n",
        "data \"aws_ssm_parameter\" \"a\" {\n  name = \"/app/db/password\"\n}\n",
        ssmParameter(value: "{{resolve:ssm-secure:/app/db:1}}"),
      ]
    ),
    Rule(
      id: "aws-terraform-secret-version",
      description: "value of a Secrets Manager secret in Terraform",
      reference:
        "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/secretsmanager_secret_version",
      level: .high,
      keywords: ["aws_secretsmanager_secret_version"],
      pattern:
        #"aws_secretsmanager_secret_version"?\s{1,4}"[^"\r\n]{1,128}"\s{0,4}\{[\s\S]{0,2000}?"#
        + #"\n[ \t]{0,40}secret_string(?:_wo)?[ \t]{0,40}=\s{0,4}(?|"# + Rule.doubleQuoted
        + #"|(?:jsonencode\(|<<)[\s\S]{0,1500}?"?\b[A-Za-z0-9_-]{0,40}(?i:pass|pwd|secret|token|key|cred)[A-Za-z0-9_-]{0,40}"?\s{0,20}[=:]\s{0,4}"#
        + Rule.doubleQuoted + ")",
      boundary: .none,
      window: .atKeyword,
      checks: [
        LiteralValue.check, .custom { match in match.range.upperBound <= blockEnd(of: match) },
      ],
      advice: secretsManagerAdvice + terraformAdvice,
      examples: [
        secretVersion("jsonencode({\n    password = \"\("my_password")\"\n  })"),
        secretVersion(
          "jsonencode({ username = \"app\", \"api_key\" : \"\(Example.random(20, .alphanumeric))\" })"
        ),
        secretVersion("\"\(Example.random(9, .alphanumeric))\""),
        secretVersion(#""{\"password\":\"\#(Example.random(9, .alphanumeric))\"}""#),
        secretVersion("<<EOF\n{ \"password\": \"\(Example.random(9, .alphanumeric))\" }\nEOF"),
      ],
      counterexamples: [
        secretVersion("jsonencode({\n    password = \"${random_password.this.result}\"\n  })"),
        secretVersion("jsonencode({\n    password = random_password.this.result\n  })"),
        secretVersion("var.password"),
        secretVersion("random_password.this.result")
          + "output \"x\" {\n  secret_string = \"unrelated-words\"\n}\n",
        secretVersion("jsonencode({ password = var.password })")
          + "x = { password = \"of-another\" }\n",
      ]
    ),
    Rule(
      id: "terraform-state-secret",
      description: "secret value in a Terraform state",
      reference: "https://developer.hashicorp.com/terraform/language/manage-sensitive-data",
      level: .high,
      keywords: [
        "aws_secretsmanager_secret_version", "aws_ssm_parameter", "random_password",
        "aws_iam_access_key", "aws_db_instance", "aws_rds_cluster", "tls_private_key",
      ],
      pattern: #""type":\s{0,2}"(?:"#
        + #"aws_secretsmanager_secret_version"[\s\S]{0,4000}?"(?:secret_string|secret_binary)"|"#
        + #"aws_ssm_parameter"[\s\S]{0,4000}?"type":\s{0,2}"SecureString"[\s\S]{0,1000}?"value"|"#
        + #"random_password"[\s\S]{0,4000}?"result"|"#
        + #"aws_iam_access_key"[\s\S]{0,4000}?"(?:secret|ses_smtp_password_v4)"|"#
        + #"aws_(?:db_instance|rds_cluster)"[\s\S]{0,8000}?"(?:master_)?password"|"#
        + #"tls_private_key"[\s\S]{0,8000}?"private_key_(?:pem|openssh|pem_pkcs8)"):\s{0,2}"#
        + Rule.doubleQuoted,
      boundary: .none,
      window: .bytes(16),
      checks: [LiteralValue.check, .custom(staysInResource)],
      advice:
        "A state holds every value in the clear: keep it in an encrypted remote backend, remove it "
        + "from Git, and change the values it held.",
      examples: [
        state(
          "random_password",
          "\"length\": 32,\n \"result\": \"\(Example.random(32, .base64))\""
        ),
        state(
          "aws_secretsmanager_secret_version",
          #""secret_string": "{\"password\":\"\#(Example.random(9, .alphanumeric))\"}""#
        ),
        state(
          "aws_ssm_parameter",
          "\"type\": \"SecureString\",\n \"value\": \"\(Example.random(9, .alphanumeric))\""
        ),
      ],
      counterexamples: [
        state("aws_ssm_parameter", "\"type\": \"String\",\n \"value\": \"blue-green\""),
        state("random_password", "\"length\": 32,\n \"result\": null"),
        state("random_password", "\"length\": 32")
          + state("other", "\"result\": \"of another one\""),
        state("aws_secretsmanager_secret", "\"name\": \"app/db\""),
        // A write-only value is not in it.
        state(
          "aws_ssm_parameter",
          "\"type\": \"SecureString\",\n \"value\": \"\",\n \"value_wo\": null },\n "
            + "\"sensitive_attributes\": [[{ \"type\": \"get_attr\",\n \"value\": \"value_wo\" }]"
        ),
      ]
    ),
  ]

  private static let terraformAdvice =
    " Let Terraform make the value (random_password, ephemeral resources), or leave it out and "
    + "ignore changes to it."

  private static func ssmParameter(value: String, type: String = "SecureString") -> String {
    "resource \"aws_ssm_parameter\" \"secret\" {\n  name  = \"/app/${var.env}/db\"\n"
      + "  type  = \"\(type)\"\n  value = \"\(value)\"\n}\n"
  }

  private static func secretVersion(_ expression: String) -> String {
    "resource \"aws_secretsmanager_secret_version\" \"this\" {\n"
      + "  secret_id     = aws_secretsmanager_secret.this.id\n  secret_string = \(expression)\n}\n"
  }

  private static func state(_ type: String, _ attributes: String) -> String {
    "{\"resources\": [{\n \"mode\": \"managed\",\n \"type\": \"\(type)\",\n \"name\": \"this\",\n"
      + " \"instances\": [{ \"attributes\": {\n \(attributes)\n } }]\n}]}\n"
  }

  /// How far from a value the start of its line and the end of its block are looked for, in bytes.
  private static let blockReach = 4096

  /// Where the block in which a match starts ends: at the next line that begins with `}` and is
  /// indented no deeper than the line of the match.
  private static func blockEnd(of match: Match) -> Int {
    let text = match.text
    let first = max(0, match.whole.lowerBound - blockReach)
    let limit = min(text.count, match.range.upperBound + blockReach)
    let lineStart =
      text[first..<match.whole.lowerBound].lastIndex(of: 0x0A).map { $0 + 1 } ?? first
    let indent = text[lineStart...].prefix { $0 == 0x20 || $0 == 0x09 }.count
    var start = match.whole.lowerBound
    while let newline = text[start..<limit].firstIndex(of: 0x0A) {
      start = newline + 1
      let line = text[start...]
      let brace = line.drop { $0 == 0x20 || $0 == 0x09 }
      // The end of a call such as `jsonencode({ … })` may stand there, too.
      if brace.first == UInt8(ascii: "}"), brace.dropFirst().first != UInt8(ascii: ")"),
        brace.startIndex - start <= indent
      {
        return start
      }
    }
    return limit
  }

  private static func block(of match: Match) -> String {
    let end = blockEnd(of: match)
    guard match.range.upperBound <= end else { return "" }
    return String(decoding: match.text[match.whole.lowerBound..<end], as: UTF8.self)
  }

  /// Whether between the type and the value no other resource of a state starts, nor the list of what is
  /// sensitive in this one, which has names of attributes for values.
  private static let staysInResource: @Sendable (Match) -> Bool = { match in
    let between = String(
      decoding: match.text[match.whole.lowerBound..<match.range.lowerBound],
      as: UTF8.self
    )
    return !between.contains("\"mode\"") && !between.contains("\"sensitive_attributes\"")
  }
}

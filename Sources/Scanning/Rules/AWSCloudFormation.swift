// Values in CloudFormation, SAM and CDK.

extension BuiltinRules {
  static let awsCloudFormation: [Rule] = [
    Rule(
      id: "aws-cloudformation-parameter-default",
      description: "default of a secret CloudFormation parameter",
      reference:
        "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html",
      level: .high,
      keywords: ["default:"],
      pattern: #"(?m)^(?<indent>[ \t]{1,16})(?!Default:)[A-Za-z0-9]{1,100}:[ \t]{0,8}\r?\n"#
        + #"(?:\k<indent>[ \t]{1,16}(?!Default:)[A-Za-z]{2,40}:[^\r\n]{0,400}\r?\n){0,8}?"#
        + #"\k<indent>[ \t]{1,16}Default:[ \t]{1,8}(?|"# + Rule.doubleQuoted + "|"
        + Rule.singleQuoted
        + #"|(?<secret>[^\s"'!{&*|>#][^\s#]{3,200}))"#,
      boundary: .none,
      window: .bytes(900),
      files: [".yaml", ".yml", ".template"],
      checks: [LiteralValue.check, .custom(isSecretParameter)],
      advice: parameterDefaultAdvice,
      examples: [
        "Parameters:\n  DbPassword:\n    Type: String\n    Default: \(Example.random(10, .alphanumeric))\n",
        "Parameters:\n  Licence:\n    Type: String\n    Default: '\(Example.random(10, .alphanumeric))'\n    NoEcho: true\n  Stage:\n    Type: String\n",
        "Parameters:\n  ApiToken:\n    NoEcho: true\n    Type: String\n    Default: \"\(Example.random(20, .base64))\"\n",
      ],
      counterexamples: [
        "Parameters:\n  Stage:\n    Type: String\n    Default: development\n",
        "Parameters:\n  Stage:\n    Type: String\n    Default: development\n  DbPassword:\n    Type: String\n    NoEcho: true\n",
        "Parameters:\n  DbPassword:\n    Type: String\n    NoEcho: true\n  KeyName:\n    Type: String\n    Default: deployer\n",
        "Parameters:\n  DbPassword:\n    Type: String\n    Default: ''\n",
        "Parameters:\n  DbPasswordArn:\n    Type: String\n    Default: arn:aws:secretsmanager:eu-west-1:123456789012:secret:x\n",
        "Parameters:\n  DbPasswordLength:\n    Type: String\n    Default: thirty-two\n",
      ]
    ),
    Rule(
      id: "aws-cloudformation-parameter-default-json",
      description: "default of a secret CloudFormation parameter in JSON",
      reference:
        "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html",
      level: .high,
      keywords: ["\"default\""],
      pattern: #""[A-Za-z0-9]{1,100}"\s{0,4}:\s{0,4}\{[^{}]{0,600}?"Default"\s{0,4}:\s{0,4}"#
        + Rule.doubleQuoted,
      boundary: .none,
      window: .bytes(700),
      files: [".json", ".template"],
      checks: [LiteralValue.check, .custom(isSecretParameter)],
      advice: parameterDefaultAdvice,
      examples: [
        "{\"Parameters\": {\n \"DbPassword\": {\n  \"Type\": \"String\",\n  \"Default\": \"\(Example.random(10, .alphanumeric))\"\n }\n}}\n",
        "{\"Parameters\": {\n \"Licence\": { \"Type\": \"String\", \"Default\": \"\(Example.random(10, .alphanumeric))\", \"NoEcho\": true }}}\n",
      ],
      counterexamples: [
        "{\"Parameters\": { \"Stage\": { \"Type\": \"String\", \"Default\": \"development\" } } }\n",
        "{\"Parameters\": { \"DbPassword\": { \"Type\": \"String\", \"Default\": \"\" } } }\n",
        "{\"DbPassword\": { \"type\": \"string\", \"Default\": \"\(Example.random(10, .alphanumeric))\" } }\n",
        "{\"DbPassword\": { \"Type\": \"String\", \"Default\": \"{{resolve:ssm-secure:/app/db}}\" } }\n",
      ]
    ),
    Rule(
      id: "aws-cloudformation-secret-string",
      description: "value of a Secrets Manager secret in CloudFormation",
      reference:
        "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-secretsmanager-secret.html",
      level: .high,
      keywords: ["secretstring:"],
      pattern: #"SecretString:[ \t]{1,8}(?|!Sub[ \t]{1,4}"# + Rule.quoted
        + #"|[|>][+-]?[ \t]{0,8}\r?\n[ \t]{1,40}(?<secret>[^\r\n]{4,4000})"#
        + #"|(?<secret>[^\s"'!{&*|>#][^\r\n#]{3,400}))"#,
      boundary: .none,
      window: .atKeyword,
      files: [".yaml", ".yml", ".template"],
      checks: [LiteralValue.check],
      advice: secretsManagerAdvice + " In a template, let GenerateSecretString make the value.",
      examples: [
        "      SecretString: \(Example.random(16, .alphanumeric))\n",
        "      SecretString: !Sub '{\"password\":\"\(Example.random(12, .alphanumeric))\"}'\n",
        "      SecretString: |\n        {\"password\": \"\(Example.random(12, .alphanumeric))\"}\n",
      ],
      counterexamples: [
        "      SecretString: !Ref Password\n",
        "      SecretString: !Sub '{\"password\":\"${Password}\"}'\n",
        "      GenerateSecretString:\n        SecretStringTemplate: '{\"username\": \"app\"}'\n",
        "      SecretString: '{{resolve:ssm-secure:/app/db:1}}'\n",
      ]
    ),
    Rule(
      id: "aws-cdk-plain-text-secret",
      description: "plain text as a CDK SecretValue",
      reference:
        "https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.SecretValue.html",
      level: .high,
      keywords: ["plaintext(", "plain_text("],
      pattern:
        #"(?:unsafePlainText|unsafe_plain_text|(?:SecretValue|secret_value)\.(?:plainText|plain_text|unsafePlainText))"#
        + #"\(\s{0,40}"# + Rule.quoted,
      boundary: .none,
      window: .bytes(32),
      checks: [LiteralValue.check],
      advice:
        "The value goes into the template in the clear. Change it where it is used, store it, and "
        + "use SecretValue.secretsManager(…) or SecretValue.ssmSecure(…).",
      examples: [
        "password: cdk.SecretValue.unsafePlainText(\"\(Example.random(12, .alphanumeric))\"),\n",
        "SecretValue.plainText('\(Example.random(12, .alphanumeric))')\n",
        "secret_value=SecretValue.unsafe_plain_text(\"\(Example.random(12, .alphanumeric))\")\n",
      ],
      counterexamples: [
        "SecretValue.unsafePlainText(process.env.PASSWORD)\n",
        "SecretValue.secretsManager(\"app/db\")\n",
        "SecretValue.unsafePlainText(`${password}`)\n",
        "renderPlainText(\"a sentence of words\")\n",
      ]
    ),
    Rule(
      id: "aws-parameter-override-secret",
      description: "secret in the parameter overrides of a stack",
      reference:
        "https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-sam-cli-config.html",
      level: .high,
      keywords: ["parameter_overrides", "parameter-overrides", "parametervalue"],
      // Of several with no value between them, the last leads up to one.
      pattern:
        #"(?:parameter[_-]overrides(?![^\r\n=]{0,200}?parameter[_-]overrides)[^\r\n]{0,2000}?\b[A-Za-z0-9]{0,60}"#
        + parameterName
        + #"[A-Za-z0-9]{0,40}=|ParameterKey\\?["']?\s{0,4}[=:]\s{0,4}\\?["']?[A-Za-z0-9]{0,60}"#
        + parameterName
        + #"[A-Za-z0-9]{0,40}\\?["']?\s{0,4},\s{0,40}\\?["']?ParameterValue\\?["']?\s{0,4}[=:]\s{0,4})"#
        + #"(?|\\?"(?<secret>[^"\\\r\n]{4,512})|'(?<secret>[^'\\\r\n]{4,512})|(?<secret>[^\s"'\\,$<][^\s"'\\,]{3,512}))"#,
      boundary: .none,
      window: .bytes(160),
      checks: [LiteralValue.check],
      advice:
        "Change the value where it is used, store it, and let the template read it: "
        + "{{resolve:secretsmanager:NAME}} or {{resolve:ssm-secure:NAME}}.",
      examples: [
        #"parameter_overrides = "Stage=\"prod\" DbPassword=\"\#(Example.random(10, .alphanumeric))\"""#
          + "\n",
        "parameter_overrides = [\"Stage=prod\", \"ApiKey=\(Example.random(16, .alphanumeric))\"]\n",
        "sam deploy --parameter-overrides Stage=prod DbPassword=\(Example.random(10, .alphanumeric))\n",
        "--parameters ParameterKey=DbPassword,ParameterValue=\(Example.random(10, .alphanumeric))\n",
        "[{\"ParameterKey\": \"DbPassword\", \"ParameterValue\": \"\(Example.random(10, .alphanumeric))\"}]\n",
      ],
      counterexamples: [
        "parameter_overrides = \"Stage=\\\"prod\\\" Color=\\\"blue-green\\\"\"\n",
        "sam deploy --parameter-overrides DbPassword=$DB_PASSWORD\n",
        "--parameters ParameterKey=Stage,ParameterValue=production\n",
        "--parameters ParameterKey=DbPassword,UsePreviousValue=true\n",
      ]
    ),
  ]

  /// The part of a parameter's name that tells a secret.
  private static let parameterName =
    "(?:[Pp]ass(?:[Ww]or[dt]|[Ww]d|phrase)?|PASSWORD|[Pp]wd|[Ss]ecret|[Tt]oken|[Aa]pi[Kk]ey"
    + "|[Aa]ccess[Kk]ey|[Pp]rivate[Kk]ey|[Cc]redential)"

  private static let parameterDefaultAdvice =
    "A default is in the clear in every copy of the template. Change the value where it is used, "
    + "store it, and read it with {{resolve:secretsmanager:NAME}} or {{resolve:ssm-secure:NAME}}."

  private static let secretNames = [
    "password", "passwd", "pwd", "secret", "token", "apikey", "credential", "privatekey",
  ]
  private static let notSecretNames = [
    "arn", "name", "id", "length", "path", "key", "enabled", "version", "ttl",
  ]

  /// Whether the parameter that a match found is a string and either hidden or named like a secret.
  private static let isSecretParameter: @Sendable (Match) -> Bool = { match in
    let end = min(match.range.upperBound + 300, match.text.count)
    var after = match.text[match.range.upperBound..<end]
    // The attributes after the default: up to the brace, or to the next parameter of the YAML.
    let before = String(
      decoding: match.text[match.whole.lowerBound..<match.range.lowerBound],
      as: UTF8.self
    )
    if before.contains("{") {
      after = after.prefix { $0 != UInt8(ascii: "}") }
    } else {
      let lines = before.split(separator: "\n")
      let indent = lines.last?.prefix { $0 == " " || $0 == "\t" }.count ?? 0
      let kept = after.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated().prefix
      {
        $0.offset == 0 || $0.element.prefix { $0 == 0x20 || $0 == 0x09 }.count >= indent
      }
      after = kept.last.map { after[..<$0.element.endIndex] } ?? after
    }
    let block = before + String(decoding: after, as: UTF8.self)
    guard block.contains("Type") && (block.contains("String") || block.contains("AWS::SSM")) else {
      return false
    }
    if block.contains("NoEcho") {
      let rest = block[(block.firstRange(of: "NoEcho")?.upperBound ?? block.startIndex)...]
      if rest.prefix(8).lowercased().contains("true") { return true }
    }
    let name = before.drop { !($0.isLetter || $0.isNumber) }.prefix { $0.isLetter || $0.isNumber }
      .lowercased()
    return secretNames.contains(where: name.contains)
      && !notSecretNames.contains(where: {
        name.hasSuffix($0) && !name.hasSuffix("apikey") && !name.hasSuffix("privatekey")
      })
  }
}

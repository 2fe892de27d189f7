// Values of Secrets Manager and Parameter Store: as the API shows them, as code and commands set them.

extension BuiltinRules {
  static let awsSecretsManager: [Rule] = [
    Rule(
      id: "aws-secretsmanager-secret-string",
      description: "value of a Secrets Manager secret",
      reference:
        "https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html",
      level: .high,
      keywords: ["secretstring"],
      pattern: #"SecretString[\\"']{0,4}\s{0,4}[:=]\s{0,4}[rbf]?"#
        + #"(?|\\"(?<secret>(?:[^"\\\r\n]++|\\\\\\?.)++)\\"|"# + Rule.quoted + ")",
      boundary: .none,
      window: .atKeyword,
      checks: [LiteralValue.check, LiteralValue.unnamed],
      advice: secretsManagerAdvice,
      examples: [
        "{\n  \"Name\": \"app/db\",\n  \"SecretString\": \"\(Example.random(24, .alphanumeric))\",\n}\n",
        #""SecretString": "{\"username\":\"app\",\"password\":\"\#(Example.random(20, .base64))\"}","#,
        "client.put_secret_value(SecretId='x', SecretString='\(Example.random(12, .alphanumeric))')\n",
        "await client.send(new Cmd({ SecretString: \"\(Example.random(16, .alphanumeric))\" }))\n",
        "password: \("\"SecretString\""): \"p?%]vN(\(Example.random(20, .base64))\"\n",
      ],
      counterexamples: [
        "SecretString: '{{resolve:secretsmanager:app/db:SecretString:password}}'\n",
        "\"SecretString\": \"${var.value}\"\n",
        "\"SecretString\": \"arn:aws:secretsmanager:eu-west-1:123456789012:secret:app/db-a1b2c3\"\n",
        "value = response['SecretString']\n",
        "secret = json.loads(response[\"SecretString\"])['password']\n",
        "SecretString=value,\n",
        "\"SecretString\": \"{}\"\n",
        "\"SecretString\": \"string\"\n",
      ]
    ),
    Rule(
      id: "aws-secretsmanager-json-dumps",
      description: "value of a Secrets Manager secret, as a literal in code",
      reference:
        "https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html",
      level: .high,
      keywords: ["secretstring"],
      pattern: #"SecretString["']?\s{0,4}[:=]\s{0,4}(?:json\.dumps|JSON\.stringify)\(\s{0,20}\{"#
        + #"[^})]{0,600}?["']?(?i:pass|pwd|secret|token|key|cred)[A-Za-z0-9_-]{0,40}["']?\s{0,4}:\s{0,4}"#
        + Rule.quoted,
      boundary: .none,
      window: .atKeyword,
      checks: [LiteralValue.check],
      advice: secretsManagerAdvice,
      examples: [
        "SecretString=json.dumps({'user': 'app', 'password': '\(Example.random(14, .alphanumeric))'})\n",
        "SecretString: JSON.stringify({ password: \"\(Example.random(14, .alphanumeric))\" })\n",
      ],
      counterexamples: [
        "SecretString=json.dumps({'password': password})\n",
        "SecretString=json.dumps({'password': '<password>'})\n",
      ]
    ),
    Rule(
      id: "aws-secretsmanager-secret-binary",
      description: "binary value of a Secrets Manager secret",
      reference:
        "https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html",
      level: .high,
      keywords: ["secretbinary"],
      pattern:
        #"SecretBinary[\\"']{0,4}\s{0,4}[:=]\s{0,4}[b\\]?["'](?<secret>[A-Za-z0-9+/]{12,65000}={0,2})[\\"']"#,
      boundary: .none,
      window: .atKeyword,
      checks: [LiteralValue.check, .base64(decodedLength: 8...65_536)],
      advice: secretsManagerAdvice,
      examples: [
        "  \"SecretBinary\": \"\(Example.base64(Example.random(30, .alphanumeric)))\",\n",
        "SecretBinary='\(Example.base64(Example.random(33, .alphanumeric)))'\n",
      ],
      counterexamples: [
        "\"SecretBinary\": \"blob\"\n",
        "value = response[\"SecretBinary\"]\n",
        "SecretBinary=b64decode(data)\n",
      ]
    ),
    Rule(
      id: "aws-cli-secret-string",
      description: "value of a Secrets Manager secret on a command line",
      reference:
        "https://docs.aws.amazon.com/cli/latest/reference/secretsmanager/create-secret.html",
      level: .high,
      keywords: ["--secret-string"],
      pattern: "--secret-string[=\\s]\\s{0,4}\(Rule.shellWord)",
      boundary: .none,
      window: .atKeyword,
      checks: [LiteralValue.check],
      advice: secretsManagerAdvice
        + " Pass values as --secret-string file://…, never on the command line.",
      examples: [
        "aws secretsmanager create-secret --name app/db --secret-string \(Example.random(16, .alphanumeric))\n",
        "aws secretsmanager put-secret-value --secret-id app/db \\\n"
          + "  --secret-string '{\"password\":\"\(Example.random(16, .alphanumeric))\"}'\n",
        "aws secretsmanager update-secret --secret-string=\"\(Example.random(16, .alphanumeric))\" --secret-id x\n",
      ],
      counterexamples: [
        "aws secretsmanager create-secret --name app/db --secret-string file://secret.json\n",
        "aws secretsmanager put-secret-value --secret-id x --secret-string \"$PASSWORD\"\n",
        "aws secretsmanager put-secret-value --secret-id x --secret-string \"$(cat secret)\"\n",
        "aws secretsmanager put-secret-value --secret-id x --secret-string '{\"password\":\"<password>\"}'\n",
        "option --secret-string <value>\n",
      ]
    ),
    Rule(
      id: "aws-ssm-secure-string",
      description: "value of an SSM SecureString parameter",
      reference:
        "https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html",
      level: .high,
      keywords: ["securestring"],
      pattern:
        #"(?|SecureString(?:[\\"']{1,3}|\b)[^})]{0,400}?\b[Vv]alue[\\"']{0,4}\s{0,4}[:=]\s{0,4}"#
        + Rule.quoted
        + #"|\b[Vv]alue[\\"']{0,4}\s{0,4}[:=]\s{0,4}"# + Rule.quoted
        + #"[^})]{0,300}?\b[Tt]ype[\\"']{0,4}\s{0,4}[:=]\s{0,4}[\\"']{0,2}(?:ParameterType\.)?SecureString\b)"#,
      boundary: .none,
      window: .bytes(700),
      checks: [LiteralValue.check],
      advice: parameterAdvice,
      examples: [
        "{\n \"Parameter\": {\n  \"Name\": \"/app/key\",\n  \"Type\": \"SecureString\",\n"
          + "  \"Value\": \"\(Example.random(20, .alphanumeric))\",\n  \"Version\": 1\n }\n}\n",
        "ssm.put_parameter(\n  Name='/app/db',\n  Value='\(Example.random(12, .alphanumeric))',\n  Type='SecureString',\n)\n",
        "ssm.putParameter({ Name: '/app/db', Type: 'SecureString', Value: '\(Example.random(12, .alphanumeric))' })\n",
      ],
      counterexamples: [
        "ssm.put_parameter(Name=name, Value=value, Type='SecureString')\n",
        "{\n  \"Type\": \"SecureString\",\n  \"Value\": \"\("AQICAH")\(Example.random(60, .base64))\"\n}\n",
        "ssm.put_parameter(Name='/a', Value='blue', Type='String')\n",
        "{ \"Name\": \"/a\", \"Type\": \"SecureString\" }, { \"Value\": \"blue-green\" }\n",
        "Type: 'SecureString', Value: process.env.PASSWORD\n",
      ]
    ),
    Rule(
      id: "aws-ssm-put-parameter-call",
      description: "value of an SSM parameter, as a literal in code",
      reference:
        "https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html",
      level: .high,
      keywords: [
        "put_ssm_param", "putssmparam", "put_param", "putparam", "put_secure_param", "ssm_put",
      ],
      pattern:
        #"(?i:put_?(?:ssm_?|secure_?)?param(?:eter)?|ssm_put(?:_param(?:eter)?)?)\s{0,2}\(\s{0,40}(?:name\s{0,2}=\s{0,2})?"#
        + #"[rbf]?["'][^"'\r\n]{1,512}["']\s{0,20},\s{0,40}(?:value\s{0,2}=\s{0,2})?[rb]?"#
        + Rule.quoted
        + #"(?!\s{0,20},\s{0,40}(?:(?:value_|parameter_|param_)?type\s{0,4}=\s{0,4})?["']String)"#,
      boundary: .none,
      window: .atKeyword,
      checks: [LiteralValue.check],
      advice: parameterAdvice,
      examples: [
        "ssm.put_ssm_parameter('/myapp/database/password/1', '\(Example.random(16, .alphanumeric))')\n",
        "ssm.put_ssm_parameter(\n    \"/myapp/stripe\",\n    \"\(Example.random(9, .alphanumeric))\",\n)\n",
        "updater.put_parameter(name='/a/b', value='\(Example.random(10, .base64))')\n",
      ],
      counterexamples: [
        "ssm.put_ssm_parameter('/myapp/database/password/1', 'xxxx')\n",
        "ssm.put_ssm_parameter('/cicd/deployed/color', 'blue', value_type='String')\n",
        "ssm.put_ssm_parameter('/myapp/db', os.environ['DB_PASSWORD'])\n",
        "def put_ssm_parameter(self, name: str, value: str, value_type: str = 'SecureString'):\n",
      ]
    ),
    Rule(
      id: "aws-ssm-secure-string-request",
      description: "value of an SSM SecureString parameter, as a literal in Java or Go",
      reference:
        "https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html",
      level: .high,
      keywords: ["secure_string", "securestring"],
      pattern: #"(?|\.value\(\s{0,40}"# + Rule.doubleQuoted
        + #"\s{0,40}\)(?:\s{0,80}\.\w{1,40}\([^()]{0,200}\)){0,6}?\s{0,80}\.type\([^()]{0,60}(?:SECURE_STRING|SecureString)"#
        + #"|\.type\([^()]{0,60}(?:SECURE_STRING|SecureString)"?\)(?:\s{0,80}\.\w{1,40}\([^()]{0,200}\)){0,6}?\s{0,80}\.value\(\s{0,40}"#
        + Rule.doubleQuoted + #"|\bValue:\s{0,20}(?:\w{1,20}\.)?(?:String|Ptr|To)\(\s{0,20}"#
        + Rule.goString
        + #"[^}]{0,400}?\bType:\s{0,20}[^,}\r\n]{0,80}SecureString"#
        + #"|\bType:\s{0,20}[^,}\r\n]{0,80}SecureString[^}]{0,400}?\bValue:\s{0,20}(?:\w{1,20}\.)?(?:String|Ptr|To)\(\s{0,20}"#
        + Rule.goString + ")",
      boundary: .none,
      window: .bytes(700),
      checks: [LiteralValue.check],
      advice: parameterAdvice,
      examples: [
        "PutParameterRequest.builder().name(\"/app/db\").value(\"\(Example.random(12, .alphanumeric))\")\n    .type(ParameterType.SECURE_STRING).build();\n",
        "builder.type(ParameterType.SECURE_STRING).overwrite(true).value(\"\(Example.random(12, .alphanumeric))\");\n",
        "&ssm.PutParameterInput{\n\tName:  aws.String(\"/app/db\"),\n\tValue: aws.String(\"\(Example.random(12, .alphanumeric))\"),\n\tType:  types.ParameterTypeSecureString,\n}\n",
      ],
      counterexamples: [
        "PutParameterRequest.builder().name(\"/app/db\").value(password).type(ParameterType.SECURE_STRING).build();\n",
        "builder.name(\"/a\").value(\"blue-green\").type(ParameterType.STRING).build();\n",
        "&ssm.PutParameterInput{Name: name, Value: aws.String(password), Type: types.ParameterTypeSecureString}\n",
      ]
    ),
    Rule(
      id: "aws-cli-put-parameter",
      description: "value of an SSM parameter on a command line",
      reference: "https://docs.aws.amazon.com/cli/latest/reference/ssm/put-parameter.html",
      level: .high,
      keywords: ["put-parameter"],
      pattern: #"put-parameter\b(?![^\r\n-]{0,200}?put-parameter\b)"# + Rule.command
        + #"--value[=\s]\s{0,4}"# + Rule.shellWord,
      boundary: .none,
      window: .atKeyword,
      checks: [
        LiteralValue.check,
        .custom { match in
          // A `\n` that is written out ends a command inside a string of code.
          let before = String(
            decoding: match.text[match.whole.lowerBound..<match.range.lowerBound],
            as: UTF8.self
          )
          let words = match.command.split { $0 == " " || $0 == "=" || $0 == "\"" || $0 == "'" }
          return !before.contains("\\n")
            && !zip(words, words.dropFirst()).contains {
              $0 == "--type" && $1.hasPrefix("String")
            }
        },
      ],
      advice: parameterAdvice + " Pass values as --value file://…, never on the command line.",
      examples: [
        "aws ssm put-parameter --name /app/db --type SecureString --value \(Example.random(14, .alphanumeric))\n",
        "aws ssm put-parameter \\\n  --name /app/db \\\n  --value \"\(Example.random(14, .base64))\" \\\n  --overwrite\n",
        "aws ssm put-parameter --value='\(Example.random(8, .alphanumeric))' --name /x\n",
      ],
      counterexamples: [
        "aws ssm put-parameter --name /app/color --type String --value blue-green\n",
        "aws ssm put-parameter --name /app/color --value blue-green --type String\n",
        "aws ssm put-parameter --name /app/db --type SecureString --value \"$DB_PASSWORD\"\n",
        "aws ssm put-parameter --name /app/db --type SecureString --value file://value\n",
        "aws ssm put-parameter --name /app/db\necho --value not-this-one\n",
      ]
    ),
  ]

  static let secretsManagerAdvice =
    "Treat the value as known: change it where it is used, then store the new one "
    + "(aws secretsmanager put-secret-value, or rotate-secret where rotation is set up). "
    + "In the file, name the secret and let the program read it."

  static let parameterAdvice =
    "Treat the value as known: change it where it is used, then store the new one "
    + "(aws ssm put-parameter --type SecureString --overwrite --value file://…). "
    + "In the file, name the parameter and let the program read it."
}

import Scanning
import Testing

/// Lines as people leak them, by all rules and the generic detector together.
///
/// In a template `~K~` stands for an access key id, `~S~` for a secret access key, `~V~` for a random
/// value, `~W~` for a password that a person chose, `~P~` for one of Secrets Manager.
@Suite struct LeakTests {
  @Test(arguments: [
    ("docker-compose.yml", "      - AWS_SECRET_ACCESS_KEY=~S~", "aws-secret-access-key"),
    ("credentials.csv", "Access key ID,Secret access key\r\n~K~,~S~\r\n", "aws-credentials-csv"),
    ("A.java", "AwsBasicCredentials.create(\"~K~\", \"~S~\");", "aws-secret-access-key-beside-id"),
    ("a.rb", "Aws::Credentials.new('~K~', '~S~')", "aws-secret-access-key-beside-id"),
    ("core-site.xml", "<name>fs.s3a.secret.key</name><value>~S~</value>", "generic-secret"),
    ("a.tf", "  secret_key = \"~S~\"", "aws-secret-access-key"),
    ("a.sh", "aws ssm put-parameter --name /a --value '~P~' --overwrite", "aws-cli-put-parameter"),
    (
      "a.sh", "aws rds modify-db-instance --master-user-password ~W~",
      "aws-database-master-password"
    ),
    (
      "A.java", "b.value(\"~W~\").type(ParameterType.SECURE_STRING)",
      "aws-ssm-secure-string-request"
    ),
    (
      "a.go", "Value: aws.String(\"~W~\"), Type: types.ParameterTypeSecureString}",
      "aws-ssm-secure-string-request"
    ),
    ("stack.ts", "{ parameterName: '/app/api-key', stringValue: '~V~' }", "generic-secret"),
    ("stack.py", "parameter_name=\"/app/password\", string_value=\"~V~\"", "generic-secret"),
    ("a.py", "    \"/dev/app/api/key\": \"~V~\",", "generic-secret"),
    ("secret.yaml", "data:\n  password: ~V~w=\n", "generic-secret"),
    ("docker-compose.yml", "      POSTGRES_PASSWORD: ~W~", "generic-secret"),
    ("playbook.yml", "  mysql_user: name=app password=~V~ priv=*.*:ALL", "generic-secret"),
    (".gitlab-ci.yml", "  - curl --header \"PRIVATE-TOKEN: ~V~\" https://x.test", "generic-secret"),
    (".gitlab-ci.yml", "  - docker login -u AWS -p ~V~ r.test", "docker-login-password"),
    ("Jenkinsfile", "sh \"docker login -u ci -p ~V~ r.test\"", "docker-login-password"),
    ("a.sh", "echo \"~V~\" | docker login --username ci --password-stdin", "docker-login-password"),
    ("Dockerfile", "ENV DB_PASSWORD ~W~\n", "generic-secret"),
    ("user_data.tf", "    export DB_PASSWORD=~W~\n", "generic-secret"),
    ("a.py", "# DB password: ~W~\n", "generic-secret"),
    ("a.ts", "// password: ~W~", "generic-secret"),
    ("a.js", "const t = process.env.API_TOKEN || '~V~';", "generic-secret"),
    ("a.js", "const t = config.token ?? \"~V~\";", "generic-secret"),
    ("a.py", "token = os.getenv(\"API_TOKEN\") or \"~V~\"", "generic-secret"),
    ("a.rb", "ENV['SMTP_PASSWORD'] ||= '~V~'", "generic-secret"),
    ("a.kt", "val t = System.getenv(\"API_TOKEN\") ?: \"~V~\"", "generic-secret"),
    ("a.cs", "public string Password { get; set; } = \"~W~\";", "generic-secret"),
    ("a.rs", "static PASSWORD: &'static str = \"~W~\";", "generic-secret"),
    ("a.c", "static const char password[] = \"~W~\";", "generic-secret"),
    ("a.R", "db_password <- \"~W~\"", "generic-secret"),
    ("a.conf", "akka { auth-token = ~V~ }", "generic-secret"),
    (".env", "DB_PASSWORD=gM'~V~", "generic-secret"),
    ("a.properties", "spring.mail.password = #~V~", "generic-secret"),
    ("a.yml", "  password: '~V~\\'", "generic-secret"),
    ("notes.txt", "password: ~W~\n", "generic-secret"),
    ("README.md", "Log in as `admin` with the password `~W~`.", "generic-secret"),
    ("kubeconfig", "    password: ~W~", "generic-secret"),
    ("a.sh", "wp config create --dbpass=~V~", "generic-secret"),
    ("a.sql", "CREATE USER app WITH PASSWORD '~W~';", "sql-user-password"),
    ("a.sql", "ALTER USER app IDENTIFIED BY '~W~';", "sql-user-password"),
    (
      "A.java", "getConnection(\"jdbc:mysql://db/app\", \"root\", \"~W~\")",
      "database-call-password"
    ),
    ("a.php", "new mysqli('db', 'app', '~W~')", "database-call-password"),
    ("a.py", "requests.get(url, auth=('bob', '~W~'))", "basic-auth-call"),
    (
      "postman.json", "\"apikey\": [{\"key\": \"value\", \"value\": \"~V~\"}]",
      "postman-collection-api-key"
    ),
    ("a.cs", "\"Server=db;User Id=sa;Password=~W~;\"", "connection-string-password"),
    ("a.ipynb", #""source": ["db_password = \"~W~\"\n"]"#, "generic-secret"),
    ("a.plist", "<key>ApiToken</key>\n<string>~V~</string>", "generic-secret"),
  ]) func findsEachValueOnce(file: String, template: String, rule: String) throws {
    for seed in 1...5 as ClosedRange<UInt64> {
      let (text, values) = Self.filled(template, seed: seed)
      let findings = try Self.scanner.get().scan(text, path: file)
      let found = findings.map { (text.utf8.slice($0.range), $0) }
      for value in values {
        let covering = found.filter { $0.0.contains(value) }
        #expect(covering.count == 1, "\(value) in \(text): \(findings.map(\.rule))")
      }
      #expect(findings.contains { $0.rule == rule }, "\(text): \(findings.map(\.rule))")
      #expect(findings.count == values.count, "\(text): \(findings.map(\.rule))")
    }
  }

  @Test(arguments: [
    ("a.tf", "publicKeyToken=\"~V~\""), ("a.json", "{\"S3Key\": \"~V~\"}"),
    ("a.json", "{\"ClientToken\": \"~U~\", \"LifecycleActionToken\": \"~U~\"}"),
    ("a.json", "{\"output_token\": \"~V~\"}"), ("a.py", "seed = \"1546898067153\""),
    ("a.py", "SECRET_RE = r\"(?<![A-Za-z0-9/+=])[A-Za-z0-9/+=]{40}(?![A-Za-z0-9/+=])\""),
    ("a.py", "password_chars = \"[a-f0-9]{8}-x\""),
    ("a.json", "{\"key\": \"MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE~V~\"}"),
    ("a.sh", "cred=\"X-Amz-Credential=x/20260101/eu-west-1/s3/aws4_request\""),
    ("a.py", "self.master_user_password = cluster.master_user_password or \"\""),
    ("a.py", "password = password.encode(\"latin1\")"),
    ("a.json", #"{"SecretString": "{\"username\":\"app_user\",\"password\":\"${Password}\"}"}"#),
    ("a.def", "DUMMY_FUNCTION_PASS(\"ra-pbqp\", RAPBQPPass, ())"),
    ("a.md", "In addition you can pass `spec=True` to the call."),
    ("a.md", "The token `access_token` and the password `must contain` one digit."),
    ("a.sql", "-- all columns that are identified by 'aOrderBy'"),
    ("a.sh", "docker login -u ci -p \"$DOCKER_PASSWORD\" r.test"),
    ("a.sh", "aws ecr get-login-password | docker login --username AWS --password-stdin r.test"),
    ("a.js", "const t = process.env.TOKEN || '';"),
    ("a.js", "password: process.env.X ?? 'password'"),
    ("a.cs", "public string Password { get; set; } = \"\";"),
    ("a.rs", "secret: &'static str,"), ("a.rb", "ENV['SMTP_PASSWORD'] ||= ENV.fetch('OTHER')"),
    ("Dockerfile", "ENV DB_PASSWORD_FILE /run/secrets/db\nENV TOKEN ${TOKEN}\n"),
    (
      "a.yaml",
      "  DbPassword:\n    Type: String\n    NoEcho: true\n  KeyName:\n    Default: deployer\n"
    ),
    ("a.yml", "  token: ${{ secrets.TOKEN }}\n  key: ${{ runner.os }}-~V~\n"),
    ("a.yml", "    secretKeyRef: {name: app-db, key: password}"),
    ("package-lock.json", "\"js-tokens\": {\"integrity\": \"sha512-~V~\"}"),
    ("a.xml", "<property><name>key.type</name><value>default</value></property>"),
    ("a.ts", "// the token: string that the server issued"), ("a.py", "# password: str, optional"),
    ("a.properties", "error.password.mismatch=The two passwords do not match"),
    ("a.py", "requests.get(url, auth=(user, password))"),
    ("a.html", "<input name=\"password\" placeholder=\"Enter your password\">"),
  ]) func passesWhatOnlyLooksLikeOne(file: String, template: String) throws {
    for seed in 1...5 as ClosedRange<UInt64> {
      let (text, _) = Self.filled(template, seed: seed)
      let findings = try Self.scanner.get().scan(text, path: file)
      #expect(findings.isEmpty, "\(text): \(findings.map { "\($0.rule) \($0.masked)" })")
    }
  }

  /// The defaults of `get-random-password`: 32 characters, all punctuation.
  @Test(arguments: [
    (
      "a.tf",
      "resource \"aws_ssm_parameter\" \"x\" {\n  type = \"SecureString\"\n  value = \"~P~\"\n}\n"
    ),
    ("a.json", "{\"SecretString\": \"~P~\"}"), ("a.sh", "x --secret-string '~P~'"),
    (".env", "DB_PASSWORD=~P~"), ("a.yml", "password: '~P~'"), ("a.properties", "db.password=~P~"),
  ]) func findsSecretsManagerPasswordsInAnyNotation(file: String, template: String) throws {
    let missed = try (1...500 as ClosedRange<UInt64>).filter { seed in
      try Self.scanner.get().scan(Self.filled(template, seed: seed).text, path: file).isEmpty
    }
    #expect(missed.count <= 2, "\(missed.map { Self.filled(template, seed: $0).text })")
  }

  private static let scanner = Result { try Scanner() }

  private static func filled(_ template: String, seed: UInt64) -> (text: String, values: [String]) {
    var random = SeededGenerator(seed: seed)
    let isEscaped = template.contains("\"~P~\"")
    var values: [String] = []
    let text = template.replacing(/~[KSVWPU]~/) { place in
      let value: String
      switch place.output {
      case "~K~": value = "AKIA" + Example.random(16, .base32, seed: seed)
      case "~S~": value = Example.random(40, .base64, seed: seed)
      case "~W~":
        let words = ["Summer", "Welcome", "Winter#", "acme-prod-", "Liverpool"]
        value = words[Int(seed) % words.count] + String(2010 + seed) + "!"
      case "~P~":
        let raw = random.string(of: TestAlphabet.printable.filter { $0 != "'" }, length: 32)
        value =
          isEscaped ? raw.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") : raw
      case "~U~": value = Example.uuid(seed: seed)
      default: value = random.string(of: TestAlphabet.base62, length: 31)
      }
      values.append(value)
      return value
    }
    return (text, values)
  }
}

extension String.UTF8View {
  /// The characters at a range of bytes.
  fileprivate func slice(_ range: Range<Int>) -> String {
    String(decoding: dropFirst(range.lowerBound).prefix(range.count), as: UTF8.self)
  }
}

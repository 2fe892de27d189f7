import Scanning
import Testing

@Suite struct GenericDetectorTests {
  let scanner: Scanner

  init() throws { scanner = try Scanner(rules: []) }

  /// A random value that is put together when the test runs.
  static let token: String = {
    var random = SeededGenerator(seed: 3)
    return random.string(of: TestAlphabet.base62, length: 32)
  }()

  @Test(arguments: [
    ("a.py", "password = \"V\""), ("a.py", "PASSWORD: str = 'V'"), ("a.py", "f(password='V')"),
    ("a.py", "config['db_password'] = 'V'"), ("a.py", "if password == 'V':"),
    ("a.py", "os.environ.get('API_TOKEN', 'V')"), ("a.py", "{'client_secret': b'V'}"),
    ("a.js", "const apiKey = `V`;"), ("a.js", "headers: {'Authorization': 'Bearer V'}"),
    ("a.ts", "private readonly apiToken: string = 'V';"), ("a.go", "var apiToken string = \"V\""),
    ("a.go", "apiToken := \"V\""), ("a.go", "key := []byte(secretToken(\"V\"))"),
    ("a.rs", "let secret_key: &str = \"V\";"), ("a.java", "ds.setPassword(\"V\");"),
    ("a.cs", "cs = \"Server=db;Password=V;\";"), ("a.rb", ":password => 'V'"),
    ("a.php", "define('DB_PASSWORD', 'V');"), ("build.gradle", "password \"V\""),
    ("a.json", "{\"password\": \"V\"}"), ("a.json", "{\"password\":\n  \"V\"}"),
    ("a.json", #"{"SecretString": "{\"password\":\"V\"}"}"#),
    ("a.json", #"{"s": "{\\\"password\\\":\\\"V\\\"}"}"#),
    ("a.json", "{\"Name\": \"DB_PASSWORD\", \"Value\": \"V\"}"),
    ("a.json", "{\"ParameterKey\": \"DbPassword\", \"ParameterValue\": \"V\"}"),
    ("a.yml", "password: V"), ("a.yml", "password: V # why"), ("a.yml", "a: &b\n  password: V\n"),
    ("a.yml", "  api-key: \"V\""),
    ("a.yml", "- name: DB_PASSWORD\n  value: V"), (".env", "DB_PASSWORD=V"),
    (".env.local", "export API_TOKEN='V'"), ("a.ini", "password = V"),
    ("a.properties", "spring.datasource.password=V"), ("a.toml", "api_token = \"V\""),
    ("a.tf", "variable \"db_password\" {\n  default = \"V\"\n}"), ("a.tf", "  password   = \"V\""),
    ("a.tfvars", "db_password = \"V\""), ("a.xml", "<password>V</password>"),
    ("a.xml", "<add key=\"DbPassword\" value=\"V\"/>"),
    ("a.xml", "<property name=\"password\">V</property>"), ("a.xml", "<x password=\"V\"/>"),
    ("a.sh", "export PGPASSWORD=V"), ("a.sh", "mysql --password V -u x"),
    ("a.sh", "mysql --password=V"), ("a.sh", "curl -H 'X-Api-Key: V' https://example.com"),
    ("a.sh", "aws ssm put-parameter --name /prod/db/password --value \"V\""),
    ("a.sh", "aws ssm put-parameter --name /prod/db/password --value V"),
    ("a.sh", "p --overrides Name=DbPassword,Value=V"), ("Dockerfile", "ENV DB_PASSWORD=V"),
    ("Dockerfile", "ARG api_token=V"), ("notes.txt", "Authorization: Bearer V"),
    ("notes.txt", "machine example.com login me password V"),
    ("notes.txt", "https://example.com/x?access_token=V&a=b"),
    ("a.cs", "new NetworkCredential(\"ada\", \"V\")"),
    ("a.ps1", "New-Object DirectoryServices.DirectoryEntry(\"LDAP://x\", \"x\\ada\", \"V\")"),
    ("a.txt", "The default password for the user \"ada\" is \"V\"."),
    ("a.ini", "password   =>   \"V\""), ("a.go", "if creds.Secret != \"V\" {"),
    ("a.ini", "if user == 'ada' and password == 'V':"), ("a.txt", "The password is 'V'."),
    ("a.py", "acmesearch = \"V\""), (".env", "ACME_ACCESS=V"), ("a.yml", "  acmesearch: V"),
    ("a.java", "@Value(\"${app.password:V}\")"), ("a.sh", "x=\"${DB_PASSWORD:-V}\""),
    ("a.java", "@Value(\"${acmesearch:V}\")"), ("a.conf", "client_secret V"),
    ("a.md", "Set `api_key` to `V`."), ("a.h", "#define API_KEY \"V\""),
    ("a.rs", "const ACMESEARCH: &str = \"V\";"), ("a.go", "var acmesearch string = \"V\""),
    ("a.java", "p.setProperty(\"acmesearch\", \"V\");"), ("Dockerfile", "ENV ACME_ACCESS V"),
    ("a.js", "const a = process.env.zenpay || 'V';"), ("a.py", "nonce = 'V'"),
    ("notes.txt", "machine example.com\nlogin me\npassword V\n"),
    ("a.md", "| password | V |"), ("a.md", "**Password:** V"), ("a.md", "**Token**: V"),
    ("a.sh", "openssl req -new -passin pass:V"), ("a.sh", "keytool -storepass V -x"),
    ("a.ps1", "Connect -Password V"), ("a.py", "p.add_argument('--password', default='V')"),
    ("a.js", "cy.get('#password').type('V')"), ("a.feature", "I fill in \"Password\" with \"V\""),
    ("a.rb", "fill_in 'Password', with: 'V'"), ("a.java", "if (password.equals(\"V\")) {"),
    ("a.java", "new UsernamePasswordCredentials(\"ada\", \"V\")"),
    ("a.c", "curl_easy_setopt(curl, CURLOPT_PASSWORD, \"V\");"), ("a.pl", "$ENV{PASSWORD} = 'V';"),
    ("a.erl", "{password, <<\"V\">>}"), ("a.py", "PASSWORDS = ['V']"),
    ("a.properties", "app.password V"), ("a.html", "<input type=\"password\" value=\"V\">"),
  ]) func findsNamedValues(file: String, template: String) throws {
    let place = try #require(template.firstRange(of: /\bV\b/.wordBoundaryKind(.simple)))
    let text = template[..<place.lowerBound] + Self.token + template[place.upperBound...]
    #expect(try scanner.values(String(text), path: file) == [Self.token])
  }

  @Test(arguments: [
    ("a.py", "password = get_password()"), ("a.py", "def f(password: str = None):"),
    ("a.py", "password = os.environ['DB_PASSWORD']"), ("a.py", "password = ''"),
    ("a.py", "password = getpass('Enter the password: ')"), ("a.py", "token = 'access_token'"),
    ("a.py", "password = \"password\""), ("a.py", "passwordField = 'loginPasswordField'"),
    ("a.py", "secret_name = 'prod/database/master1'"), ("a.py", "token = f'{prefix}-{suffix}'"),
    ("a.py", "token_url = 'https://example.com/oauth2/token'"), ("a.py", "key = 'ctrl+shift+down'"),
    ("a.py", "secret = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod-AbCdEf'"),
    ("a.js", "password: process.env.DB_PASSWORD_VALUE_1"), ("a.js", "authorization: 'Bearer ' + t"),
    ("a.json", "{\"password\": \"string\"}"), ("a.json", "{\"key\": \"com.example.Some.Name42\"}"),
    ("a.json", "{\"public_key\": \"V\"}"), ("a.json", "{\"integrity\": \"sha512-V\"}"),
    ("a.yml", "password: ${DB_PASSWORD}"), ("a.yml", "password: '{{ vault_db_password }}'"),
    ("a.yml", "Password: !Ref DbPasswordParameter1"),
    ("a.yml", "secretName: database-credentials-1"),
    ("a.yml", "password: '{{resolve:secretsmanager:prod/db:SecretString:password}}'"),
    ("a.yml", "token: op://vault/item/field1"), (".env", "DB_PASSWORD=$OTHER_PASSWORD_1"),
    (".env", "API_KEY=<your-api-key>"), (".env", "PASSWORD=changeme123"),
    ("a.tf", "password = var.db_password_2024"),
    ("a.tf", "password = data.aws_ssm_parameter.x.value"),
    ("a.sh", "export PGPASSWORD=\"$(cat /run/secrets/db1)\""),
    ("a.sh", "x --password-file /run/x1"),
    ("a.go", "func Auth(token string, key []byte) error {"),
    ("a.md", "The token is then validated."),
    ("a.html", "<input type=\"password\" id=\"password2\">"),
    ("a.css", "#password-field2 { color: #a1b2c3 }"), ("a.sql", "password VARCHAR(255) NOT NULL"),
    ("a.py", "key_id = 'V'"), ("a.py", "cache_key = 'V'"), ("a.py", "tokenizer = 'V'"),
    ("a.py", "passValue('V')"), ("a.java", "String p = db.getPassword(\"V\");"),
    ("a.go", "fmt.Errorf(\"cannot pass 'nosuid2' and 'suid' at once: %w\", e)"),
    ("a.md", "as listed in `/etc/passwd` or `V`."),
    ("a.conf", "#cipher_psk = ALL:!kRSA:!SRP:!kDHd:!DSS:!aNULL"),
    ("a.json", "{\"key\": \"FC-rtSY.g._2F7.-_e..OP\"}"),
    ("a.txt", "login failed for the user ada: no password provided9x"),
    ("a.xml", "<filter token=\"BC_PKIX_JAR\" value=\"x\"/>"), ("a.sh", "fi # $pass = V"),
    ("a.py", "password = 'secret'"), ("a.go", "tokenSecret := \"abcdef0123456789\""),
    ("a.json", "{\"NextToken\": \"V\"}"), ("a.txt", "  -p, --password ADGANGSKODE   text"),
    ("a.py", "HMAC_224 = \"HMAC_224\""), ("a.vim", #"syn match Tokens "\*=\|&\|&=\|->\|\~""#),
    ("a.md", "\"arn:aws:secretsmanager:eu-west-1:123456789012:secret:app/V\""),
    ("a.js", "tokens => ['V' => $x]"), ("a.py", "rules = [['password'], ['V']]"),
    ("a.py", "credentials = {'cHVibGljS2V5Q3JlZA==' => x}"), ("a.json", "{\"accessor\": \"V\"}"),
    ("a.vtc", "sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ=="),
    ("a.json", "{\"salt\": \"3006.0+0na.5b18e86\"}"), ("a.js", "// returns 1: 'V'"),
    ("a.md", "mailer://APIToken:FromEmail/ToEmail<br />"),
  ]) func passesWhatIsNoSecret(file: String, template: String) throws {
    #expect(
      try scanner.values(
        template.replacing(/\bV\b/.wordBoundaryKind(.simple), with: Self.token),
        path: file
      ) == []
    )
  }

  @Test(arguments: [
    "zanzibar", "team10x", "itisallcovered", "hunter2xyz", "super$ecret", "Tr0ub4dor&3",
    "abuser123456", "p4ssw0rd!2024", "Summer2024!",
  ]) func findsChosenPasswordsBesidePasswordNames(value: String) throws {
    #expect(try scanner.values("password = \"\(value)\"", path: "a.py") == [value])
    #expect(try scanner.values("DB_PASSWORD=\(value)", path: ".env") == [value])
    #expect(try scanner.values("title = \"\(value)\"", path: "a.py") == [])
  }

  /// What only says where a secret is, however sensitive the scan.
  @Test(arguments: [
    ("a.yml", "password: '{{resolve:secretsmanager:prod/db:SecretString:password}}'"),
    ("a.yml", "password: \"{{resolve:ssm-secure:/prod/db/password:1}}\""),
    ("a.yml", "password: arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/db-AbCdEf"),
    ("a.env", "DB_PASSWORD=ssm:/prod/db/password"), ("a.env", "DB_PASSWORD=${OTHER_9x_PASSWORD}"),
    ("a.sh", "export DB_PASSWORD=$MVNW_PASSWORD"), ("a.sh", "x --password=$MVNW_PASSWORD"),
    ("a.tf", "password = data.aws_secretsmanager_secret_version.db.secret_string"),
    ("a.tf", "data \"aws_secretsmanager_secret_version\" \"db\" {\n  secret_id = \"prod/db\"\n}"),
    ("a.env", "API_TOKEN=op://vault/item/field1"), ("a.yml", "token: vault:secret/data/app#token"),
    ("a.yml", "token: ${{ secrets.API_TOKEN_2 }}"), ("a.yml", "  Password: !Ref DbPassword2"),
    ("a.yml", "  Password: !GetAtt Db.Password2"), ("a.yml", "  Password: !Sub '${Db}-x1'"),
    ("a.json", "{\"Password\": {\"Ref\": \"DbPassword2\"}}"),
    (
      "a.json",
      "{\"password\": \"@Microsoft.KeyVault(SecretUri=https://x.vault.azure.net/secrets/p/)\"}"
    ),
    ("a.yml", "valueFrom:\n  secretKeyRef:\n    name: app-db2\n    key: password\n"),
    ("Jenkinsfile", "DB_PASSWORD = credentials('prod-db-password2')"),
    (
      "a.yml",
      "password: !vault |\n  $ANSIBLE_VAULT;1.1;AES256\n  62313365396662343061393464336163\n"
    ),
    ("a.yml", "password: ENC[AES256_GCM,data:p673w==,iv:YY=,aad:UQ=,tag:A=]"),
    ("a.yml", "password: ENCRYPTED[4ecc3fb534935095a99fb1f2e320ac6b]"),
    ("a.py", "password = os.environ['DB_PASSWORD_2']"), ("a.js", "password: process.env.DB_PASS_2"),
    ("a.py", "password = \"%(db_password)s\""), ("a.py", "password = f\"{settings.password2}\""),
    ("a.ps1", "$password = $env:DB_PASSWORD_2"), ("a.bat", "set PASSWORD=%DB_PASSWORD_2%"),
    ("a.yml", "password: projects/1/secrets/db/versions/latest"),
  ]) func passesReferencesAtEveryLevel(file: String, text: String) throws {
    let scanner = try Scanner(options: ScanOptions(sensitivity: .sensitive))
    #expect(try scanner.values(text, path: file) == [])
  }

  /// Names of what belongs there, masks, lists and fragments are no values.
  @Test(arguments: [
    ("a.sh", "export NEW_PASS=newuserpwd"), ("a.yml", "password: cluster_password"),
    ("a.js", "token: 'myApiKey'"), ("a.py", "client_password = 'adminpassword'"),
    ("a.py", "token = 'XXXX/YYYY/ZZZZ'"), ("a.json", "{\"authKey\": \"aaaabbbb\"}"),
    ("a.json", "{\"password\": \"12345\"}"), ("a.conf", "credentials=\"@MSAD_ADMINPW@\""),
    ("a.json", "{\"password\": \"NO!$DATA!$\"}"), ("a.py", "('v3AuthPass', 'v3AuthPass'),"),
    ("a.yml", "private_key: \"LS0tLS1CRUdJTiBSU0EgUFJJVkFU...\""),
    ("a.py", "CHARSET_TOKEN = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l'"),
    ("a.py", "choices=['none', 'os password', 'radius', 'tacacs']"),
    ("a.js", "keywords: [\"test\", \"pass\", \"hundred\", \"exam\"]"),
    ("Dockerfile", "RUN adduser --system --disabled-password apprise"),
    ("a.php", "$plainPassword = \"a\\0b\";"), ("a.py", "f(private_key='/etc/pki/myca1.key')"),
  ]) func passesNamesMasksAndFragmentsAtEveryLevel(file: String, text: String) throws {
    let sensitive = try Scanner(rules: [], options: ScanOptions(sensitivity: .sensitive))
    #expect(try sensitive.values(text, path: file) == [])
  }

  /// A name inside, digits behind it, or a sentence do not make a value the name of itself.
  @Test(arguments: ["radpass", "hunter2pass9", "thisismypassword", "passionfruit"])
  func findsPasswordsThatHoldANameOfOne(value: String) throws {
    #expect(try scanner.values("db_password = '\(value)'", path: "src/a.py") == [value])
  }

  @Test func reportsWhatMayAsWellBeNoneOnlyWhenSensitive() throws {
    let sensitive = try Scanner(rules: [], options: ScanOptions(sensitivity: .sensitive))
    for (file, text) in [
      ("a.py", "password = 'purple-mountain'"), ("a.py", "secret = 'open-door9x2'"),
      ("a.py", "password = '8417300'"), ("a.py", "[\"\(Self.token)\", \"b\"]"),
    ] {
      #expect(try scanner.values(text, path: file) == [], "\(text)")
      #expect(try sensitive.values(text, path: file).count == 1, "\(text)")
    }
  }

  /// What nobody would guess counts wherever it stands.
  @Test func passesGuessablePasswordsOfTestsUnlessSensitive() throws {
    let sensitive = try Scanner(rules: [], options: ScanOptions(sensitivity: .sensitive))
    #expect(try scanner.values("password = 'television'", path: "src/a.py") == ["television"])
    var random = SeededGenerator(seed: 2)
    let letters = random.string(of: "bcdfghjkmnpqrstvwxz", length: 8)
    for path in ["tests/a.py", "docs/guide.txt", "README.md"] {
      #expect(try scanner.values("password = 'television'", path: path) == [])
      #expect(try sensitive.values("password = 'television'", path: path) == ["television"])
      #expect(try scanner.values("password = '\(letters)'", path: path) == [letters])
    }
  }

  /// Tables of values are data.
  @Test func passesManyUnnamedValues() throws {
    var random = SeededGenerator(seed: 9)
    let lines = (0..<20).map { _ in "  \"\(random.string(of: TestAlphabet.base62, length: 40))\"," }
    let sensitive = try Scanner(rules: [], options: ScanOptions(sensitivity: .sensitive))
    #expect(try sensitive.values(lines.joined(separator: "\n"), path: "a.py") == [])
  }

  @Test(arguments: ["password", "db_password", "MasterUserPassword", "secret", "apiToken"])
  func findsSecretsManagerPasswords(name: String) throws {
    var random = SeededGenerator(seed: 11)
    var lines = ""
    for _ in 0..<1000 {
      let value = random.string(of: TestAlphabet.printable, length: 32)
      let escaped = value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
      lines += "{\"\(name)\": \"\(escaped)\"}\n"
    }
    #expect(try scanner.scan(lines, path: "a.json").count >= 990)
  }

  @Test(arguments: RandomnessTests.classes)
  func findsRandomTokens(alphabet: String, length: Int) throws {
    var random = SeededGenerator(seed: 5)
    var lines = ""
    for _ in 0..<1000 {
      let value = random.string(of: alphabet, length: length)
      let escaped = value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
      lines += "api_token = \"\(escaped)\"\n"
    }
    #expect(try scanner.scan(lines, path: "a.py").count >= 990)
  }

  @Test(arguments: [
    "abcd1234" + "abcd1234" + "abcd1234", "0123456789abcdef" + "0123456789abcdef",
  ]) func showsWhatRepeatsItselfInTheFormOfAKey(value: String) throws {
    let finding = try #require(scanner.scan("api_key = \"\(value)\"\n", path: "a.py").first)
    #expect(finding.level == .low)
    #expect(finding.score < 0.6)
    #expect(try scanner.values("x = \"\(value)\"\n", path: "a.py").isEmpty)
    #expect(try scanner.values("api_key = \"\(value)\"\n", path: "tests/a.py").isEmpty)
    let sensitive = try Scanner(rules: [], options: ScanOptions(sensitivity: .sensitive))
    #expect(try sensitive.values("api_key = \"\(value)\"\n", path: "tests/a.py") == [value])
    #expect(try scanner.values("see the api_key \(value) and\n", path: "a.md").isEmpty)
  }

  @Test func findsKeysInTheFormOfAUUIDByTheWordBefore() throws {
    let value = Example.uuid(seed: 3)
    #expect(try scanner.values("acmesearchKey = \"\(value)\"\n", path: "a.js") == [value])
    for name in ["key", "rowKey", "primary_key", "cacheKey", "device_key", "parentKey"] {
      #expect(try scanner.values("\(name) = \"\(value)\"\n", path: "a.js").isEmpty)
    }
  }

  @Test func saysWhy() throws {
    let finding = try #require(scanner.scan("db_password = '\(Self.token)'", path: "a.py").first)
    #expect(finding.rule == "generic-secret")
    #expect(finding.level == .medium)
    #expect(
      finding.reason.wholeMatch(
        of: /named `db_password`; looks random \(\d+\.\d points, 5 are enough at default\)/
      ) != nil
    )
  }

  @Test func aRuleBeatsTheGenericDetector() throws {
    let specific = rule("specific", level: .low, keywords: ["db_"], pattern: Self.token)
    let text = "db_password = '\(Self.token)'"
    #expect(try Scanner(rules: [specific]).scan(text).map(\.rule) == ["specific"])
  }
}

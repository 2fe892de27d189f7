// Passwords that are told by the call, the command or the statement they stand in.

extension BuiltinRules {
  static let logins: [Rule] = [
    Rule(
      id: "docker-login-password",
      description: "registry password on a command line",
      reference: "https://docs.docker.com/reference/cli/docker/login/",
      level: .high,
      keywords: [
        "docker login", "podman login", "nerdctl login", "buildah login", "oras login",
        "registry login",
      ],
      // Of several with no option between them, the last leads up to a password.
      pattern: "(?|\(registryLogin)(?![^\\r\\n-]{0,200}?\(registryLogin))" + Rule.command
        + #"\s(?:-p|--password)[=\s]\s{0,4}"#
        + Rule.shellWord + #"|\becho\s{1,4}(?:-n\s{1,4})?"# + Rule.shellWord
        + #"\s{0,4}\|\s{0,4}(?:sudo\s{1,4})?"# + registryLogin + ")",
      boundary: .none,
      window: .bytes(300),
      checks: [LiteralValue.check, LiteralValue.unnamed, .notPlaceholder],
      advice:
        "Change the password or revoke the token at the registry. Pass it by --password-stdin from "
        + "a secret store; for ECR from aws ecr get-login-password.",
      examples: [
        "docker login -u ci -p \(Example.random(14, .alphanumeric)) registry.example.org\n",
        "sh \"docker login --username ci --password=\(Example.random(14, .alphanumeric)) r.example.org\"\n",
        "echo '\(Example.random(14, .alphanumeric))' | docker login --username ci --password-stdin\n",
      ],
      counterexamples: [
        "docker login -u ci -p \"$PASSWORD\" registry.example.org\n",
        "aws ecr get-login-password | docker login --username AWS --password-stdin r.example.org\n",
        "echo \"$TOKEN\" | docker login --username ci --password-stdin\n",
        "echo ready\ndocker login -u ci --password-stdin\n",
      ]
    ),
    Rule(
      id: "sql-user-password",
      description: "password of a database user in SQL",
      reference: "https://www.postgresql.org/docs/current/sql-createrole.html",
      level: .high,
      keywords: [
        "identified by", "identified with", "create user", "create role", "create login",
        "alter user", "alter role", "alter login", "set password",
      ],
      pattern:
        #"(?i)(?|\b(?:create|alter|grant)\s[^;\r\n]{1,300}?\sidentified\s{1,4}(?:with\s{1,4}["'`]?\w{3,40}["'`]?\s{1,4})?by\s{1,4}"#
        + Rule.sqlString
        + #"|\b(?:create|alter)\s{1,4}(?:user|role|login)\s[^;\r\n]{0,300}?\bpassword\s{0,4}=?\s{0,4}N?"#
        + Rule.sqlString + #"|\bset\s{1,4}password\s[^=;\r\n]{0,100}=\s{0,4}(?:password\(\s{0,4})?"#
        + Rule.sqlString + ")",
      boundary: .none,
      window: .bytes(320),
      checks: [LiteralValue.check, LiteralValue.unnamed, .notPlaceholder, isStatementLiteral],
      advice:
        "Change the password (ALTER USER), and set the new one from a secret store, not from a "
        + "script that is committed.",
      examples: [
        "CREATE USER app WITH ENCRYPTED PASSWORD '\(Example.random(12, .alphanumeric))';\n",
        "ALTER USER 'app'@'%' IDENTIFIED BY '\(Example.random(12, .alphanumeric))';\n",
        "create login app with password = N'\(Example.random(12, .alphanumeric))'\n",
        "SET PASSWORD FOR 'app'@'%' = '\(Example.random(12, .alphanumeric))';\n",
      ],
      counterexamples: [
        "CREATE USER app WITH PASSWORD :'password';\n",
        "CREATE USER app IDENTIFIED BY '${DB_PASSWORD}';\n",
        "f\"ALTER USER app IDENTIFIED BY '{password}'\"\n",
        "\"CREATE USER app WITH PASSWORD '\" + password + \"'\"\n",
        "CREATE USER app IDENTIFIED BY 'password';\n",
        "\"ALTER ROLE %s PASSWORD '%s'\"\n",
        "columns that are identified by 'aOrderBy'\n",
      ]
    ),
    Rule(
      id: "database-call-password",
      description: "password in a call that connects to a database",
      reference:
        "https://docs.oracle.com/en/java/javase/21/docs/api/java.sql/java/sql/DriverManager.html",
      level: .high,
      keywords: [
        "getconnection(", "mysqli", "mysql_connect(", "new pdo(", "pymysql.connect(",
        "mysqldb.connect(",
      ],
      pattern:
        #"(?|\bgetConnection\(\s{0,40}"jdbc:[^"\r\n]{1,300}"\s{0,20},\s{0,40}"[^"\r\n]{0,100}"\s{0,20},\s{0,40}"#
        + Rule.doubleQuoted
        + #"|\b(?:new\s{1,4}mysqli|mysqli?_connect|new\s{1,4}PDO|pymysql\.connect|MySQLdb\.connect)\(\s{0,40}"#
        + #"(?:"[^"\r\n]{0,200}"|'[^'\r\n]{0,200}'|[$\w.:>-]{1,100})\s{0,4},\s{0,40}["'][^"'\r\n]{0,100}["']\s{0,20},\s{0,40}"#
        + Rule.quoted
        + ")",
      boundary: .none,
      window: .bytes(16),
      checks: [LiteralValue.check, .notPlaceholder, .custom(isURLPassword)],
      advice: "Change the password, and let the program read it from a secret store.",
      examples: [
        "DriverManager.getConnection(\"jdbc:mysql://db/app\", \"app\", \"\(Example.random(12, .alphanumeric))\");\n",
        "$db = new mysqli('db.internal', 'app', '\(Example.random(12, .alphanumeric))', 'app');\n",
        "pymysql.connect(\"db\", \"app\", \"\(Example.random(12, .alphanumeric))\", \"app\")\n",
      ],
      counterexamples: [
        "DriverManager.getConnection(\"jdbc:h2:mem:test\", \"sa\", \"\");\n",
        "DriverManager.getConnection(url, \"app\", \"not-even-a-url\");\n",
        "new PDO($dsn, 'app', $password);\n",
        "new mysqli('localhost', 'root', 'root');\n",
      ]
    ),
    Rule(
      id: "basic-auth-call",
      description: "user and password in a call",
      reference: "https://requests.readthedocs.io/en/latest/user/authentication/",
      level: .high,
      keywords: ["basicauth", "basic_auth", "digestauth", "auth=(", "auth = ("],
      pattern: #"(?:(?i:(?:basic_?|digest)auth)(?:\(|\s)\s{0,40}|\bauth\s?=\s?\(\s{0,40})"#
        + #"["'][^"'\r\n]{1,100}["']\s{0,4},\s{0,40}"# + Rule.quoted,
      boundary: .none,
      window: .bytes(16),
      checks: [LiteralValue.check, LiteralValue.unnamed, .notPlaceholder, .custom(isURLPassword)],
      advice: "Change the password, and let the program read it from a secret store.",
      examples: [
        "requests.get(url, auth=('ada', '\(Example.random(12, .alphanumeric))'))\n",
        "HTTPBasicAuth(\"ada\", \"\(Example.random(12, .alphanumeric))\")\n",
        "req.SetBasicAuth(\"ada\", \"\(Example.random(12, .alphanumeric))\")\n",
        "basic_auth 'ada', '\(Example.random(12, .alphanumeric))'\n",
      ],
      counterexamples: [
        "requests.get(url, auth=('user', 'pass'))\n",
        "requests.get(url, auth=(user, password))\n",
        "HTTPBasicAuth('user', os.environ['PASSWORD'])\n",
        "SetBasicAuth(\"user\", password)\n",
      ]
    ),
    Rule(
      id: "postman-collection-api-key",
      description: "API key in a Postman collection",
      reference:
        "https://learning.postman.com/docs/sending-requests/authorization/authorization-types/",
      level: .high,
      keywords: ["\"apikey\""],
      pattern:
        #""apikey"\s{0,4}:\s{0,4}\[[^\]]{0,600}?"key"\s{0,4}:\s{0,4}"value"\s{0,4},\s{0,80}"value"\s{0,4}:\s{0,4}"#
        + Rule.doubleQuoted,
      boundary: .none,
      window: .atKeyword,
      checks: [LiteralValue.check, .notPlaceholder],
      advice:
        "Revoke the key where it was issued, and put a variable of an environment that is not "
        + "exported in its place.",
      examples: [
        "\"apikey\": [\n {\"key\": \"value\", \"value\": \"\(Example.random(30, .alphanumeric))\", \"type\": \"string\"}]\n",
        "\"auth\":{\"type\":\"apikey\",\"apikey\":[{\"key\":\"key\",\"value\":\"x-api-key\"},{\"key\":\"value\",\"value\":\"\(Example.random(20, .hex))\"}]}\n",
      ],
      counterexamples: [
        "\"apikey\": [{\"key\": \"value\", \"value\": \"{{apiKey}}\"}]\n",
        "\"apikey\": [{\"key\": \"key\", \"value\": \"x-api-key\"}]\n",
      ]
    ),
  ]

  private static let registryLogin =
    #"\b(?:docker|podman|nerdctl|buildah|oras|helm\s{1,4}registry)\s{1,4}login\b"#

  /// Not the ends of two strings of code with an expression between them.
  private static let isStatementLiteral = Check.excludes(["\" +", "\"+", "' .", "\" .", "||"])
}

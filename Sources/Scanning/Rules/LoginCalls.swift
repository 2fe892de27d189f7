// More passwords that are told by the call or the connection they stand in.

extension BuiltinRules {
  static let loginCalls: [Rule] = [
    Rule(
      id: "network-credential-password",
      description: "password in a NetworkCredential",
      reference: "https://learn.microsoft.com/en-us/dotnet/api/system.net.networkcredential",
      level: .high,
      keywords: ["networkcredential"],
      pattern:
        #"(?i:NetworkCredential)\s{0,2}\(\s{0,40}@?["'][^"'\r\n]{1,200}["']\s{0,4},\s{0,40}@?"#
        + Rule.quoted,
      boundary: .none,
      window: .atKeyword,
      checks: LiteralValue.orSample,
      advice: "Change the password, and let the program read it from a secret store.",
      examples: [
        "client.Credentials = new NetworkCredential(\"ada@x.test\", \"\(Example.random(14, .lowercase))\");\n",
        "$c = New-Object System.Net.NetworkCredential(\"ada\", \"\(Example.random(12, .alphanumeric))\")\n",
      ],
      counterexamples: [
        "new NetworkCredential(user, password);\n",
        "new NetworkCredential(\"user\", \"your-password\");\n",
        "new NetworkCredential(\"ada\", config[\"Password\"]);\n",
      ]
    ),
    Rule(
      id: "directory-entry-password",
      description: "password in a DirectoryEntry",
      reference:
        "https://learn.microsoft.com/en-us/dotnet/api/system.directoryservices.directoryentry",
      level: .high,
      keywords: ["directoryentry"],
      pattern:
        #"(?i:DirectoryEntry)\s{0,2}\(\s{0,40}@?["'][^"'\r\n]{1,300}["']\s{0,4},\s{0,40}@?["'][^"'\r\n]{1,200}["']\s{0,4},\s{0,40}@?"#
        + Rule.quoted,
      boundary: .none,
      window: .atKeyword,
      checks: LiteralValue.orSample,
      advice: "Change the password, and let the program read it from a secret store.",
      examples: [
        "new DirectoryEntry(\"LDAP://x.test\", \"ada@x.test\", \"\(Example.random(10, .alphanumeric))\");\n",
        "$d = New-Object DirectoryServices.DirectoryEntry(\"LDAP://10.0.0.1\",\"x\\ada\",\"\(Example.random(12, .alphanumeric))\")\n",
      ],
      counterexamples: [
        "new DirectoryEntry(path, user, password);\n",
        "new DirectoryEntry(\"LDAP://x.test\", user, \"\(Example.random(10, .alphanumeric))\");\n",
      ]
    ),
    Rule(
      id: "mail-login-password",
      description: "password in a call that logs in to a mail server",
      reference: "https://docs.python.org/3/library/smtplib.html#smtplib.SMTP.login",
      level: .high,
      keywords: [".login(", "plainauth(", "->login("],
      pattern:
        #"(?|(?:\.|->)login\(\s{0,40}["'][^"'\s@]{1,100}@[^"'\s]{1,100}["']\s{0,4},\s{0,40}"#
        + Rule.quoted
        + #"|\bPlainAuth\(\s{0,40}"[^"\r\n]{0,100}"\s{0,4},\s{0,40}"[^"\r\n]{1,100}"\s{0,4},\s{0,40}"#
        + Rule.doubleQuoted + ")",
      boundary: .none,
      window: .bytes(4),
      checks: [LiteralValue.check, LiteralValue.unnamed, .notPlaceholder, .custom(isURLPassword)],
      advice:
        "Change the password of the mail account, and let the program read it from a secret store.",
      examples: [
        "server.login('ada@x.test', '\(Example.random(12, .alphanumeric))')\n",
        "auth := smtp.PlainAuth(\"\", \"ada@x.test\", \"\(Example.random(14, .alphanumeric))\", \"mail.x.test\")\n",
      ],
      counterexamples: [
        "server.login('ada@x.test', password)\n",
        "server.login(user, os.environ['PASSWORD'])\n",
        "client.login('user@example.com', 'password')\n",
      ]
    ),
    Rule(
      id: "oracle-connect-password",
      description: "password of an Oracle database",
      reference:
        "https://docs.oracle.com/en/database/oracle/oracle-database/23/netag/configuring-naming-methods.html",
      level: .high,
      keywords: ["jdbc:oracle:", "sqlplus", "impdp", "expdp", "rman target"],
      pattern:
        #"(?:jdbc:oracle:(?:thin|oci8?):|\b(?:sqlplus|impdp|expdp|rman target)\s{1,4}(?:-[A-Za-z]{1,8}\s{1,4}){0,3}["']?)[A-Za-z][A-Za-z0-9_$#.-]{0,60}/(?<secret>[^\s/@"'$<{&%][^\s/@"'<>{}]{3,127})@[A-Za-z0-9/(\[_.-]"#,
      boundary: .none,
      window: .atKeyword,
      checks: [LiteralValue.check, LiteralValue.unnamed, .notPlaceholder, .custom(isURLPassword)],
      advice: "Change the password (ALTER USER), and use a wallet or a secret store.",
      examples: [
        "jdbc:oracle:thin:app/\(Example.random(12, .alphanumeric))@//db.internal:1521/app\n",
        "sqlplus -s app/\(Example.random(10, .alphanumeric))@ORCL @run.sql\n",
      ],
      counterexamples: [
        "jdbc:oracle:thin:@//db.internal:1521/app\n",
        "sqlplus app/$PASSWORD@ORCL\n",
        "sqlplus / as sysdba\n",
        "sqlplus scott/tiger\n",
      ]
    ),
    Rule(
      id: "terraform-administrator-password",
      description: "administrator password in Terraform",
      reference:
        "https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/mssql_server",
      level: .high,
      keywords: ["administrator_login_password", "administrator_password", "admin_password"],
      pattern:
        #"\b(?:administrator_(?:login_)?password|admin_password)\s{0,30}=\s{0,4}"(?<secret>(?:[^"\\\r\n]|\\.){6,128})""#,
      boundary: .none,
      window: .atKeyword,
      files: [".tf", ".tfvars", ".tf.json", ".hcl"],
      checks: [LiteralValue.check, LiteralValue.unnamed, .notPlaceholder, .custom(isURLPassword)],
      advice: "Change the password, and take it from a key vault or a write-only argument.",
      examples: [
        "  administrator_login_password = \"\(Example.random(14, .alphanumeric))\"\n",
        "  admin_password      = \"\(Example.random(16, .alphanumeric))!\"\n",
      ],
      counterexamples: [
        "  administrator_login_password = var.password\n",
        "  admin_password = \"${random_password.admin.result}\"\n",
      ]
    ),
  ]
}

// Verifiers of passwords in directories and databases, and tickets of Kerberos: like hashes, they
// can be guessed against at leisure.

extension BuiltinRules {
  static let passwordVerifiers: [Rule] = [
    verifier(
      "kerberos-as-rep-hash",
      "Kerberos AS-REP hash",
      "https://www.rfc-editor.org/rfc/rfc4120#section-5.4.2",
      ["$krb5asrep$"],
      #"\$krb5asrep\$(?:23\$|1[78]\$)?[^\s$'"]{1,300}(?:\$[^\s$'"]{1,100})?\$[0-9a-fA-F]{32,4096}"#,
      example: {
        "$krb5asrep$23$ada@X.TEST:\(Example.random(32, .hex, seed: $0))$"
          + Example.random(200, .hex, seed: $0)
      }
    ),
    verifier(
      "kerberos-tgs-hash",
      "Kerberos service ticket hash",
      "https://www.rfc-editor.org/rfc/rfc4120#section-5.4.2",
      ["$krb5tgs$"],
      #"\$krb5tgs\$(?:23|1[78])\$[^\s'"]{1,300}?\$[0-9a-fA-F]{24,64}\$[0-9a-fA-F]{64,8192}"#,
      example: {
        "$krb5tgs$23$*svc$X.TEST$http/web*$\(Example.random(32, .hex, seed: $0))$"
          + Example.random(400, .hex, seed: $0)
      }
    ),
    verifier(
      "kerberos-pre-authentication-hash",
      "Kerberos pre-authentication hash",
      "https://www.rfc-editor.org/rfc/rfc4120#section-5.2.7.2",
      ["$krb5pa$"],
      #"\$krb5pa\$(?:23|1[78])\$[^\s'"]{1,300}?\$[0-9a-fA-F]{100,112}"#,
      example: {
        "$krb5pa$18$ada$X.TEST$X.TESTada$\(Example.random(112, .hex, seed: $0))"
      }
    ),
    verifier(
      "ldap-ssha-hash",
      "salted SHA hash of a directory",
      "https://www.openldap.org/doc/admin26/security.html#SSHA%20password%20storage%20scheme",
      ["{ssha", "{smd5}"],
      #"\{(?:SSHA(?:256|384|512)?|SMD5)\}[A-Za-z0-9+/]{24,200}={0,2}"#,
      example: { "{SSHA}\(Example.random(38, .base64, seed: $0))==" }
    ),
    verifier(
      "postgresql-scram-verifier",
      "SCRAM verifier of a PostgreSQL password",
      "https://www.postgresql.org/docs/current/catalog-pg-authid.html",
      ["scram-sha-256$"],
      #"SCRAM-SHA-256\$[0-9]{4,7}:[A-Za-z0-9+/]{16,88}={0,2}\$[A-Za-z0-9+/]{43}=:[A-Za-z0-9+/]{43}="#,
      example: {
        "SCRAM-SHA-256$4096:\(Example.random(22, .base64, seed: $0))==$"
          + "\(Example.random(43, .base64, seed: $0))=:\(Example.random(43, .base64, seed: $0 + 9))="
      }
    ),
    Rule(
      id: "postgresql-md5-hash",
      description: "MD5 hash of a PostgreSQL password",
      reference: "https://www.postgresql.org/docs/current/catalog-pg-authid.html",
      level: .medium,
      keywords: ["'md5", "\"md5"],
      pattern: #"(?i:password)\s{0,4}[=:]?\s{0,4}['"](?<secret>md5[0-9a-f]{32})['"]"#,
      boundary: .none,
      window: .bytes(24),
      checks: [.notPlaceholder, .randomRuns(["md5", .run(32, .hex)])],
      advice: "Change the password, and keep the hash out of the repository: it can be guessed.",
      examples: [
        "ALTER ROLE app PASSWORD 'md5\(Example.random(32, .hex))';\n",
        "password: \"md5\(Example.random(32, .hex, seed: 2))\"\n",
      ],
      counterexamples: [
        "ALTER ROLE app PASSWORD 'md5';\n",
        "sum = 'md5\(Example.random(32, .hex))'\n",
      ]
    ),
    Rule(
      id: "mysql-native-hash",
      description: "hash of a MySQL password",
      reference: "https://dev.mysql.com/doc/refman/8.4/en/native-pluggable-authentication.html",
      level: .medium,
      keywords: ["identified by password", "mysql_native_password", "authentication_string"],
      pattern:
        #"(?i:identified by password|mysql_native_password['"`]? as|authentication_string)\s{0,4}=?\s{0,4}['"](?<secret>\*[0-9A-F]{40})['"]"#,
      boundary: .none,
      window: .atKeyword,
      checks: [.notPlaceholder, .randomRuns(["*", .run(40, .upperHex)])],
      advice: "Change the password, and keep the hash out of the repository: it can be guessed.",
      examples: [
        "GRANT ALL ON *.* TO 'app'@'%' IDENTIFIED BY PASSWORD '*\(Example.random(40, .upperHex))';\n",
        "IDENTIFIED WITH mysql_native_password AS '*\(Example.random(40, .upperHex, seed: 2))'\n",
      ],
      counterexamples: [
        "IDENTIFIED BY PASSWORD '*\(Example.random(39, .upperHex))'\n",
        "IDENTIFIED WITH mysql_native_password AS '$hash'\n",
      ]
    ),
    Rule(
      id: "windows-dpapi-blob",
      description: "secret protected by DPAPI",
      reference:
        "https://learn.microsoft.com/en-us/powershell/module/microsoft.powershell.security/convertfrom-securestring",
      level: .medium,
      keywords: ["aqaaancmnd8bfderjhoawe/cl+s", "01000000d08c9ddf0115d1118c7a00c0"],
      // A blob begins with its version and the id of the provider, in base64 or hexadecimal.
      pattern:
        #"(?:AQAAANCMnd8BFdERjHoAwE/Cl\+s[A-Za-z0-9+/]{60,8000}={0,2}|(?i:01000000d08c9ddf0115d1118c7a00c04fc297eb)[0-9A-Fa-f]{100,8000})"#,
      boundary: .base64,
      window: .atKeyword,
      checks: [.notPlaceholder],
      advice: "Its Windows user can open it: change what it holds.",
      examples: [
        "$p = 'AQAAANCMnd8BFdERjHoAwE/Cl+s\(Example.random(150, .base64))'\n",
        "01000000d08c9ddf0115d1118c7a00c04fc297eb\(Example.random(300, .hex))\n",
      ],
      counterexamples: [
        "$p = 'AQAAANCMnd8BFdERjHoAwE/Cl+s'\n",
        "01000000d08c9ddf0115d1118c7a00c04fc297eb\n",
      ]
    ),
  ]

  private static func verifier(
    _ id: String,
    _ description: String,
    _ reference: String,
    _ keywords: [String],
    _ pattern: String,
    example: @escaping @Sendable (UInt64) -> String
  ) -> Rule {
    Rule(
      id: id,
      description: description,
      reference: reference,
      level: .medium,
      keywords: keywords,
      pattern: pattern,
      boundary: .none,
      window: .atKeyword,
      checks: [.notPlaceholder, .contains(.digit)],
      advice: "Change the password, and keep the hash out of the repository: it can be guessed.",
      examples: ["hash: \(example(1))\n", "userPassword: '\(example(2))'\n"],
      counterexamples: [
        "hash: \(example(1).prefix(16))\n",
        "hash: x\(example(1).dropFirst(8))\n",
      ]
    )
  }
}

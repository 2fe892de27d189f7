// Passwords in the configuration files of clients and servers.

extension BuiltinRules {
  static let clientFiles: [Rule] = [
    Rule(
      id: "maven-server-password",
      description: "server password in Maven's settings",
      reference: "https://maven.apache.org/settings.html#servers",
      level: .high,
      keywords: ["<server>"],
      pattern:
        #"<server>(?:(?!</?server>)[\s\S]){1,800}?<(?:password|passphrase)>\s{0,8}(?<secret>[^<>\s$][^<>\r\n]{3,255})</(?:password|passphrase)>"#,
      boundary: .none,
      window: .atKeyword,
      checks: [LiteralValue.check, .notPlaceholder, .custom(isURLPassword)],
      advice:
        "Change the password, and write ${env.NAME} or encrypt it with mvn --encrypt-password.",
      examples: [
        "<server>\n  <id>central</id>\n  <username>ada</username>\n  <password>\(Example.random(14, .alphanumeric))</password>\n</server>\n",
        "<server><id>x</id><passphrase>\(Example.random(12, .alphanumeric))</passphrase></server>\n",
      ],
      counterexamples: [
        "<server>\n  <id>central</id>\n  <password>${env.CENTRAL_PASSWORD}</password>\n</server>\n",
        "<server><id>x</id></server>\n<password>\(Example.random(14, .alphanumeric))</password>\n",
        "<server><id>x</id><password>password</password></server>\n",
      ]
    ),
    Rule(
      id: "nuget-clear-text-password",
      description: "clear text password in NuGet.Config",
      reference:
        "https://learn.microsoft.com/en-us/nuget/reference/nuget-config-file#packagesourcecredentials",
      level: .high,
      keywords: ["cleartextpassword"],
      pattern:
        #"(?i:"?ClearTextPassword"?\s{1,4}value\s{0,2}=\s{0,2}|-ClearTextPassword\s{1,4})"?(?<secret>[^\s"'<>$%][^\s"'<>]{3,255})"#,
      boundary: .none,
      window: .bytes(4),
      checks: [LiteralValue.check, .notPlaceholder, .custom(isURLPassword)],
      advice: "Change the password or token, and write %NAME% of the environment in NuGet.Config.",
      examples: [
        "<add key=\"ClearTextPassword\" value=\"\(Example.random(24, .alphanumeric))\" />\n",
        "<add key=\"cleartextpassword\" value = \"\(Example.random(12, .alphanumeric))\"/>\n",
      ],
      counterexamples: [
        "<add key=\"ClearTextPassword\" value=\"%NUGET_TOKEN%\" />\n",
        "<add key=\"Password\" value=\"\(Example.random(24, .alphanumeric))\" />\n",
      ]
    ),
    Rule(
      id: "composer-auth-password",
      description: "password or token in Composer's auth.json",
      reference: "https://getcomposer.org/doc/articles/authentication-for-private-packages.md",
      level: .high,
      keywords: [
        "\"http-basic\"", "\"github-oauth\"", "\"gitlab-token\"", "\"gitlab-oauth\"", "\"bearer\"",
        "\"bitbucket-oauth\"",
      ],
      pattern:
        #"\\?"(?:(?:http-basic|bitbucket-oauth)\\?"\s{0,4}:\s{0,4}\{\s{0,40}\\?"[^"]{1,200}"\s{0,4}:\s{0,4}\{[^{}]{0,300}?\\?"(?:password|consumer-secret)\\?"|(?:github-oauth|gitlab-token|gitlab-oauth|bearer)\\?"\s{0,4}:\s{0,4}\{\s{0,40}\\?"[^"]{1,200}")\s{0,4}:\s{0,4}\\?"(?<secret>[^"\\\s]{4,400})\\?""#,
      boundary: .none,
      window: .bytes(2),
      checks: [LiteralValue.check, .notPlaceholder, .custom(isURLPassword)],
      advice:
        "Revoke the token or change the password, and pass COMPOSER_AUTH from a secret store.",
      examples: [
        "{\"http-basic\": {\"repo.test\": {\"username\": \"ada\", \"password\": \"\(Example.random(14, .alphanumeric))\"}}}\n",
        "{\n  \"gitlab-token\": {\n    \"git.test\": \"\(Example.random(20, .alphanumeric))\"\n  }\n}\n",
      ],
      counterexamples: [
        "{\"http-basic\": {\"repo.test\": {\"username\": \"ada\", \"password\": \"${PASSWORD}\"}}}\n",
        "{\"http-basic\": {}}\n",
      ]
    ),
    Rule(
      id: "pypirc-password",
      description: "password in .pypirc",
      reference: "https://packaging.python.org/en/latest/specifications/pypirc/",
      level: .high,
      keywords: ["[pypi]", "[testpypi]", "[distutils]", "__token__"],
      pattern:
        #"(?:\[[A-Za-z0-9_-]{1,40}\]\s{1,8}(?:(?:repository|username)\s{0,4}[=:][^\r\n]{0,200}\s{1,8}){1,3}|__token__\s{1,8})password\s{0,4}[=:]\s{0,4}(?<secret>[^\s"'$<{%][^\s"'<>{}]{3,1000})"#,
      boundary: .none,
      window: .bytes(200),
      checks: [LiteralValue.check, .notPlaceholder, .custom(isURLPassword)],
      advice:
        "Change the password, and upload with a trusted publisher or a token from a secret store.",
      examples: [
        "[pypi]\nusername = ada\npassword = \(Example.random(14, .alphanumeric))\n",
        "[distutils]\nindex-servers =\n  x\n\n[x]\nrepository: https://pypi.test\nusername: ada\npassword: \(Example.random(12, .alphanumeric))\n",
      ],
      counterexamples: [
        "[pypi]\nusername = ada\npassword = ${PYPI_PASSWORD}\n",
        "[pypi]\nusername = ada\n",
      ]
    ),
    Rule(
      id: "pgpass-line",
      description: "password in .pgpass",
      reference: "https://www.postgresql.org/docs/current/libpq-pgpass.html",
      level: .high,
      keywords: [":5432:", ":*:*:", ":5433:", ":6432:"],
      pattern:
        #"(?m)^(?:[A-Za-z0-9.*_-]{1,200}|\[[0-9a-f:]{3,60}\]):(?:[0-9]{4,5}|\*):[A-Za-z0-9_.*-]{1,63}:[A-Za-z0-9_.*-]{1,63}:(?<secret>[^\s:"'$<{][^\s"'<>]{3,127})\s*$"#,
      boundary: .none,
      window: .lines(0),
      checks: [LiteralValue.check, .notPlaceholder, .custom(isURLPassword)],
      advice: "Change the password (ALTER ROLE), and keep .pgpass out of the work tree.",
      examples: [
        "db.internal:5432:app:ada:\(Example.random(14, .alphanumeric))\n",
        "*:*:*:app:\(Example.random(12, .alphanumeric))\n",
      ],
      counterexamples: [
        "db.internal:5432:app:ada:$PASSWORD\n",
        "db.internal:5432:app\n",
        "hostname:port:database:username:password\n",
      ]
    ),
    Rule(
      id: "mysql-option-file-password",
      description: "password in an option file of MySQL",
      reference: "https://dev.mysql.com/doc/refman/8.4/en/option-files.html",
      level: .high,
      keywords: ["[client]", "[mysql]", "[mysqldump]", "[mysqladmin]", "mysql_pwd"],
      pattern:
        #"(?:\[(?:client|mysql(?:dump|admin)?)\][ \t]{0,8}\r?\n(?:[^\[\r\n]{0,200}\r?\n){0,12}?[ \t]{0,8}password[ \t]{0,4}=[ \t]{0,4}|\bMYSQL_PWD=)(?|"(?<secret>[^"\r\n]{4,128})"|'(?<secret>[^'\r\n]{4,128})'|(?<secret>[^\s"'$<{][^\s"'<>{}]{3,127}))"#,
      boundary: .none,
      window: .atKeyword,
      checks: [LiteralValue.check, .notPlaceholder, .custom(isURLPassword)],
      advice: "Change the password, and keep option files with passwords out of the work tree.",
      examples: [
        "[client]\nuser=app\npassword=\(Example.random(12, .alphanumeric))\n",
        "MYSQL_PWD='\(Example.random(12, .alphanumeric))' mysql -u app\n",
      ],
      counterexamples: [
        "[client]\nuser=app\npassword=$PASSWORD\n",
        "[client]\nuser=app\n\n[mysqld]\nport=3306\n",
        "MYSQL_PWD=\"$PASSWORD\" mysql\n",
      ]
    ),
    Rule(
      id: "redis-configuration-password",
      description: "password in a configuration of Redis",
      reference: "https://redis.io/docs/latest/operate/oss_and_stack/management/security/",
      level: .high,
      keywords: ["requirepass", "masterauth", "primaryauth"],
      pattern:
        #"(?:--|(?m:^)\s{0,8}|\[?["'])(?:requirepass|masterauth|primaryauth)["']?[ \t,=:]{1,8}["']?(?<secret>[^\s"'$<{\]#][^\s"'<>\]]{3,255})"#,
      boundary: .none,
      window: .bytes(12),
      checks: [LiteralValue.check, .notPlaceholder, .custom(isURLPassword), isRedisPassword],
      advice:
        "Change it: CONFIG SET requirepass, then CONFIG REWRITE; pass it from a secret store.",
      examples: [
        "requirepass \(Example.random(20, .alphanumeric))\n",
        "command: redis-server --requirepass \(Example.random(16, .alphanumeric, seed: 2))\n",
      ],
      counterexamples: [
        "requirepass ${REDIS_PASSWORD}\n",
        "redis-server --requirepass \"$REDIS_PASSWORD\"\n",
        "# requirepass foobared\n",
        "requirepass foobared\n",
      ]
    ),
    Rule(
      id: "sidekiq-gem-credential",
      description: "credential of the Sidekiq gem server",
      reference: "https://github.com/sidekiq/sidekiq/wiki/Commercial-FAQ",
      level: .high,
      keywords: ["contribsys"],
      pattern:
        #"(?:(?i:BUNDLE_(?:ENTERPRISE|GEMS)__CONTRIBSYS__COM)["']?\s{0,4}[:=]\s{0,4}["']?|(?:enterprise|gems)\.contribsys\.com["']?\s{1,4}["']?|://)(?<secret>[0-9a-f]{8}:[0-9a-f]{8})"#,
      boundary: .alphanumeric,
      window: .bytes(60),
      checks: [.notPlaceholder],
      advice: "Ask Contributed Systems for another credential.",
      examples: [
        "BUNDLE_ENTERPRISE__CONTRIBSYS__COM=\(Example.random(8, .hex)):\(Example.random(8, .hex, seed: 2))\n",
        "source 'https://\(Example.random(8, .hex, seed: 3)):\(Example.random(8, .hex, seed: 4))@gems.contribsys.com/'\n",
      ],
      counterexamples: [
        "BUNDLE_ENTERPRISE__CONTRIBSYS__COM=$CREDENTIAL\n",
        "source 'https://gems.contribsys.com/'\n",
      ]
    ),
    Rule(
      id: "tsig-key",
      description: "TSIG key of a name server",
      reference: "https://bind9.readthedocs.io/en/latest/reference.html#key-block-grammar",
      level: .high,
      keywords: ["hmac-md5", "hmac-sha"],
      pattern:
        #"\balgorithm\s{1,4}"?hmac-[a-z0-9-]{3,40}(?:\.sig-alg\.reg\.int)?"?\.?;\s{0,40}secret\s{1,4}"?(?<secret>[A-Za-z0-9+/]{16,100}={0,2})"?;"#,
      boundary: .none,
      window: .bytes(16),
      checks: [.notPlaceholder, .randomness],
      advice: "Make another (tsig-keygen) and give it to both servers.",
      examples: [
        "key \"xfer\" {\n  algorithm hmac-sha256;\n  secret \"\(Example.random(43, .base64))=\";\n};\n",
        "key rndc-key { algorithm hmac-md5; secret \"\(Example.random(22, .base64))==\"; };\n",
      ],
      counterexamples: [
        "key \"xfer\" {\n  algorithm hmac-sha256;\n  secret \"<key>\";\n};\n",
        "algorithm hmac-sha256;\n",
      ]
    ),
    Rule(
      id: "docker-identity-token",
      description: "identity token of a container registry",
      reference: "https://docs.docker.com/reference/cli/docker/login/#credential-stores",
      level: .high,
      keywords: ["\"identitytoken\""],
      pattern: #""identitytoken"\s{0,4}:\s{0,4}"(?<secret>[A-Za-z0-9_.+/=-]{20,8000})""#,
      boundary: .none,
      window: .atKeyword,
      checks: [.notPlaceholder, .randomness],
      advice: "Log out (docker logout), and revoke the token at the registry.",
      examples: [
        "{\"auths\": {\"r.azurecr.io\": {\"auth\": \"x\", \"identitytoken\": \"\(Example.random(200, .base64URL, seed: 1))\"}}}\n",
        "\"identitytoken\": \"eyJ\(Example.random(80, .base64URL, seed: 2))\"\n",
      ],
      counterexamples: [
        "\"identitytoken\": \"${TOKEN}\"\n",
        "\"identitytoken\": \"\"\n",
      ]
    ),
    Rule(
      id: "gradle-repository-password",
      description: "password of a repository in a Gradle script",
      reference:
        "https://docs.gradle.org/current/userguide/supported_repository_protocols.html#sec:authentication_schemes",
      level: .high,
      keywords: ["credentials {", "credentials{"],
      pattern:
        #"credentials\s?\{\s{1,80}(?:(?://|username|user)[^\r\n]{0,200}(?:\r?\n\s{0,79}+|(?<=[ \t]))){0,3}password\s{0,4}[=(\s]\s{0,4}"#
        + Rule.quoted,
      boundary: .none,
      window: .atKeyword,
      checks: LiteralValue.orSample,
      advice:
        "Change the password, and read it from gradle.properties of the user or the environment.",
      examples: [
        "maven {\n  credentials {\n    username 'ci'\n    password '\(Example.random(12, .alphanumeric))'\n  }\n}\n",
        "credentials {\n    username = \"ci\"\n    password = \"\(Example.random(16, .alphanumeric, seed: 2))\"\n}\n",
      ],
      counterexamples: [
        "credentials {\n  username \"$user\"\n  password \"$password\"\n}\n",
        "credentials {\n  username = findProperty(\"u\")\n  password = findProperty(\"p\")\n}\n",
      ]
    ),
  ]

  /// Not the sample of the configuration file that comes with Redis, nor prose about it.
  private static let isRedisPassword = Check.excludes([
    "foobared", "<master-password>", "directive", "masterauth", "primaryauth",
  ])
}

// Passwords in URLs, connection strings, headers and the files of clients.

extension BuiltinRules {
  static let connections: [Rule] = [
    Rule(
      id: "url-with-password",
      description: "password in a URL",
      reference: "https://www.rfc-editor.org/rfc/rfc3986#section-3.2.1",
      level: .high,
      keywords: ["://"],
      pattern:
        #"(?<=[a-z0-9+.-][a-z0-9])://[^\s:/?#\[\]@"'`<>\\(){}$%|,;]{0,128}:(?<secret>[^\s:/?#@"'`<>\\|]{3,256})@[A-Za-z0-9$\[{(%._-]"#,
      boundary: .none,
      window: .atKeyword,
      checks: [LiteralValue.check, LiteralValue.unnamed, .notPlaceholder, .custom(isURLPassword)],
      advice:
        "Change the password, and take user and password from the environment or a secret store.",
      examples: [
        "DATABASE_URL=postgres://app:\(Example.random(16, .alphanumeric))@db.internal:5432/app\n",
        "url = \"mongodb+srv://app:\(Example.random(14, .alphanumeric))@c0.abcde.mongodb.net/app\"\n",
        "redis://:\(Example.random(24, .alphanumeric))@cache.internal:6379/0\n",
        "amqps://app:\(Example.random(12, .alphanumeric))@mq.internal/vhost\n",
        "--extra-index-url https://aws:\(Example.random(80, .alphanumeric))@d-1.d.codeartifact.eu-west-1.amazonaws.com/pypi/r/simple/\n",
        "mysql+pymysql://root:s3cr\(Example.random(6, .lowerAlphanumeric))!@10.0.0.5/app\n",
      ],
      counterexamples: [
        "postgres://app:${DB_PASSWORD}@db.internal/app\n",
        "postgres://app:$DB_PASSWORD@db.internal/app\n",
        "postgres://user:password@localhost:5432/app\n",
        "https://<user>:<password>@example.com/\n",
        "amqp://guest:guest@localhost:5672/\n",
        "https://host.test:8443/path@x\n",
        "f\"postgres://{user}:{password}@{host}/db\"\n",
        "ssh://git@host.test:2222/o/r\n",
        "https://user:xxxx@host.test/\n",
      ]
    ),
    Rule(
      id: "jdbc-password",
      description: "password in a JDBC URL",
      reference: "https://jdbc.postgresql.org/documentation/use/",
      level: .high,
      keywords: ["jdbc:"],
      pattern:
        #"jdbc:(?![^\s"'<>?&;]{0,100}?jdbc:)[a-z0-9]{2,20}:[^\s"'<>]{1,400}?[?&;](?i:password|pwd)=(?<secret>[^\s"'<>&;\\]{4,128})"#,
      boundary: .none,
      window: .atKeyword,
      checks: [LiteralValue.check, LiteralValue.unnamed, .notPlaceholder],
      advice: "Change the password, and pass it apart from the URL, from a secret store.",
      examples: [
        "url=jdbc:postgresql://db.internal/app?user=app&password=\(Example.random(12, .alphanumeric))\n",
        "\"jdbc:sqlserver://db.internal:1433;databaseName=app;user=sa;password=\(Example.random(12, .alphanumeric))\"\n",
      ],
      counterexamples: [
        "url=jdbc:postgresql://db.internal/app?user=app&password=${DB_PASSWORD}\n",
        "url=jdbc:postgresql://db.internal/app?user=app\n",
      ]
    ),
    Rule(
      id: "connection-string-password",
      description: "password in a connection string",
      reference:
        "https://learn.microsoft.com/en-us/dotnet/framework/data/adonet/connection-string-syntax",
      level: .high,
      keywords: ["password=", "pwd=", "password =", "pwd ="],
      pattern:
        #"(?i)(?|(?:server|data source|host(?:name)?|addr(?:ess)?|driver|dsn|database|initial catalog|user(?:name)?(?: id)?|uid)\s{0,2}=[^"'\r\n]{1,300}?[;]\s{0,4}(?:password|pwd)\s{0,2}=\s{0,2}(?|\{(?<secret>[^}\r\n]{3,128})\}|&(?:quot|apos|#3[49]|#x2[27]);(?<secret>[^\s&;"'<>{}$@*][^\s&;"'<>]{2,127})&(?:quot|apos|#3[49]|#x2[27]);|(?!&(?:quot|apos|#3[49]|#x2[27]);)(?<secret>[^\s;"'{}()<$@*][^\s;"'{}()]{2,127})(?=[;"'\\]|\s*+(?:$|[\r\n])))"#
        + #"|(?<![a-z])(?:password|pwd)\s{0,2}=\s{0,2}(?!&(?:quot|apos|#3[49]|#x2[27]);)(?<secret>[^\s;"'{}()<$@*][^\s;"'{}()]{2,127});[^"'\r\n]{0,200}?(?:server|data source|initial catalog|user(?: id)?|uid)\s{0,2}=)"#,
      boundary: .none,
      window: .bytes(320),
      checks: LiteralValue.orSample + [.custom(isWritten)],
      advice:
        "Change the password, and read the connection string from a secret store, or use integrated authentication.",
      examples: [
        "\"Server=tcp:x.database.windows.net,1433;Database=app;User ID=app;Password=\(Example.random(12, .alphanumeric));Encrypt=true\"\n",
        "Data Source=db;Initial Catalog=app;uid=sa;pwd=\(Example.random(10, .alphanumeric))\n",
        "Driver={ODBC Driver 18};Server=db;Uid=sa;Pwd={\(Example.random(10, .alphanumeric))};\n",
        "Server=db;User ID=app;Password=&quot;\(Example.random(10, .alphanumeric))&quot;;Encrypt=true\n",
      ],
      counterexamples: [
        "Server=db;Database=app;User ID=app;Password=${PASSWORD};\n",
        "Server=db;Database=app;Integrated Security=true;\n",
        "Server=db;User ID=app;Password={password};\n",
        "Server=db;User ID=app;Password=;\n",
        "server=db; user id=app; password = &quot;...&quot;;\n",
      ]
    ),
    Rule(
      id: "libpq-password",
      description: "password in a libpq connection string",
      reference: "https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING",
      level: .high,
      keywords: ["password="],
      pattern:
        #"\b(?:host|dbname|user|port|hostaddr)=[^\s="',()]{1,100} (?:[a-z_]{2,20}=[^\s="',()]{0,100} ){0,6}?password=(?<secret>[^\s"',()\\]{4,128})(?=[\s"'\\]|$)"#,
      boundary: .none,
      window: .bytes(320),
      checks: [LiteralValue.check, LiteralValue.unnamed, .notPlaceholder],
      advice: "Change the password, and use ~/.pgpass, PGPASSFILE or IAM authentication.",
      examples: [
        "\"host=db.internal port=5432 user=app password=\(Example.random(12, .alphanumeric)) dbname=app\"\n",
        "psycopg2.connect('dbname=app user=app password=\(Example.random(12, .alphanumeric))')\n",
      ],
      counterexamples: [
        "\"host=db.internal user=app password=$PASSWORD dbname=app\"\n",
        "\"host=%s user=%s password=%s\"\n",
      ]
    ),
    Rule(
      id: "basic-authorization",
      description: "user and password in a Basic header",
      reference: "https://www.rfc-editor.org/rfc/rfc7617",
      level: .high,
      keywords: ["basic "],
      pattern:
        #"(?i:authorization|extraheader)["']?\s{0,4}[:=,]\s{0,4}["'`]?(?i:authorization:\s{0,2})?(?i:basic)\s{1,2}(?<secret>[A-Za-z0-9+/]{8,400}={0,2})"#,
      boundary: .base64,
      window: .bytes(60),
      checks: [.custom(decodesToUserAndPassword)],
      advice: "Change the password, and read it from a secret store.",
      examples: [
        "curl -H 'Authorization: Basic \(Example.base64("ada:" + Example.random(12, .alphanumeric)))' https://x.test\n",
        "headers = {\"Authorization\": \"Basic \(Example.base64("api:" + Example.random(20, .alphanumeric)))\"}\n",
        "\textraheader = AUTHORIZATION: basic \(Example.base64("x-access-token:" + Example.random(40, .alphanumeric)))\n",
      ],
      counterexamples: [
        "Authorization: Basic \(Example.base64("username:password"))\n",
        "Authorization: Basic ${TOKEN}\n",
        "Authorization: Basic authentication\n",
        "Authorization: Basic \(Example.base64("just some words"))\n",
      ]
    ),
    Rule(
      id: "bearer-authorization",
      description: "token in a Bearer header",
      reference: "https://www.rfc-editor.org/rfc/rfc6750#section-2.1",
      level: .medium,
      keywords: ["bearer "],
      pattern:
        #"(?i:authorization)["'\]]?\s{0,4}[:=,]\s{0,4}["'`]?(?i:bearer)\s{1,2}(?<secret>[A-Za-z0-9_.~+/-]{16,2000}={0,2})"#,
      boundary: .none,
      window: .bytes(40),
      checks: [LiteralValue.check, .notPlaceholder, .randomness, .contains(.digit)],
      advice:
        "Revoke the token at its service, and read it from the environment or a secret store.",
      examples: [
        "curl -H \"Authorization: Bearer \(Example.random(40, .alphanumeric))\" https://x.test\n",
        "'Authorization': 'Bearer \(Example.random(32, .hex))',\n",
      ],
      counterexamples: [
        "Authorization: Bearer $TOKEN\n",
        "Authorization: Bearer <access_token>\n",
        "headers[\"Authorization\"] = \"Bearer \" + token\n",
        "Authorization: Bearer your-access-token-goes-here\n",
      ]
    ),
    Rule(
      id: "curl-user-password",
      description: "user and password of curl",
      reference: "https://curl.se/docs/manpage.html#-u",
      level: .high,
      keywords: ["curl"],
      pattern:
        #"\bcurl\b(?![^\r\n-]{0,200}?\bcurl\b)"# + Rule.command
        + #"(?<=\s)(?:-u|--user)[= ]{0,2}["']?[^\s:"'$<{]{1,100}:(?<secret>[^\s"'$<{]{3,128})"#,
      boundary: .none,
      window: .bytes(4),
      checks: [LiteralValue.check, LiteralValue.unnamed, .notPlaceholder, .custom(isURLPassword)],
      advice: "Change the password, and use a .netrc or --config file that is not committed.",
      examples: [
        "curl -u ada:\(Example.random(12, .alphanumeric)) https://x.test/\n",
        "curl -X POST \\\n  --user \"ada:\(Example.random(12, .alphanumeric))\" https://x.test/\n",
      ],
      counterexamples: [
        "curl -u ada:$PASSWORD https://x.test/\n",
        "curl -u \"ada:${PASSWORD}\" https://x.test/\n",
        "curl -u user:password https://x.test/\n",
        "curl https://x.test/ -d a:b\n",
      ]
    ),
    Rule(
      id: "netrc-password",
      description: "password in .netrc",
      reference: "https://everything.curl.dev/usingcurl/netrc.html",
      level: .high,
      keywords: ["machine"],
      pattern:
        #"\bmachine\s{1,20}[^\s]{1,200}\s{1,20}(?:account\s{1,20}[^\s]{1,100}\s{1,20})?login\s{1,20}[^\s]{1,200}\s{1,20}password\s{1,20}(?|"(?<secret>[^"\r\n]{3,256})"|(?<secret>[^\s"\\]{3,256}))"#,
      boundary: .none,
      window: .atKeyword,
      checks: LiteralValue.orSample,
      advice: "Change the password, and keep .netrc out of the work tree.",
      examples: [
        "machine api.example.org\n  login ada\n  password \(Example.random(12, .alphanumeric))\n",
        "machine x.test login ada password \(Example.random(12, .base64))\n",
      ],
      counterexamples: [
        "machine x.test login ada password <password>\n",
        "the machine needs a login and a password\n",
      ]
    ),
    Rule(
      id: "json-web-token",
      description: "JSON Web Token",
      reference: "https://www.rfc-editor.org/rfc/rfc7519",
      level: .medium,
      keywords: ["eyj"],
      pattern:
        #"eyJ[A-Za-z0-9_-]{10,2000}={0,2}\.eyJ[A-Za-z0-9_-]{6,8000}={0,2}\.[A-Za-z0-9_-]{20,1400}={0,2}(?![A-Za-z0-9_-])"#,
      boundary: .alphanumeric,
      window: .atKeyword,
      checks: [.jwt, .doubts(JSONWebToken.sample)],
      advice:
        "End the session or rotate the signing key at the service that issued it; tokens with an exp claim end by themselves.",
      examples: [
        "token=\(Example.jsonWebToken(payload: #"{"sub":"4711","iat":1790000000}"#))\n",
        "Authorization: Bearer \(Example.jsonWebToken(header: #"{"alg":"RS256","kid":"a"}"#, payload: #"{"iss":"https://x.test","role":"admin"}"#))\n",
      ],
      counterexamples: [
        "token=\(Example.jsonWebToken(payload: #"{"sub":"1"}"#).prefix(40))\n",
        "token=\(Example.jsonWebToken(header: #"{"typ":"JWT"}"#, payload: #"{"sub":"4711"}"#))\n",
      ]
    ),
    Rule(
      id: "dockerconfigjson-auth",
      description: "registry password in a Docker configuration",
      reference: "https://docs.docker.com/reference/cli/docker/login/#default-behavior",
      level: .high,
      keywords: ["\"auths\""],
      pattern:
        #""auths"\s{0,4}:\s{0,4}\{[\s\S]{1,600}?"auth"\s{0,4}:\s{0,4}"(?<secret>[A-Za-z0-9+/]{8,4000}={0,2})""#,
      boundary: .none,
      window: .atKeyword,
      checks: [.custom(decodesToUserAndPassword)],
      advice:
        "Change the password or revoke the token at the registry, and use a credential helper.",
      examples: [
        "{\"auths\": {\"https://index.docker.io/v1/\": {\"auth\": \"\(Example.base64("ada:" + Example.random(14, .alphanumeric)))\"}}}\n",
        "{\n \"auths\": {\n  \"r.example.org\": {\n   \"auth\": \"\(Example.base64("ci:" + Example.random(20, .alphanumeric)))\"\n  }\n }\n}\n",
      ],
      counterexamples: [
        "{\"auths\": {\"https://index.docker.io/v1/\": {}}}\n",
        "{\"auths\": {\"r\": {\"auth\": \"\(Example.base64("user:password"))\"}}}\n",
      ]
    ),
    Rule(
      id: "otpauth-secret",
      description: "secret of a one-time password",
      reference: "https://github.com/google/google-authenticator/wiki/Key-Uri-Format",
      level: .high,
      keywords: ["otpauth://"],
      pattern: #"otpauth://(?:totp|hotp)/[^\s"'<>]{0,300}?[?&]secret=(?<secret>[A-Z2-7]{16,128})"#,
      boundary: .alphanumeric,
      window: .atKeyword,
      checks: [.notPlaceholder, .randomness],
      advice: "Enrol the second factor again, which makes another secret.",
      examples: [
        "otpauth://totp/x:ada?secret=\(Example.random(32, .base32))&issuer=x\n",
        "uri = \"otpauth://totp/ada?issuer=x&secret=\(Example.random(16, .base32))\"\n",
      ],
      counterexamples: [
        "otpauth://totp/x:ada?secret=${SECRET}&issuer=x\n",
        "otpauth://totp/x:ada?secret=XXXXXXXXXXXXXXXX\n",
      ]
    ),
    Rule(
      id: "kubernetes-bootstrap-token",
      description: "Kubernetes bootstrap token",
      reference: "https://kubernetes.io/docs/reference/access-authn-authz/bootstrap-tokens/",
      level: .high,
      keywords: [
        "--token", "bootstraptoken", "bootstrap_token", "bootstrap-token", "bootstrap token",
        "kubeadm",
      ],
      pattern: #"(?<![A-Za-z0-9.])(?<secret>[a-z0-9]{6}\.[a-z0-9]{16})(?![A-Za-z0-9.])"#,
      boundary: .word,
      window: .bytes(200),
      checks: [
        .notPlaceholder, .contains([.digit, .lowercase]), bootstrapToken.randomness,
      ],
      advice: "Delete it: kubeadm token delete ID.",
      examples: [
        "kubeadm join 10.0.0.1:6443 --token \(Example.random(6, .lowerAlphanumeric)).\(Example.random(16, .lowerAlphanumeric))\n",
        "bootstrapTokens:\n- token: \"\(Example.random(6, .lowerAlphanumeric, seed: 3)).\(Example.random(16, .lowerAlphanumeric, seed: 4))\"\n",
      ],
      counterexamples: [
        "kubeadm join 10.0.0.1:6443 --token $TOKEN\n",
        "kubeadm join --token xxxxxx.xxxxxxxxxxxxxxxx\n",
        "bootstrap.min.css\n",
      ]
    ),
  ]

  private static let bootstrapToken: TokenFormat = [
    .run(6, .lowerAlphanumeric), ".", .run(16, .lowerAlphanumeric),
  ]
}

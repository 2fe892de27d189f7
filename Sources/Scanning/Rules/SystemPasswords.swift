// Passwords in the configuration of systems, networks and frameworks.

extension BuiltinRules {
  static let systemPasswords: [Rule] = [
    Rule(
      id: "ansible-inventory-password",
      description: "password in an Ansible inventory",
      reference:
        "https://docs.ansible.com/ansible/latest/inventory_guide/connection_variables.html",
      level: .high,
      keywords: ["ansible_"],
      pattern:
        #"ansible_(?:ssh_|become_|sudo_|su_|winrm_|httpapi_)?pass(?:word)?["\x27]?\s{0,2}[=:]\s{0,4}(?|"(?<secret>[^"\r\n]{4,200})"|\x27(?<secret>[^\x27\r\n]{4,200})\x27|(?<secret>[^\s"\x27!{#$][^\s"\x27#]{3,200}))"#,
      boundary: .none,
      window: .atKeyword,
      checks: [LiteralValue.check, .notPlaceholder],
      advice: "Change the password, and put it under Ansible Vault.",
      examples: [
        "web1 ansible_host=10.0.0.4 ansible_ssh_pass=\(Example.random(12, .alphanumeric, seed: 1))\n",
        "ansible_become_password: \"\(Example.random(14, .alphanumeric, seed: 2))\"\n",
      ],
      counterexamples: [
        "ansible_password: \"{{ vault_password }}\"\n",
        "ansible_password: !vault |\n",
        "ansible_become_pass=$PASS\n",
      ]
    ),
    Rule(
      id: "asp-net-machine-key",
      description: "machineKey of an ASP.NET application",
      reference:
        "https://learn.microsoft.com/en-us/dotnet/api/system.web.configuration.machinekeysection",
      level: .high,
      keywords: ["validationkey=\"", "decryptionkey=\""],
      pattern: #"(?:validationKey|decryptionKey)="(?<secret>[0-9A-Fa-f]{40,128})(?=[",])"#,
      boundary: .none,
      window: .atKeyword,
      checks: [.notPlaceholder, .randomness],
      advice:
        "Make new keys and deploy them: who knows them can run code on the server. Look for its abuse in ViewState.",
      examples: [
        "<machineKey validationKey=\"\(Example.random(128, .upperHex, seed: 1))\" decryptionKey=\"\(Example.random(64, .upperHex, seed: 2))\" validation=\"SHA1\" />\n",
        "decryptionKey=\"\(Example.random(48, .upperHex, seed: 3))\"\n",
      ],
      counterexamples: [
        "<machineKey validationKey=\"AutoGenerate,IsolateApps\" />\n",
        "validationKey=\"0000000000000000000000000000000000000000000000000000000000000000\"\n",
      ]
    ),
    Rule(
      id: "asp-net-app-setting-secret",
      description: "secret in the settings of a .NET application",
      reference:
        "https://learn.microsoft.com/en-us/aspnet/identity/overview/features-api/best-practices-for-deploying-passwords-and-other-sensitive-data-to-aspnet-and-azure",
      level: .high,
      keywords: ["<add key=\""],
      pattern:
        #"<add key="[A-Za-z0-9_.:-]{0,60}(?i:password|passwd|pwd|secret|token|apikey|api_key|accesskey)"\s{1,8}value="(?<secret>[^"\r\n<>]{6,300})""#,
      boundary: .none,
      window: .atKeyword,
      checks: [LiteralValue.check, .notPlaceholder],
      advice: "Revoke it where it was issued, and read it from a secret store (configBuilders).",
      examples: [
        "<add key=\"SmtpPassword\" value=\"\(Example.random(12, .alphanumeric, seed: 1))\" />\n",
        "<add key=\"App:ClientSecret\" value=\"\(Example.random(32, .base64URL, seed: 2))\"/>\n",
      ],
      counterexamples: [
        "<add key=\"SmtpPassword\" value=\"\" />\n",
        "<add key=\"SmtpPassword\" value=\"#{Password}#\" />\n",
        "<add key=\"PageSize\" value=\"1234567\" />\n",
      ]
    ),
    Rule(
      id: "cisco-type-7-password",
      description: "password in a Cisco configuration (type 7, reversible)",
      reference:
        "https://www.cisco.com/c/en/us/support/docs/security-vpn/remote-authentication-dial-user-service-radius/107614-64.html",
      level: .high,
      keywords: ["password 7 ", "key 7 ", "secret 7 "],
      pattern: #"(?:password|key|secret) 7 (?<secret>(?:0[0-9]|1[0-5])[0-9A-F]{6,100})(?=\s|$)"#,
      boundary: .none,
      window: .atKeyword,
      checks: [.notPlaceholder, .custom { $0.value.count.isMultiple(of: 2) }],
      advice: "Change the password, and use type 8 or 9 (secret).",
      examples: [
        "username admin password 7 08\(Example.random(12, .upperHex, seed: 1))\n",
        " key 7 13\(Example.random(16, .upperHex, seed: 2))\n",
      ],
      counterexamples: [
        "password 7 <hash>\n",
        "password 7 times a day\n",
      ]
    ),
    Rule(
      id: "cisco-meraki-api-key",
      description: "Cisco Meraki API key",
      reference: "https://developer.cisco.com/meraki/api-v1/authorization/",
      level: .high,
      keywords: ["meraki"],
      pattern:
        #"(?i:meraki)[A-Za-z0-9_. -]{0,40}["\x27\])]{0,2}\s{0,4}(?:=>|:=|[=:,(>]|\s)\s{0,4}["\x27(]{0,2}(?<secret>[0-9a-f]{40})"#,
      boundary: .base64,
      window: .atKeyword,
      checks: [.notPlaceholder, .custom(Rule.isNoIdentifier), .randomness],
      advice: "Revoke it: dashboard.meraki.com, My profile, API access.",
      examples: [
        "MERAKI_DASHBOARD_API_KEY=\(Example.random(40, .hex, seed: 1))\n",
        "\"X-Cisco-Meraki-API-Key\": \"\(Example.random(40, .hex, seed: 2))\"\n",
      ],
      counterexamples: [
        "MERAKI_COMMIT_SHA=\(Example.random(40, .hex, seed: 1))\n",
        "MERAKI_API_KEY=${KEY}\n",
      ]
    ),
    Rule(
      id: "django-secret-key",
      description: "SECRET_KEY of a Django or Flask application",
      reference: "https://docs.djangoproject.com/en/stable/ref/settings/#secret-key",
      level: .high,
      keywords: ["secret_key"],
      pattern:
        #"(?<![A-Za-z0-9])(?:[A-Z]{2,12}_)?SECRET_KEY["\x27\]]{0,2}\s{0,4}[=:]\s{0,4}(?|"(?<secret>[^"\r\n]{32,80})"|\x27(?<secret>[^\x27\r\n]{32,80})\x27)"#,
      boundary: .none,
      window: .bytes(16),
      checks: [
        .notPlaceholder, LiteralValue.check, .custom { !$0.string.hasPrefix("django-insecure-") },
        .custom { !$0.value.contains(0x20) }, .randomness,
      ],
      advice:
        "Make a new one, with the old one in SECRET_KEY_FALLBACKS for a while, and read it from the environment.",
      examples: [
        "SECRET_KEY = '\(Example.random(20, .alphanumeric, seed: 1))!@#$%^&*(-_=+)\(Example.random(16, .alphanumeric, seed: 2))'\n",
        "app.config[\"SECRET_KEY\"] = \"\(Example.random(48, .hex, seed: 3))\"\n",
        "DJANGO_SECRET_KEY: \"\(Example.random(50, .base64, seed: 4))\"\n",
      ],
      counterexamples: [
        "SECRET_KEY = os.environ[\"SECRET_KEY\"]\n",
        "SECRET_KEY = 'replace-me-with-a-long-random-string-of-letters'\n",
        "SECRET_KEY = \"a secret key that nobody should ever use at all\"\n",
      ]
    ),
    Rule(
      id: "django-insecure-key",
      description: "SECRET_KEY that Django made for development",
      reference: "https://docs.djangoproject.com/en/stable/ref/settings/#secret-key",
      level: .low,
      keywords: ["django-insecure-"],
      pattern: #"django-insecure-(?<secret>[^\s"\x27]{40,60})"#,
      boundary: .none,
      window: .atKeyword,
      checks: [.notPlaceholder, .minimumEntropy(3.5)],
      advice:
        "Fine for development. For anything else make a new one, and read it from the environment.",
      examples: [
        "SECRET_KEY = 'django-insecure-\(Example.random(30, .alphanumeric, seed: 1))!@#$%^&*(-_=+)\(Example.random(8, .alphanumeric, seed: 2))'\n",
        "SECRET_KEY=\"django-insecure-\(Example.random(50, .lowerAlphanumeric, seed: 3))\"\n",
      ],
      counterexamples: [
        "SECRET_KEY = 'django-insecure-…'\n",
        "if key.startswith(\"django-insecure-\"):\n",
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
      id: "gpp-cpassword",
      description: "password in a Group Policy preference",
      reference:
        "https://learn.microsoft.com/en-us/security-updates/securitybulletins/2014/ms14-025",
      level: .high,
      keywords: ["cpassword=\""],
      pattern: #"cpassword="(?<secret>[A-Za-z0-9+/]{16,400}={0,2})""#,
      boundary: .none,
      window: .atKeyword,
      checks: [.notPlaceholder, .randomness],
      advice: "Change the password: the key it is encrypted with is published.",
      examples: [
        "<Properties action=\"U\" cpassword=\"\(Example.random(43, .base64, seed: 1))\" userName=\"Administrator\"/>\n",
        "cpassword=\"\(Example.random(86, .base64, seed: 2))==\"\n",
      ],
      counterexamples: [
        "cpassword=\"\"\n",
        "cpassword=\"<cpassword>\"\n",
      ]
    ),
    Rule(
      id: "ntlm-hash-dump",
      description: "NT hash of a Windows account",
      reference:
        "https://learn.microsoft.com/en-us/windows-server/security/kerberos/passwords-technical-overview",
      level: .high,
      keywords: [":::"],
      pattern:
        #"(?:^|[\s"\x27])[^\s:"\x27]{1,64}:[0-9]{3,7}:[0-9a-fA-F]{32}:(?<secret>[0-9a-fA-F]{32}):::"#,
      boundary: .none,
      window: .bytes(180),
      checks: [
        .notPlaceholder, .custom { !$0.string.lowercased().hasPrefix("31d6cfe0d16ae931") },
        .randomness,
      ],
      advice: "Change the password of the account: the hash is as good as the password.",
      examples: [
        "Administrator:500:aad3b435b51404eeaad3b435b51404ee:\(Example.random(32, .hex, seed: 1)):::\n",
        "CORP\\ada:1105:aad3b435b51404eeaad3b435b51404ee:\(Example.random(32, .hex, seed: 2)):::\n",
      ],
      counterexamples: [
        "Guest:501:aad3b435b51404eeaad3b435b51404ee:31d6cfe0d16ae931\("b73c59d7e0c089c0"):::\n",
        "a:::b\n",
      ]
    ),
    Rule(
      id: "phpass-hash",
      description: "hash of a password (phpass, as of WordPress)",
      reference: "https://www.openwall.com/phpass/",
      level: .medium,
      keywords: ["$p$", "$h$"],
      pattern: #"\$[PH]\$[./0-9A-Za-z]{31}(?![./0-9A-Za-z])"#,
      boundary: .none,
      window: .atKeyword,
      checks: [.notPlaceholder, .minimumEntropy(3.5)],
      advice: "Change the password, and keep the hash out of the repository: it can be guessed.",
      examples: [
        "('admin', '$P$B\(Example.random(30, .alphanumeric, seed: 1))')\n",
        "admin:$H$9\(Example.random(30, .alphanumeric, seed: 2))\n",
      ],
      counterexamples: [
        "$P$B\(Example.random(20, .alphanumeric, seed: 1))\n",
        "echo $P$H\n",
      ]
    ),
    Rule(
      id: "htpasswd-sha1",
      description: "htpasswd entry with an unsalted SHA-1",
      reference: "https://httpd.apache.org/docs/current/misc/password_encryptions.html",
      level: .medium,
      keywords: ["{sha}", "{ssha}"],
      pattern:
        #"\{S?SHA\}(?<secret>[A-Za-z0-9+/]{27}=|[A-Za-z0-9+/]{32,44}={0,2})(?![A-Za-z0-9+/=])"#,
      boundary: .none,
      window: .atKeyword,
      checks: [.notPlaceholder, .randomness],
      advice: "Change the password: this hash is guessed quickly. Use bcrypt (htpasswd -B).",
      examples: [
        "ada:{SHA}\(Example.random(27, .base64, seed: 1))=\n",
        "userPassword: {SSHA}\(Example.random(32, .base64, seed: 2))\n",
      ],
      counterexamples: [
        "ada:{SHA}<hash>\n",
        "{SHA}\(Example.random(20, .base64, seed: 1))\n",
      ]
    ),
    Rule(
      id: "wpa-passphrase",
      description: "passphrase of a wireless network",
      reference: "https://w1.fi/cgit/hostap/plain/wpa_supplicant/wpa_supplicant.conf",
      level: .medium,
      keywords: ["psk=", "wpa_passphrase=", "sae_password="],
      pattern:
        #"(?:(?<![A-Za-z0-9_])psk|wpa_passphrase|sae_password)=(?|"(?<secret>[^"\r\n]{8,63})"|(?<secret>[0-9a-f]{64})(?![0-9a-f])|(?<=wpa_passphrase=)(?<secret>[^\s#"$<{][^\r\n"]{7,62}?)(?=\s{0,4}(?:[\r\n]|$)))"#,
      boundary: .none,
      window: .atKeyword,
      checks: [LiteralValue.check, .notPlaceholder],
      advice: "Change the passphrase of the network.",
      examples: [
        "network={\n  ssid=\"home\"\n  psk=\"\(Example.random(14, .alphanumeric, seed: 1))\"\n}\n",
        "wpa_passphrase=\(Example.random(16, .alphanumeric, seed: 2))\n",
        "  psk=\(Example.random(64, .hex, seed: 3))\n",
      ],
      counterexamples: [
        "psk=\"${PSK}\"\n",
        "wpa_passphrase=<passphrase>\n",
        "psk=$1\n",
      ]
    ),
    Rule(
      id: "ldap-bind-password",
      description: "password of an LDAP bind",
      reference: "https://docs.ldap.com/ldap-sdk/docs/getting-started/authentication.html",
      level: .high,
      keywords: [
        "bindpw", "bind_password", "bindpassword", "bind_pw", "bind_credentials", "bindcredentials",
        "ldap_password", "ldap_pass", "managerpassword",
      ],
      pattern:
        #"(?i:bind_?(?:pw|password|credentials)|ldap_pass(?:word)?|managerpassword)["\x27\]]{0,2}(?:\s{0,4}(?:=>|[=:,>])\s{0,4}|[ \t]{1,8})(?|"(?<secret>[^"\r\n]{5,200})"|\x27(?<secret>[^\x27\r\n]{5,200})\x27|(?<secret>[^\s"\x27$<{(\[][^\s"\x27<>,;()]{4,200})(?=[\s,;<]|$))"#,
      boundary: .none,
      window: .atKeyword,
      checks: [LiteralValue.check, .notPlaceholder, .contains(.digit)],
      advice: "Change the password of the account in the directory.",
      examples: [
        "bindpw \(Example.random(12, .hex, seed: 1))\n",
        "LDAP_BIND_PASSWORD='\(Example.random(14, .hex, seed: 2))'\n",
        "\"bindCredentials\": \"\(Example.random(16, .hex, seed: 3))\"\n",
      ],
      counterexamples: [
        "bindpw ${LDAP_PASSWORD}\n",
        "bind_password = os.environ['LDAP_PASSWORD']\n",
        "bindPassword: String\n",
        "bind_password=password\n",
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
        #"credentials\s?\{\s{1,80}(?:(?://|username|user)[^\r\n]{0,200}\s{1,80}){0,3}password\s{0,4}[=(\s]\s{0,4}"#
        + Rule.quoted,
      boundary: .none,
      window: .atKeyword,
      checks: [LiteralValue.check, .notPlaceholder],
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
    Rule(
      id: "mailer-password-call",
      description: "password of a mail server in code",
      reference: "https://github.com/PHPMailer/PHPMailer",
      level: .high,
      keywords: ["->password", ".password =", "networkcredential("],
      pattern:
        #"(?|\$[A-Za-z_]{0,20}(?i:mail|smtp)[A-Za-z_]{0,20}->Password\s{0,4}=\s{0,4}"# + Rule.quoted
        + #"|new\s{1,4}(?:System\.Net\.)?NetworkCredential\(\s{0,20}@?"[^"\r\n]{1,100}"\s{0,4},\s{0,20}@?"#
        + Rule.doubleQuoted + ")",
      boundary: .none,
      window: .bytes(64),
      checks: [LiteralValue.check, .notPlaceholder],
      advice: "Change the password of the mail account, and read it from a secret store.",
      examples: [
        "$mail->Username = 'app@example.org';\n$mail->Password = '\(Example.random(12, .alphanumeric))';\n",
        "client.Credentials = new NetworkCredential(\"app\", \"\(Example.random(14, .alphanumeric, seed: 2))\");\n",
      ],
      counterexamples: [
        "$mail->Password = 'secret';\n",
        "$mail->Password = getenv('SMTP_PASSWORD');\n",
        "new NetworkCredential(user, password)\n",
      ]
    ),
    Rule(
      id: "json-web-token-in-base64",
      description: "JSON Web Token in base64 once more",
      reference: "https://datatracker.ietf.org/doc/html/rfc7519",
      level: .medium,
      keywords: ["zxlk"],
      pattern: #"ZXlK[A-Za-z0-9+/_-]{60,6000}={0,2}"#,
      boundary: .base64,
      window: .atKeyword,
      checks: [.notPlaceholder, isEncodedToken],
      advice: "Revoke the session or key it belongs to, at its issuer.",
      examples: [
        "token: \(Example.base64(Example.jsonWebToken(payload: "{}")))\n",
        "TOKEN=\(Example.base64(Example.jsonWebToken(payload: "[1]")))\n",
      ],
      counterexamples: [
        "token: ZXlK…\n",
        "ZXlK\(Example.random(100, .base64, seed: 1))\n",
      ]
    ),
    Rule(
      id: "url-query-token",
      description: "token in the query of a URL",
      reference: "https://datatracker.ietf.org/doc/html/rfc6750#section-5.3",
      level: .medium,
      keywords: [
        "access_token=", "api_key=", "apikey=", "auth_token=", "api_token=", "private_token=",
      ],
      pattern:
        #"[?&](?:access_token|api_?key|auth_token|api_token|private_token|sig_?token)=(?<secret>[A-Za-z0-9_.~-]{20,400})(?=[&\s"\x27`<>)\]]|$)"#,
      boundary: .none,
      window: .bytes(2),
      checks: [.notPlaceholder, .contains(.digit), .randomness, isRandom],
      advice: "Revoke it where it was issued: URLs end up in logs. Send it in a header.",
      examples: [
        "curl \"https://api.example.org/v1/items?access_token=\(Example.random(40, .alphanumeric, seed: 1))\"\n",
        "url = \"https://api.example.org/?x=1&api_key=\(Example.random(32, .hex, seed: 2))&y=2\"\n",
      ],
      counterexamples: [
        "https://api.example.org/?access_token=${TOKEN}\n",
        "https://api.example.org/?api_key=YOUR_API_KEY_GOES_HERE_PLEASE\n",
        "https://api.example.org/?api_key=some-very-long-name-of-a-key\n",
      ]
    ),
    Rule(
      id: "jwt-signing-secret",
      description: "secret that signs JSON Web Tokens",
      reference: "https://datatracker.ietf.org/doc/html/rfc7518#section-3.2",
      level: .high,
      keywords: [
        "jwt_secret", "jwtsecret", "jwt-secret", "jwt_signing", "jwt_key", "jwt.secret",
        "jwt_private_key",
      ],
      pattern:
        #"(?i:jwt[_.-]?(?:secret|signing|key)(?:[_.-]?(?:key|secret|base64))?)["\x27\]]{0,2}\s{0,4}(?:=>|:=|[=:,])\s{0,4}(?|"(?<secret>[^"\r\n]{12,200})"|\x27(?<secret>[^\x27\r\n]{12,200})\x27|(?<secret>[A-Za-z0-9+/=_!@#%^&*.-]{16,200})(?=\s|$))"#,
      boundary: .none,
      window: .atKeyword,
      checks: [
        .notPlaceholder, LiteralValue.check, .custom { !$0.value.contains(0x20) },
        .contains(.digit), isRandom,
      ],
      advice: "Make a new secret: tokens signed with the old one become invalid.",
      examples: [
        "JWT_SECRET=\(Example.random(40, .alphanumeric, seed: 1))\n",
        "jwtSecret: '\(Example.random(32, .hex, seed: 2))',\n",
        "JWT_SIGNING_KEY=\"\(Example.random(44, .base64, seed: 3))\"\n",
      ],
      counterexamples: [
        "JWT_SECRET=${JWT_SECRET}\n",
        "jwtSecret: process.env.JWT_SECRET\n",
        "jwt_secret: \"my jwt secret for the tests of this\"\n",
      ]
    ),
  ]

  private static let isEncodedToken = Check.custom { match in
    guard let token = Base64.decode(match.value) else { return false }
    return JSONWebToken.hasHeader(token[...])
  }

  /// Rather random than words.
  private static let isRandom = Check.custom { match in
    unsafe match.value.withUnsafeBufferPointer {
      unsafe TextModel.randomBits($0, alphabet: Alphabet(of: $0)) > 0
    }
  }
}

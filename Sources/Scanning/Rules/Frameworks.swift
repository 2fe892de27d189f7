// Keys that web frameworks sign and encrypt with.

extension BuiltinRules {
  static let frameworks: [Rule] = [
    .named(
      id: "laravel-app-key",
      description: "Laravel application key",
      reference: "https://laravel.com/docs/12.x/encryption",
      level: .medium,
      keywords: ["app_key"],
      name: #"app_key"#,
      variable: "APP_KEY",
      format: ["base64:", .run(43, .base64), "="],
      advice:
        "Make another: php artisan key:generate. With this one sessions and cookies can be forged."
    ),
    .named(
      id: "rails-master-key",
      description: "Rails master key",
      reference: "https://guides.rubyonrails.org/security.html#custom-credentials",
      keywords: ["rails_master_key"],
      name: #"rails_master_key"#,
      variable: "RAILS_MASTER_KEY",
      format: [.run(32, .hex)],
      advice:
        "Change every value of credentials.yml.enc, then encrypt it under a new key: delete "
        + "master.key and run bin/rails credentials:edit."
    ),
    .named(
      id: "rails-secret-key-base",
      description: "Rails secret_key_base",
      reference:
        "https://api.rubyonrails.org/classes/Rails/Application.html#method-i-secret_key_base",
      keywords: ["secret_key_base"],
      name: #"secret_key_base"#,
      variable: "SECRET_KEY_BASE",
      format: [.run(128, .hex)],
      advice: "Make another: bin/rails secret. With this one sessions and cookies can be forged."
    ),
    .named(
      id: "symfony-app-secret",
      description: "Symfony application secret",
      reference: "https://symfony.com/doc/current/reference/configuration/framework.html#secret",
      level: .medium,
      keywords: ["app_secret"],
      name: #"(?<![A-Za-z0-9_])app_secret"#,
      variable: "APP_SECRET",
      format: [.run(32, .hex)],
      advice: "Make another: php bin/console secrets:set APP_SECRET --random."
    ),
    Rule(
      id: "wordpress-salt",
      description: "key or salt of WordPress",
      reference: "https://developer.wordpress.org/advanced-administration/wordpress/wp-config/",
      level: .high,
      keywords: [
        "auth_key", "auth_salt", "logged_in_key", "logged_in_salt", "nonce_key", "nonce_salt",
      ],
      pattern:
        #"define\(\s{0,4}['"](?:(?:SECURE_)?AUTH|LOGGED_IN|NONCE)_(?:KEY|SALT)['"]\s{0,4},\s{0,8}(?|'(?<secret>[^'\r\n]{40,100})'|"(?<secret>[^"\r\n]{40,100})")"#,
      boundary: .none,
      window: .bytes(24),
      checks: [.notPlaceholder, .contains([.digit, .lowercase, .uppercase])],
      advice: "Make others: https://api.wordpress.org/secret-key/1.1/salt/; all sessions end.",
      examples: [
        "define( 'AUTH_KEY', '\(Example.random(64, .base64))' );\n",
        "define('SECURE_AUTH_SALT', '\(Example.random(64, .base64, seed: 2))');\n",
      ],
      counterexamples: [
        "define( 'AUTH_KEY', 'put your unique phrase here' );\n",
        "define('AUTH_KEY', getenv('AUTH_KEY'));\n",
      ]
    ),
    Rule(
      id: "wordpress-database-password",
      description: "database password of WordPress",
      reference: "https://developer.wordpress.org/advanced-administration/wordpress/wp-config/",
      level: .high,
      keywords: ["db_password"],
      pattern: #"define\(\s{0,4}['"]DB_PASSWORD['"]\s{0,4},\s{0,8}"# + Rule.quoted,
      boundary: .none,
      window: .bytes(24),
      checks: [
        LiteralValue.check, .notPlaceholder, .custom(isURLPassword), .excludes(["password_here"]),
      ],
      advice: "Change the password of the database user, and read it from the environment.",
      examples: [
        "define( 'DB_PASSWORD', '\(Example.random(12, .alphanumeric))' );\n",
        "define(\"DB_PASSWORD\", \"\(Example.random(16, .alphanumeric))\");\n",
      ],
      counterexamples: [
        "define( 'DB_PASSWORD', 'password_here' );\n",
        "define( 'DB_PASSWORD', getenv( 'DB_PASSWORD' ) );\n",
        "define( 'DB_PASSWORD', '' );\n",
      ]
    ),
    Rule(
      id: "odoo-admin-password",
      description: "master password of Odoo",
      reference: "https://www.odoo.com/documentation/18.0/administration/on_premise/deploy.html",
      level: .high,
      keywords: ["admin_passwd"],
      pattern:
        #"(?m)^\s{0,8}admin_passwd\s{0,4}=\s{0,4}(?<secret>[^\s"'$<{][^\s"'<>{}]{3,127})\s*$"#,
      boundary: .none,
      window: .bytes(12),
      checks: [LiteralValue.check, .notPlaceholder, .custom(isURLPassword)],
      advice: "Change it in odoo.conf; Odoo stores a hash of it when it is set in the web client.",
      examples: [
        "[options]\nadmin_passwd = \(Example.random(14, .alphanumeric))\n",
        "admin_passwd=\(Example.random(10, .alphanumeric, seed: 2))\ndb_user = odoo\n",
      ],
      counterexamples: [
        "admin_passwd = $ADMIN_PASSWORD\n",
        "admin_passwd = admin\n",
        "; admin_passwd\n",
      ]
    ),
    Rule(
      id: "phpmailer-password",
      description: "mail password of PHPMailer",
      reference: "https://github.com/PHPMailer/PHPMailer",
      level: .high,
      keywords: ["->password"],
      pattern: #"\$[A-Za-z_]{0,20}(?i:mail|smtp)[A-Za-z_]{0,20}->Password\s{0,20}=\s{0,4}"#
        + Rule.quoted,
      boundary: .none,
      window: .bytes(48),
      checks: LiteralValue.orSample,
      advice: "Change the password of the mail account, and read it from the environment.",
      examples: [
        "$mail->Password = '\(Example.random(12, .alphanumeric))';\n",
        "    $mailer->Password   = \"\(Example.random(16, .lowercase))\"; // SMTP password\n",
      ],
      counterexamples: [
        "$mail->Password = getenv('SMTP_PASSWORD');\n",
        "$mail->Password = $password;\n",
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
  ]
}

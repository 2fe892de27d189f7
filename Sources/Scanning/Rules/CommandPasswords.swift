// Passwords in the arguments of commands.

extension BuiltinRules {
  static let commandPasswords: [Rule] = [
    Rule(
      id: "sshpass-password",
      description: "password on a command line",
      reference: "https://manpages.ubuntu.com/manpages/oracular/man1/sshpass.1.html",
      level: .high,
      keywords: ["sshpass", "mysqldump", "mysql ", "pgpassword="],
      pattern:
        #"(?:\bsshpass\s{1,4}-p\s{0,4}|\bPGPASSWORD=|\bmysql(?:dump|admin)?\s[^\r\n|;]{0,200}?(?:\s|^)(?:-p(?=[^\s-])|--password=))"#
        + Rule.shellWord,
      boundary: .none,
      window: .bytes(8),
      checks: [LiteralValue.check, LiteralValue.unnamed, .notPlaceholder],
      advice: "Change the password. Use keys for SSH, ~/.my.cnf or ~/.pgpass for databases.",
      examples: [
        "sshpass -p \(Example.random(10, .alphanumeric)) ssh ada@host\n",
        "PGPASSWORD=\(Example.random(10, .alphanumeric)) psql -h db app\n",
        "mysqldump -u root -p\(Example.random(10, .alphanumeric)) app > app.sql\n",
      ],
      counterexamples: [
        "sshpass -p \"$PASSWORD\" ssh ada@host\n",
        "PGPASSWORD=\"$PASSWORD\" psql\n",
        "mysqldump -u root -p app > app.sql\n",
      ]
    ),
    Rule(
      id: "psexec-password",
      description: "password of PsExec or net use",
      reference: "https://learn.microsoft.com/en-us/sysinternals/downloads/psexec",
      level: .high,
      keywords: ["psexec", "net use"],
      pattern:
        #"(?i)(?:\bpsexec(?:64)?(?:\.exe)?\b[^\r\n]{0,200}?\s-u\s{1,4}[^\s]{1,100}\s{1,4}-p\s{1,4}|\bnet use\b[^\r\n]{0,200}?\s/user:[^\s]{1,100}\s{1,4})"?(?<secret>[^\s"%$<>/-][^\s"%$<>]{3,127})"#,
      boundary: .none,
      window: .atKeyword,
      checks: LiteralValue.orSample,
      advice: "Change the password, and use an account that needs none on the command line.",
      examples: [
        "psexec \\\\10.0.0.1 -u admin -p \(Example.random(10, .alphanumeric)) cmd\n",
        "net use Z: \\\\srv\\share /user:ada \(Example.random(10, .alphanumeric))\n",
      ],
      counterexamples: [
        "psexec \\\\10.0.0.1 -u admin -p %PASSWORD% cmd\n",
        "psexec \\\\10.0.0.1 -u admin cmd\n",
      ]
    ),
    Rule(
      id: "powershell-plain-secure-string",
      description: "plain text made a SecureString",
      reference:
        "https://learn.microsoft.com/en-us/powershell/module/microsoft.powershell.security/convertto-securestring",
      level: .high,
      keywords: ["convertto-securestring"],
      pattern:
        #"(?i:ConvertTo-SecureString)\s{1,4}(?:-AsPlainText\s{1,4}|-Force\s{1,4}|-String\s{1,4}){0,3}"#
        + Rule.quoted,
      boundary: .none,
      window: .atKeyword,
      checks: [LiteralValue.check, LiteralValue.unnamed],
      advice: "Change the password, and read it with Get-Secret or from a secret store.",
      examples: [
        "$p = ConvertTo-SecureString \"\(Example.random(12, .alphanumeric))\" -AsPlainText -Force\n",
        "ConvertTo-SecureString -AsPlainText -Force -String '\(Example.random(12, .alphanumeric))'\n",
      ],
      counterexamples: [
        "ConvertTo-SecureString $env:PASSWORD -AsPlainText -Force\n",
        "ConvertTo-SecureString \"$password\" -AsPlainText -Force\n",
      ]
    ),
  ]
}

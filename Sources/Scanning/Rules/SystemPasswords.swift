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
      checks: [LiteralValue.check, LiteralValue.unnamed, .notPlaceholder],
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
      id: "ldap-bind-password",
      description: "password of an LDAP bind",
      reference: "https://www.rfc-editor.org/rfc/rfc4513#section-5.1",
      level: .high,
      keywords: [
        "bindpw", "bind_password", "bindpassword", "bind_pw", "bind_credentials", "bindcredentials",
        "ldap_pass", "managerpassword",
      ],
      pattern:
        #"(?i:bind_?(?:pw|password|credentials)|ldap_pass(?:word)?|managerpassword)["\x27\]]{0,2}(?:\s{0,4}(?:=>|[=:,>])\s{0,4}|[ \t]{1,8})(?|"(?<secret>[^"\r\n]{5,200})"|\x27(?<secret>[^\x27\r\n]{5,200})\x27|(?<secret>[^\s"\x27$<{(\[][^\s"\x27<>,;()]{4,200}+)(?=[\s,;<]|$))"#,
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
  ]
}

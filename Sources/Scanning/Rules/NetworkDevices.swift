// Routers, switches and access points.

extension BuiltinRules {
  static let networkDevices: [Rule] = [
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
  ]
}

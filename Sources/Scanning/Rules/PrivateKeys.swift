// Private keys in the forms that tools write them.

extension BuiltinRules {
  static let privateKeys: [Rule] = [
    Rule(
      id: "private-key",
      description: "private key",
      reference: "https://www.rfc-editor.org/rfc/rfc7468",
      level: .high,
      keywords: ["private key-----"],
      pattern:
        #"-----BEGIN (?:(?:RSA|EC|DSA|OPENSSH|ANY|SSH2) )?PRIVATE KEY-----"#
        + separators
        + #"[A-Za-z0-9+/]{30}[^-]{20,16000}(?:-----END (?:[A-Z0-9]{2,8} )?PRIVATE KEY-----)?"#,
      boundary: .none,
      window: .bytes(40),
      checks: [.pemPrivateKey],
      advice: privateKeyAdvice,
      examples: [
        Example.pem("RSA PRIVATE KEY", size: 1190),
        Example.pem("PRIVATE KEY", size: 1200),
        Example.pem("EC PRIVATE KEY", size: 118),
        Example.pem("DSA PRIVATE KEY", size: 430),
        Example.pem("OPENSSH PRIVATE KEY", size: 350),
        "{\"key\": \"\(Example.pem("RSA PRIVATE KEY", separator: "\\n"))\"}\n",
        "key: |\n  " + Example.pem("EC PRIVATE KEY", size: 118, separator: "\n  "),
        "KEY=\"" + Example.pem("PRIVATE KEY", size: 138, separator: "\\n") + "\"\n",
      ],
      counterexamples: [
        Example.pem("RSA PUBLIC KEY", size: 270),
        Example.pem("CERTIFICATE", size: 800),
        "-----BEGIN RSA PRIVATE KEY-----\n...\n-----END RSA PRIVATE KEY-----\n",
        "-----BEGIN PRIVATE KEY-----\n<your private key of at least some length goes in here>\n-----END PRIVATE KEY-----\n",
        "if text.startswith('-----BEGIN RSA PRIVATE KEY-----'):\n    return load(text)  # a private key in PEM\n",
        Example.pem("ENCRYPTED PRIVATE KEY", size: 1200),
        Example.pem(
          "RSA PRIVATE KEY",
          headers: ["Proc-Type: 4,ENCRYPTED", "DEK-Info: AES-128-CBC,00", ""]
        ),
      ]
    ),
    Rule(
      id: "private-key-encrypted",
      description: "private key under a passphrase",
      reference: "https://www.rfc-editor.org/rfc/rfc5958",
      level: .medium,
      keywords: ["private key-----"],
      pattern:
        #"-----BEGIN (?:ENCRYPTED|ENCRYPTED COSIGN|ENCRYPTED SIGSTORE|RSA|EC|DSA) PRIVATE KEY-----(?:(?<=ENCRYPTED PRIVATE KEY-----|COSIGN PRIVATE KEY-----|SIGSTORE PRIVATE KEY-----)|(?="#
        + separators + "Proc-Type: 4,ENC))" + separators + armorHeaders
        + #"[A-Za-z0-9+/]{30}[^-]{20,16000}(?:-----END [A-Z ]{2,40}-----)?"#,
      boundary: .none,
      window: .bytes(40),
      checks: [.pemPrivateKey],
      advice:
        "It is as strong as its passphrase. Replace it where the passphrase may be known or weak.",
      examples: [
        Example.pem("ENCRYPTED PRIVATE KEY", size: 1200),
        Example.pem(
          "RSA PRIVATE KEY",
          headers: ["Proc-Type: 4,ENCRYPTED", "DEK-Info: AES-128-CBC,00", ""]
        ),
      ],
      counterexamples: [
        Example.pem("RSA PRIVATE KEY"),
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\n...\n-----END ENCRYPTED PRIVATE KEY-----\n",
      ]
    ),
    Rule(
      id: "pgp-private-key",
      description: "PGP private key",
      reference: "https://www.rfc-editor.org/rfc/rfc9580#name-forming-ascii-armor",
      level: .high,
      keywords: ["pgp private key block-----"],
      pattern: "-----BEGIN PGP PRIVATE KEY BLOCK-----" + separators + armorHeaders
        + "[A-Za-z0-9+/]{30}[^-]{60,60000}",
      boundary: .none,
      window: .bytes(16),
      checks: [.pemPrivateKey],
      advice: "Revoke it (gpg --gen-revoke KEY), publish the revocation and make another.",
      examples: [
        Example.pem("PGP PRIVATE KEY BLOCK", headers: ["Version: GnuPG v2", ""]),
        Example.pem("PGP PRIVATE KEY BLOCK", separator: "\\n"),
      ],
      counterexamples: [
        Example.pem("PGP PUBLIC KEY BLOCK"),
        "-----BEGIN PGP PRIVATE KEY BLOCK-----\n\n...\n-----END PGP PRIVATE KEY BLOCK-----\n",
      ]
    ),
    Rule(
      id: "putty-private-key",
      description: "PuTTY private key",
      reference: "https://the.earth.li/~sgtatham/putty/0.83/htmldoc/AppendixC.html",
      level: .high,
      keywords: ["putty-user-key-file-"],
      pattern:
        #"PuTTY-User-Key-File-[23]: [^\r\n]{1,60}\r?\nEncryption: none\r?\n[\s\S]{1,6000}?Private-Lines: [0-9]{1,3}\r?\n(?<secret>[A-Za-z0-9+/=\r\n]{60,8000})"#,
      boundary: .none,
      window: .atKeyword,
      checks: [.notPlaceholder],
      advice: privateKeyAdvice,
      examples: [puttyKey("none"), puttyKey("none").replacing("\n", with: "\r\n")],
      counterexamples: [
        puttyKey("aes256-cbc"), "PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\n",
      ]
    ),
    Rule(
      id: "age-secret-key",
      description: "age identity",
      reference: "https://github.com/C2SP/C2SP/blob/main/age.md#the-x25519-recipient-type",
      level: .high,
      keywords: ["age-secret-key-"],
      pattern:
        "AGE-SECRET-KEY-(?:1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}|PQ-1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58,120})",
      boundary: .alphanumeric,
      window: .atKeyword,
      checks: [.notPlaceholder, .custom(isVaried)],
      advice: "Make another (age-keygen), and encrypt again what was encrypted to this one.",
      examples: [
        "# created: 2026-01-01\nAGE-SECRET-KEY-1\(bech32(58))\n",
        "SOPS_AGE_KEY=AGE-SECRET-KEY-1\(bech32(58, seed: 2))\n",
      ],
      counterexamples: [
        "AGE-SECRET-KEY-1\(bech32(40))\n",
        "# public key: age1\(bech32(58).lowercased())\n",
        "AGE-SECRET-KEY-1\(String(repeating: "Q", count: 58))\n",
      ]
    ),
    Rule(
      id: "private-key-in-base64",
      description: "private key in base64",
      reference:
        "https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/",
      level: .high,
      // Base64 of `-----BEGIN`.
      keywords: ["ls0tls1crudjti"],
      pattern: "LS0tLS1CRUdJTi[A-Za-z0-9+/]{120,30000}+={0,2}",
      boundary: .alphanumeric,
      window: .atKeyword,
      checks: [.custom(decodesToPrivateKey)],
      advice: privateKeyAdvice,
      examples: [
        "client-key-data: \(Example.base64(Example.pem("RSA PRIVATE KEY")))\n",
        "tls.key: \"\(Example.base64(Example.pem("EC PRIVATE KEY", size: 118)))\"\n",
      ],
      counterexamples: [
        "certificate-authority-data: \(Example.base64(Example.pem("CERTIFICATE")))\n",
        "key: \(Example.base64("-----BEGIN PRIVATE KEY-----\n..."))\n",
      ]
    ),
    .named(
      id: "wireguard-key",
      description: "WireGuard private or preshared key",
      reference: "https://www.wireguard.com/quickstart/",
      keywords: ["privatekey", "presharedkey"],
      name: "PrivateKey|PresharedKey",
      variable: "PresharedKey",
      format: [.run(43, .base64), "="],
      checks: [.notPlaceholder, .randomness, .base64(decodedLength: 32...32)],
      advice: "Make another: wg genkey (or wg genpsk), and give the new public key to the peers.",
      examples: ["[Interface]\nPrivateKey = \(Example.random(43, .base64, seed: 9))=\n"],
      counterexamples: ["PublicKey = \(Example.random(43, .base64))=\n"]
    ),
    Rule(
      id: "openvpn-static-key",
      description: "OpenVPN static key",
      reference: "https://openvpn.net/community-resources/static-key-mini-howto/",
      level: .high,
      keywords: ["openvpn static key v1-----"],
      pattern:
        #"-----BEGIN OpenVPN Static key V1-----\s{1,4}(?<secret>(?:[0-9a-f]{32}\s{1,2}){4,16})"#,
      boundary: .none,
      window: .bytes(16),
      checks: [.notPlaceholder, .custom(isVaried)],
      advice: "Make another: openvpn --genkey secret FILE, on every host that shares it.",
      examples: [openVPNKey("\n"), openVPNKey("\r\n")],
      counterexamples: [
        "-----BEGIN OpenVPN Static key V1-----\n...\n-----END OpenVPN Static key V1-----\n",
        "-----BEGIN OpenVPN Static key V1-----\n"
          + String(repeating: String(repeating: "0", count: 32) + "\n", count: 16),
      ]
    ),
    Rule(
      id: "json-web-key",
      description: "private JSON Web Key",
      reference: "https://www.rfc-editor.org/rfc/rfc7518#section-6",
      level: .high,
      keywords: ["\"kty\""],
      pattern:
        #"\{(?=[^{}]{0,8000}?"kty"\s{0,4}:\s{0,4}"(?:RSA|EC|OKP)")[^{}]{0,8000}?"d"\s{0,4}:\s{0,4}"(?<secret>[A-Za-z0-9_-]{40,1400})""#,
      boundary: .none,
      window: .bytes(4000),
      checks: [.notPlaceholder, .randomness],
      advice: "Make another key, publish its public half, and remove this one from the key set.",
      examples: [
        "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"\(Example.random(43, .base64URL))\",\"d\":\"\(Example.random(43, .base64URL, seed: 2))\"}\n",
        "{ \"d\": \"\(Example.random(342, .base64URL))\", \"kty\": \"RSA\", \"e\": \"AQAB\" }\n",
      ],
      counterexamples: [
        "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"\(Example.random(43, .base64URL))\",\"y\":\"\(Example.random(43, .base64URL))\"}\n",
        "{\"kty\":\"RSA\",\"d\":\"...\"}\n",
      ]
    ),
  ]

  /// What stands between the lines of a block: breaks, real or escaped, and what quotes each line.
  private static let separators = #"(?:[\s"'+,|>*#;.]|\\[rn]|\\(?=[\s"'\\])){1,60}"#
  /// The headers of an armored block, such as `Version: …` and `DEK-Info: …`.
  private static let armorHeaders =
    #"(?:[A-Z][A-Za-z-]{2,20}: [^\r\n\\]{0,200}"# + separators + "){0,6}"

  private static let privateKeyAdvice =
    "Make another key, replace it wherever its public half or certificate is trusted, and revoke "
    + "the certificate where there is one."

  private static func puttyKey(_ encryption: String) -> String {
    "PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: \(encryption)\nComment: a\nPublic-Lines: 2\n"
      + "\(Example.random(64, .base64))\n\(Example.random(40, .base64))\nPrivate-Lines: 2\n"
      + "\(Example.random(64, .base64, seed: 2))\n\(Example.random(20, .base64, seed: 2))\n"
      + "Private-MAC: \(Example.random(64, .hex))\n"
  }

  private static func openVPNKey(_ newline: String) -> String {
    let lines = (0..<16).map { Example.random(32, .hex, seed: $0) + newline }
    return "-----BEGIN OpenVPN Static key V1-----\(newline)\(lines.joined())"
      + "-----END OpenVPN Static key V1-----\(newline)"
  }

  private static func bech32(_ count: Int, seed: UInt64 = 0) -> String {
    let characters = Array("QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L")
    return String(
      Example.random(count, .base32, seed: seed).utf8.map { characters[Int($0 ^ $0 >> 3) % 32] }
    )
  }

  private static let isVaried: @Sendable (Match) -> Bool = { match in
    Set(match.value.suffix(58)).count >= 12
  }

  private static let decodesToPrivateKey: @Sendable (Match) -> Bool = { match in
    guard let bytes = Base64.decode(match.value) else { return false }
    let text = String(decoding: bytes, as: UTF8.self)
    return text.prefix(64).contains("PRIVATE KEY-----") && PrivateKeyBlock.hasBody(bytes[...])
  }
}

extension String {
  fileprivate func replacing(_ old: Character, with new: String) -> String {
    map { $0 == old ? new : String($0) }.joined()
  }
}

// Vault, HCP Terraform, Consul and Nomad.

extension BuiltinRules {
  static let hashiCorp: [Rule] = [
    .token(
      id: "vault-service-token",
      description: "Vault service token",
      reference: "https://developer.hashicorp.com/vault/docs/concepts/tokens",
      format: ["hvs.", .runs(24...130, .base64URL)],
      advice: "Revoke it: vault token revoke TOKEN."
    ),
    .token(
      id: "vault-batch-token",
      description: "Vault batch token",
      reference: "https://developer.hashicorp.com/vault/docs/concepts/tokens",
      format: ["hvb.", .runs(24...500, .base64URL)],
      advice: "A batch token cannot be revoked alone: revoke its parent, or wait for its end."
    ),
    .token(
      id: "vault-recovery-token",
      description: "Vault recovery token",
      reference: "https://developer.hashicorp.com/vault/docs/concepts/tokens",
      format: ["hvr.", .runs(24...130, .alphanumeric)],
      advice: "Cancel the recovery operation and restart Vault without recovery mode."
    ),
    .named(
      id: "vault-legacy-service-token",
      description: "Vault service token (before 1.10)",
      reference: "https://developer.hashicorp.com/vault/docs/concepts/tokens",
      keywords: ["vault"],
      name: #"vault"#,
      variable: "VAULT_TOKEN",
      format: ["s.", .runs(24...200, .base64URL)],
      checks: vaultLegacyChecks,
      advice: "Revoke it: vault token revoke TOKEN."
    ),
    .token(
      id: "terraform-cloud-token",
      description: "HCP Terraform or Vagrant Cloud API token",
      reference:
        "https://developer.hashicorp.com/terraform/cloud-docs/users-teams-organizations/api-tokens",
      format: [.run(14, .alphanumeric), ".atlasv1.", .runs(60...70, .base64URL)],
      advice: "Delete it: app.terraform.io, the user, team or organization, API tokens."
    ),
    .named(
      id: "vault-approle-secret-id",
      description: "Vault AppRole secret id",
      reference: "https://developer.hashicorp.com/vault/docs/auth/approle",
      level: .medium,
      keywords: ["vault_secret_id", "approle"],
      name: #"(?:vault|approle)[A-Za-z0-9_.-]{0,20}secret[_.-]?id"#,
      variable: "VAULT_SECRET_ID",
      format: [.uuid],
      checks: [.notPlaceholder, .randomRuns([.uuid])],
      advice: "Destroy it: vault write auth/approle/role/NAME/secret-id/destroy secret_id=…."
    ),
    .named(
      id: "consul-token",
      description: "Consul or Nomad ACL token",
      reference: "https://developer.hashicorp.com/consul/docs/security/acl/tokens",
      keywords: ["consul", "nomad"],
      name: #"(?:consul|nomad)[A-Za-z0-9_.-]{0,20}token"#,
      variable: "CONSUL_HTTP_TOKEN",
      format: [.uuid],
      advice: "Delete it: consul acl token delete -accessor-id ID."
    ),
    .named(
      id: "vault-legacy-batch-token",
      description: "Vault batch token (before 1.10)",
      reference: "https://developer.hashicorp.com/vault/docs/concepts/tokens",
      keywords: ["vault"],
      name: #"vault"#,
      variable: "VAULT_TOKEN",
      format: ["b.", .runs(24...500, .base64URL)],
      checks: vaultLegacyChecks,
      advice: "A batch token cannot be revoked alone: revoke its parent, or wait for its end."
    ),
    .named(
      id: "vault-legacy-recovery-token",
      description: "Vault recovery token (before 1.10)",
      reference: "https://developer.hashicorp.com/vault/docs/concepts/tokens",
      keywords: ["vault"],
      name: #"vault"#,
      variable: "VAULT_TOKEN",
      format: ["r.", .runs(24...500, .base64URL)],
      checks: vaultLegacyChecks,
      advice: "Cancel the recovery operation and restart Vault without recovery mode."
    ),
    Rule(
      id: "vault-unseal-key",
      description: "Vault unseal key",
      reference: "https://developer.hashicorp.com/vault/docs/commands/operator/unseal",
      level: .high,
      keywords: ["unseal", "recovery key", "recovery_key"],
      // A share is the 33 bytes of Shamir's scheme, the only key of one share is 32.
      pattern:
        #"(?i:(?<![a-z])(?:unseal|recovery)[ _-]?key[ _-]?(?:[0-9]{1,2}|share)?["']?\s{0,4}[:=]\s{0,4}["']?|\bunseal\s{1,4}(?:-[a-z-]{2,30}(?:=[^\s]{1,200})?\s{1,4}){0,4}["']?)(?<secret>[A-Za-z0-9+/]{44}|[A-Za-z0-9+/]{43}=|[0-9a-f]{64}|[0-9a-f]{66})"#,
      boundary: .base64,
      window: .bytes(4),
      checks: [.notPlaceholder, .randomness],
      advice: "Make new shares: vault operator rekey -init; enough shares open the whole Vault.",
      examples: [
        "Unseal Key 1: \(Example.random(44, .base64))\n",
        "vault operator unseal \(Example.random(44, .base64, seed: 2))\n",
        "VAULT_UNSEAL_KEY=\"\(Example.random(43, .base64, seed: 3))=\"\n",
        "vault operator unseal -address=https://vault.test:8200 \(Example.random(66, .hex))\n",
      ],
      counterexamples: [
        "Unseal Key 1: <key>\n",
        "vault operator unseal $KEY\n",
        "Unseal Key 1: \(Example.random(40, .base64))\n",
        "vault operator unseal\n",
      ]
    ),
    Rule(
      id: "consul-gossip-key",
      description: "Consul or Nomad gossip encryption key",
      reference: "https://developer.hashicorp.com/consul/docs/security/encryption",
      level: .medium,
      keywords: [
        "encrypt =", "encrypt=", "encrypt:", "encrypt\"", "encrypt'", "-encrypt ", "gossip",
      ],
      pattern:
        #"(?:(?<![A-Za-z0-9_-])["']?encrypt["']?\s{0,4}[:=]\s{0,4}|\s-encrypt[=\s]\s{0,4}|(?i:gossip[A-Za-z0-9_.-]{0,20}key)["']?\s{0,4}[:=]\s{0,4})["']?(?<secret>[A-Za-z0-9+/]{43}=|[A-Za-z0-9+/]{22}==)"#,
      boundary: .base64,
      window: .bytes(24),
      checks: [.notPlaceholder, .randomness],
      advice: "Rotate it: consul keyring -install, -use, then -remove the old key.",
      examples: [
        "encrypt = \"\(Example.random(43, .base64))=\"\n",
        "{\"encrypt\": \"\(Example.random(22, .base64))==\"}\n",
        "CONSUL_GOSSIP_KEY=\(Example.random(43, .base64, seed: 2))=\n",
      ],
      counterexamples: [
        "encrypt = \"${var.gossip_key}\"\n",
        "encrypt = \"\(Example.random(30, .base64))\"\n",
        "encrypt = true\n",
      ]
    ),
  ]

  private static let vaultLegacyChecks: [Check] = [
    .notPlaceholder, .custom(Rule.isNoIdentifier), .contains(.digit), .randomness,
  ]
}

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
  ]
}

extension HealthCheck {
  /// Why a check matters, in a sentence; nil for a check that is not known here.
  var why: String? {
    if let ofAction = actionReason { return ofAction }
    if name.hasPrefix("rollback") {
      return
        "An environment is to be at one deployment: neither between two, nor without a way back."
    }
    if name.hasPrefix("versions, ") {
      return "Stores remove old versions, and with one the way back to the deployments that had it."
    }
    if name.hasPrefix("labels, ") {
      return "Parameter Store keeps 100 versions, and never removes one with a label."
    }
    if name.hasPrefix("vault, ") { return vaultReason }
    guard !name.hasPrefix("aws, ") else { return awsReason }
    return switch name {
    case "git": "Older versions of Git lack options that the hook and the ledger use."
    case "libgit2": "The ledger and the reading of blobs go through it."
    case "hook", "hooks":
      "Without a hook that Git really runs, nothing stops a secret or a protected file from being "
        + "committed here."
    case "configuration": "It says what is protected, and where this repository's secrets live."
    case "ignore":
      "What Git ignores is not added by mistake; the hook alone would only stop it afterwards."
    case "patterns":
      "A pattern that matches nothing, or less than it seems to, protects less than you think."
    case "tracked": "A protected file that is tracked is in every clone, with what it holds."
    case "ledger": "Without it, what others deployed is not seen here."
    case "vault": "What is not in it nobody else has, and a push, a plan and an apply go by it."
    case "local store": "Whoever can read its key can read what is in the embedded store."
    default: nil
    }
  }

  private var awsReason: String {
    if name.hasSuffix(", account") {
      return "With the wrong account's credentials one deployment is recorded as another's."
    }
    if name.hasSuffix(", values and writing") {
      return "`get`, `create` and `update` need them; `record` and `verify` do not."
    }
    return "`record`, `verify`, `get` and `list` call AWS with these credentials."
  }

  private var actionReason: String? {
    guard let action = name.split(separator: " ").last else { return nil }
    return switch action {
    case "secretsmanager:ListSecrets":
      "`record` and `list` find the secrets of a pattern by it."
    case "secretsmanager:DescribeSecret":
      "`record` and `verify` learn by it which version is current."
    case "secretsmanager:UpdateSecretVersionStage":
      "`record` keeps the versions of deployments by it, as `pins` says."
    case "secretsmanager:ListSecretVersionIds":
      "`list-versions` and `verify` of older deployments use it; `record` does not."
    case "ssm:DescribeParameters": "`record` and `list` find the parameters of a pattern by it."
    case "ssm:GetParameters":
      "`record` and `verify` learn by it which version is current; nothing is decrypted."
    default: nil
    }
  }
}

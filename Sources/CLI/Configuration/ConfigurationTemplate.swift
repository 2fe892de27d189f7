import Hooks

/// The `.secrets-sync.toml` that `init` writes.
enum ConfigurationTemplate {
  static var text: String {
    let patterns = Policy.defaultProtect.map { "  \"\($0)\"," }.joined(separator: "\n")
    return """
      # git secrets-sync: what is protected, and where this repository's secrets live.
      # Committed and read by everyone who clones; it never holds a secret. All keys:
      # docs/configuration.md of git-secrets-sync.

      [policy]
      # Files that may never be committed, as in .gitignore.
      protect = [
      \(patterns)
      ]

      # An environment is where the code is deployed. This one uses the embedded store, which needs
      # no AWS account and is for development.
      [environments.dev]
      secrets = ["local:*"]

      # An environment in AWS:
      # [environments.prod]
      # profile = "myapp-prod"            # of ~/.aws/config
      # region  = "eu-west-1"
      # account = "123456789012"          # any other account is refused
      # secrets = ["sm:myapp/*", "ssm:/myapp/prod/**"]

      """
  }
}

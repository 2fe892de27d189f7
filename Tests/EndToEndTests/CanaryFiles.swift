import Foundation
import TestSupport

/// Files that declare the planted value, and what is run with them: whoever adds a command about
/// such files to the program adds it here.
extension CanaryWorld {
  /// A file of each format, with one secret `name` of this value, and what is to be said of it.
  func declared(_ name: String, _ value: String) -> [(file: String, text: String)] {
    let script = VaultScene.script([name: value]).replacing("'myapp-dev'", with: "'canary'")
      .replacing("'us-east-1'", with: "'\(server.region)'")
    return [
      ("list.env", "\(name)=\(value)\n"),
      ("list.yaml", "\(name): \"\(value)\"\n"),
      ("list.json", "{\"\(name)\": \"\(value)\"}\n"),
      ("list.toml", "\(name) = \"\(value)\"\n"),
      ("list.tfvars", "\(name) = \"\(value)\"\n"),
      ("ssm-canary.py", script),
    ]
  }

  /// Files that are not wholly understood, around the planted value.
  var broken: [(file: String, text: String)] {
    [
      ("broken.env", "A='\(canary)\n"),
      ("broken.yaml", "A: [\(canary), 'b]\n"),
      ("broken.yml", "A: &x \(canary)\n\(canary): *x\n"),
      ("broken.json", "{\"A\": \"\(canary)\" \"\(canary)\"}\n"),
      ("broken.toml", "A = \(canary)\n"),
      ("declared.toml", "[secrets.\"local:a\"]\nvalue = \"\(canary)\"\ngenerate = \"\(canary)\"\n"),
      ("broken.tfvars", "A = \"${\(canary)}\"\n"),
      (
        "ssm-broken.py",
        VaultScene.script([:]) + "ssm.put_ssm_" + "parameter('/a', f'{x}\(canary)')\n"
          + "ssm.put_ssm_" + "parameter('/b', '\(canary)\n"
      ),
    ]
  }

  /// With a file of one secret, which is not in the store yet.
  func commands(file: String, to place: String) -> [CanaryCommand] {
    let list = [file, "--to", place]
    return [
      .init(["plan"] + list),
      .init(["import", "--dry-run"] + list),
      .init(["apply", "--dry-run"] + list),
      .init(["apply", "--yes"] + list),
      .init(["apply", "--yes"] + list),
      .init(["import", "--yes", "--output", "refs-\(UUID().uuidString).toml"] + list),
    ]
  }

  /// The same, when its secret has another value.
  func commands(changed file: String, to place: String) -> [CanaryCommand] {
    let list = [file, "--to", place]
    return [
      .init(["plan"] + list),
      .init(["plan", "--format", "json"] + list),
      .init(["import", "--dry-run"] + list),
      .init(["apply", "--yes"] + list),
    ]
  }

  /// The same, when it has another secret in the place of that one.
  func commands(pruned file: String, to place: String) -> [CanaryCommand] {
    let list = [file, "--to", place]
    return [
      .init(["plan", "--prune"] + list),
      .init(["apply", "--prune", "--dry-run"] + list),
      .init(["apply", "--prune", "--yes"] + list),
    ]
  }

  func commands(undone file: String, to place: String) -> [CanaryCommand] {
    let list = [file, "--to", place, "--undo"]
    return [.init(["apply", "--dry-run"] + list), .init(["apply", "--yes"] + list)]
  }

  /// With a file of the vault that is nowhere but here.
  func commands(vaultFile file: String) -> [CanaryCommand] {
    [
      .init("vault", "init", "--dry-run", ending: .differs),
      .init("vault", "init", "--yes"),
      .init("vault", "status", ending: .differs),
      .init("vault", "push", "--dry-run"),
      .init("vault", "push", "--yes"),
      .init("vault", "push", "--yes"),
      .init("vault", "status"),
      .init("record", "--no-references"),
    ]
  }

  /// The same, when it was changed here; `version` is the one in the vault.
  func commands(changedVaultFile file: String, _ version: String) -> [CanaryCommand] {
    [
      .init("vault", "status", ending: .differs),
      .init("vault", "status", "--format", "json", ending: .differs),
      .failing("record"),
      .init("vault", "diff", file, ending: .differs),
      .init("vault", "diff", file, "--show", givesValues: true, ending: .differs),
      .init("vault", "diff", file, "--three-way", ending: .differs),
      .init("vault", "push", "--yes"),
      .init("vault", "log", file),
      .init("vault", "diff", file, version, ending: .differs),
      .init("record", "--no-references"),
      .init("diff", "prod~1", "prod", "--values", ending: .differs),
      .init("verify"),
      .init("which", "vault:\(file)@\(version)"),
      .init("rollback", "prod~1", "--dry-run"),
      .init("rollback", "prod~1", "--yes"),
      .init("vault", "pull", "--yes"),
      .init("vault", "restore", file, version, "--dry-run"),
      .init("vault", "restore", file, version, "--yes"),
    ]
  }

  /// The same, when both sides are taken to have changed it.
  func commands(conflicting file: String) -> [CanaryCommand] {
    [
      .init("vault", "status", ending: .differs),
      .init("vault", "push", "--yes", ending: .differs),
      .init("vault", "pull", "--yes", ending: .differs),
      .failing("vault", "diff", file, "--three-way"),
      .init("vault", "pull", "--merge", "--yes"),
      .init("vault", "push", "--yes", ending: .differs),
    ]
  }

  /// Failures of a vault that has the file.
  func failures(vaultFile file: String) -> [CanaryCommand] {
    [
      .failing("vault", "push"),
      .failing("vault", "push", "other.py", "--yes"),
      .failing("vault", "diff", file, "none"),
      .failing("vault", "restore", file, "none", "--yes"),
      .failing("vault", "log", "ssm-none.py"),
      .failing("vault", canary),
      .failing("record", "--secret", "vault:\(file)@none"),
      .failing("plan", "/nonexistent/\(file)"),
    ]
  }
}

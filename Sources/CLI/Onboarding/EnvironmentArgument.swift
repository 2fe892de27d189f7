import Ledger
import Secrets

/// Reads what `--environment` takes: `NAME[=PROFILE][,region=R][,account=N][,secrets=SELECTOR]…`.
enum EnvironmentArgument {
  private static let form =
    "Expected NAME=PROFILE, then region=…, account=… or secrets=… as needed, separated by commas: "
    + "prod=myapp-prod,region=eu-west-1,secrets=sm:myapp/*"

  static func parse(_ text: String) throws(Failure) -> ProposedEnvironment {
    let fields = text.split(separator: ",", omittingEmptySubsequences: false)
    let (name, profile) = pair(fields[0])
    guard EnvironmentName.isValid(name) else {
      throw refused(text, "“\(visible(name))” cannot be the name of an environment")
    }
    var environment = ProposedEnvironment(name: name)
    environment.profile = profile.flatMap { $0.isEmpty ? nil : $0 }
    for field in fields.dropFirst() {
      let (key, value) = pair(field)
      guard let value, !value.isEmpty else {
        throw refused(text, "“\(visible(String(field)))” is no setting")
      }
      switch key {
      case "region":
        guard ConfigurationReader.isRegion(value) else {
          throw refused(text, "“\(visible(value))” is not an AWS region")
        }
        environment.region = value
      case "account": environment.account = value
      case "secrets": environment.selectors.append(value)
      default: throw refused(text, "`\(visible(key))` is not known")
      }
    }
    // The reader of the configuration has the last word on all of it.
    do {
      let table = ConfigurationText.table(environment)
      _ = try ConfigurationReader.read(Array(table.utf8), file: "--environment")
    } catch {
      throw Failure.usage(error.message, hint: error.hint ?? form)
    }
    return environment
  }

  private static func pair(_ field: Substring) -> (String, String?) {
    let parts = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    return (String(parts[0]), parts.count == 2 ? String(parts[1]) : nil)
  }

  private static func refused(_ text: String, _ why: String) -> Failure {
    .usage("--environment \(visible(text)): \(why).", hint: form)
  }
}

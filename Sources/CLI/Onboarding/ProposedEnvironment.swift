import AWS
import Ledger
import Scanning
import Secrets

/// An environment that `init` is about to write into the configuration.
struct ProposedEnvironment: Equatable {
  var name: String
  var profile: String?
  var region: String?
  var account: String?
  var selectors: [String] = []
  /// Whether the selectors are only what is usual.
  var areSelectorsGuessed = false
  /// The profiles among which only the user can choose.
  var candidates: [String] = []

  var usesAWS: Bool { selectors.contains { !$0.hasPrefix("local:") } }

  /// Adds what the profile and the repository tell and nobody has said.
  mutating func complete(from survey: Survey) {
    if let profile = survey.profiles.first(where: { $0.name == profile }) {
      region = region ?? profile.region
      account =
        account ?? profile.account ?? profile.accessKeyID.flatMap { AWSKeyID.accountID(of: $0) }
    }
    if let found = region, !ConfigurationReader.isRegion(found) { region = nil }
    guard selectors.isEmpty else { return }
    selectors = survey.templateSelectors
    // Where templates make the secrets and no script writes parameters, there may be none.
    guard selectors.isEmpty || !survey.scripts.isEmpty else { return }
    areSelectorsGuessed = true
    let base = EnvironmentWords.base(of: profile ?? "", environment: name) ?? survey.name
    let plain = SSMScript.isPlain(base) ? base : "myapp"
    if selectors.isEmpty { selectors.append("sm:\(plain)/*") }
    selectors.append("ssm:/\(plain)/\(name)/**")
  }

  /// The environments that the scripts and profiles show, where they show any.
  static func all(in survey: Survey) -> [ProposedEnvironment] {
    var result: [ProposedEnvironment] = []
    for script in survey.scripts where EnvironmentName.isValid(script.environment) {
      var environment = ProposedEnvironment(name: script.environment)
      environment.region = script.region
      let matching = survey.profiles.map(\.name).filter {
        EnvironmentWords.base(of: $0, environment: script.environment) != nil
      }
      let own = matching.filter {
        EnvironmentWords.base(of: $0, environment: script.environment) == survey.name
      }
      if let profile = script.profile {
        environment.profile = profile
      } else if let only = own.count == 1 ? own[0] : matching.count == 1 ? matching[0] : nil {
        environment.profile = only
      } else {
        environment.candidates = matching.isEmpty ? survey.profiles.map(\.name) : matching
      }
      if !script.selectors.isEmpty {
        environment.selectors = survey.templateSelectors
        for selector in script.selectors where !environment.selectors.contains(selector) {
          environment.selectors.append(selector)
        }
      }
      result.append(environment)
    }
    // Of the profiles alone only those that bear the repository's name, and a place's.
    for profile in survey.profiles where result.allSatisfy({ $0.profile != profile.name }) {
      guard let word = EnvironmentWords.word(in: profile.name),
        EnvironmentWords.base(of: profile.name, environment: word) == survey.name,
        !result.contains(where: { EnvironmentWords.areSame($0.name, word) })
      else { continue }
      result.append(ProposedEnvironment(name: word, profile: profile.name))
    }
    for index in result.indices { result[index].complete(from: survey) }
    return result.sorted { a, b in
      let (first, second) = (EnvironmentWords.rank(a.name), EnvironmentWords.rank(b.name))
      return first == second ? a.name < b.name : first < second
    }
  }
}

/// What environments are usually called, from development to production.
enum EnvironmentWords {
  /// Words of one row mean the same.
  private static let words = [
    ["dev", "develop", "development"], ["sandbox"], ["test", "testing"], ["qa"],
    ["int", "integration"], ["uat"], ["demo"], ["stage", "staging"], ["preprod"],
    ["prod", "production"], ["live"],
  ]

  /// Its place in that order; those that are not known come between.
  static func rank(_ name: String) -> Int {
    words.firstIndex { $0.contains(name) } ?? words.count - 3
  }

  static func areSame(_ a: String, _ b: String) -> Bool {
    a == b || words.contains { $0.contains(a) && $0.contains(b) }
  }

  /// The last part of a profile's name that is such a word.
  static func word(in profile: String) -> String? {
    parts(profile).last { part in words.contains { $0.contains(part) } }
  }

  /// What is left of a profile's name without the environment: `myapp` of `myapp-prod`; nil for a
  /// profile that does not name the environment.
  static func base(of profile: String, environment: String) -> String? {
    var parts = parts(profile)
    let wanted = environment.lowercased()
    if let index = parts.lastIndex(where: { areSame($0, wanted) }) {
      parts.remove(at: index)
      return parts.joined(separator: "-")
    }
    // An environment's own name may have several parts: eu-prod.
    let name = profile.lowercased()
    guard wanted.contains("-"), name.hasSuffix("-" + wanted) else { return nil }
    return String(name.dropLast(wanted.count + 1))
  }

  private static func parts(_ profile: String) -> [String] {
    profile.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
  }
}

import Hooks
import Ledger
import Secrets

// `[generate.NAME]`: how random values are made that must fit somebody's rules for passwords.
extension ConfigurationReader {
  func generate(_ value: TOMLValue?) throws(Failure) -> [String: RandomValue] {
    guard let section = try table(value, "generate") else { return [:] }
    var result: [String: RandomValue] = [:]
    for name in section.keys {
      guard let value = section[name] else { continue }
      guard EnvironmentName.isValid(name) else {
        throw refused(
          value.line,
          "“\(visible(name))” cannot be the name of a policy.",
          hint: "Use lower-case letters, digits, `.`, `_` and `-`, starting with a letter or digit."
        )
      }
      result[name] = try policy(value, "[generate.\(name)]")
    }
    return result
  }

  private func policy(_ value: TOMLValue, _ place: String) throws(Failure) -> RandomValue {
    var random = RandomValue()
    guard let settings = try table(value, place) else { return random }
    try checkKeys(settings, allowed: ["length", "classes", "exclude"], in: place)
    if let length = settings["length"] {
      guard case .integer(let number) = length.kind else {
        throw wrongType(length, "length", "an integer")
      }
      random.length = number
    }
    if let classes = try strings(settings["classes"], "classes") {
      random.classes = []
      for text in classes {
        guard let known = CharacterClass(rawValue: text.text) else {
          let all = CharacterClass.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
          throw refused(
            text.line,
            "“\(visible(text.text))” is not a class of characters.",
            hint: "Expected: \(all)."
          )
        }
        random.classes.insert(known.value)
      }
    }
    random.excluded = try string(settings["exclude"], "exclude") ?? ""
    do {
      try random.check()
    } catch {
      let isTooShort =
        !RandomValue.lengths.contains(random.length) || random.length < random.classes.count
      let key = isTooShort ? "length" : random.classes.isEmpty ? "classes" : "exclude"
      throw refused(settings[key]?.line ?? value.line, error.message, hint: error.hint)
    }
    return random
  }
}

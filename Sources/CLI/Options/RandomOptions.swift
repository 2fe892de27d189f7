import ArgumentParser
import Secrets

/// A class of characters, as `--class` takes it.
enum CharacterClass: String, ExpressibleByArgument, CaseIterable, Sendable {
  case lower, upper, digits, symbols

  var value: RandomValue.Class {
    switch self {
    case .lower: .lower
    case .upper: .upper
    case .digits: .digits
    case .symbols: .symbols
    }
  }
}

/// How a random value is made.
struct RandomOptions: ParsableArguments, Sendable {
  @Option(help: "How many characters a random value has, 1 to 4096; 32 without it.")
  var length: Int?

  @Option(
    name: .customLong("class"),
    parsing: .singleValue,
    help: ArgumentHelp(
      "A class of its characters, once for each; lower, upper and digits without it.",
      valueName: "class"
    )
  )
  var classes: [CharacterClass] = []

  @Option(help: ArgumentHelp("Characters that it must not have.", valueName: "characters"))
  var exclude: String?

  var isGiven: Bool { length != nil || !classes.isEmpty || exclude != nil }

  var random: RandomValue {
    let classes = Set(classes.map(\.value))
    return RandomValue(
      length: length ?? 32,
      classes: classes.isEmpty ? [.lower, .upper, .digits] : classes,
      excluding: exclude ?? ""
    )
  }
}

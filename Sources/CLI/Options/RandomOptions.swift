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

  @Option(
    help: ArgumentHelp(
      "Make it as [generate.NAME] of \(Configuration.fileName) says.",
      valueName: "name"
    )
  )
  var fromPolicy: String?

  var isGiven: Bool { fromPolicy != nil || saysHow }

  private var saysHow: Bool { length != nil || !classes.isEmpty || exclude != nil }

  func random(in session: Session) throws -> RandomValue {
    guard let name = fromPolicy else { return random }
    guard !saysHow else {
      throw Failure.usage(
        "--from-policy says all that --length, --class and --exclude say.",
        hint: "Give one or the others."
      )
    }
    return try session.policy(name)
  }

  private var random: RandomValue {
    let classes = Set(classes.map(\.value))
    return RandomValue(
      length: length ?? 32,
      classes: classes.isEmpty ? [.lower, .upper, .digits] : classes,
      excluding: exclude ?? ""
    )
  }
}

extension Session {
  /// How `[generate.NAME]` of the configuration says that a random value is made.
  func policy(_ name: String) throws -> RandomValue {
    let policies = try configuration().generate
    if let policy = policies[name] { return policy }
    let names = policies.keys.sorted()
    let guess = nearest(to: name, in: names).map { "Did you mean \($0)? " } ?? ""
    throw Failure.usage(
      "There is no policy “\(visible(name))” for random values.",
      hint: names.isEmpty
        ? "Add [generate.NAME] to \(Configuration.fileName): length, classes, exclude."
        : "\(guess)There are: \(names.joined(separator: ", "))."
    )
  }
}

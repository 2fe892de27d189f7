import ArgumentParser

/// The options of the commands that write a value.
struct WriteOptions: ParsableArguments, Sendable {
  @Flag(name: .shortAndLong, help: "Do not ask for a confirmation.")
  var yes = false

  @Flag(help: "Show what would be done and write nothing.")
  var dryRun = false

  @Flag(help: "Cut one newline from the end of the value.")
  var trim = false

  @OptionGroup(title: "Random values") var generator: GeneratorOptions
  @OptionGroup(title: "Random values") var random: RandomOptions

  var generate: Bool { generator.generate }
  var byStore: Bool { generator.byStore }

  /// Refuses what does not go together.
  ///
  /// Not in `validate`, whose messages are hidden for fear of values in them.
  func check() throws(Failure) {
    if random.isGiven || byStore, !generate {
      throw .usage(
        "--length, --class, --exclude, --from-policy and --by-store belong to --generate.",
        hint: "Add --generate to make a random value."
      )
    }
    if generate, trim { throw .usage("A random value has no newline to --trim.") }
  }
}

/// Whether a random value is made, and by whom.
struct GeneratorOptions: ParsableArguments, Sendable {
  @Flag(help: "Make a random value, which is not shown.")
  var generate = false

  @Flag(help: "Let the store's own generator make it (sm: GetRandomPassword).")
  var byStore = false
}

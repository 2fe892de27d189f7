import ArgumentParser

enum ColorChoice: String, ExpressibleByArgument, CaseIterable, Sendable {
  case auto
  case always
  case never
}

enum OutputFormat: String, ExpressibleByArgument, CaseIterable, Sendable {
  case text
  case json
}

/// The options that every command takes.
struct GlobalOptions: ParsableArguments, Sendable {
  @Option(name: .customLong("env"), help: "The environment to work on.")
  var environment: String?

  @Option(help: "The AWS profile, instead of the environment's.")
  var profile: String?

  @Option(help: "The AWS region, instead of the environment's.")
  var region: String?

  @Option(help: "How to print results.")
  var format: OutputFormat = .text

  @Flag(name: .shortAndLong, help: "Say nothing but results and errors.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Say more about what is done.")
  var verbose = false

  @Option(help: "When to use colour.")
  var color: ColorChoice = .auto

  /// What the parser gives where the user says nothing.
  static var defaults: GlobalOptions {
    var options = GlobalOptions()
    options.environment = nil
    options.profile = nil
    options.region = nil
    options.format = .text
    options.quiet = false
    options.verbose = false
    options.color = .auto
    return options
  }
}

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

/// The options that every command takes, but for the format of its results.
struct CommonOptions: ParsableArguments, Sendable {
  @Option(name: .customLong("env"), help: "The environment to work on.")
  var environment: String?

  @Option(help: "The AWS profile, instead of the environment's.")
  var profile: String?

  @Option(help: "The AWS region, instead of the environment's.")
  var region: String?

  @Flag(name: .shortAndLong, help: "Say nothing but results, warnings and errors.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Say more about what is done.")
  var verbose = false

  @Flag(help: "Print each request to AWS on standard error, with nothing secret in it.")
  var trace = false

  @Option(help: "When to use colour.")
  var color: ColorChoice = .auto

  /// What the parser gives where the user says nothing.
  static var defaults: CommonOptions {
    var options = CommonOptions()
    options.environment = nil
    options.profile = nil
    options.region = nil
    options.quiet = false
    options.verbose = false
    options.trace = false
    options.color = .auto
    return options
  }
}

/// The options of every command whose results are text or JSON.
struct GlobalOptions: ParsableArguments, Sendable {
  @OptionGroup var common: CommonOptions

  @Option(help: "How to print results.")
  var format: OutputFormat = .text

  var environment: String? { common.environment }
  var profile: String? { common.profile }
  var region: String? { common.region }
  var quiet: Bool { common.quiet }
  var verbose: Bool { common.verbose }
  var trace: Bool { common.trace }
  var color: ColorChoice { common.color }

  /// What the parser gives where the user says nothing.
  static var defaults: GlobalOptions { GlobalOptions(.defaults, format: .text) }

  init() {}

  init(_ common: CommonOptions, format: OutputFormat) {
    self.common = common
    self.format = format
  }
}

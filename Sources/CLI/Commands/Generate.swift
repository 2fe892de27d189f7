import AWS
import ArgumentParser
import Secrets

struct GenerateCommand: LocalVerb {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "generate",
      abstract: "Make a random value.",
      discussion: """
        Of the system's cryptographic generator, with at least one character of each class; \
        nothing is stored. `create` and `update` take the same with --generate.
        """
    )
  }

  @OptionGroup var value: RandomOptions
  @OptionGroup var common: CommonOptions

  var options: GlobalOptions { GlobalOptions(common, format: .text) }

  func run(in session: Session) throws -> ExitStatus {
    let random = try value.random(in: session)
    let made = try random.make()
    session.world.output.write(bytes: made.exposed())
    if session.world.output.isTerminal { session.print("\n") }
    session.detail("\(random.length) characters, at most \(Int(random.bits)) bits of entropy.")
    return .done
  }
}

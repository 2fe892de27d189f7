import ArgumentParser
import Secrets

struct PlanCommand: StoreVerb {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "plan",
      abstract: "Show what a file of secrets would change in the stores.",
      discussion: """
        Reads scripts such as ssm-prod.py as they are, and runs none of them; also dotenv, JSON, YAML, \
        TOML and tfvars files of names and values. What is no literal is named with its line, and the \
        status is 3 then. `apply` does what is shown.

        A file that travels through the vault has to be its latest version, which is asked for.
        """
    )
  }

  @OptionGroup var declared: DeclaredArguments
  @OptionGroup var options: GlobalOptions

  func run(in session: Session) async throws -> ExitStatus {
    if !declared.stale { try await VaultFreshness(session: session).check(declared.files) }
    let plan = try await ApplyPlan(declared, command: "apply", session)
    plan.sayPlace(session)
    try plan.show(session)
    plan.report(dryRun: true, session)
    if let failure = plan.refusal { throw failure }
    return .done
  }
}

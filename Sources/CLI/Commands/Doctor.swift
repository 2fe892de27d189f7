import ArgumentParser
import Git

struct DoctorCommand: StoreVerb {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "doctor",
      abstract: "Check the set-up, and say how to mend what is wrong.",
      discussion: """
        Says for each check what is so, why it matters, and how to mend it; --verbose says why also \
        where all is well. For an environment in AWS it also asks whether the permissions that \
        `record` needs are there; no value is read. --env names the environment.

        Exit status 1 means that something is wrong.
        """
    )
  }

  @Option(
    help: """
      Print the least IAM policy for `record`, for a developer, for CI or for `rollback`, and check \
      nothing.
      """
  )
  var iamPolicy: AccessPolicy.Role?

  @OptionGroup var options: GlobalOptions

  func run(in session: Session) async throws -> ExitStatus {
    if let iamPolicy {
      session.print(try session.accessPolicy(iamPolicy).document)
      return .done
    }
    let layout = try session.layout()
    try session.checkEnvironment()
    var checks = [HealthCheck.gitVersion(session), HealthCheck.libgit2(session)]
    checks.append(HealthCheck.hook(session, layout))
    let configuration = HealthCheck.configuration(session, layout)
    checks.append(configuration)
    if configuration.state != .wrong, let top = layout.topLevel {
      checks += HealthCheck.protectedFiles(session, top)
    }
    checks.append(HealthCheck.ledger(session))
    checks.append(HealthCheck.localKey(session))
    checks += HealthCheck.rollbacks(session) + HealthCheck.changes(session)
    if configuration.state != .wrong {
      let environments = try session.configuration().environments.filter(\.usesAWS)
      let asked = options.environment
      for environment in environments where asked == nil || environment.name == asked {
        checks += await EnvironmentCheck(session: session, environment: environment).run()
      }
      for environment in try session.configuration().environments
      where asked == nil || environment.name == asked {
        checks += await HealthCheck.reach(session, environment)
      }
    }
    checks += await HealthCheck.vault(session)
    if session.wantsJSON {
      session.print(
        .object([("schema", .integer(1)), ("checks", .array(checks.map(\.json)))])
      )
    } else {
      session.print(checks.map { $0.text(session.out, verbose: options.verbose) }.joined())
    }
    return checks.contains { $0.state == .wrong } ? .found : .done
  }
}

import ArgumentParser
import Git

struct DoctorCommand: StoreVerb {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "doctor",
      abstract: "Check the set-up, and say how to mend what is wrong.",
      discussion: "Exit status 1 means that something is wrong. --env limits the checks of AWS."
    )
  }

  @OptionGroup var options: GlobalOptions

  func run(in session: Session) async throws -> ExitStatus {
    let layout = try session.layout()
    var checks = [HealthCheck.gitVersion(session), HealthCheck.libgit2(session)]
    checks.append(HealthCheck.hook(session, layout))
    let configuration = HealthCheck.configuration(session, layout)
    checks.append(configuration)
    if configuration.state != .wrong, let top = layout.topLevel {
      checks += HealthCheck.protectedFiles(session, top)
    }
    checks.append(HealthCheck.ledger(session))
    checks.append(HealthCheck.localKey(session))
    if configuration.state != .wrong {
      let environments = try session.configuration().environments.filter(\.usesAWS)
      let asked = options.environment
      for environment in environments where asked == nil || environment.name == asked {
        checks.append(await HealthCheck.credentials(session, environment))
      }
    }
    if session.wantsJSON {
      session.print(
        .object([("schema", .integer(1)), ("checks", .array(checks.map(\.json)))])
      )
    } else {
      session.print(checks.map { $0.text(session.out) }.joined())
    }
    return checks.contains { $0.state == .wrong } ? .found : .done
  }
}

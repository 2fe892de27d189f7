import AWS

/// What `init` asks on a terminal: only what neither the repository nor the AWS files tell.
struct SetUpQuestions {
  let session: Session
  private var terminal: TerminalQuestion { TerminalQuestion(session: session) }

  /// The environments to set up: those that were found, completed, or those that are typed.
  func environments(
    found: [ProposedEnvironment],
    in survey: Survey
  ) throws -> [ProposedEnvironment] {
    guard !found.isEmpty else { return survey.profiles.isEmpty ? [] : try typed(survey) }
    var result: [ProposedEnvironment] = []
    for var environment in found {
      if environment.profile == nil, !environment.candidates.isEmpty {
        environment.profile = try profile(of: environment, survey)
        // Another profile, another place.
        if environment.areSelectorsGuessed { environment.selectors = [] }
        environment.complete(from: survey)
      }
      if environment.region == nil, environment.usesAWS {
        environment.region = try region(of: environment)
      }
      result.append(environment)
    }
    return result
  }

  private func profile(of environment: ProposedEnvironment, _ survey: Survey) throws -> String? {
    let names = environment.candidates.map(visible).joined(separator: ", ")
    return try answer(
      "AWS profile of \(visible(environment.name)) (\(names); empty for none): "
    ) { text in
      if text.isEmpty { return .some(nil) }
      guard survey.profiles.contains(where: { $0.name == text }) else {
        session.message("There is no profile “\(visible(text))”.\n")
        return nil
      }
      return text
    }
  }

  private func region(of environment: ProposedEnvironment) throws -> String? {
    try answer(
      "AWS region of \(visible(environment.name)) (such as eu-west-1; empty for that of the "
        + "profile): "
    ) { text in
      if text.isEmpty { return .some(nil) }
      guard ConfigurationReader.isRegion(text) else {
        session.message("“\(visible(text))” is not an AWS region.\n")
        return nil
      }
      return text
    }
  }

  private func typed(_ survey: Survey) throws -> [ProposedEnvironment] {
    let names = survey.profiles.prefix(8).map { visible($0.name) }.joined(separator: ", ")
    return try answer(
      "Environments in AWS, each as NAME=PROFILE (profiles: \(names); empty for none): "
    ) { text in
      do {
        return try text.split(separator: " ").map { word in
          var environment = try EnvironmentArgument.parse(String(word))
          environment.complete(from: survey)
          return environment
        }
      } catch {
        let failure = Failure(explaining: error)
        session.message("\(failure.message)\n")
        return nil
      }
    }
  }

  /// Asks until `read` makes something of the answer.
  ///
  /// Without an answer nothing is changed.
  private func answer<Value>(
    _ question: String,
    _ read: (String) throws -> Value?
  ) throws -> Value {
    while let line = try terminal.ask(question) {
      if let value = try read(line) { return value }
    }
    throw Failure.usage(
      "There was no answer, so nothing was changed.",
      hint: "`--yes` takes what was found, and `--environment` says what was not."
    )
  }
}

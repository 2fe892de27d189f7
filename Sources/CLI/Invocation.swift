import ArgumentParser

/// What a command line asks for.
enum Invocation {
  case verb(any Verb)
  /// Help, the version, a completion script: for standard output.
  case text(String)
  case refused(Failure)

  static func parse(_ arguments: [String]) -> Invocation {
    if let hook = HookCommand.plain(arguments) { return .verb(hook) }
    let arguments = RunCommand.separated(verbFirst(arguments))
    let name = arguments.first ?? StatusCommand._commandName
    let verb = SecretsSync.verbs.first { $0._commandName == name }
    // Its own parser alone: that of the whole tree takes a third of the time of a hook's start.
    if let verb, let parsed = try? verb.parse(Array(arguments.dropFirst())) {
      return .verb(parsed)
    }
    guard verb != nil || name.hasPrefix("-") || name == "help" else {
      let guess = nearest(to: name, in: CommandNames.all)
      return .refused(
        .usage(
          "“\(visible(name))” is not a command.",
          hint: guess.map { "Did you mean `git secrets-sync \($0)`?" }
            ?? "`git secrets-sync -h` lists the commands."
        )
      )
    }
    // What is left is a wrong call, or a question for the parser itself: help, version, scripts.
    do {
      var command = try SecretsSync.parseAsRoot(arguments)
      if let verb = command as? any Verb { return .verb(verb) }
      try command.run()
      return .text("")
    } catch {
      return outcome(of: error, arguments)
    }
  }

  private static func outcome(of error: any Error, _ arguments: [String]) -> Invocation {
    guard !SecretsSync.exitCode(for: error).isSuccess else {
      let text = spoken(SecretsSync.fullMessage(for: error))
      return .text(text.hasSuffix("\n") ? text : text + "\n")
    }
    let verb = arguments.first.flatMap { name in
      SecretsSync.verbs.first { $0._commandName == name }
    }
    let name = verb.map { $0._commandName + " " } ?? ""
    let hint = "`git secrets-sync \(name)-h` shows how it is used."
    if let verb, verb.takesValues {
      // What was typed may be a value: it is not repeated.
      if let choice = misfit(verb, arguments) ?? missing(error) {
        return .refused(.usage(choice, hint: hint))
      }
      if let guess = meantOption(verb, arguments) {
        let message = "`\(verb._commandName)` has no such option. Did you mean `\(guess)`?"
        return .refused(.usage(message, hint: hint))
      }
      return .refused(.usage("These arguments do not fit `\(verb._commandName)`.", hint: hint))
    }
    return .refused(.usage(sentence(SecretsSync.message(for: error)), hint: hint))
  }

  /// The option that was given something else than one of its values, or no number.
  private static func misfit(_ verb: any Verb.Type, _ arguments: [String]) -> String? {
    for (option, values) in verb.choices + [("--length", [])] {
      for (index, argument) in arguments.enumerated() {
        let given: String? =
          if argument == option {
            index + 1 < arguments.count ? arguments[index + 1] : nil
          } else {
            argument.hasPrefix(option + "=") ? String(argument.dropFirst(option.count + 1)) : nil
          }
        guard let given else { continue }
        if values.isEmpty, Int(given) == nil { return "`\(option)` takes a number." }
        if !values.isEmpty, !values.contains(given) {
          return "`\(option)` takes one of \(values.joined(separator: ", "))."
        }
      }
    }
    return nil
  }

  /// The option that one which is not known may be meant for.
  private static func meantOption(_ verb: any Verb.Type, _ arguments: [String]) -> String? {
    let words = verb.helpMessage().split { !$0.isLetter && $0 != "-" }
    let known = Set(words.filter { $0.hasPrefix("--") }.map(String.init))
    for argument in arguments where argument.hasPrefix("--") {
      let name = String(argument.prefix { $0 != "=" })
      if !known.contains(name) { return nearest(to: name, in: known.sorted()) }
    }
    return nil
  }

  /// What the parser misses: it names an option or an argument of ours then, and nothing typed.
  private static func missing(_ error: any Error) -> String? {
    let message = SecretsSync.message(for: error)
    let begins = ["Missing value for", "Missing expected argument"].contains {
      message.hasPrefix($0)
    }
    return begins ? sentence(message) : nil
  }

  private static func sentence(_ text: String) -> String {
    text.hasSuffix(".") || text.hasSuffix("?") ? text : text + "."
  }

  /// People type `git secrets-sync …`; the parser knows the name of the file only.
  private static func spoken(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { line in
        line.hasPrefix("USAGE: git-secrets-sync") || line.contains("See 'git-secrets-sync help")
          ? replaceProgramName(in: String(line)) : String(line)
      }
      .map { $0.hasSuffix(" SUBCOMMANDS:") ? $0.dropLast(" SUBCOMMANDS:".count) + ":" : $0 }
      .joined(separator: "\n")
  }

  private static func replaceProgramName(in line: String) -> String {
    guard let range = line.firstRange(of: "git-secrets-sync") else { return line }
    return line[..<range.lowerBound] + "git secrets-sync" + line[range.upperBound...]
  }

  /// Moves the common options that stand before the verb behind it: `--env prod list`.
  private static func verbFirst(_ arguments: [String]) -> [String] {
    let withValue: Set = ["--env", "--profile", "--region", "--format", "--color"]
    let flags: Set = ["--quiet", "-q", "--verbose", "-v", "--trace"]
    var index = 0
    while index < arguments.count {
      let argument = arguments[index]
      let name = String(argument.prefix { $0 != "=" })
      if withValue.contains(argument) {
        index += 2
      } else if flags.contains(argument) || (withValue.contains(name) && argument.contains("=")) {
        index += 1
      } else {
        break
      }
    }
    guard index > 0, index < arguments.count, !arguments[index].hasPrefix("-") else {
      return arguments
    }
    return [arguments[index]] + arguments[..<index] + arguments[(index + 1)...]
  }
}

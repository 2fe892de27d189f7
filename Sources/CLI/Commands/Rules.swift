import ArgumentParser
import Git
import Scanning

struct RulesCommand: LocalVerb {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "rules",
      abstract: "List the rules, explain one, or test your own.",
      discussion: """
        `rules` and `rules list` list them, `rules list WORD` those with a word; `rules show ID` \
        explains one; `rules test FILE` tests the rules of a file in gitleaks' format with the \
        examples in it. Exit status 1 means that a rule misses an example or finds a negative.
        """
    )
  }

  @Argument(help: "`list`, `show` or `test`.", completion: .list(["list", "show", "test"]))
  var action: String = "list"

  @Argument(help: "Words to list by, the rule to show, or the file to test.")
  var arguments: [String] = []

  @Option(
    help: ArgumentHelp("With test: a file with a text to try the rules on.", valueName: "file"),
    completion: .file()
  )
  var input: String?

  @OptionGroup(title: "Rules") var ruleOptions: RuleOptions

  @OptionGroup var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    guard input == nil || action == "test" else {
      throw Failure.usage("--input is for `rules test`.")
    }
    switch action {
    case "list":
      list(try rules(session).filter { rule in arguments.allSatisfy(rule.mentions) }, session)
    case "show":
      guard arguments.count == 1 else {
        throw Failure.usage("Which rule?", hint: "git secrets-sync rules show ID")
      }
      show(try find(arguments[0], try rules(session)), session)
    case "test":
      guard arguments.count == 1 else {
        throw Failure.usage("Which file?", hint: "git secrets-sync rules test FILE")
      }
      return try test(arguments[0], session)
    default:
      throw Failure.usage(
        "`rules` knows `list`, `show ID` and `test FILE`.",
        hint: "git secrets-sync rules -h"
      )
    }
    return .done
  }

  /// All rules that a scan would use here.
  private func rules(_ session: Session) throws -> [Rule] {
    try ruleOptions.rules(in: session).named.sorted { $0.id < $1.id }
  }

  private func find(_ id: String, _ rules: [Rule]) throws -> Rule {
    if let rule = rules.first(where: { $0.id == id }) { return rule }
    let guess = nearest(to: id, in: rules.map(\.id)).map { "Did you mean \(visible($0))? " } ?? ""
    throw Failure.usage(
      "There is no rule “\(visible(id))”.",
      hint: guess + "`git secrets-sync rules list WORD` finds them."
    )
  }

  private func list(_ rules: [Rule], _ session: Session) {
    if session.wantsJSON {
      session.print(
        .object([
          ("schema", .integer(1)), ("rules", .array(rules.map { .object(Self.members($0)) })),
        ])
      )
      return
    }
    guard !rules.isEmpty else {
      session.say("No rule has all of these words.")
      return
    }
    var table = Table([
      .init("Rule"), .init("Level"), .init("Keywords", mayShrink: true),
      .init("Finds", mayShrink: true),
    ])
    for rule in rules {
      table.add([
        rule.id, rule.level.rawValue, Self.shortened(rule.keywords), rule.description,
      ])
    }
    session.print(table.text(for: session.out))
  }

  /// The first keywords: some rules have dozens.
  private static func shortened(_ keywords: [String]) -> String {
    keywords.prefix(3).joined(separator: ", ") + (keywords.count > 3 ? ", …" : "")
  }

  private func show(_ rule: Rule, _ session: Session) {
    if session.wantsJSON {
      session.print(.object([("schema", .integer(1))] + Self.members(rule)))
      return
    }
    session.print(rule.text(for: session.out))
  }

  private static func members(_ rule: Rule) -> [(String, JSON)] {
    [
      ("id", .string(rule.id)),
      ("description", .string(rule.description)),
      ("level", .string(rule.level.rawValue)),
      ("keywords", .array(rule.keywords.map(JSON.string))),
      ("pattern", .string(rule.writtenPattern)),
      ("reference", .string(rule.reference)),
      ("advice", .string(rule.advice)),
    ] + (rule.custom.map(members) ?? [])
  }

  /// What only rules of a user have.
  private static func members(_ custom: Rule.Custom) -> [(String, JSON)] {
    [
      ("tags", .array(custom.tags.map(JSON.string))),
      ("requires", .array(custom.required.map { .string($0.text) })),
      ("reports", .bool(!custom.isHelper)),
    ]
  }

  private func read(_ path: String, _ session: Session) throws -> [UInt8] {
    guard let bytes = try Files.readIfPresent(session.world.absolute(path)) else {
      throw Failure.usage("There is no file \(visible(path)).")
    }
    return bytes
  }

  private func test(_ path: String, _ session: Session) throws -> ExitStatus {
    let bytes = try read(path, session)
    let file = try RuleSet.whole(try RuleFileReader.read(bytes, file: path)) { name in
      try Files.readIfPresent(session.world.absolute(name))
    }
    for warning in file.warnings { session.warn(warning) }
    let text = try input.map { try read($0, session) }
    let results = try file.rules.map { rule in
      try RuleTest(rule, in: file).run(on: text.map { (input ?? "", $0) })
    }
    if session.wantsJSON {
      session.print(RuleTestReport.json(results))
    } else {
      for result in results { session.print(RuleTestReport.text(result, session.out)) }
      session.say(RuleTestReport.summary(results))
    }
    return results.allSatisfy(\.isRight) ? .done : .found
  }
}

extension Rule {
  /// Whether a word stands in the id, the description, a keyword or a tag, in any case.
  fileprivate func mentions(_ word: String) -> Bool {
    let word = word.lowercased()
    return ([id, description, level.rawValue] + keywords + (custom?.tags ?? []))
      .contains { $0.lowercased().contains(word) }
  }
}

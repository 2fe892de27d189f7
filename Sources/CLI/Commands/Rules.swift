import ArgumentParser
import Scanning

struct RulesCommand: LocalVerb {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "rules",
      abstract: "List the rules, or explain one.",
      discussion: "`rules` and `rules list` list them; `rules show ID` explains one."
    )
  }

  @Argument(help: "`list` or `show`.")
  var action: String = "list"

  @Argument(help: "The rule to show.")
  var id: String?

  @OptionGroup var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    let rules = BuiltinRules.named.sorted { $0.id < $1.id }
    switch (action, id) {
    case ("list", nil): list(rules, session)
    case ("show", let id?): show(try find(id, rules), session)
    case ("show", nil): throw Failure.usage("Which rule?", hint: "git secrets-sync rules show ID")
    default:
      throw Failure.usage(
        "`rules` knows `list` and `show ID`.",
        hint: "git secrets-sync rules -h"
      )
    }
    return .done
  }

  private func find(_ id: String, _ rules: [Rule]) throws -> Rule {
    if let rule = rules.first(where: { $0.id == id }) { return rule }
    let guess = nearest(to: id, in: rules.map(\.id)).map { "Did you mean \($0)? " } ?? ""
    throw Failure.usage(
      "There is no rule “\(visible(id))”.",
      hint: guess + "`git secrets-sync rules` lists them."
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
    var table = Table([.init("Rule"), .init("Level"), .init("Finds", mayShrink: true)])
    for rule in rules { table.add([rule.id, rule.level.rawValue, rule.description]) }
    session.print(table.text(for: session.out))
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
      ("pattern", .string(rule.pattern)),
      ("reference", .string(rule.reference)),
      ("advice", .string(rule.advice)),
    ]
  }
}

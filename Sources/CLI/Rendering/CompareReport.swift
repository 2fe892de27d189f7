import AWS
import Secrets

/// What `compare` tells of two values.
struct CompareReport {
  private let before: CompareCommand.Side
  private let after: CompareCommand.Side
  /// Whether what differs is shown.
  private let isShown: Bool
  let comparison: ValueComparison

  init(_ before: CompareCommand.Side, _ after: CompareCommand.Side, isShown: Bool) {
    self.before = before
    self.after = after
    self.isShown = isShown
    comparison = .between(before.bytes, after.bytes)
  }

  func text(_ terminal: Terminal) -> String {
    switch comparison {
    case .members(let changes) where isShown && !changes.isEmpty:
      return ShownMembers(changes, before.bytes, after.bytes).text(terminal)
    case .lines(let lines) where isShown:
      return ShownLines(lines, before.bytes, after.bytes).text(terminal)
    default:
      return ValueText.lines(comparison, terminal).map { $0 + "\n" }.joined()
    }
  }

  private static func part(_ range: Range<Int>, of side: CompareCommand.Side) -> String {
    String(decoding: side.bytes.exposed()[range], as: UTF8.self)
  }

  var json: JSON {
    var value = ValueText.json(comparison)
    if isShown {
      switch comparison {
      case .members(let changes):
        value = [("result", .string("members")), ("changes", .array(changes.map(json)))]
      case .lines(let lines):
        let shown = lines.edits.compactMap { edit in
          switch edit {
          case .kept: nil as JSON?
          case .removed(let range):
            .object([
              ("change", .string("removed")), ("text", .string(Self.part(range, of: before))),
            ])
          case .added(let range):
            .object([("change", .string("added")), ("text", .string(Self.part(range, of: after)))])
          }
        }
        value.append(("lines", .array(shown)))
      case .same, .bytes: break
      }
    }
    return .object([
      ("schema", .integer(1)), ("a", .string(before.title)), ("b", .string(after.title)),
      ("value", .present(value)),
    ])
  }

  /// A member with what it holds, as it stands in the value.
  private func json(_ change: MemberChange) -> JSON {
    .present([
      ("path", .string(change.path)), ("change", .string(change.kind.rawValue)),
      ("before", change.before.map { .written(JSON.escaped(Self.part($0, of: before))) }),
      ("after", change.after.map { .written(JSON.escaped(Self.part($0, of: after))) }),
    ])
  }
}

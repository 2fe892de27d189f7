import Ledger
import Secrets

/// What is said of two values: which parts differ, never the parts.
enum ValueText {
  /// Lines for people, each with its end, without indentation.
  static func lines(_ comparison: ValueComparison, _ terminal: Terminal) -> [String] {
    switch comparison {
    case .same: return ["value: the same"]
    case .members(let changes):
      guard !changes.isEmpty else {
        return ["value: the same keys and values, written differently"]
      }
      let counts = [MemberChange.Kind.added, .removed, .changed].compactMap { kind in
        let number = changes.count { $0.kind == kind }
        return number == 0 ? nil : "\(number) \(kind.rawValue)"
      }
      return ["value: keys \(counts.joined(separator: ", "))"] + changes.map { line($0, terminal) }
    case .lines(let text) where text.added == 1 && text.removed == 1:
      return ["value: 1 line changed"]
    case .lines(let text):
      return ["value: \(count(text.added, "line")) added, \(text.removed) removed"]
    case .bytes(let before, let after):
      return ["value: binary, \(count(before, "byte")) → \(count(after, "byte"))"]
    }
  }

  private static func line(_ change: MemberChange, _ terminal: Terminal) -> String {
    let path = visible(change.path)
    return switch change.kind {
    case .added: terminal.paint("  + \(path)", .green)
    case .removed: terminal.paint("  - \(path)", .red)
    case .changed: terminal.paint("  ~ \(path)", .yellow)
    }
  }

  static func lines(_ difference: ValueDifference, _ terminal: Terminal) -> [String] {
    switch difference.result {
    case .compared(let comparison): lines(comparison, terminal)
    case .gone(let why), .unreadable(let why): ["value: not compared: \(visible(why))"]
    }
  }

  /// The members `result` and what belongs to it.
  static func json(_ comparison: ValueComparison) -> [(String, JSON?)] {
    switch comparison {
    case .same: return [("result", .string("same"))]
    case .members(let changes):
      let list = changes.map { change in
        JSON.object([("path", .string(change.path)), ("change", .string(change.kind.rawValue))])
      }
      return [("result", .string("members")), ("changes", .array(list))]
    case .lines(let text):
      return [
        ("result", .string("lines")), ("added", .integer(text.added)),
        ("removed", .integer(text.removed)),
      ]
    case .bytes(let before, let after):
      return [
        ("result", .string("bytes")), ("before", .integer(before)), ("after", .integer(after)),
      ]
    }
  }

  static func json(_ difference: ValueDifference) -> JSON {
    switch difference.result {
    case .compared(let comparison): .present(json(comparison))
    case .gone(let why): .object([("result", .string("gone")), ("detail", .string(why))])
    case .unreadable(let why):
      .object([("result", .string("unreadable")), ("detail", .string(why))])
    }
  }
}

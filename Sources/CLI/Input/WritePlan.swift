import Secrets

/// What is about to be written, as it is said before it is asked for.
struct WritePlan {
  /// Such as `Change sm:shop/db`.
  let action: String
  var settings: [SettingLine] = []
  /// Sentences that belong to it.
  var notes: [String] = []

  /// What everybody should know before a parameter moves up.
  static let advancedTier =
    "The Advanced tier costs about $0.05 a month, and there is no way back."

  /// The plan with the place, a line for each setting, and what else there is to know.
  func text(in place: String) -> String {
    let width = settings.map(\.name.count).max() ?? 0
    let lines = settings.map { line in
      let name = visible(line.name)
      let padding = String(repeating: " ", count: max(0, width - name.count))
      return "  \(name)\(padding)  \(Self.shown(line.from)) → \(Self.shown(line.to))"
    }
    let heading = "\(action) in \(place)" + (lines.isEmpty ? "." : ":")
    return ([heading] + lines + notes).joined(separator: "\n")
  }

  private static func shown(_ text: String?) -> String {
    text.map { $0.isEmpty ? "“”" : visible($0) } ?? "(none)"
  }

  /// For a result in JSON; nil without settings.
  var json: JSON? {
    guard !settings.isEmpty else { return nil }
    return .array(
      settings.map { line in
        .object([
          ("name", .string(line.name)), ("from", line.from.map(JSON.string) ?? .null),
          ("to", line.to.map(JSON.string) ?? .null),
        ])
      }
    )
  }
}

import Git
import Ledger
import Secrets

/// What `history` prints.
enum HistoryReport {
  static func table(_ lines: [HistoryLine], isOfSeveral: Bool) -> Table {
    var table = Table([
      .init("Changed"), .init("Secret", .middle), .init("Event"),
      .init("Version", mayShrink: true), .init("Stages"), .init("By", .middle),
      .init("Commits", mayShrink: true),
    ])
    for line in lines {
      table.add([
        line.time.map(RecordTime.text) ?? "-", isOfSeveral ? line.reference : "", event(line),
        line.version.map(RecordText.short) ?? "", stages(line),
        line.by.map(PersonText.short) ?? "", commits(line.deployments),
      ])
    }
    return table
  }

  /// Nothing of a new version: that is what most lines are.
  private static func event(_ line: HistoryLine) -> String {
    switch line.event {
    case .version: ""
    case .stageMoved: "\(line.stage ?? "a stage") moved"
    default: line.event.rawValue
    }
  }

  private static func stages(_ line: HistoryLine) -> String {
    if line.isGone { return "(gone)" }
    return line.isDeprecated ? "(deprecated)" : line.stages.joined(separator: ",")
  }

  /// `prod 29c73cbb3a +2`: for each environment the newest commit, and how many others there were.
  private static func commits(_ deployments: Deployments?) -> String {
    guard let deployments else { return "" }
    var environments: [String] = []
    for deployment in deployments where !environments.contains(deployment.environment) {
      environments.append(deployment.environment)
    }
    return environments.map { environment in
      let own = deployments.filter { $0.environment == environment }
      let shown = own.first { $0.record.status == .deployed } ?? own[0]
      let others = Set(own.map(\.record.commit)).count - 1
      return "\(environment) \(shown.record.commit.abbreviated)"
        + (shown.record.status == .deployed ? "" : " (\(shown.record.ending))")
        + (others > 0 ? " +\(others)" : "")
    }
    .joined(separator: ", ")
  }

  /// `unknown` says why it is not known of some who changed them; nil where nobody asked.
  static func json(_ lines: [HistoryLine], unknown: [String]?) -> JSON {
    .present([
      ("schema", .integer(1)),
      ("history", .array(lines.map(json))),
      ("unknown", unknown.map { .array($0.map(JSON.string)) }),
    ])
  }

  private static func json(_ line: HistoryLine) -> JSON {
    let isVersion = line.event == .version
    return .present([
      ("secret", .string(line.reference)),
      ("at", line.time.map { .string(RecordTime.text($0)) }),
      ("event", .string(line.event.rawValue)),
      ("version", line.version.map(JSON.string)),
      ("stages", isVersion && !line.isGone ? .array(line.stages.map(JSON.string)) : nil),
      ("stage", line.stage.map(JSON.string)),
      ("gone", isVersion ? .bool(line.isGone) : nil),
      ("by", line.by.map(JSON.string)),
      (
        "deployments",
        isVersion
          ? .array(
            (line.deployments.map(Array.init) ?? []).map {
              RecordText.brief($0.record, environment: $0.environment)
            }
          ) : nil
      ),
    ])
  }
}

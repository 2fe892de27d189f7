import ArgumentParser
import Git
import Scanning

extension Sensitivity: ExpressibleByArgument {}

/// How much `scan` reports.
struct LevelOptions: ParsableArguments {
  static let setting = "secrets-sync.level"

  @Option(
    help: ArgumentHelp(
      "How much to report: low only what is a secret beyond doubt, sensitive also what may be none.",
      valueName: "low|default|sensitive"
    )
  )
  var level: Sensitivity?

  /// The level, and the names of the accounts: as given here, in Git's settings, in the file.
  func scanOptions(in session: Session) throws -> ScanOptions {
    let configuration = try session.configuration()
    return ScanOptions(
      sensitivity: try level ?? setting(session) ?? configuration.sensitivity ?? .default,
      accounts: configuration.accounts
    )
  }

  private func setting(_ session: Session) throws -> Sensitivity? {
    guard try session.layoutIfAny() != nil else { return nil }
    let result = try session.git.run(["config", "--get", Self.setting])
    guard result.status == 0 else { return nil }
    let text = String(decoding: result.standardOutput.prefix { $0 != 0x0A }, as: UTF8.self)
    guard let level = Sensitivity(rawValue: text) else {
      throw Failure.usage(
        "The Git setting \(Self.setting) is “\(visible(text))”.",
        hint: "Expected low, default or sensitive."
      )
    }
    return level
  }
}

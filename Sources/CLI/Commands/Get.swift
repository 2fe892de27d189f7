import AWS
import ArgumentParser
import FoundationEssentials
import Ledger
import Secrets

struct GetCommand: StoreVerb {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "get",
      abstract: "Read the value of a secret.",
      discussion: """
        Into a pipe or a file the value is written byte for byte; on a terminal it is hidden \
        unless --show.
        """
    )
  }

  @Argument(help: "The secret, with #KEY for a member of a JSON object and @VERSION.")
  var reference: String

  @Argument(
    help:
      "A version id or its beginning, a number, a stage or a label; `latest` is the current one."
  )
  var version: String?

  @Flag(help: "Show the value also on a terminal.")
  var show = false

  @OptionGroup var options: GlobalOptions

  func run(in session: Session) async throws -> ExitStatus {
    let reference = try session.reference(reference)
    let version = try wantedVersion(reference)
    let environment = try session.environment(for: reference.store)
    let reached = try await session.store(reference.store, in: environment)
    let found = try await reached.asking(about: reference) {
      try await reached.value(of: reference, version: version)
    }
    let value =
      try reference.key.map { try JSONMember.select($0, in: found.bytes, of: reference) }
      ?? found.bytes
    let hidden = session.world.output.isTerminal && !show
    if session.wantsJSON {
      session.print(Self.json(reference, found, value: hidden ? nil : value))
    } else if hidden {
      session.print("********\n")
      session.warn("the value is hidden on a terminal; --show shows it, a pipe gets it whole.")
    } else if session.world.output.isTerminal {
      session.warn("the value is on your screen now, and perhaps in its scroll-back.")
      session.print(ScreenText.of(value) + "\n")
    } else {
      session.world.output.write(bytes: value.exposed())
    }
    session.detail("\(visible(reference.description)), version \(visible(found.version.id)).")
    return .done
  }

  private func wantedVersion(_ reference: SecretReference) throws -> String? {
    guard let version else { return reference.version == "latest" ? nil : reference.version }
    guard reference.version == nil else {
      throw Failure.usage("The version is given twice: after @ and as an argument of its own.")
    }
    return version == "latest" ? nil : version
  }

  private static func json(
    _ reference: SecretReference,
    _ found: SecretValue,
    value: SecretBytes?
  ) -> JSON {
    let text = value.flatMap { String(validating: $0.exposed(), as: UTF8.self) }
    let binary = text == nil ? value.map { Data($0.exposed()).base64EncodedString() } : nil
    return .present([
      ("schema", .integer(1)),
      ("reference", .string(reference.description)),
      ("version", .string(found.version.id)),
      ("stages", .array(found.version.stages.map(JSON.string))),
      ("created", found.version.created.map { .string(RecordTime.text($0)) }),
      ("value", text.map(JSON.string)),
      ("valueBase64", binary.map(JSON.string)),
    ])
  }
}

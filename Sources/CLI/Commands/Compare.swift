import AWS
import ArgumentParser
import Secrets

struct CompareCommand: StoreVerb {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "compare",
      abstract: "Say how two versions of a secret differ.",
      discussion: """
        Two versions, a version and the current one, a version and a file (`-` is standard input), \
        or with --with-env or --with two environments or two secrets. JSON is compared key by key, \
        other text line by line, anything else by size. No value is shown unless --show. Exit status \
        1 means that they differ.
        """
    )
  }

  @Argument(help: "The secret, with #KEY for a member of a JSON object and @VERSION.")
  var reference: String

  @Argument(
    help: ArgumentHelp(
      "Versions as `get` takes them; the last may be a file, and is one that is there.",
      valueName: "version-or-file"
    ),
    completion: .file()
  )
  var sides: [String] = []

  @Option(help: "Compare with the same secret in this environment.")
  var withEnv: String?

  @Option(help: ArgumentHelp("Compare with this secret.", valueName: "reference"))
  var with: String?

  @Flag(help: "Show what differs.")
  var show = false

  @OptionGroup var options: GlobalOptions

  /// One of the two values.
  struct Side {
    /// The reference with the whole version, or the file.
    let title: String
    /// The same for people, whose versions are cut.
    let shortTitle: String
    let bytes: SecretBytes
  }

  func run(in session: Session) async throws -> ExitStatus {
    if sides.isEmpty, with == nil, withEnv == nil, looksLikeAFile(session) {
      throw Failure.usage(
        "“\(visible(reference))” looks like a file, and no secret is named to compare it with.",
        hint: "The secret comes first: `git secrets-sync compare REF FILE`."
      )
    }
    let reference = try session.reference(reference)
    let questions = try questions(reference, session)
    var sides: [Side] = []
    for question in questions { sides.append(try await read(question, reference, session)) }
    let report = CompareReport(sides[0], sides[1], isShown: show)
    if show, session.world.output.isTerminal, report.comparison != .same {
      session.warn("the values are on your screen now, and perhaps in its scroll-back.")
    }
    if session.wantsJSON {
      session.print(report.json)
    } else {
      session.say("\(visible(sides[0].shortTitle)) → \(visible(sides[1].shortTitle))")
      session.print(report.text(session.out))
    }
    return report.comparison == .same ? .done : .found
  }

  /// Where a side is to be had.
  private enum Question {
    case version(SecretReference, EnvironmentSettings?)
    case file(String)
  }

  private func questions(_ reference: SecretReference, _ session: Session) throws -> [Question] {
    let here = try session.environment(for: reference.store)
    var versions = reference.version.map { [$0] } ?? []
    var file: String?
    for (number, side) in sides.enumerated() {
      if number == sides.count - 1, ValueInput.isFile(side, in: session) {
        file = side
      } else {
        versions.append(side)
      }
    }
    func question(_ version: String?) -> Question {
      var asked = reference
      asked.version = version == "latest" ? nil : version
      return .version(asked, here)
    }
    let other: Question? =
      if let file {
        .file(file)
      } else if with != nil || withEnv != nil {
        try otherSecret(reference, versions, session)
      } else {
        nil
      }
    switch (other, versions.count) {
    case (let other?, 0...1): return [question(versions.first), other]
    case (nil, 1): return [question(versions[0]), question(nil)]
    case (nil, 2): return [question(versions[0]), question(versions[1])]
    case (_, 0):
      throw Failure.usage(
        "There is nothing to compare \(visible(reference.description)) with.",
        hint:
          "Name versions (`git secrets-sync list-versions \(ChangeText.argument(reference.ofWholeSecret.description))"
          + "\(session.givenOptions)` has them), a file, --with-env or --with."
      )
    default:
      throw Failure.usage("Two values are compared, and more were named.")
    }
  }

  private func looksLikeAFile(_ session: Session) -> Bool {
    reference.hasPrefix("./") || reference.hasPrefix("../")
      || (reference.contains(".") && ValueInput.isThere(reference, in: session))
  }

  private func otherSecret(
    _ reference: SecretReference,
    _ versions: [String],
    _ session: Session
  ) throws -> Question {
    var other = try with.map(session.reference) ?? reference
    if with == nil {
      other.version = nil
      guard reference.arn == nil else {
        throw Failure.usage(
          "An ARN is of one account and region, so that --with-env finds the same secret.",
          hint: "Give the name of the secret, or the other one with --with."
        )
      }
    }
    let settings =
      try withEnv.map(session.environment(called:)) ?? session.environment(for: other.store)
    return .version(other, settings)
  }

  private func read(
    _ question: Question,
    _ reference: SecretReference,
    _ session: Session
  ) async throws -> Side {
    switch question {
    case .file(let name):
      guard ValueInput.isThere(name, in: session) else {
        throw Failure.usage("There is no file “\(visible(name))” to compare with.")
      }
      let value = try ValueInput.choose([name], verb: "compare", in: session)
        .read(twice: false, trim: false, in: session)
      let title = name == "-" ? "standard input" : name
      return Side(title: title, shortTitle: title, bytes: value)
    case .version(let asked, let settings):
      let reached = try await session.store(asked.store, in: settings)
      let version = asked.version == "latest" ? nil : asked.version
      let found: SecretValue
      do {
        // The version that stands in the reference itself, not one that is named beside it.
        var written = asked
        if asked.name == reference.name { written.version = reference.version }
        found = try await reached.asking(about: written) {
          try await reached.value(of: asked, version: version)
        }
      } catch let error as SecretsError where asked.version.map(sides.contains) ?? false {
        guard case .notFound = error.kind, !error.isAboutThePlace else { throw error }
        // The argument may be the value itself: it is never repeated.
        let secret = asked.ofWholeSecret
        throw Failure.usage(
          "What follows \(visible(secret.description)) is neither a version of it nor a file.",
          hint:
            "\(reached.command("list-versions", secret)) shows the versions. If you typed a secret, "
            + "remove it from your shell's history."
        )
      }
      var named = asked
      named.version = found.version.id
      var short = asked
      short.version = RecordText.short(found.version.id)
      let place = withEnv == nil ? "" : settings.map { " in \($0.name)" } ?? ""
      let key = asked.key ?? reference.key
      let bytes =
        try key.map { try JSONMember.select($0, in: found.bytes, of: asked) } ?? found.bytes
      return Side(
        title: named.description + place,
        shortTitle: short.description + place,
        bytes: bytes
      )
    }
  }
}

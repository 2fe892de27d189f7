import ArgumentParser
import FoundationEssentials
import Secrets

/// The order of `list`.
enum ListOrder: String, ExpressibleByArgument, CaseIterable, Sendable {
  case name
  /// The newest change first.
  case changed
}

/// What `list` tells besides names, and of which secrets.
struct ListOptions: ParsableArguments, Sendable {
  @Option(
    name: .customLong("tag"),
    parsing: .singleValue,
    help: ArgumentHelp("Only secrets with this tag, once for each.", valueName: "key[=value]")
  )
  var wantedTags: [String] = []

  @Flag(help: "Show the tags; in Parameter Store that takes a request for each parameter.")
  var tags = false

  @Flag(help: "Ask CloudTrail who changed the secrets of Secrets Manager: the last 90 days.")
  var who = false

  @Option(help: "The order.")
  var sort: ListOrder = .name

  func validate() throws {
    if wantedTags.contains(where: { $0.isEmpty || $0.hasPrefix("=") }) {
      throw ValidationError("--tag takes KEY or KEY=VALUE.")
    }
  }

  var wishes: ListingWishes {
    ListingWishes(
      withTags: tags,
      tags: wantedTags.map { text in
        guard let equals = text.firstIndex(of: "=") else { return TagFilter(key: text) }
        return TagFilter(
          key: String(text[..<equals]),
          value: String(text[text.index(after: equals)...])
        )
      }
    )
  }

  func sorted(
    _ secrets: [String: SecretSummary]
  ) -> [(key: String, value: SecretSummary)] {
    secrets.sorted { a, b in
      let (first, second) = (a.value.modified, b.value.modified)
      guard sort == .changed, first != second else { return a.key < b.key }
      return (first ?? .distantPast) > (second ?? .distantPast)
    }
  }
}

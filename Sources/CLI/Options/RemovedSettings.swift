import ArgumentParser

/// The settings that `update` takes away.
struct RemovedSettings: ParsableArguments, Sendable {
  @Option(
    name: .customLong("untag"),
    parsing: .singleValue,
    help: ArgumentHelp("Take a tag away (sm, ssm), once for each.", valueName: "key")
  )
  var tags: [String] = []

  @Option(
    name: .customLong("remove-replica"),
    parsing: .singleValue,
    help: ArgumentHelp("Delete the copy in a region (sm), once for each.", valueName: "region")
  )
  var replicas: [String] = []
}

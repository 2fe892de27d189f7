import AWS
import ArgumentParser
import Secrets

enum ParameterType: String, ExpressibleByArgument, CaseIterable, Sendable {
  case secureString = "SecureString"
  case string = "String"
  case stringList = "StringList"
}

enum ParameterTier: String, ExpressibleByArgument, CaseIterable, Sendable {
  case standard = "Standard"
  case advanced = "Advanced"
  case intelligent = "Intelligent-Tiering"
}

/// The settings of a secret that `create` and `update` take.
struct SettingsOptions: ParsableArguments, Sendable {
  @Option(
    help: ArgumentHelp(
      "What the secret is for; everyone who may list secrets can read it.",
      valueName: "text"
    )
  )
  var description: String?

  @Option(
    name: .customLong("kms-key"),
    help: ArgumentHelp(
      "The KMS key (sm, ssm), instead of the account's default.",
      valueName: "key"
    )
  )
  var key: String?

  @Option(
    name: .customLong("tag"),
    parsing: .singleValue,
    help: ArgumentHelp(
      "A tag (sm, ssm), once for each; everyone who may list secrets can read it.",
      valueName: "key=value"
    )
  )
  var tags: [String] = []

  @Option(
    name: .customLong("replica"),
    parsing: .singleValue,
    help: ArgumentHelp(
      "Keep a copy in another region (sm), once for each.",
      valueName: "region[=kms-key]"
    )
  )
  var replicas: [String] = []

  @Option(help: "The type of a parameter (ssm); a new one is SecureString without it.")
  var type: ParameterType?

  @Option(help: "The tier of a parameter (ssm); above 4096 bytes it must be Advanced.")
  var tier: ParameterTier?

  static var choices: [(option: String, values: [String])] {
    [
      ("--type", ParameterType.allCases.map(\.rawValue)),
      ("--tier", ParameterTier.allCases.map(\.rawValue)),
      ("--class", CharacterClass.allCases.map(\.rawValue)),
    ]
  }

  /// What is asked for, of a secret in `store`.
  ///
  /// What the store does not have is refused: it would be left out without a word.
  func change(
    in store: StoreKind,
    removingTags removedTags: [String] = [],
    removingReplicas removedReplicas: [String] = []
  ) throws(Failure) -> SettingsChange {
    let aws: [StoreKind] = [.secretsManager, .parameterStore]
    let given: [(option: String, isGiven: Bool, stores: [StoreKind])] = [
      ("--type", type != nil, [.parameterStore]), ("--tier", tier != nil, [.parameterStore]),
      ("--kms-key", key != nil, aws), ("--tag", !tags.isEmpty, aws),
      ("--untag", !removedTags.isEmpty, aws), ("--replica", !replicas.isEmpty, [.secretsManager]),
      ("--remove-replica", !removedReplicas.isEmpty, [.secretsManager]),
    ]
    for (option, isGiven, stores) in given where isGiven && !stores.contains(store) {
      throw .usage(
        "\(option) means nothing to \(store.title).",
        hint: "Leave it out; it is for \(stores.map(\.title).joined(separator: " and "))."
      )
    }
    if let type, type != .secureString, key != nil {
      throw .usage(
        "A parameter of the type \(type.rawValue) is not encrypted, so --kms-key means nothing to it.",
        hint: "Leave out --type, or --kms-key."
      )
    }
    var change = SettingsChange()
    change.description = description
    change.keyID = key
    change.type = type?.rawValue
    change.tier = tier?.rawValue
    for text in tags { change.tags.append(try Self.tag(text)) }
    change.removedTags = removedTags
    for text in replicas { change.replicas.append(try Self.replica(text)) }
    change.removedReplicas = removedReplicas
    try Self.checkOnce(change.tags.map(\.key) + removedTags, "--tag and --untag")
    try Self.checkOnce(
      change.replicas.map(\.region) + removedReplicas,
      "--replica and --remove-replica"
    )
    return change
  }

  /// Refuses a copy where the secret itself is.
  static func check(_ change: SettingsChange, in reached: ReachedStore) throws(Failure) {
    guard let region = reached.region, change.replicas.contains(where: { $0.region == region })
    else { return }
    throw .usage(
      "The secret itself is in \(visible(region)), so --replica \(visible(region)) makes no copy.",
      hint: "Name another region, or choose with --region where the secret is."
    )
  }

  /// What is said there may be a value by mistake: it is not repeated.
  private static func tag(_ text: String) throws(Failure) -> ResourceTag {
    guard let equals = text.firstIndex(of: "="), equals > text.startIndex else {
      throw .usage("--tag takes KEY=VALUE, with a key of at least one character.")
    }
    let tag = ResourceTag(
      key: String(text[..<equals]),
      value: String(text[text.index(after: equals)...])
    )
    guard tag.key.unicodeScalars.count <= 128, tag.value.unicodeScalars.count <= 256,
      !tag.key.lowercased().hasPrefix("aws:")
    else {
      throw .usage(
        "--tag takes a key of at most 128 characters that does not start with aws:, and a value of at "
          + "most 256."
      )
    }
    return tag
  }

  private static func replica(_ text: String) throws(Failure) -> SecretReplica {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard let region = parts.first.map(String.init), ConfigurationReader.isRegion(region),
      parts.count == 1 || !parts[1].isEmpty
    else {
      throw .usage(
        "--replica takes an AWS region, or REGION=KMS-KEY.",
        hint: "Such as --replica eu-central-1, or --replica eu-central-1=alias/shop."
      )
    }
    return SecretReplica(region: region, kmsKeyId: parts.count == 2 ? String(parts[1]) : nil)
  }

  private static func checkOnce(_ names: [String], _ options: String) throws(Failure) {
    var seen: Set<String> = []
    for name in names where !seen.insert(name).inserted {
      throw .usage("\(options) say something of “\(visible(name))” more than once.")
    }
  }
}

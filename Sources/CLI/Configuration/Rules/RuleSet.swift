import Scanning

/// The rules of one run: the built-in ones, and those of the user.
struct RuleSet: Sendable {
  /// Nil for the built-in ones alone, which are then not touched before they are needed.
  private var rules: [Rule]?
  private var isGenericDisabled = false
  private var genericAllowLists: [CustomAllowList] = []
  /// What a rule file asks for and does not get, each with file and line.
  private(set) var warnings: [String] = []
  private var allowedCommits: [CommitList] = []
  /// What finds less than the built-in rules do, a sentence each.
  private(set) var relaxations: Set<String> = []

  /// What some rules find in what some commits brought in is allowed.
  private struct CommitList: Sendable {
    /// The ids of the rules; nil for all.
    let rules: Set<String>?
    let commits: Set<String>
    /// For messages.
    let file: String
  }

  init() {}

  /// All that a finding can name.
  var named: [Rule] { (rules ?? BuiltinRules.all) + (isGenericDisabled ? [] : [generic]) }

  private var generic: Rule { BuiltinRules.generic }

  var lookup: RuleLookup {
    let copy = self
    return RuleLookup { copy.named }
  }

  func scanner(_ options: ScanOptions = ScanOptions()) throws(ScanError) -> Scanner {
    try Scanner(
      rules: rules ?? BuiltinRules.all,
      generic: !isGenericDisabled,
      genericAllowLists: genericAllowLists,
      options: options
    )
  }

  /// Whether an allow list names commits at all.
  var allowsCommits: Bool { !allowedCommits.isEmpty }

  /// The file that allows what a rule finds in what a commit brought in; the commit in hexadecimal.
  func fileAllowing(_ commit: String, rule: String) -> String? {
    allowedCommits.first { list in
      list.commits.contains(commit) && list.rules?.contains(rule) != false
    }?.file
  }

  /// Adds the rules of a file, and those of the files that it extends.
  ///
  /// A rule replaces the one that has its id. Of two rules that find the same value the user's
  /// reports it, unless it calls itself generic.
  mutating func add(_ file: RuleFile, read: (_ path: String) throws -> [UInt8]?) throws {
    let file = try Self.whole(file, read: read)
    warnings += file.warnings
    guard file.changesAnything else { return }
    var all = rules ?? BuiltinRules.all
    addCommits(of: file.allowLists, for: file.usesDefaults ? nil : Set(file.rules.map(\.id)), file)
    for rule in file.rules { addCommits(of: rule.allowLists, for: [rule.id], file) }
    for addition in file.additions {
      add(addition, to: &all)
      addCommits(of: addition.rule.allowLists, for: [addition.id], file)
    }
    for (id, _) in file.disabled { relaxations.insert("The rule \(visible(id)) is turned off.") }
    for list in file.usesDefaults ? file.allowLists : [] {
      relaxations.insert("All rules pass over what matches \(visible(list.summary)).")
    }
    for addition in file.additions {
      for list in addition.rule.allowLists {
        relaxations.insert(
          "\(visible(addition.id)) passes over what matches \(visible(list.summary))."
        )
      }
    }
    for rule in file.rules where all.contains(where: { $0.id == rule.id }) {
      relaxations.insert("The built-in rule \(visible(rule.id)) is replaced.")
    }
    for (id, place) in file.disabled {
      if id == generic.id {
        isGenericDisabled = true
      } else if all.contains(where: { $0.id == id }) {
        all.removeAll { $0.id == id }
      } else {
        warnings.append(Self.missing(id, place, "nothing is left out"))
      }
    }
    if file.usesDefaults {
      all = all.map { $0.allowing(file.allowLists) }
      genericAllowLists += file.allowLists
    }
    let ids = Set(file.rules.map(\.id))
    all.removeAll { ids.contains($0.id) }
    let known = ids.union(all.map(\.id)).union(isGenericDisabled ? [] : [generic.id])
    let own = file.rules.map { rule in
      var rule = rule
      rule.required.removeAll { requirement in
        guard !known.contains(requirement.rule) else { return false }
        warnings.append(
          Self.missing(
            requirement.rule,
            file.requiredPlaces[requirement.rule] ?? visible(file.file),
            "`\(visible(rule.id))` reports without it"
          )
        )
        return true
      }
      return rule.rule().allowing(file.allowLists)
    }
    // Of the rules that find the same value the first one reports it.
    rules = own.filter { !$0.isGeneric } + all + own.filter(\.isGeneric)
  }

  private mutating func add(_ addition: RuleFile.Addition, to all: inout [Rule]) {
    if addition.id == generic.id {
      genericAllowLists += addition.rule.allowLists
    } else if let index = all.firstIndex(where: { $0.id == addition.id }) {
      all[index] = all[index].allowing(addition.rule.allowLists)
    } else {
      warnings.append(
        Self.missing(addition.id, addition.place, "what is said of it here does nothing")
      )
      return
    }
    for key in addition.otherKeys {
      warnings.append(
        "\(addition.place): `\(key)` changes nothing of the built-in rule "
          + "`\(visible(addition.id))`: write a rule of your own with `regex`, and name the built-in "
          + "one in `disabledRules`."
      )
    }
  }

  private mutating func addCommits(
    of lists: [CustomAllowList],
    for rules: Set<String>?,
    _ file: RuleFile
  ) {
    let commits = Set(lists.flatMap(\.commits))
    guard !commits.isEmpty else { return }
    allowedCommits.append(CommitList(rules: rules, commits: commits, file: file.file))
  }

  private static func missing(_ id: String, _ place: String, _ what: String) -> String {
    "\(place): there is no rule `\(visible(id))`, so \(what)."
  }

  // MARK: Files

  /// A file with the rules of those that it extends.
  static func whole(
    _ file: RuleFile,
    depth: Int = 0,
    read: (_ path: String) throws -> [UInt8]?
  ) throws -> RuleFile {
    guard let base = file.base else { return file }
    let other = try self.file(base.path, namedIn: file.file, base.line, depth: depth, read: read)
    return try file.extending(whole(other, depth: depth + 1, read: read))
  }

  /// A file that a configuration names must be there.
  static func file(
    _ path: String,
    namedIn file: String,
    _ line: Int,
    depth: Int = 0,
    read: (_ path: String) throws -> [UInt8]?
  ) throws -> RuleFile {
    let place = "\(visible(file)):\(line):"
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard !path.isEmpty, !path.hasPrefix("/"), !parts.contains(".."), !parts.contains("") else {
      throw Failure.usage(
        "\(place) “\(visible(path))” is not a path inside of the repository.",
        hint: "Name a file from the top level, as in \"config/rules.toml\"."
      )
    }
    guard depth < 5 else {
      throw Failure.usage("\(place) the files extend each other too deeply, or in a circle.")
    }
    guard let bytes = try read(path) else {
      throw Failure.usage(
        "\(place) there is no file \(visible(path)).",
        hint: "Paths start at the top level; the hook reads what is staged."
      )
    }
    return try RuleFileReader.read(bytes, file: path)
  }
}

extension Rule {
  /// Whether its author thinks that other rules know more, as gitleaks tells it.
  fileprivate var isGeneric: Bool { id.lowercased().contains("generic") }
}

import Scanning

/// The rules of one run: the built-in ones, and those of the user.
struct RuleSet: Sendable {
  /// Nil for the built-in ones alone, which are then not touched before they are needed.
  private var rules: [Rule]?
  private var isGenericDisabled = false
  private var genericAllowLists: [CustomAllowList] = []
  /// What a rule file asks for and does not get, each with file and line.
  private(set) var warnings: [String] = []

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

  /// Adds the rules of a file, and before them those of the files that it extends.
  ///
  /// A rule replaces the one that has its id. Of two rules that find the same value the user's
  /// reports it.
  mutating func add(
    _ file: RuleFile,
    depth: Int = 0,
    read: (_ path: String) throws -> [UInt8]?
  ) throws {
    if let base = file.base {
      try add(
        try Self.file(base.path, namedIn: file.file, base.line, depth: depth, read: read),
        depth: depth + 1,
        read: read
      )
    }
    warnings += file.warnings
    guard file.changesAnything else { return }
    var all = rules ?? BuiltinRules.all
    func missing(_ id: String, _ line: Int, _ what: String) -> String {
      "\(visible(file.file)):\(line): there is no rule `\(visible(id))`, so \(what)."
    }
    for addition in file.additions {
      if addition.id == generic.id {
        genericAllowLists += addition.allowLists
      } else if let index = all.firstIndex(where: { $0.id == addition.id }) {
        all[index] = all[index].allowing(addition.allowLists)
      } else {
        warnings.append(missing(addition.id, addition.line, "its allow lists do nothing"))
      }
    }
    for (id, line) in file.disabled {
      if id == generic.id {
        isGenericDisabled = true
      } else if all.contains(where: { $0.id == id }) {
        all.removeAll { $0.id == id }
      } else {
        warnings.append(missing(id, line, "nothing is left out"))
      }
    }
    if file.usesDefaults {
      all = all.map { $0.allowing(file.allowLists) }
      genericAllowLists += file.allowLists
    }
    let ids = Set(file.rules.map(\.id))
    let own = file.rules.map { $0.rule().allowing(file.allowLists) }
    rules = own + all.filter { !ids.contains($0.id) }
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

extension RuleFile {
  fileprivate var changesAnything: Bool {
    !rules.isEmpty || !additions.isEmpty || !disabled.isEmpty
      || (usesDefaults && !allowLists.isEmpty)
  }
}

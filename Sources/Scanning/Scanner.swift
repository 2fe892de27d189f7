/// Finds secrets in bytes.
///
/// Three stages: one pass looks for the keywords of all rules; around each keyword the patterns of
/// its rules are tried; what matches must pass the rule's checks. A scan changes nothing but caches
/// that are locked: one scanner serves all threads.
package final class Scanner: Sendable {
  package let rules: [Rule]
  package let options: ScanOptions
  /// What a user allows of the generic detector, which has no checks of its own.
  private let genericAllowLists: [CustomAllowList]
  /// The ids of rules that look at nothing but paths.
  let pathRules: Set<String>
  /// What users ask of paths, each once.
  private let pathConditions: [(regex: UserRegex, number: UInt32)]

  let windowKinds: [Rule.Window]
  let index: KeywordIndex
  /// For each keyword the rule that wants it, or `forNames`.
  let owners: [UInt16]
  /// The rules that have no keywords.
  let unconditional: [Int]
  /// The rules that are limited to some files.
  private let limited: [Int]
  /// Whether some rules report only together with others.
  private let hasCompositions: Bool
  let generic: GenericDetector?
  let reaches: RuleReaches

  /// The keyword is a part of a name that the generic detector looks at.
  static let forNames = UInt16.max

  /// Takes rules; throws when one of them cannot be used.
  ///
  /// Patterns are compiled on their first use, and what is wrong with one is reported then. All of
  /// this is done at the start of each hook: it must cost next to nothing for each rule.
  package init(
    rules: [Rule] = BuiltinRules.all,
    generic: Bool = true,
    genericAllowLists: [CustomAllowList] = [],
    options: ScanOptions = ScanOptions()
  ) throws(ScanError) {
    self.options = options
    self.genericAllowLists = genericAllowLists
    var pathRules: Set<String> = []
    var hasCompositions = false
    var known: Set<ObjectIdentifier> = []
    var pathConditions: [(regex: UserRegex, number: UInt32)] = []
    func add(_ conditions: [UserRegex]) {
      for condition in conditions where known.insert(ObjectIdentifier(condition)).inserted {
        pathConditions.append((condition, UInt32(pathConditions.count) + 1_000_003))
      }
    }
    for rule in rules where rule.custom != nil || !rule.pathConditions.isEmpty {
      if rule.findsPaths { pathRules.insert(rule.id) }
      if rule.custom?.isComposing == true { hasCompositions = true }
      add(rule.pathConditions)
    }
    add(genericAllowLists.flatMap(\.paths))
    self.pathRules = pathRules
    self.hasCompositions = hasCompositions
    self.pathConditions = pathConditions
    var keywords = KeywordIndex.List(capacity: 2 * rules.count + 32)
    var owners: [UInt16] = []
    owners.reserveCapacity(2 * rules.count + 32)
    var windowKinds: [Rule.Window] = []
    windowKinds.reserveCapacity(rules.count)
    var unconditional: [Int] = []
    var limited: [Int] = []
    for (index, rule) in rules.enumerated() {
      windowKinds.append(rule.window)
      if !rule.files.isEmpty { limited.append(index) }
      if rule.keywords.isEmpty { unconditional.append(index) }
      for keyword in rule.keywords {
        guard keywords.append(keyword) else {
          throw ScanError(
            message: "rule `\(rule.id)` has the keyword `\(keyword)`",
            hint: "keywords are lower-case ASCII of \(KeywordIndex.minimumLength) to "
              + "\(KeywordIndex.maximumLength) bytes"
          )
        }
        owners.append(UInt16(truncatingIfNeeded: index))
      }
    }
    if generic {
      for word in GenericDetector.words where keywords.append(word) { owners.append(Self.forNames) }
    }
    guard let index = KeywordIndex(keywords) else {
      throw ScanError(
        message: "\(rules.count) rules have \(owners.count) keywords, which are too many",
        hint: "leave rules of your own out"
      )
    }
    self.rules = rules
    self.owners = owners
    self.unconditional = unconditional
    self.limited = limited
    self.windowKinds = windowKinds
    self.generic = generic ? GenericDetector() : nil
    self.index = index
    reaches = RuleReaches(rules)
  }

  /// The findings of a whole text in the order of their positions.
  ///
  /// Throws when a part could not be scanned.
  package func scan(path: [UInt8], bytes: [UInt8]) throws(ScanError) -> [Finding] {
    let result = look(at: ScanInput(path: path, bytes: bytes))
    if let part = result.unread.first { throw ScanError(message: part.message, hint: part.hint) }
    return result.findings
  }

  /// What there is to find in a text, and what of it could not be scanned.
  package func look(at input: ScanInput) -> ScanResult {
    var look = Look(scanner: self, path: input.path)
    look.file(input.bytes)
    return look.result
  }

  /// What there is to find in a file that is read part by part, such as one that is too large to be
  /// held.
  ///
  /// `fill` writes the next bytes to the start of a buffer and says how many; none at the end.
  /// `again` lets it begin at the start of the file once more, and says whether it can: some rules look
  /// at whole texts, and may find at the end what counts for the start.
  package func look<E: Error>(
    path: [UInt8],
    reading fill: (UnsafeMutableRawBufferPointer) throws(E) -> Int,
    again: () -> Bool = { false }
  ) throws(E) -> ScanResult {
    unsafe try look(path: path, windows: Look.WindowSize(), reading: fill, again: again)
  }

  /// Whether what is found depends on what users say of whole texts.
  var dependsOnUsers: Bool {
    !unconditional.isEmpty || hasCompositions || !genericAllowLists.isEmpty
  }

  /// The findings in one text as it stands, in the order of their positions.
  ///
  /// `name` is the path that rules look at, `path` the one in fingerprints. Positions are those in
  /// `original`.
  func findings(
    in text: ScannedText,
    of original: [UInt8],
    name: [UInt8],
    file: FileKind,
    path: [UInt8],
    budget: MatchBudget,
    notes: inout LookNotes,
    parts: inout TextParts?
  ) throws(ScanError) -> [Finding] {
    try findings(
      candidates(
        in: text.bytes,
        path: name,
        file: file,
        budget: budget,
        notes: &notes,
        parts: &parts
      ),
      in: text,
      of: original,
      path: path,
      limit: budget.findings
    )
  }

  /// The findings that candidates in a text become, in the order of their positions.
  ///
  /// Those above the limit are counted there; by default there must be none.
  func findings(
    _ candidates: [Candidate],
    in text: ScannedText,
    of original: [UInt8],
    path: [UInt8],
    limit: FindingLimit? = nil
  ) throws(ScanError) -> [Finding] {
    if candidates.isEmpty { return [] }
    // What is weak still says what a value is, and so goes after it has met the others.
    var strong = Candidate.resolve(candidates)
      .filter { $0.score >= options.sensitivity.threshold }
    if strong.isEmpty { return [] }
    let own = limit ?? FindingLimit(options.mostFindings)
    strong = Candidate.first(own.list(strong.count), of: strong)
    if limit == nil, let part = own.part {
      throw ScanError(message: part.message, hint: part.hint)
    }
    let report = Report(
      rules: rules,
      path: path,
      text: text,
      original: original,
      keepsValues: options.keepsValues
    )
    return try report.findings(strong)
  }

  /// Tells kinds of files apart: texts under two paths of one kind are scanned the same way.
  package func kind(ofPath path: [UInt8]) -> Int32 {
    let file = FileKind(path: path)
    // FNV-1a over what detection asks of the kind, and the rules that run on such files alone.
    let asked =
      UInt32(file.syntax.rawValue) << 2 | (file.isExample ? 2 : 0) | (file.isTranslation ? 1 : 0)
    var hash = (2_166_136_261 ^ asked) &* 16_777_619
    for index in limited where file.matches(rules[index].files) {
      hash = (hash ^ UInt32(truncatingIfNeeded: index)) &* 16_777_619
    }
    for condition in pathConditions where condition.regex.verdict(on: path) != false {
      hash = (hash ^ condition.number) &* 16_777_619
    }
    return Int32(truncatingIfNeeded: hash)
  }

  /// What rules and the generic detector have found in a text, before it is weighed.
  ///
  /// Where a rule could not be tried to the end, `notes` say so. `parts` are what is known of the
  /// text where this is but a part of it.
  func candidates(
    in text: [UInt8],
    path: [UInt8],
    file: FileKind,
    budget: MatchBudget = MatchBudget(),
    trace: Trace? = nil,
    notes: inout LookNotes,
    parts: inout TextParts?
  ) throws(ScanError) -> [Candidate] {
    budget.add(bytes: text.count)
    return unsafe try text.withUnsafeBufferPointer { buffer throws(ScanError) in
      var names: [Int] = []
      var windows = WindowTable(rules: windowKinds)
      unsafe collect(buffer, &windows, &names, &notes.hits)
      for rule in unconditional { unsafe windows.add(rule: rule, at: 0, in: buffer) }
      if var known = parts {
        unsafe wake(&known, &windows, in: buffer, path, file)
        parts = known
      }

      var found: [Candidate] = []
      var search: RuleSearch?
      for (rule, windows) in windows.inOrder() where file.matches(rules[rule].files) {
        do throws(ScanError) {
          guard try rules[rule].applies(to: path) else { continue }
          if search == nil {
            unsafe search = RuleSearch(
              text: text,
              buffer: buffer,
              path: path,
              accounts: options.accounts,
              budget: budget,
              trace: trace
            )
          }
          var wordStands: Bool? = parts?.awake.contains(rule) == true ? true : nil
          try search?.run(
            rules[rule],
            index: rule,
            windows,
            wordStands: &wordStands,
            into: &found
          )
          if let wordStands {
            parts?.note(
              rule,
              stands: wordStands,
              isSought: rules[rule].seeksWordEverywhere
            )
          }
        } catch {
          // What the other rules find is worth knowing all the same.
          if notes.failure == nil { notes.failure = error }
        }
      }
      if let generic {
        unsafe generic.search(buffer, file, names: names, limit: budget.findings, into: &found)
        if notes.hits != nil { notes.candidates = found }
        let unnamed = unsafe UnnamedSearch(buffer, file).values()
        if notes.hits != nil {
          notes.holdsUnnamed = unnamed.isTable || !unnamed.values.isEmpty
        }
        unsafe generic.search(
          buffer,
          file,
          unnamed: unnamed.values,
          limit: budget.findings,
          into: &found
        )
      } else if notes.hits != nil {
        notes.candidates = found
      }
      if notes.hits != nil, dependsOnUsers || budget.findings.unlisted > 0 {
        notes.isPartlyUnknown = true
      }
      if let trace {
        for candidate in found where candidate.source == .generic {
          trace.note(
            Trace.Attempt(range: candidate.range, source: .generic, candidate: candidate)
          )
        }
      }
      dropAllowed(&found, text, path, trace)
      if hasCompositions {
        try Composition(rules: rules, text: text).apply(
          to: &found,
          parts: &parts,
          trace: trace
        )
      }
      return found
    }
  }

  /// Notes where rules and the generic detector want to look.
  ///
  /// This runs for each keyword in the text and must not count references.
  private func collect(
    _ text: UnsafeBufferPointer<UInt8>,
    _ windows: inout WindowTable,
    _ names: inout [Int],
    _ hits: inout [KeywordHit]?
  ) {
    unsafe owners.withUnsafeBufferPointer { owners in
      unsafe index.forEachKeyword(in: text) { keyword, start in
        let owner = unsafe owners[keyword]
        hits?.append(KeywordHit(start: start, owner: owner))
        if owner == Self.forNames {
          names.append(start)
        } else {
          unsafe windows.add(rule: Int(owner), at: start, in: text)
        }
      }
    }
  }

  /// Lets rules look at all of a part whose words stand in this part of a text or in another.
  private func wake(
    _ parts: inout TextParts,
    _ windows: inout WindowTable,
    in text: UnsafeBufferPointer<UInt8>,
    _ path: [UInt8],
    _ file: FileKind
  ) {
    for (index, rule) in rules.enumerated() {
      if rule.looksEverywhere {
        if windows.holds(index), !parts.awake.contains(index), file.matches(rule.files),
          // Where that takes too long, the rule says so when it is tried.
          (try? rule.applies(to: path)) ?? true
        {
          parts.wake(index)
        }
        if parts.awake.contains(index) { unsafe windows.add(rule: index, at: 0, in: text) }
      } else if rule.seeksWordEverywhere || parts.asking.contains(index),
        !parts.awake.contains(index),
        let words = rule.context?.words,
        words.contains(where: { unsafe ByteSearch.contains($0, in: text) })
      {
        parts.note(index, stands: true, isSought: true)
      }
    }
  }

  private func dropAllowed(
    _ found: inout [Candidate],
    _ text: [UInt8],
    _ path: [UInt8],
    _ trace: Trace?
  ) {
    guard !genericAllowLists.isEmpty else { return }
    found.removeAll { candidate in
      guard candidate.source == .generic else { return false }
      let range = candidate.range
      let match = Match(text: text, range: range, whole: range, path: path)
      guard genericAllowLists.contains(where: { $0.allows(match) }) else { return false }
      trace?.add(
        Trace.Step(name: "not in an allow list", outcome: .failed),
        to: candidate,
        rulesOut: true
      )
      return true
    }
  }
}

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

  private let patterns: [Pattern]
  private let windowKinds: [Rule.Window]
  private let index: KeywordIndex
  /// The rules of keyword `k` are `keywordRules[keywordRuleStarts[k]..<keywordRuleStarts[k + 1]]`.
  private let keywordRules: [UInt16]
  private let keywordRuleStarts: [Int32]
  /// The rules that have no keywords.
  private let unconditional: [Int]
  /// Keywords from here on are names that the generic detector looks for.
  private let generic: GenericDetector?

  /// Takes rules; throws when one of them cannot be used.
  ///
  /// Patterns are compiled on their first use, and what is wrong with one is reported then.
  package init(
    rules: [Rule] = BuiltinRules.all,
    generic: Bool = true,
    genericAllowLists: [CustomAllowList] = [],
    options: ScanOptions = ScanOptions()
  ) throws(ScanError) {
    self.options = options
    self.genericAllowLists = genericAllowLists
    pathRules = Set(rules.filter(\.findsPaths).map(\.id))
    var known: Set<ObjectIdentifier> = []
    pathConditions =
      (rules.flatMap(\.pathConditions) + genericAllowLists.flatMap(\.paths))
      .filter { known.insert(ObjectIdentifier($0)).inserted }
      .enumerated().map { ($1, UInt32($0) + 1_000_003) }
    var numbers: [String: Int] = [:]
    var keywords: [[UInt8]] = []
    var rulesOfKeyword: [[UInt16]] = []
    var unconditional: [Int] = []
    for (index, rule) in rules.enumerated() {
      if rule.keywords.isEmpty { unconditional.append(index) }
      for keyword in rule.keywords {
        guard let number = numbers[keyword] else {
          let bytes = Array(keyword.utf8)
          try Self.check(bytes, of: rule)
          numbers[keyword] = keywords.count
          keywords.append(bytes)
          rulesOfKeyword.append([UInt16(index)])
          continue
        }
        rulesOfKeyword[number].append(UInt16(index))
      }
    }
    if generic {
      for word in GenericDetector.words where numbers[word] == nil {
        numbers[word] = keywords.count
        keywords.append(Array(word.utf8))
        rulesOfKeyword.append([])
      }
    }
    self.rules = rules
    keywordRules = rulesOfKeyword.flatMap(\.self)
    var starts: [Int32] = [0]
    var length: Int32 = 0
    for rules in rulesOfKeyword {
      length += Int32(rules.count)
      starts.append(length)
    }
    keywordRuleStarts = starts
    self.unconditional = unconditional
    patterns = rules.map(Pattern.init)
    windowKinds = rules.map(\.window)
    self.generic = generic ? GenericDetector(keywords: numbers, count: keywords.count) : nil
    index = KeywordIndex(keywords)
  }

  private static func check(_ keyword: [UInt8], of rule: Rule) throws(ScanError) {
    let isUsable = keyword.allSatisfy { ASCII.isPrintable($0) && !ASCII.isUppercase($0) }
    guard keyword.count >= KeywordIndex.minimumLength, keyword.count <= 250, isUsable else {
      throw ScanError(
        message: "rule `\(rule.id)` has the keyword `\(String(decoding: keyword, as: UTF8.self))`",
        hint: "keywords are lower-case ASCII of 3 to 250 bytes"
      )
    }
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
  package func look<E: Error>(
    path: [UInt8],
    reading fill: (UnsafeMutableRawBufferPointer) throws(E) -> Int
  ) throws(E) -> ScanResult {
    unsafe try look(path: path, windows: Look.WindowSize(), reading: fill)
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
    path: [UInt8]
  ) throws(ScanError) -> [Finding] {
    let candidates = try candidates(in: text.bytes, path: name, file: file)
    if candidates.isEmpty { return [] }
    // What is weak still says what a value is, and so goes after it has met the others.
    let strong = Candidate.resolve(candidates)
      .filter { $0.score >= options.sensitivity.threshold }
    if strong.isEmpty { return [] }
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
    var hash: UInt32 = 2_166_136_261
    // FNV-1a over the syntax and the rules that run on such files alone.
    for byte in "\(file.syntax)".utf8 { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
    for (index, rule) in rules.enumerated() where !rule.files.isEmpty && file.matches(rule.files) {
      hash = (hash ^ UInt32(truncatingIfNeeded: index)) &* 16_777_619
    }
    for condition in pathConditions where condition.regex.matches(path) {
      hash = (hash ^ condition.number) &* 16_777_619
    }
    return Int32(truncatingIfNeeded: hash)
  }

  /// Names this set of rules: changes whenever a rule's way of finding changes.
  package var ruleSetHash: String {
    var text = "engine 4\n"
    for rule in rules {
      text += "\(rule.id)\t\(rule.level.rawValue)\t\(rule.keywords)\t\(rule.pattern)\t"
      text += "\(rule.boundary)\t\(rule.window)\t\(rule.files)\t"
      text += "\(String(describing: rule.context))\t\(rule.checks)\n"
    }
    return (try? Fingerprint.sha256(Array(text.utf8))) ?? "unavailable"
  }

  func candidates(
    in text: [UInt8],
    path: [UInt8],
    file: FileKind,
    trace: Trace? = nil
  ) throws(ScanError) -> [Candidate] {
    unsafe try text.withUnsafeBufferPointer { buffer throws(ScanError) in
      var names: [Int] = []
      var windows = WindowTable(rules: windowKinds)
      unsafe collect(buffer, &windows, &names)
      for rule in unconditional { unsafe windows.add(rule: rule, at: 0, in: buffer) }

      var found: [Candidate] = []
      var search: RuleSearch?
      for (rule, windows) in windows.inOrder()
      where file.matches(rules[rule].files) && rules[rule].applies(to: path) {
        if search == nil {
          unsafe search = RuleSearch(
            text: text,
            buffer: buffer,
            path: path,
            accounts: options.accounts,
            trace: trace
          )
        }
        try search?.run(
          rules[rule],
          index: rule,
          patterns[rule],
          windows,
          into: &found
        )
      }
      if let generic { unsafe generic.search(buffer, file, names: names, into: &found) }
      dropAllowed(&found, text, path)
      if let trace {
        for candidate in found where candidate.source == .generic {
          trace.note(
            Trace.Attempt(range: candidate.range, source: .generic, candidate: candidate)
          )
        }
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
    _ names: inout [Int]
  ) {
    let wanted = generic?.wanted ?? []
    unsafe keywordRules.withUnsafeBufferPointer { keywordRules in
      unsafe keywordRuleStarts.withUnsafeBufferPointer { starts in
        unsafe wanted.withUnsafeBufferPointer { wanted in
          unsafe index.forEachKeyword(in: text) { keyword, start in
            for at in unsafe Int(starts[keyword])..<Int(starts[keyword + 1]) {
              unsafe windows.add(rule: Int(keywordRules[at]), at: start, in: text)
            }
            if unsafe !wanted.isEmpty && wanted[keyword] { names.append(start) }
          }
        }
      }
    }
  }

  private func dropAllowed(_ found: inout [Candidate], _ text: [UInt8], _ path: [UInt8]) {
    guard !genericAllowLists.isEmpty else { return }
    found.removeAll { candidate in
      guard candidate.source == .generic else { return false }
      let range = candidate.range
      let match = Match(text: text, range: range, whole: range, path: path)
      return genericAllowLists.contains { $0.allows(match) }
    }
  }
}

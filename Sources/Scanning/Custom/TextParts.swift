/// What rules that look at a whole text saw of one that is looked at part by part.
///
/// Some want a word anywhere in the text, some want another rule to find something in it. What a part
/// tells counts for those behind it; for those before it the text is looked at once more.
struct TextParts {
  /// Whether no part was looked at before.
  private var isFirst = true
  /// Whether parts lie before this one, and behind it.
  var comesBehindOthers = false
  var isLast = false
  /// The rules of which a word stands in some part.
  private(set) var awake: Set<Int> = []
  /// Those that were not tried on all parts before, or not to the end.
  private(set) var late: Set<Int> = []
  /// The rules that matched where no word was seen yet.
  private(set) var asking: Set<Int> = []
  private var isAskedAnew = false
  /// The ids of the rules that found something in some part.
  private(set) var found: Set<String> = []
  /// What rules required in vain, in parts that do not hold all that is near enough.
  private(set) var missing: Set<Missing> = []
  /// Those of the last part, with where the match stands that lacks them.
  var missed: [(what: Missing, range: Range<Int>)] = []

  struct Missing: Hashable {
    /// The id of the rule that requires something.
    let rule: String
    let required: String
    /// Whether it may stand anywhere in the text.
    let isAnywhere: Bool
  }

  /// Takes that a word of a rule stands in this part; without one, the rule was not tried yet.
  mutating func wake(_ rule: Int) {
    guard awake.insert(rule).inserted else { return }
    if !isFirst { late.insert(rule) }
  }

  /// Takes whether a word of a rule stood in the part, where a match wanted one.
  ///
  /// `isSought` is whether the word is looked for in every part, or only from such a match on.
  mutating func note(_ rule: Int, stands: Bool, isSought: Bool) {
    if !stands {
      if asking.insert(rule).inserted, !isFirst, !isSought { isAskedAnew = true }
    } else if awake.insert(rule).inserted, asking.contains(rule) {
      late.insert(rule)
    }
  }

  mutating func find(_ id: String) { found.insert(id) }

  /// Ends the part: keeps what was missed by matches that belong to it.
  mutating func endPart(where isOurs: (Range<Int>) -> Bool) {
    for (what, range) in missed where !missing.contains(what) && isOurs(range) {
      missing.insert(what)
    }
    missed = []
    isFirst = false
  }

  /// Whether another look, with what is known now, may find more.
  var wantAnotherLook: Bool {
    isAskedAnew || !late.isEmpty
      || missing.contains { $0.isAnywhere && found.contains($0.required) }
  }

  /// For another look at the same text.
  mutating func beginAgain() {
    (isFirst, comesBehindOthers, isLast, isAskedAnew) = (true, false, false, false)
    (late, missing) = ([], [])
  }

  /// What no part could tell, as sentences.
  func undecided(_ rules: [Rule]) -> [String] {
    let asked = isAskedAnew ? asking.subtracting(awake) : []
    return late.union(asked).map { rules[$0].id }.sorted().map {
      "rule `\($0)` wants a word anywhere in it, and was not tried on all of it"
    }
      + missing.filter { found.contains($0.required) }.map {
        "rule `\($0.rule)` requires `\($0.required)`, which stands in another part of it"
      }.sorted()
  }
}

extension Rule {
  /// Whether a keyword anywhere in a text lets it look at all of the text.
  var looksEverywhere: Bool {
    if case .wholeText = window { !keywords.isEmpty } else { false }
  }

  /// Whether it is tried everywhere, and wants a word anywhere that is no keyword.
  var seeksWordEverywhere: Bool {
    if case .wholeText? = context?.reach { keywords.isEmpty } else { false }
  }
}

/// What is known of the texts of a file that are looked at part by part.
struct PartedTexts {
  /// A text: that of a member of an archive, or what is encoded in it.
  struct Key: Hashable {
    let member: [UInt8]
    /// The number of the text, and of the decoded text in it, and so on.
    var layers: [UInt8]
  }

  private var texts: [Key: TextParts] = [:]
  private var looks = 1
  /// Words first, then what other rules find by them; more is not needed.
  private static let maximumLooks = 4

  subscript(key: Key) -> TextParts {
    get { texts[key] ?? TextParts() }
    set { texts[key] = newValue }
  }

  var wantAnotherLook: Bool {
    !texts.isEmpty && looks < Self.maximumLooks
      && texts.values.contains(where: \.wantAnotherLook)
  }

  mutating func beginAgain() {
    looks += 1
    for key in Array(texts.keys) { texts[key]?.beginAgain() }
  }

  /// What is not known of these texts.
  func unread(_ rules: [Rule]) -> [UnreadPart] {
    texts.sorted {
      ($0.key.member + $0.key.layers).lexicographicallyPrecedes($1.key.member + $1.key.layers)
    }.flatMap { key, parts in
      parts.undecided(rules).map {
        UnreadPart(
          member: key.member,
          cause: .limit,
          message: "it is too large to be looked at as a whole: \($0)",
          hint: "scan it as a file, or in pieces that belong together"
        )
      }
    }
  }
}

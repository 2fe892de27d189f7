/// How much speaks for a value being a secret.
struct GenericScore {
  /// What a value must reach.
  static let threshold = 5.0
  /// What is worth reporting at the most sensitive level: 0.2 on the scale of findings.
  static let least = 2.0

  let total: Double
  let looksRandom: Bool
  /// Repeats itself or counts up, and has the length and the characters of a key.
  let isStandIn: Bool

  /// The total on the scale of findings: the threshold is 0.5, each point away from it counts less.
  var probability: Double {
    let distance = total - Self.threshold
    return 0.5 + 0.5 * distance / (2 + abs(distance))
  }

  /// Weighs a value and its name; nil when it is none of the things that could be a secret.
  init?(
    value: UnsafeBufferPointer<UInt8>,
    name: UnsafeBufferPointer<UInt8>,
    kind: SecretName.Kind,
    form: Assignment.Form,
    file: FileKind
  ) {
    guard value.count >= Self.leastLength(kind), value.count <= 400 else { return nil }
    let alphabet = unsafe Alphabet(of: value)
    guard !alphabet.hasOther else { return nil }
    let isNumber = alphabet.classes == .digit
    if isNumber, kind == .password, value.count <= 10 {
      // People do choose numbers, and most numbers beside such a name are something else.
      guard form == .quoted || form == .bare, unsafe Placeholder.pattern(of: value) == nil,
        unsafe !Regularity.isCount(value)
      else { return nil }
      looksRandom = false
      isStandIn = false
      total = form == .quoted ? 3 : 2.5
      return
    }
    let standIn = unsafe Placeholder.kind(of: value)
    switch standIn {
    case nil: break
    // `abcdef0123456789`
    case .pattern(.sequence) where value.count < 20: return nil
    case .pattern(.monotonous): return nil
    case .pattern where isNumber: return nil
    case .pattern where kind == .password || kind == .secret: break
    default: return nil
    }
    if unsafe Regularity.isRuns(value) || Regularity.isCut(value) || Regularity.isAlphabet(value)
      || Self.isSame(value, name)
    {
      return nil
    }
    let alphanumerics = unsafe value.count { ASCII.isAlphanumeric($0) }
    guard alphanumerics * 100 >= value.count * 35 else { return nil }
    let shape = unsafe ValueShape.of(value)
    switch shape {
    case .reference, .expression, .structured: return nil
    case .uuid where kind != .secret && kind != .password:
      guard unsafe kind == .weak && SecretName.isQualifiedKey(name) && standIn == nil,
        form == .quoted || form == .bare
      else { return nil }
      looksRandom = true
      isStandIn = false
      total = Self.threshold
      return
    case .uuid where unsafe SecretName.namesRequest(name): return nil
    case .uuid, .plain: break
    }
    // `seed = 1546898067`: numbers are random, too, where randomness is no secret.
    if isNumber, kind == .weak || kind == .none { return nil }
    if isNumber, unsafe SecretName.namesRequest(name) { return nil }

    let bits = unsafe TextModel.randomBits(value, alphabet: alphabet)
    let coverage = unsafe CommonWords.coverage(value)
    looksRandom = bits >= 0.4 * Double(value.count)
    if kind == .weak || kind == .none {
      // Without a telling name the value must be beyond doubt.
      guard looksRandom, unsafe Randomness.isPlausible(value) else { return nil }
      // What is joined by many marks is a label, or a pattern.
      let marks = unsafe value.dropLast(2).count { !ASCII.isAlphanumeric($0) }
      guard marks <= 2 + value.count / 10 || shape == .uuid else { return nil }
      if unsafe Regularity.isGrouped(value) { return nil }
    }
    var score = Self.weight(of: kind) + Self.weight(of: form)
    let isKnown = kind == .password || kind == .secret
    // Machines make no short ones beside the names of secrets.
    let isStyled = kind == .password || kind == .secret && value.count >= 8
    let style = isStyled ? unsafe ChosenStyle(value, alphabet) : .none
    switch style {
    case _ where shape == .uuid: score += 2
    case .marked:
      // People choose passwords of words; what they add to a word matters more than the word.
      score += max(-1.5, min(8, bits / 6)) - (coverage <= 0.5 ? 1.5 : 3) * coverage
      score += kind == .password ? 2 : 1
    case .word where kind == .password:
      score += max(-0.5, min(8, bits / 6))
      // Words run together are no identifier and no label.
      score -= (value.count >= 12 ? 0 : coverage < 0.6 ? 1.5 : 5) * coverage
    case .joined where kind == .password:
      score += max(-1, min(8, bits / 6)) - (coverage < 0.6 ? 2 : 4) * coverage
      score -= file.syntax == .code ? 2 : 1
    case .word, .joined, .none:
      score += max(-6, min(8, bits / 6)) - 4 * coverage
      score += Self.weight(of: alphabet, kind, value.count)
    }
    // What is easily guessed is what tests and manuals show.
    if kind == .password, style != .none, bits < 0.6 * Double(value.count), file.isExample,
      unsafe style == .word || style == .joined
        || CommonWords.coverage(value, readingMarks: true) > 0.5
    {
      score -= 2.5
    }
    // `HMAC_SHA_256`
    if alphabet.classes.isDisjoint(with: .lowercase), alphabet.classes.contains(.punctuation),
      bits < 1.5 * Double(value.count), unsafe Self.isConstant(value)
    {
      score -= 4
    }
    // `NO!DATA!`: labels and messages.
    if alphabet.classes == [.uppercase, .punctuation], value.count < 20 { score -= 7 }
    if unsafe isKnown && CredentialName.isOne(value) { score -= 7 }
    // Repetition looks random to the model; it never makes more than a doubt. In the form of a key
    // it is shown, as a rule shows it; in tests and manuals, where most are, only at `sensitive`.
    isStandIn =
      (standIn == .pattern(.periodic) || standIn == .pattern(.sequence))
      && isKnown && value.count >= 20 && alphabet.size > 10
      && alphabet.classes.contains(.digit)
      && (form == .quoted || form == .bare || form == .loose || form == .indirect)
      && file.syntax != .lock && !file.isTranslation
    if isStandIn {
      score = min(score - 3, file.isExample ? 4.9 : 5.1)
    } else if unsafe standIn != nil || Self.isHalfOneByte(value) {
      score = min(score - 4, 4)
    }
    if value.count < 6 { score -= 1 }
    if kind == .secret, value.count < 8 { score -= 2 }
    // `token: "lparen"` in the grammars of editors.
    if kind == .secret, alphabet.classes == .lowercase { score -= 1 }
    if unsafe ValueShape.hasHoles(value) { score -= 6 }
    if unsafe Self.repeatsName(value, name) { score -= kind == .password ? 2.5 : 4 }
    if isKnown, unsafe SecretName.namesRequest(name) { score -= 3 }
    if file.isTranslation, !looksRandom || alphabet.classes.isDisjoint(with: .digit) { score -= 4 }
    // Words in prose are most often just that.
    if !looksRandom, style != .marked, form == .prose || form == .loose { score -= 1.5 }
    if kind == .weak, bits < 0.7 * Double(value.count) { score -= 3 }
    // `Root Key: 3cb2228f…`: prose shows the digests that keys are called by.
    if kind == .weak, file.syntax == .unknown, value.count >= 40,
      unsafe value.allSatisfy(ASCII.isHex)
    {
      score -= 5
    }
    if file.syntax == .lock, !looksRandom { score -= 4 }
    total = score
  }

  private static func leastLength(_ kind: SecretName.Kind) -> Int {
    switch kind {
    case .password: 4
    case .secret: 6
    case .weak: 16
    case .none: 24
    }
  }

  private static func weight(of kind: SecretName.Kind) -> Double {
    switch kind {
    case .password: 5
    case .secret: 3.5
    case .weak: 0.5
    case .none: -2
    }
  }

  private static func weight(of form: Assignment.Form) -> Double {
    switch form {
    case .quoted: 1
    case .bare: 0.5
    case .loose: -1
    case .prose: -2.5
    case .indirect: 0
    case .compared: 0.5
    case .listed: -2
    case .login: 0.5
    }
  }

  /// Words in capitals and digits, joined by `_`.
  private static func isConstant(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
    unsafe ASCII.isUppercase(value[0])
      && value.allSatisfy { ASCII.isAlphanumeric($0) || $0 == UInt8(ascii: "_") }
  }

  /// Whether a run of one byte makes up half of a value: `na1.xxxx`.
  private static func isHalfOneByte(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
    var run = 1
    for index in 1..<value.count {
      run = unsafe value[index] == value[index - 1] ? run + 1 : 1
      if run * 2 >= value.count { return run >= 4 }
    }
    return false
  }

  /// What people and machines mix into secrets: single classes of short values say little.
  private static func weight(
    of alphabet: Alphabet,
    _ kind: SecretName.Kind,
    _ length: Int
  ) -> Double {
    let classes = alphabet.classes
    if classes == .digit { return length >= 20 ? 0 : -3 }
    // `--password PASSWORD` in a usage message, in whatever language.
    if classes == .uppercase { return length >= 20 ? -1.5 : -5 }
    if classes.isDisjoint(with: .digit) {
      // Letters alone, or with the marks that identifiers and prose have.
      return classes.contains([.lowercase, .uppercase, .punctuation]) ? -0.5 : -1.5
    }
    return classes.rawValue.nonzeroBitCount >= 3 ? 1 : 0.5
  }

  /// `("authPass", "authPass")`: a name and what is called so.
  private static func isSame(
    _ value: UnsafeBufferPointer<UInt8>,
    _ name: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    guard value.count == name.count else { return false }
    for index in 0..<value.count
    where unsafe ASCII.lowercased(value[index]) != ASCII.lowercased(name[index]) { return false }
    return true
  }

  /// `password = "dbPassword"`, `token: "access_token"`: the value is in the name.
  private static func repeatsName(
    _ value: UnsafeBufferPointer<UInt8>,
    _ name: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    func letters(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
      var result: [UInt8] = []
      result.reserveCapacity(bytes.count)
      for index in 0..<bytes.count where unsafe ASCII.isLetter(bytes[index]) {
        unsafe result.append(ASCII.lowercased(bytes[index]))
      }
      return result
    }
    let length = value.count
    if length == name.count,
      (0..<length).allSatisfy({
        unsafe ASCII.lowercased(value[$0]) == ASCII.lowercased(name[$0])
      })
    {
      return true
    }
    // What is in the name is not longer than it.
    guard unsafe value.count(where: ASCII.isLetter) <= name.count else { return false }
    let value = unsafe letters(value)
    guard value.count >= 3, value.count * 10 >= length * 7 else { return false }
    let name = unsafe letters(name)
    return unsafe value.withUnsafeBufferPointer { value in
      unsafe name.withUnsafeBufferPointer { name in
        unsafe ByteSearch.contains(value, in: name)
      }
    }
  }
}

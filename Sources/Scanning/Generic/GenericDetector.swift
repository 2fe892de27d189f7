/// Finds secrets that no rule knows, by the names beside them and by how random they are.
struct GenericDetector: Sendable {
  /// Parts of names beside which a secret may stand; the engine finds them with its keywords.
  static let words = [
    "pass", "pwd", "secret", "token", "key", "auth", "cred", "psk", "bearer", "_pw", "hmac",
    "salt", "seed", "nonce", "cookie", "webhook", "connectionstring", "pswd", "directoryentry",
  ]

  static let rule = Rule(
    id: "generic-secret",
    description: "value that is named like a secret, or looks random",
    reference: "https://cwe.mitre.org/data/definitions/798.html",
    level: .medium,
    keywords: words,
    pattern: "",
    advice:
      "If it is a secret, revoke it where it is used, and keep the new one in a secret store.",
    examples: [
      "db_password = \"\(Example.random(16, .alphanumeric))\"\n",
      "API_TOKEN=\(Example.random(32, .hex))\n",
    ],
    counterexamples: [
      "db_password = os.environ[\"DB_PASSWORD\"]\n",
      "token: ${{ secrets.API_TOKEN }}\n",
    ]
  )

  /// Looks at the assignments around the places of `words`; above the limit, names are counted and
  /// not looked at.
  func search(
    _ text: UnsafeBufferPointer<UInt8>,
    _ file: FileKind,
    names: [Int],
    limit: FindingLimit? = nil,
    into found: inout [Candidate]
  ) {
    let before = found.count
    let file = names.isEmpty ? file : file.knowingExamples()
    let parser = unsafe AssignmentParser(text, file.syntax)
    var known = unsafe KnownNames(text)
    var last: Assignment?
    for (number, place) in names.enumerated() {
      if let limit, found.count - before >= limit.most {
        limit.unlisted += names.count - number
        break
      }
      // Several words may stand in one name, and in the value beside it.
      if let last, last.name.contains(place) { continue }
      if let found = found.last, found.range.contains(place) { continue }
      guard let assignment = parser.assignment(aroundWordAt: place), !assignment.value.isEmpty
      else { continue }
      last = assignment
      if let candidate = unsafe candidate(assignment, text, file, &known) {
        found.append(candidate)
      }
    }
  }

  /// Looks at values that `UnnamedSearch` has found, where nothing else was; above the limit, they
  /// are counted and not looked at.
  func search(
    _ text: UnsafeBufferPointer<UInt8>,
    _ file: FileKind,
    unnamed: [UnnamedSearch.Value],
    limit: FindingLimit? = nil,
    into found: inout [Candidate]
  ) {
    guard !unnamed.isEmpty else { return }
    let before = found.count
    // These values have no bytes in common with each other.
    let others = CandidatePlaces(found)
    for (number, value) in unnamed.enumerated() where !others.overlap(value.range) {
      if let limit, found.count - before >= limit.most {
        limit.unlisted += unnamed.count - number
        break
      }
      if let candidate = unsafe candidate(value, text, file) { found.append(candidate) }
    }
  }

  private static let standIn = "looks like a stand-in: it repeats itself or counts up"

  private func candidate(
    _ value: UnnamedSearch.Value,
    _ text: UnsafeBufferPointer<UInt8>,
    _ file: FileKind
  ) -> Candidate? {
    // `"value"` and a number say as much as no name.
    let isSilent =
      unsafe text[value.name].elementsEqual("value".utf8)
      || text[value.name].allSatisfy(ASCII.isDigit)
    let name = unsafe UnsafeBufferPointer(rebasing: isSilent ? text[0..<0] : text[value.name])
    let shown = unsafe String(decoding: name.filter(ASCII.isPrintable), as: UTF8.self)
    if value.place == .service {
      return Candidate(
        range: value.range,
        source: .generic,
        level: value.isStandIn ? .low : .medium,
        score: value.isStandIn ? file.isExample ? 0.48 : 0.52 : 0.65,
        isDoubtful: value.isStandIn,
        reason: "beside the name of a service, `\(shown)`; "
          + (value.isStandIn ? Self.standIn : "looks random")
      )
    }
    // Of a name with one of the words, the word has told.
    let isData = unsafe SecretName.namesData(name)
    let isTold = Self.words.contains { unsafe ByteSearch.contains($0, in: name) }
    guard value.place == .client || !isData && !isTold else { return nil }
    return Candidate(
      range: value.range,
      source: .generic,
      level: .medium,
      score: name.isEmpty ? 0.25 : 0.55,
      reason: name.isEmpty ? "looks random" : "beside `\(shown)`; looks random"
    )
  }

  private func candidate(
    _ assignment: Assignment,
    _ text: UnsafeBufferPointer<UInt8>,
    _ file: FileKind,
    _ known: inout KnownNames
  ) -> Candidate? {
    let name = unsafe UnsafeBufferPointer(rebasing: text[assignment.name])
    let kind = assignment.form == .login ? .password : known.kind(of: assignment.name)
    guard kind != .none else { return nil }
    let value = unsafe UnsafeBufferPointer(rebasing: text[assignment.value])
    guard
      let score = unsafe GenericScore(
        value: value,
        name: name,
        kind: kind,
        form: assignment.form,
        file: file
      ),
      score.total >= GenericScore.least
    else { return nil }
    let shown = unsafe String(decoding: name.filter(ASCII.isPrintable), as: UTF8.self)
    let looks =
      score.isStandIn ? "; \(Self.standIn)" : score.looksRandom ? "; looks random" : ""
    let tenths = Int((score.total * 10).rounded())
    return Candidate(
      range: assignment.value,
      source: .generic,
      level: score.isStandIn ? .low : .medium,
      score: score.probability,
      isDoubtful: score.isStandIn,
      reason:
        "named `\(shown)`\(looks) (\(tenths / 10).\(tenths % 10) points, 5 are enough at default)"
    )
  }
}

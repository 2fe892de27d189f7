/// One look at one file: at its text, at what is encoded in it, and at what it holds as an archive.
struct Look {
  let scanner: Scanner
  /// The file's; it stands in fingerprints.
  let path: [UInt8]
  let windowSize: WindowSize
  let budget: UnpackingBudget
  /// Notes also what becomes no finding; nil in a scan.
  let explainer: Explainer?
  /// For all texts of the file.
  private let matching: MatchBudget
  private(set) var result = ScanResult()
  /// What a later look at a text that is made from this one can use.
  var notes = LookNotes()
  var isUnpackingLimited = false
  /// What is known of texts that are looked at part by part.
  var parted = PartedTexts()
  /// How many archives and compressed files are open, in one another.
  var nesting = 0

  /// So many times may what was decoded be decoded again.
  static let maximumDepth = 3
  /// To open an archive takes as long as to look at so many bytes.
  private static let archiveCost = 4096
  /// How many more bytes of this text may be decoded.
  private var decodingBudget = 0
  private var isDecodingLimited = false
  private var isDepthLimited = false

  init(
    scanner: Scanner,
    path: [UInt8],
    windowSize: WindowSize = WindowSize(),
    explainer: Explainer? = nil
  ) {
    self.explainer = explainer
    self.scanner = scanner
    self.path = path
    self.windowSize = windowSize
    budget = UnpackingBudget(scanner.options.archives)
    matching = MatchBudget(mostFindings: scanner.options.mostFindings)
  }

  /// Looks at a whole file.
  mutating func file(_ bytes: [UInt8]) {
    defer { tellUnlisted() }
    lookOnce(at: bytes)
    while parted.wantAnotherLook {
      self = another()
      lookOnce(at: bytes)
    }
    sayUndecided()
  }

  private mutating func lookOnce(at bytes: [UInt8]) {
    text(TextWindow(bytes), member: [])
    guard let format = Self.archiveFormat(of: bytes) else { return }
    notes.isPartlyUnknown = true
    let count = result.findings.count
    archive(format, .bytes(bytes), .file)
    dropRepeated(0..<count)
  }

  static func archiveFormat(of bytes: [UInt8]) -> ArchiveFormat? {
    ArchiveFormat(bytes) ?? (ArchiveFormat.endsAsZip(bytes) ? .zip : nil)
  }

  /// Looks at a file that is too large to be held.
  mutating func file(_ stream: ByteStream) {
    defer { tellUnlisted() }
    guard let format = ArchiveFormat(stream.peek(ArchiveFormat.headLength)) else {
      windows(stream, member: [])
      return
    }
    archive(format, .stream(stream), .file)
    // What stands behind the archive, in which nobody would look for it.
    windows(stream, member: [])
  }

  private mutating func tellUnlisted() {
    if let part = matching.findings.part { unread(part) }
  }

  /// Drops those findings in an archive as a text that were found again in its members, which come
  /// behind: where members are not compressed, the archive is a text that holds theirs.
  mutating func dropRepeated(_ plain: Range<Int>) {
    guard !plain.isEmpty, result.findings.count > plain.upperBound else { return }
    let found = Set(result.findings[plain.upperBound...].map(\.valueDigest))
    let kept = result.findings[plain].filter { !found.contains($0.valueDigest) }
    result.findings.replaceSubrange(plain, with: kept)
  }

  /// The path that rules look at.
  func name(of member: [UInt8]) -> [UInt8] {
    member.isEmpty ? path : path + Array("!/".utf8) + member
  }

  mutating func unread(_ part: UnreadPart) {
    // What is encoded in a text is looked at in each text that is made from it.
    if notes.hits != nil { notes.isPartlyUnknown = true }
    result.unread.append(part)
  }

  /// Takes back that something behind the first parts is damaged, where the damage is around it.
  mutating func forgetDamage(after count: Int) {
    let others = result.unread[count...].filter { $0.cause != .damaged }
    result.unread.replaceSubrange(count..., with: others)
  }
}

// MARK: Texts

extension Look {
  /// Looks at one part of a text, and at what is encoded in it.
  mutating func text(_ window: TextWindow, member: [UInt8]) {
    let name = name(of: member)
    let file = FileKind(path: name)
    // An archive that stands encoded in a text holds texts itself.
    let outerBudget = decodingBudget
    defer { decodingBudget = outerBudget }
    decodingBudget = 4 * window.bytes.count + 1 << 20
    let texts = ScannedText.texts(in: window.bytes, order: window.order)
    if texts.count > 1 { notes.isPartlyUnknown = true }
    for (number, text) in texts.enumerated() {
      let original = text.isConverted ? text.bytes : window.bytes
      let core = text.isConverted && window.isPart ? window.convertedCore() : window.core
      let part =
        window.isPart
        ? TextPart(
          key: .init(member: member, layers: [UInt8(truncatingIfNeeded: number)]),
          core: core,
          isFirst: window.before.offset == 0,
          isLast: window.core.upperBound == Int.max
        ) : nil
      var plain: [Finding] = []
      do throws(ScanError) {
        plain = try findings(
          in: text,
          of: original,
          name: name,
          file: file,
          member: member,
          part: part,
          place: { text.original($0) }
        )
      } catch {
        unread(UnreadPart(member: member, message: error.message, hint: error.hint))
      }
      let encoded = LayerSearch.decode(text.bytes)
      if notes.hits != nil { notes.holdsSymbols = encoded.holdsSymbols }
      // The hits in what is encoded are not those in the text.
      let hits = notes.hits
      notes.hits = nil
      defer { notes.hits = hits }
      var search = LayerSearch(text: text, original: original, name: name, file: file)
      layers(encoded, [], &search, member: member, part: part)
      if !member.isEmpty, text.runs.isEmpty, OfficeText.isDocument(member),
        text.bytes.count <= OfficeText.maximum
      {
        let office = OfficeText.text(of: text.bytes)
        layers(
          LayerSearch.Encoded(texts: [office]),
          [],
          &search,
          member: member,
          part: part?.layer(TextPart.officeLayer)
        )
      }
      let decoded = search.located()
      var findings =
        explainer?.merged(plain, decoded) ?? FindingMerge.merged(plain, decoded)
      if window.isPart {
        findings.removeAll { !core.contains($0.range.lowerBound) }
      }
      let before = text.isConverted ? window.convertedBefore : window.before
      for index in findings.indices {
        if findings[index].member.isEmpty { findings[index].member = member }
        findings[index].move(behind: before)
      }
      result.findings += findings
    }
  }

  /// Looks at what is encoded in a text of which the candidates are known.
  ///
  /// - Returns: whether the result is that of a look at the whole text.
  mutating func encodings(
    _ encoded: LayerSearch.Encoded,
    in bytes: [UInt8],
    _ file: FileKind,
    beside candidates: [Candidate]
  ) -> Bool {
    decodingBudget = 4 * bytes.count + 1 << 20
    let text = ScannedText(bytes: bytes)
    guard
      let plain = try? scanner.findings(
        candidates,
        in: text,
        of: bytes,
        path: path,
        limit: matching.findings
      )
    else { return false }
    var search = LayerSearch(text: text, original: bytes, name: path, file: file)
    layers(encoded, [], &search, member: [], part: nil)
    result.findings = FindingMerge.merged(plain, search.located())
    // Which of too many are listed may depend on how they were looked for.
    return matching.findings.part == nil
  }

  /// Scans what was decoded from a text, which was decoded itself from those of `outer`.
  private mutating func layers(
    _ decoded: LayerSearch.Encoded,
    _ outer: [DecodedText],
    _ search: inout LayerSearch,
    member: [UInt8],
    part: TextPart?
  ) {
    for archive in decoded.archives
    where spend(archive.bytes.count + Self.archiveCost, member) {
      self.archive(archive, outer, &search, member: member)
    }
    for (number, layer) in decoded.texts.enumerated() {
      self.layer(layer, outer, &search, member: member, part: part?.layer(number))
    }
    var number = decoded.texts.count
    for kind in EscapeDecoder.Kind.allCases {
      var place = EscapeDecoder.Place()
      while place.next < decoded.escaped.count {
        let layer = unsafe decoded.escaped.withUnsafeBufferPointer { text in
          unsafe EscapeDecoder.decode(text, kind, from: &place)
        }
        self.layer(layer, outer, &search, member: member, part: part?.layer(number))
        number += 1
      }
    }
  }

  /// Scans a text that was decoded from one that was decoded itself from those of `outer`.
  private mutating func layer(
    _ layer: DecodedText,
    _ outer: [DecodedText],
    _ search: inout LayerSearch,
    member: [UInt8],
    part: TextPart?
  ) {
    guard !layer.isEmpty, spend(layer.bytes.count, member) else { return }
    let layers = outer + [layer]
    do throws(ScanError) {
      let findings = try findings(
        in: ScannedText(bytes: layer.bytes),
        of: layer.bytes,
        name: search.name,
        file: layer.isEscaped ? search.file : FileKind(path: []),
        member: member,
        part: part,
        place: { search.range($0, layers) }
      )
      // A file is found by its path once, not in each of its encodings again.
      search.add(findings.filter { !scanner.pathRules.contains($0.rule) }, layers)
    } catch {
      unread(UnreadPart(member: member, message: error.message, hint: error.hint))
    }
    if layers.count < Self.maximumDepth {
      self.layers(LayerSearch.decode(layer.bytes), layers, &search, member: member, part: part)
    } else if LayerSearch.holdsMore(layer.bytes) {
      tooDeep(member)
    }
  }

  /// Says where a rule was not tried to the end.
  private mutating func findings(
    in text: ScannedText,
    of original: [UInt8],
    name: [UInt8],
    file: FileKind,
    member: [UInt8],
    part: TextPart?,
    place: (Range<Int>) -> Range<Int>?
  ) throws(ScanError) -> [Finding] {
    var parts = part.map { parted[$0.key] }
    if let part {
      parts?.isLast = part.isLast
      parts?.comesBehindOthers = !part.isFirst
    }
    defer {
      if let part, var seen = parts {
        seen.endPart { range in
          place(range).map { part.core.contains($0.lowerBound) } ?? false
        }
        parted[part.key] = seen
      }

      if let failure = notes.failure {
        unread(UnreadPart(member: member, message: failure.message, hint: failure.hint))
        notes.failure = nil
      }
    }
    guard let explainer else {
      return try scanner.findings(
        in: text,
        of: original,
        name: name,
        file: file,
        path: path,
        budget: matching,
        notes: &notes,
        parts: &parts
      )
    }
    return try explainer.attempts(in: text, of: original, name: name, file: file, path: path)
  }

  /// Says once that there is a layer which is not decoded.
  private mutating func tooDeep(_ member: [UInt8]) {
    guard !isDepthLimited else { return }
    isDepthLimited = true
    unread(
      UnreadPart(
        member: member,
        cause: .limit,
        message: "text is encoded more than \(Self.maximumDepth) times over in it",
        hint: "decode it by hand, and scan what comes out"
      )
    )
  }

  /// Looks into an archive that stands encoded in a text.
  ///
  /// Positions are those of the encoded text.
  private mutating func archive(
    _ archive: SymbolDecoder.EncodedArchive,
    _ outer: [DecodedText],
    _ search: inout LayerSearch,
    member: [UInt8]
  ) {
    guard let range = search.range(archive.encoded, outer),
      let format = ArchiveFormat(archive.bytes)
    else { return }
    let count = result.findings.count
    self.archive(format, .bytes(archive.bytes), Place(encodedIn: member))
    let encodings =
      outer.flatMap(\.encodings) + archive.encodings + (format.isStream ? [format.rawValue] : [])
    for var finding in result.findings[count...] {
      finding.encodings = encodings + finding.encodings
      search.add(finding, at: range)
    }
    result.findings.removeSubrange(count...)
  }

  /// Takes bytes off the budget; says once when it is used up.
  private mutating func spend(_ count: Int, _ member: [UInt8]) -> Bool {
    decodingBudget -= count
    guard decodingBudget < 0 else { return true }
    guard !isDecodingLimited else { return false }
    isDecodingLimited = true
    unread(
      UnreadPart(
        member: member,
        cause: .limit,
        message: "there is too much encoded text within encoded text to decode all of it",
        hint: "look at this file by hand"
      )
    )
    return false
  }
}

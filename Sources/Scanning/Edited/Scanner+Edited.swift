extension Scanner {
  /// What there is to find in a text, some pieces of which were copied from one that was blank.
  ///
  /// - Parameters:
  ///   - input: the text.
  ///   - base: the other text, of the same kind of file (``kind(ofPath:)``); nil if there is none.
  ///   - pieces: what was copied, in the order of the places in `input`; what lies in none is new.
  /// - Returns: what a look at all of the text finds, mostly after a look at what is new; and the
  ///   text for a further look, if it is blank, too.
  package func look(
    at input: ScanInput,
    madeFrom base: BlankText?,
    _ pieces: [TextPiece]
  ) -> (result: ScanResult, blank: BlankText?) {
    if let base, let blank = edited(input, base, pieces) { return (ScanResult(), blank) }
    var look = Look(scanner: self, path: input.path)
    look.notes.hits = []
    look.file(input.bytes)
    guard !look.notes.hasLeads, let hits = look.notes.hits,
      // A text that is full of keywords is read faster than they are.
      hits.count <= input.bytes.count / 16 + 64
    else { return (look.result, nil) }
    return (
      look.result, BlankText(count: input.bytes.count, hits: hits.sorted { $0.start < $1.start })
    )
  }

  /// The generic detector looks no farther: a name, a value and what is between them.
  private static let genericReach = 1024
  /// Encoded parts that are farther away are parts of their own.
  ///
  /// Two escapes of a URL, each 512 bytes from the next one, and what is read before them.
  private static let encodingReach = 1200

  /// The text, if it is blank; nil if it is not or if that cannot be said without a look at all of
  /// it.
  private func edited(
    _ input: ScanInput,
    _ base: BlankText,
    _ pieces: [TextPiece]
  ) -> BlankText? {
    let bytes = input.bytes
    let edits = Edits(around: pieces, count: bytes.count, of: base.count)
    guard unconditional.isEmpty,
      edits.ranges.reduce(0, { $0 + $1.count }) <= bytes.count / 2,
      // By its head and its end the whole may be something else than text.
      Look.archiveFormat(of: bytes) == nil, TextEncoding.utf16ByteOrder(of: bytes) == nil
    else { return nil }
    for part in edits.widened(before: 64, after: 64, in: bytes.count)
    where bytes[part].contains(0) {
      return nil
    }
    let hits = hits(bytes, base, pieces, edits)
    let file = FileKind(path: input.path)
    guard !hasCandidates(input, file, edits, hits) else { return nil }
    for part in edits.widened(
      before: Self.encodingReach,
      after: Self.encodingReach,
      in: bytes.count
    ) {
      var look = Look(scanner: self, path: input.path)
      look.encodings(in: Array(bytes[part]), file)
      if look.notes.hasLeads { return nil }
    }
    return BlankText(count: bytes.count, hits: hits)
  }

  /// The keywords of a text: those that were copied, and those in what is new or partly so.
  private func hits(
    _ bytes: [UInt8],
    _ base: BlankText,
    _ pieces: [TextPiece],
    _ edits: Edits
  ) -> [KeywordHit] {
    // A keyword that starts in one of these may reach into what is new.
    let parts = edits.widened(before: KeywordIndex.maximumLength, after: 0, in: bytes.count)
    var fresh: [KeywordHit] = []
    unsafe bytes.withUnsafeBufferPointer { text in
      for part in parts {
        let end = min(bytes.count, part.upperBound + KeywordIndex.maximumLength)
        let piece = unsafe UnsafeBufferPointer(rebasing: text[part.lowerBound..<end])
        unsafe index.forEachKeyword(in: piece) { keyword, start in
          guard start < part.count else { return }
          fresh.append(KeywordHit(start: part.lowerBound + start, owner: owners[keyword]))
        }
      }
    }
    fresh.sort { $0.start < $1.start }
    var result: [KeywordHit] = []
    result.reserveCapacity(base.hits.count + fresh.count)
    var (nextFresh, nextPart) = (0, 0)
    for piece in pieces {
      var number = base.hits.firstIndex(from: piece.source)
      while number < base.hits.count {
        let hit = base.hits[number]
        guard hit.start < piece.source + piece.count else { break }
        number += 1
        let start = hit.start - piece.source + piece.start
        while nextPart < parts.count, parts[nextPart].upperBound <= start { nextPart += 1 }
        if nextPart < parts.count, parts[nextPart].lowerBound <= start { continue }
        while nextFresh < fresh.count, fresh[nextFresh].start <= start {
          result.append(fresh[nextFresh])
          nextFresh += 1
        }
        result.append(KeywordHit(start: start, owner: hit.owner))
      }
    }
    result += fresh[nextFresh...]
    return result
  }

  /// Whether any rule, or the generic detector, has something to say of a place that an edit can
  /// make a difference to.
  private func hasCandidates(
    _ input: ScanInput,
    _ file: FileKind,
    _ edits: Edits,
    _ hits: [KeywordHit]
  ) -> Bool {
    let reaches = reaches.all
    return unsafe input.bytes.withUnsafeBufferPointer { text in
      var names: [Int] = []
      var windows = WindowTable(rules: windowKinds)
      var distance = Edits.Distance(edits)
      for hit in hits {
        let near = distance.of(hit.start)
        if hit.owner == Self.forNames {
          if near <= Self.genericReach { names.append(hit.start) }
        } else if near <= reaches[Int(hit.owner)] {
          unsafe windows.add(rule: Int(hit.owner), at: hit.start, in: text)
        }
      }
      var found: [Candidate] = []
      var search: RuleSearch?
      for (rule, windows) in windows.inOrder()
      where file.matches(rules[rule].files) && rules[rule].applies(to: input.path) {
        if search == nil {
          unsafe search = RuleSearch(
            text: input.bytes,
            buffer: text,
            path: input.path,
            accounts: options.accounts
          )
        }
        // What went wrong comes up again when all of the text is looked at.
        guard (try? search?.run(rules[rule], index: rule, windows, into: &found)) != nil,
          found.isEmpty
        else { return true }
      }
      guard let generic else { return false }
      let unnamed = unsafe UnnamedSearch(text, file)
      let reach = UnnamedSearch.reach
      for part in edits.widened(before: reach, after: reach, in: text.count)
      where unnamed.hasValues(in: part) { return true }
      unsafe generic.search(text, file, names: names, unnamed: [], into: &found)
      return !found.isEmpty
    }
  }
}

extension [KeywordHit] {
  /// The number of the first one that does not start before a place.
  fileprivate func firstIndex(from place: Int) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle].start < place { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension Scanner {
  /// What there is to find in a text, some pieces of which were copied from one that is known.
  ///
  /// - Parameters:
  ///   - input: the text.
  ///   - base: the other text, of the same kind of file (``kind(ofPath:)``); nil if there is none.
  ///   - pieces: what was copied, in the order of the places in `input`; what lies in none is new.
  ///     Those that follow one another in both texts must be one.
  /// - Returns: what a look at all of the text finds, mostly after a look at what is new; and the
  ///   text for a further look, unless there is more to it than can be kept.
  package func look(
    at input: ScanInput,
    madeFrom base: KnownText?,
    _ pieces: [TextPiece]
  ) -> (result: ScanResult, known: KnownText?) {
    if let base, let edited = edited(input, base, pieces) { return edited }
    guard input.bytes.count < KeywordHit.limit else { return (look(at: input), nil) }
    var look = Look(scanner: self, path: input.path)
    look.notes.hits = []
    look.file(input.bytes)
    guard !look.notes.isPartlyUnknown, var hits = look.notes.hits,
      // A text that is full of keywords is read faster than they are.
      hits.count <= input.bytes.count / 16 + 64
    else { return (look.result, nil) }
    hits.sort { $0.start < $1.start }
    let known = KnownText(
      count: input.bytes.count,
      hits: hits,
      candidates: look.notes.candidates,
      holdsUnnamed: look.notes.holdsUnnamed,
      holdsSymbols: look.notes.holdsSymbols
    )
    return (look.result, known)
  }

  /// The generic detector looks no farther where there are no `LongRuns`: a name, a value and what
  /// is between them.
  private static let genericReach = 1024

  /// What there is to find after a look at what is new, and the text as it is known then; nil if
  /// that takes a look at all of it.
  ///
  /// What goes wrong here goes wrong again there, and is told there.
  private func edited(
    _ input: ScanInput,
    _ base: KnownText,
    _ pieces: [TextPiece]
  ) -> (result: ScanResult, known: KnownText?)? {
    let bytes = input.bytes
    // Whether a name stands in a comment is told from the start of its line, however far that is.
    let edits = unsafe bytes.withUnsafeBufferPointer { text in
      unsafe Edits(around: pieces, count: bytes.count, of: base.count)
        .reachingLineEnds(in: text, beyond: Self.genericReach)
    }
    guard !dependsOnUsers,
      edits.ranges.reduce(0, { $0 + $1.count }) <= bytes.count / 2,
      // By its head and its end the whole may be something else than text.
      Look.archiveFormat(of: bytes) == nil, TextEncoding.utf16ByteOrder(of: bytes) == nil,
      !longRunsStand(near: edits, in: bytes)
    else { return nil }
    for part in edits.widened(before: 64, after: 64, in: bytes.count)
    where bytes[part].contains(0) {
      return nil
    }
    let file = FileKind(path: input.path)
    let hits = hits(bytes, base, pieces, edits)
    guard let fresh = candidates(input, file, edits, hits) else { return nil }
    let named = inOrder(copied(base, pieces, edits) + fresh)
    var candidates = named
    let holdsUnnamed = addUnnamed(to: &candidates, bytes, file, base, edits)
    let encoded = encoded(in: bytes, base, edits)
    var look = Look(scanner: self, path: input.path)
    // Of a text that is full of candidates not all are made.
    guard candidates.count < options.mostFindings,
      look.encodings(encoded, in: bytes, file, beside: candidates)
    else { return nil }
    let known = KnownText(
      count: bytes.count,
      hits: hits,
      candidates: named,
      holdsUnnamed: holdsUnnamed,
      holdsSymbols: encoded.holdsSymbols
    )
    return (look.result, known)
  }

  /// Whether there is a long run of what stands between names and values so near to an edit that
  /// something may look across it from there.
  private func longRunsStand(near edits: Edits, in bytes: [UInt8]) -> Bool {
    let rules = reaches.all.lazy.filter { $0 != RuleReaches.unlimited }.max() ?? 0
    return unsafe bytes.withUnsafeBufferPointer { text in
      func stand(_ members: ByteSet, _ reach: Int) -> Bool {
        edits.widened(before: reach, after: reach, in: text.count)
          .contains { unsafe LongRuns.stand(of: members, in: $0, of: text) }
      }
      return stand(LongRuns.marks, 4 * Self.genericReach) || stand(LongRuns.blanks, 4 * rules)
    }
  }

  /// Adds the values that count where there are few of them; returns whether there are any.
  private func addUnnamed(
    to candidates: inout [Candidate],
    _ bytes: [UInt8],
    _ file: FileKind,
    _ base: KnownText,
    _ edits: Edits
  ) -> Bool {
    guard let generic else { return false }
    return unsafe bytes.withUnsafeBufferPointer { text in
      let search = unsafe UnnamedSearch(text, file)
      let reach = UnnamedSearch.reach
      guard
        base.holdsUnnamed
          || edits.widened(before: reach, after: reach, in: text.count)
            .contains(where: search.hasValues)
      else { return false }
      let unnamed = search.values()
      unsafe generic.search(text, file, unnamed: unnamed.values, into: &candidates)
      return unnamed.isTable || !unnamed.values.isEmpty
    }
  }

  /// What stands encoded in a text, of any length: its first byte may decide what it is.
  private func encoded(
    in bytes: [UInt8],
    _ base: KnownText,
    _ edits: Edits
  ) -> LayerSearch.Encoded {
    if base.holdsSymbols { return LayerSearch.decode(bytes) }
    // What comes before a run of symbols may be a part of an escape.
    let parts = edits.widened(before: 2, after: 2, in: bytes.count)
    let holdsSymbols = unsafe bytes.withUnsafeBufferPointer { text in
      unsafe SymbolDecoder.holdsAny(in: text, touching: parts)
    }
    return holdsSymbols ? LayerSearch.decode(bytes) : LayerSearch.Encoded(escaped: bytes)
  }

  /// The keywords of a text: those that were copied, and those in what is new or partly so.
  private func hits(
    _ bytes: [UInt8],
    _ base: KnownText,
    _ pieces: [TextPiece],
    _ edits: Edits
  ) -> [KeywordHit] {
    // A keyword that starts in one of these may reach into what is new.
    let parts = edits.widened(before: index.longest, after: 0, in: bytes.count)
    var fresh: [KeywordHit] = []
    unsafe bytes.withUnsafeBufferPointer { text in
      for part in parts {
        let end = min(bytes.count, part.upperBound + index.longest)
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

  // MARK: Candidates

  /// How far from an edit a candidate may be that is looked for again; others are copied.
  ///
  /// Its keyword is no farther from it than the rule looks, and what made the rule take it or leave
  /// it no farther from the keyword. Nil if it is always looked for.
  private func border(_ source: Candidate.Source, _ reaches: [Int]) -> Int? {
    switch source {
    case .generic: 2 * Self.genericReach
    case .rule(let rule): reaches[rule] == RuleReaches.unlimited ? nil : 2 * reaches[rule]
    }
  }

  /// What rules and the generic detector say of the places that an edit can make a difference to;
  /// nil if they have to see all of the text.
  private func candidates(
    _ input: ScanInput,
    _ file: FileKind,
    _ edits: Edits,
    _ hits: [KeywordHit]
  ) -> [Candidate]? {
    let reaches = reaches.all
    let budget = MatchBudget()
    budget.add(bytes: input.bytes.count)
    return unsafe input.bytes.withUnsafeBufferPointer { text in
      var names: [Int] = []
      var windows = WindowTable(rules: windowKinds)
      var distance = Edits.Distance(edits)
      for hit in hits {
        let near = distance.of(hit.start)
        if hit.owner == Self.forNames {
          if near <= 3 * Self.genericReach { names.append(hit.start) }
        } else if near / 3 <= reaches[Int(hit.owner)] {
          unsafe windows.add(rule: Int(hit.owner), at: hit.start, in: text)
        }
      }
      var found: [Candidate] = []
      var search: RuleSearch?
      for (rule, windows) in windows.inOrder() where file.matches(rules[rule].files) {
        // What goes wrong comes up again when all of the text is looked at.
        guard let applies = try? rules[rule].applies(to: input.path) else { return nil }
        guard applies else { continue }
        if search == nil {
          unsafe search = RuleSearch(
            text: input.bytes,
            buffer: text,
            path: input.path,
            accounts: options.accounts,
            budget: budget
          )
        }
        guard (try? search?.run(rules[rule], index: rule, windows, into: &found)) != nil
        else { return nil }
      }
      if let generic { unsafe generic.search(text, file, names: names, into: &found) }
      return found.filter { candidate in
        border(candidate.source, reaches).map { edits.distance(of: candidate.range) <= $0 } ?? true
      }
    }
  }

  /// The candidates that no edit can make a difference to, where they are now.
  private func copied(_ base: KnownText, _ pieces: [TextPiece], _ edits: Edits) -> [Candidate] {
    if base.candidates.isEmpty { return [] }
    let reaches = reaches.all
    var result: [Candidate] = []
    for piece in pieces {
      let source = piece.source..<piece.source + piece.count
      for candidate in base.candidates
      where source.lowerBound <= candidate.range.lowerBound
        && candidate.range.upperBound <= source.upperBound
      {
        guard let border = border(candidate.source, reaches) else { continue }
        let moved = candidate.moved(by: piece.start - piece.source)
        if edits.distance(of: moved.range) > border { result.append(moved) }
      }
    }
    return result
  }

  /// Candidates in the order in which a look at a whole text makes them.
  private func inOrder(_ candidates: [Candidate]) -> [Candidate] {
    func rank(_ source: Candidate.Source) -> Int {
      if case .rule(let rule) = source { rule } else { rules.count }
    }
    return candidates.sorted {
      (rank($0.source), $0.range.lowerBound) < (rank($1.source), $1.range.lowerBound)
    }
  }
}

extension Candidate {
  fileprivate func moved(by offset: Int) -> Candidate {
    Candidate(
      range: range.lowerBound + offset..<range.upperBound + offset,
      source: source,
      level: level,
      score: score,
      isDoubtful: isDoubtful,
      reason: reason,
      account: account
    )
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

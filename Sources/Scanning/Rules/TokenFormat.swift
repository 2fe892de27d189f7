/// The form of a token: literals and runs of random characters, from left to right.
///
/// `["github_pat_", .run(22, .alphanumeric), "_", .run(59, .alphanumeric)]` gives the pattern, the
/// examples and the near misses of a rule, so that they cannot contradict each other.
package struct TokenFormat: Sendable, ExpressibleByArrayLiteral {
  package enum Part: Sendable, ExpressibleByStringLiteral {
    case literal(String)
    case runs(ClosedRange<Int>, Alphabet)
    /// Hexadecimal groups of 8, 4, 4, 4 and 12 digits in either case.
    case uuid

    package init(stringLiteral value: String) { self = .literal(value) }

    var fixedCount: Int? {
      switch self {
      case .literal(let text): text.utf8.count
      case .runs(let counts, _): counts.count == 1 ? counts.lowerBound : nil
      case .uuid: 36
      }
    }

    package static func run(_ count: Int, _ alphabet: Alphabet) -> Part {
      .runs(count...count, alphabet)
    }
  }

  package var parts: [Part]

  package init(arrayLiteral elements: Part...) { parts = elements }

  /// The pattern of the token, with what must not follow it.
  package var pattern: String {
    var pattern = ""
    var end = "(?![A-Za-z0-9])"
    for (index, part) in parts.enumerated() {
      switch part {
      case .literal(let text):
        pattern += Self.escaped(text)
        end = "(?![A-Za-z0-9])"
      case .runs(let counts, let alphabet):
        let count =
          counts.count == 1 ? "\(counts.lowerBound)" : "\(counts.lowerBound),\(counts.upperBound)"
        pattern += "\(alphabet.pattern){\(count)}"
        // What must not follow a last run includes all that could: giving back never helps.
        if counts.count > 1, index == parts.indices.last { pattern += "+" }
        end = alphabet.end
      case .uuid:
        pattern += "[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}"
        end = "(?![A-Za-z0-9-])"
      }
    }
    return pattern + end
  }

  /// The literal to look for, in lower case: the first part if that is one of some length, else the
  /// longest.
  package var keyword: String { leading ?? longest.lowercased() }

  /// How far before the keyword a token can start, at most 256 bytes.
  package var reach: Int {
    var reach = 0
    for part in parts {
      switch part {
      case .literal(let text):
        if text.lowercased() == keyword { return min(reach, 256) }
        reach += text.utf8.count
      case .runs(let counts, _): reach += counts.upperBound
      case .uuid: reach += 36
      }
    }
    return 256
  }

  /// Whether a token starts with its keyword.
  package var startsWithKeyword: Bool { leading != nil }

  /// A short one is passed over for one that is rarer in text.
  private var leading: String? {
    guard case .literal(let text) = parts.first, text.utf8.count >= 3 else { return nil }
    return text.utf8.count < 5 && longest.utf8.count >= 5 ? nil : text.lowercased()
  }

  private var longest: String {
    var longest = ""
    for case .literal(let text) in parts where text.utf8.count > longest.utf8.count {
      longest = text
    }
    return longest
  }

  /// A token of this form; runs of varying length take a length in the middle.
  package func token(seed: UInt64 = 0) -> String {
    filled(seed: seed) { counts in
      (counts.lowerBound + min(counts.upperBound, counts.lowerBound * 2)) / 2
    }
  }

  /// Tokens that miss the form narrowly: the last run is cut short, or drags on.
  package var nearMisses: [String] {
    guard
      let last = parts.lastIndex(where: { if case .literal = $0 { false } else { true } })
    else { return [] }
    var short = self
    var long = self
    switch parts[last] {
    case .literal:
      return []
    case .runs(let counts, let alphabet):
      short.parts[last] = .run(counts.lowerBound - 1, alphabet)
      long.parts[last] = .run(counts.upperBound + 1, alphabet)
    case .uuid:
      short.parts[last] = .run(31, .hex)
      long.parts[last] = .run(33, .hex)
    }
    return [short.token(), long.token()]
  }

  /// What documentation shows in place of a token: every run is one character, repeated.
  package var placeholder: String {
    parts.map { part in
      switch part {
      case .literal(let text): text
      case .runs(let counts, let alphabet):
        String(repeating: Self.filler(alphabet), count: counts.lowerBound)
      case .uuid: "00000000-0000-0000-0000-000000000000"
      }
    }.joined()
  }

  private func filled(seed: UInt64, length: (ClosedRange<Int>) -> Int) -> String {
    parts.enumerated().map { index, part in
      switch part {
      case .literal(let text): text
      case .runs(let counts, let alphabet):
        Example.random(length(counts), alphabet, seed: seed &+ UInt64(index))
      case .uuid: Example.uuid(seed: seed &+ UInt64(index))
      }
    }.joined()
  }

  private static func filler(_ alphabet: Alphabet) -> String {
    switch alphabet {
    case .digits, .hex, .upperHex, .anyHex: "0"
    case .upperAlphanumeric, .base32: "X"
    default: "x"
    }
  }

  /// That every run of some length is as varied as a random one, whatever stands around it.
  package var randomness: Check { .randomRuns(self) }

  /// The worst that can be said of one of the runs.
  func verdict(on value: ArraySlice<UInt8>) -> Verdict {
    let longest = parts.map { part in
      if case .runs(let counts, _) = part { counts.lowerBound } else { 0 }
    }.max()
    var verdict = Verdict.holds
    for index in parts.indices {
      guard let run = run(index, of: value) else { continue }
      let isVaried: Bool
      switch parts[index] {
      case .runs(let counts, let alphabet):
        guard counts.lowerBound >= 20 || counts.lowerBound == longest else { continue }
        isVaried = alphabet.isPlausible(run)
      case .uuid: isVaried = Set(run).count >= 9
      case .literal: continue
      }
      if isVaried { continue }
      if unsafe run.withUnsafeBufferPointer({ unsafe Placeholder.isMasked($0) }) {
        return .lowers(.mask("a mask, not a secret"))
      }
      verdict = .lowers(.pattern("too regular for its length"))
    }
    return verdict
  }

  /// The bytes of one part in a value of this form.
  ///
  /// Nil where parts of varying length on both sides leave its place open.
  private func run(_ index: Int, of value: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    func length(_ parts: ArraySlice<Part>) -> Int? {
      parts.reduce(0) { sum, part in
        guard let sum, let count = part.fixedCount else { return nil }
        return sum + count
      }
    }
    let before = length(parts[..<index])
    let after = length(parts[(index + 1)...])
    let own = parts[index].fixedCount
    if let before, let after { return value.dropFirst(before).dropLast(after) }
    if let before, let own { return value.dropFirst(before).prefix(own) }
    if let after, let own { return value.dropLast(after).suffix(own) }
    return nil
  }

  /// `text` with the characters that mean something in a pattern escaped.
  package static func escaped(_ text: String) -> String {
    var escaped: [UInt8] = []
    for byte in text.utf8 {
      if #"\^$.|?*+()[]{}"#.utf8.contains(byte) { escaped.append(0x5C) }
      escaped.append(byte)
    }
    return String(decoding: escaped, as: UTF8.self)
  }
}

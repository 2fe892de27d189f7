extension Check {
  /// What the check says of a match; `value` are the bytes of the match's value.
  func verdict(on match: Match, value: UnsafeBufferPointer<UInt8>) -> Verdict {
    switch self {
    case .randomness:
      unsafe Randomness.isPlausible(value) ? .holds : Self.tooRegular(value)
    case .randomRuns(let format): format.verdict(on: match.value)
    case .variety(let count, let bits):
      unsafe Randomness.entropy(UnsafeBufferPointer(rebasing: value.suffix(count))) >= bits
        ? .holds : Self.tooRegular(value)
    case .notPlaceholder: unsafe Placeholder.verdict(on: value)
    case .doubts(let doubt): doubt(match).map(Verdict.lowers) ?? .holds
    default: unsafe holds(for: match, value: value) ? .holds : .fails
    }
  }

  /// It rules out or not, in less time than others: what most matches fail is tried first.
  var isQuick: Bool {
    switch self {
    case .length, .contains: true
    default: false
    }
  }

  private func holds(for match: Match, value: UnsafeBufferPointer<UInt8>) -> Bool {
    switch self {
    case .length(let range): range.contains(value.count)
    case .minimumEntropy(let bits): unsafe Randomness.entropy(value) >= bits
    case .contains(let classes): unsafe Alphabet(of: value).classes.isSuperset(of: classes)
    case .crc32Base62(let skipping):
      Checksum.endsWithChecksum(match.value, skipping: skipping)
    case .jwt: JSONWebToken.hasHeader(match.value)
    case .base64(let decodedLength):
      Base64.decode(match.value).map { decodedLength.contains($0.count) } ?? false
    case .pemPrivateKey: PrivateKeyBlock.hasBody(match.value)
    case .excludes(let words):
      !words.contains { unsafe ByteSearch.contains($0, in: value) }
    case .custom(let condition), .asked(_, let condition): condition(match)
    case .randomness, .randomRuns, .variety, .notPlaceholder, .doubts: true
    }
  }

  /// What a value without the variety of a random one is.
  private static func tooRegular(_ value: UnsafeBufferPointer<UInt8>) -> Verdict {
    unsafe .lowers(
      Placeholder.isMasked(value)
        ? .mask("a mask, not a secret") : .pattern("too regular for its length")
    )
  }

  /// What a passed check adds to the reason of a finding.
  var evidence: String? {
    switch self {
    case .randomness: "looks random"
    case .crc32Base62: "its checksum is right"
    case .jwt: "its header decodes"
    case .pemPrivateKey: "it has a body"
    default: nil
    }
  }

  /// What the check asks for, in a few words.
  var name: String {
    switch self {
    case .length(let range): "\(range.lowerBound) to \(range.upperBound) bytes long"
    case .minimumEntropy(let bits): "\(bits) bits of entropy a byte"
    case .randomness, .randomRuns: "varied like a random value"
    case .variety(let count, let bits): "\(bits) bits of entropy a byte in the last \(count)"
    case .notPlaceholder: "no stand-in"
    case .contains(let classes): "has \(classes.names)"
    case .crc32Base62: "ends with its checksum"
    case .jwt: "header decodes"
    case .base64(let length):
      "base64 of \(length.lowerBound) to \(length.upperBound) bytes"
    case .pemPrivateKey: "has the body of a key"
    case .excludes(let words): "none of \(words.joined(separator: ", "))"
    case .custom: "what else the rule asks for"
    case .asked(let name, _): name
    case .doubts: "no sample"
    }
  }
}

extension ByteClasses {
  /// The classes, for a reader.
  var names: String {
    [
      (ByteClasses.digit, "a digit"), (.lowercase, "a lower-case letter"),
      (.uppercase, "an upper-case letter"), (.punctuation, "a mark"),
    ]
    .filter { contains($0.0) }.map(\.1).joined(separator: ", ")
  }
}

extension Check {
  /// Whether the condition holds for a match; `value` are the bytes of the match's value.
  func holds(for match: Match, value: UnsafeBufferPointer<UInt8>) -> Bool {
    switch self {
    case .length(let range): range.contains(value.count)
    case .minimumEntropy(let bits): unsafe Randomness.entropy(value) >= bits
    case .randomness: unsafe Randomness.isPlausible(value)
    case .notPlaceholder: unsafe !Placeholder.matches(value)
    case .contains(let classes): unsafe Alphabet(of: value).classes.isSuperset(of: classes)
    case .crc32Base62(let skipping):
      Checksum.endsWithChecksum(match.value, skipping: skipping)
    case .jwt: JSONWebToken.hasHeader(match.value)
    case .base64(let decodedLength):
      Base64.decode(match.value).map { decodedLength.contains($0.count) } ?? false
    case .pemPrivateKey: PrivateKeyBlock.hasBody(match.value)
    case .excludes(let words):
      !words.contains { unsafe ByteSearch.contains($0, in: value) }
    case .custom(let condition): condition(match)
    }
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
}

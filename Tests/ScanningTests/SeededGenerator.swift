/// SplitMix64: the same random values on each run.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func string(of alphabet: String, length: Int) -> String {
    let symbols = Array(alphabet)
    return String(
      (0..<length).map { _ in symbols[Int.random(in: 0..<symbols.count, using: &self)] }
    )
  }
}

/// Alphabets of the things that are random in practice.
enum TestAlphabet {
  static let digits = "0123456789"
  static let hex = digits + "abcdef"
  static let lowercase = "abcdefghijklmnopqrstuvwxyz"
  static let letters = lowercase + lowercase.uppercased()
  static let base62 = digits + letters
  static let base64 = base62 + "+/"
  /// What Secrets Manager draws its passwords from unless told otherwise.
  static let printable = base62 + ##"!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~"##
}

package import AWS

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// How a random value is made.
package struct RandomValue: Sendable {
  /// A set of characters of which a value may be made.
  package enum Class: String, Sendable, CaseIterable {
    case lower
    case upper
    case digits
    case symbols

    /// In ASCII; the symbols are those of Secrets Manager's GetRandomPassword.
    var characters: [UInt8] {
      switch self {
      case .lower: Array(UInt8(ascii: "a")...UInt8(ascii: "z"))
      case .upper: Array(UInt8(ascii: "A")...UInt8(ascii: "Z"))
      case .digits: Array(UInt8(ascii: "0")...UInt8(ascii: "9"))
      case .symbols: Array(##"!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~"##.utf8)
      }
    }
  }

  package static let lengths = 1...4096

  package var length: Int
  package var classes: Set<Class>
  /// Characters that it must not have.
  package var excluded: String

  package init(
    length: Int = 32,
    classes: Set<Class> = [.lower, .upper, .digits],
    excluding excluded: String = ""
  ) {
    self.length = length
    self.classes = classes
    self.excluded = excluded
  }

  /// The bits of entropy of a value, at most: `length × log2(characters)`.
  package var bits: Double { Double(length) * log2(Double(alphabet.count)) }

  /// A value of the system's cryptographic generator, with at least one character of each class.
  ///
  /// Each character is drawn evenly; a value that lacks a class is drawn anew as a whole, so that all
  /// values that have them are equally likely.
  ///
  /// - Throws: `.invalidValue` when the length is out of bounds or too short for the classes, or
  ///   nothing is left of a class.
  package func make() throws(SecretsError) -> SecretBytes {
    let sets = try checkedSets()
    let alphabet = sets.flatMap(\.self)
    var generator = SystemRandomNumberGenerator()
    while true {
      var value = SecretBuffer()
      var missing = Set(sets.indices)
      for _ in 0..<length {
        let character = alphabet[Int.random(in: alphabet.indices, using: &generator)]
        value.append(character)
        if let found = missing.first(where: { sets[$0].contains(character) }) {
          missing.remove(found)
        }
      }
      if missing.isEmpty { return value.contents() }
    }
  }

  /// Refuses what cannot be made: a length out of bounds, or nothing left of a class.
  package func check() throws(SecretsError) { _ = try checkedSets() }

  /// Whether a value has the length, and of each class a character, and of nothing else.
  func describes(_ value: SecretBytes) throws(SecretsError) -> Bool {
    let sets = try checkedSets()
    return unsafe value.withBytes { bytes in
      unsafe bytes.count == length
        && bytes.allSatisfy { byte in sets.contains { $0.contains(byte) } }
        && sets.allSatisfy { set in unsafe bytes.contains(where: set.contains) }
    }
  }

  private var alphabet: [UInt8] {
    let excluded = Set(excluded.utf8)
    return Class.allCases.filter(classes.contains).flatMap(\.characters)
      .filter { !excluded.contains($0) }
  }

  private func checkedSets() throws(SecretsError) -> [[UInt8]] {
    guard Self.lengths.contains(length) else {
      throw SecretsError(
        .invalidValue,
        "A value of \(length) characters cannot be made.",
        hint: "Choose a length of 1 to \(Self.lengths.upperBound)."
      )
    }
    guard !classes.isEmpty else {
      throw SecretsError(.invalidValue, "A value of no class of characters cannot be made.")
    }
    guard length >= classes.count else {
      throw SecretsError(
        .invalidValue,
        "A value of \(length) characters cannot have one of each of \(classes.count) classes.",
        hint: "Make it longer, or choose fewer classes."
      )
    }
    let excluded = Set(excluded.utf8)
    var sets: [[UInt8]] = []
    for kind in Class.allCases where classes.contains(kind) {
      let left = kind.characters.filter { !excluded.contains($0) }
      guard !left.isEmpty else {
        throw SecretsError(
          .invalidValue,
          "Nothing is left of the class “\(kind.rawValue)”.",
          hint: "Leave the class out, or exclude less."
        )
      }
      sets.append(left)
    }
    return sets
  }
}

/// Bounds on the Shannon entropy of short random strings.
///
/// A flat cut-off fails: 4.5 bits cannot accept fewer than 23 bytes, and 3.5 refuses one in six
/// random keys of 32 hexadecimal digits. What random strings reach depends on their length and
/// their alphabet.
enum Randomness {
  /// Entropy in bits a byte.
  static func entropy(_ value: UnsafeBufferPointer<UInt8>) -> Double {
    guard !value.isEmpty else { return 0 }
    return unsafe withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 256) { counts in
      unsafe counts.initialize(repeating: 0)
      for index in 0..<value.count { unsafe counts[Int(value[index])] += 1 }
      let total = Double(value.count)
      var sum = 0.0
      for index in 0..<256 where unsafe counts[index] > 0 {
        let share = unsafe Double(counts[index]) / total
        sum -= share * Logarithm.base2(share)
      }
      return sum
    }
  }

  /// The entropy that 999 of 1,000 random strings exceed, by length and size of the alphabet.
  ///
  /// Between the lengths of the table it is interpolated; beyond 128 it grows no more.
  static func floor(alphabet: Int, length: Int) -> Double {
    let row = sizes.lastIndex { $0 <= alphabet } ?? 0
    guard length > lengths[0] else {
      return Double(hundredths[row][0]) / 100 * Double(length) / Double(lengths[0])
    }
    guard let upper = lengths.firstIndex(where: { $0 >= length }) else {
      return Double(hundredths[row][lengths.count - 1]) / 100
    }
    let share =
      Double(length - lengths[upper - 1]) / Double(lengths[upper] - lengths[upper - 1])
    let low = Double(hundredths[row][upper - 1])
    return (low + share * (Double(hundredths[row][upper]) - low)) / 100
  }

  static func isPlausible(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
    let alphabet = unsafe Alphabet(of: value)
    return unsafe entropy(value) >= floor(alphabet: alphabet.size, length: value.count)
  }

  // Made by scripts/generate-randomness-floors.
  private static let sizes = [10, 16, 26, 36, 52, 64, 94]
  private static let lengths = [6, 8, 10, 12, 16, 20, 24, 32, 40, 64, 128]
  private static let hundredths = [
    [91, 129, 157, 178, 210, 231, 246, 266, 279, 299, 316],  // 10
    [125, 154, 189, 212, 247, 270, 289, 312, 328, 354, 378],  // 16
    [145, 175, 216, 241, 275, 306, 325, 352, 372, 407, 439],  // 26
    [145, 200, 232, 258, 295, 320, 343, 377, 398, 437, 475],  // 36
    [179, 215, 244, 275, 312, 338, 363, 399, 424, 468, 516],  // 52
    [179, 215, 244, 279, 320, 348, 373, 409, 434, 483, 536],  // 64
    [179, 225, 264, 291, 332, 364, 388, 426, 453, 507, 570],  // 94
  ]
}

/// How much more a value looks drawn at random than written by a person.
enum TextModel {
  private static let classes = 33
  private static let edge = 32

  /// The log-likelihood ratio in bits: uniform over the value's alphabet against ordinary text.
  ///
  /// Positive for random strings, by one to three bits a byte; negative for words, identifiers and
  /// paths.
  static func randomBits(_ value: UnsafeBufferPointer<UInt8>, alphabet: Alphabet) -> Double {
    var sixteenths = 0
    var extra = 0.0
    var previous = edge
    var shape = 2
    for index in 0..<value.count {
      let byte = unsafe value[index]
      let current = symbol(byte)
      sixteenths += Int(pairCosts[previous * classes + current])
      if current < 26 {
        let upper = ASCII.isUppercase(byte) ? 1 : 0
        sixteenths += Int(caseCosts[shape * 2 + upper])
        shape = upper
      } else {
        shape = 2
        if current == 26 {
          extra += 3.3
        } else if current == 31 {
          extra += 4.7
        }
      }
      previous = current
    }
    sixteenths += Int(pairCosts[previous * classes + edge])
    let bitsOfAlphabet = Logarithm.base2(Double(alphabet.size))
    return Double(sixteenths) / 16 + extra - bitsOfAlphabet * Double(value.count)
  }

  /// Whether a value is long enough, and random enough, that its punctuation stands there by chance
  /// and not with the meaning it has in code.
  static func looksRandom(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
    guard value.count >= 12 else { return false }
    let bits = unsafe randomBits(value, alphabet: Alphabet(of: value))
    return bits >= 0.7 * Double(value.count)
  }

  /// The class of a byte in the tables: a letter, digit, `_`, `-`, `.`, `/`, or anything else.
  private static func symbol(_ byte: UInt8) -> Int {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(byte) - 0x61
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): Int(byte) - 0x41
    case UInt8(ascii: "0")...UInt8(ascii: "9"): 26
    case UInt8(ascii: "_"): 27
    case UInt8(ascii: "-"): 28
    case UInt8(ascii: "."): 29
    case UInt8(ascii: "/"): 30
    default: 31
    }
  }
}

/// How a value looks that a person may have made up.
enum ChosenStyle {
  /// Letters with digits, or with a mark that no identifier has: `Summer2024`, `super$ecret`.
  case marked
  /// Lower-case letters alone: `zanzibar`, `thisisit`. Labels start with a capital letter, and
  /// identifiers have joints.
  case word
  /// Lower-case words with joints: `open_sesame`.
  case joined
  case none

  init(_ value: UnsafeBufferPointer<UInt8>, _ alphabet: Alphabet) {
    guard value.count >= 5, value.count <= 40 else {
      self = .none
      return
    }
    if alphabet.classes == .lowercase {
      self = .word
      return
    }
    var letters = 0
    var digits = 0
    var marks = 0
    for index in 0..<value.count {
      let byte = unsafe value[index]
      if ASCII.isLetter(byte) {
        letters += 1
      } else if ASCII.isDigit(byte) {
        digits += 1
      } else if "$!@#%^&*+=~".utf8.contains(byte) {
        // At the start it belongs to a selector, a decorator, a variable.
        marks += index == 0 ? 0 : 1
      } else if !"_-.".utf8.contains(byte) {
        self = .none
        return
      }
    }
    guard letters >= 3 else {
      self = .none
      return
    }
    self =
      if digits >= (value.count >= 8 ? 2 : 1) || marks >= 1 { .marked } else {
        alphabet.classes == [.lowercase, .punctuation] ? .joined : .none
      }
  }
}

/// The smallest usual alphabet that a value can have been drawn from.
struct Alphabet: Equatable {
  /// The number of symbols: 10, 16, 26, 36, 52, 62, 64 or 94.
  let size: Int
  let classes: ByteClasses
  /// Whether there is anything but printable ASCII without spaces.
  let hasOther: Bool

  init(of value: UnsafeBufferPointer<UInt8>) {
    var classes: ByteClasses = []
    var isHex = true
    var isBase64 = true
    var hasOther = false
    for index in 0..<value.count {
      let byte = unsafe value[index]
      if ASCII.isDigit(byte) {
        classes.insert(.digit)
      } else if ASCII.isLowercase(byte) {
        classes.insert(.lowercase)
        if byte > UInt8(ascii: "f") { isHex = false }
      } else if ASCII.isUppercase(byte) {
        classes.insert(.uppercase)
        if byte > UInt8(ascii: "F") { isHex = false }
      } else {
        isHex = false
        if byte > 0x20, byte < 0x7F { classes.insert(.punctuation) } else { hasOther = true }
        switch byte {
        case UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: "_"),
          UInt8(ascii: "="), UInt8(ascii: "."):
          break
        default: isBase64 = false
        }
      }
    }
    self.classes = classes
    self.hasOther = hasOther
    let mixedCase = classes.contains([.lowercase, .uppercase])
    size =
      if classes == .digit {
        10
      } else if isHex, !mixedCase {
        16
      } else if classes.contains(.punctuation) {
        isBase64 ? 64 : 94
      } else if mixedCase {
        classes.contains(.digit) ? 62 : 52
      } else {
        classes.contains(.digit) ? 36 : 26
      }
  }
}

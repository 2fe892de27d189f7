/// Whether a value is one that only a copy repeats.
///
/// The measures are those by which a value beside a telling name is judged; here there is no name.
enum DistinctiveValue {
  static func isOne(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
    let alphabet = unsafe Alphabet(of: value)
    guard !alphabet.hasOther, alphabet.classes != .digit,
      unsafe value.count(where: { ASCII.isAlphanumeric($0) }) * 100 >= value.count * 35,
      unsafe !Placeholder.matches(value)
    else { return false }
    switch unsafe ValueShape.of(value) {
    case .uuid: return true
    case .reference, .expression: return false
    case .structured: return unsafe holdsLogin(value)
    case .plain: break
    }
    if unsafe isResourceID(value) || isName(value) { return false }
    let bits = unsafe TextModel.randomBits(value, alphabet: alphabet)
    if bits >= 0.4 * Double(value.count), unsafe Randomness.isPlausible(value) { return true }
    // A person's: `Winter2026!`, and not `m5.2xlarge`, `python3.12` or `report-2026`.
    guard unsafe ChosenStyle(value, alphabet) == .marked,
      unsafe CommonWords.coverage(value) <= 0.5
    else { return false }
    return unsafe !value.contains { "_-.".utf8.contains($0) }
      || value.dropFirst().contains { "$!@#%^&*+=~".utf8.contains($0) }
  }

  /// `scheme://name:password@host`, unless the password is a word, or the name.
  private static func holdsLogin(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let at = unsafe value.lastIndex(of: UInt8(ascii: "@")),
      let colon = unsafe value[..<at].lastIndex(of: UInt8(ascii: ":")), at - colon > 6,
      let slash = unsafe value[..<colon].lastIndex(of: UInt8(ascii: "/"))
    else { return false }
    let password = unsafe UnsafeBufferPointer(rebasing: value[(colon + 1)..<at])
    return unsafe password[0] != UInt8(ascii: "/")
      && !password.elementsEqual(value[(slash + 1)..<colon])
      && CommonWords.coverage(password, readingMarks: true) <= 0.5
  }

  /// `/shop/prod/db_1`: the name of a parameter, or a path; random text of that length has capitals
  /// or other marks.
  private static func isName(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
    unsafe value.contains(UInt8(ascii: "/")) && value.count < 80
      && value.allSatisfy {
        ASCII.isLowercase($0) || ASCII.isDigit($0) || "/_.-{}*".utf8.contains($0)
      }
  }

  /// The id of something in AWS: `ami-`, `subnet-` and the like with 8 or 17 hexadecimal digits.
  private static func isResourceID(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let dash = unsafe value.lastIndex(of: UInt8(ascii: "-")), dash > 0 else { return false }
    let digits = value.count - dash - 1
    return unsafe (digits == 8 || digits == 17) && value[(dash + 1)...].allSatisfy(ASCII.isHex)
      && value[..<dash].allSatisfy { ASCII.isLowercase($0) || $0 == UInt8(ascii: "-") }
  }
}

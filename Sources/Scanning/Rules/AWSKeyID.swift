/// The id of an AWS access key, which tells the account it belongs to.
package enum AWSKeyID {
  /// The twelve digits of the account that an access key id (`AKIA…`, `ASIA…`) belongs to.
  ///
  /// The sixteen characters after the prefix are base32; bits 1 to 40 of them, counted from the
  /// most significant bit, are the account number. Ids from before that scheme (their fifth
  /// character is below `Q`) and other texts give nil.
  /// Source: https://awsteele.com/blog/2020/09/26/aws-access-key-format.html
  package static func accountID(of id: some StringProtocol) -> String? {
    let bytes = Array(id.utf8)
    guard bytes.count == 20, bytes[4] >= UInt8(ascii: "Q") else { return nil }
    var word: UInt64 = 0
    // Ten base32 digits hold the first 50 bits: more than the 41 that count.
    for byte in bytes[4..<14] {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"):
        word = word << 5 | UInt64(byte - UInt8(ascii: "A"))
      case UInt8(ascii: "2")...UInt8(ascii: "7"):
        word = word << 5 | UInt64(byte - UInt8(ascii: "2") + 26)
      default: return nil
      }
    }
    let account = word >> 9 & 0xFF_FFFF_FFFF
    guard account < 1_000_000_000_000 else { return nil }
    let digits = String(account)
    return String(repeating: "0", count: 12 - digits.count) + digits
  }

  /// Whether an account makes keys only to see who uses them.
  ///
  /// Source: the lists of canarytokens.org's accounts, and of others of the kind, in TruffleHog's
  /// `pkg/detectors/aws`.
  static func isCanary(_ account: String) -> Bool { canaries.contains(account) }

  private static let canaries: Set<String> = [
    "052310077262", "171436882533", "534261010715", "595918472158", "717712589309",
    "819147034852", "992382622183", "730335385048", "266735846894", "893192397702",
    "044858866125", "251535659677", "344043088457", "351906852752", "390477818340",
    "426127672474", "427150556519", "439872796651", "445142720921", "465867158099",
    "637958123769", "693412236332", "732624840810", "735421457923", "959235150393",
    "982842642351",
  ]
}

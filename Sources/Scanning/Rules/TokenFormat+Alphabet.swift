extension TokenFormat {
  /// The characters that one run of a token is made of.
  package enum Alphabet: Sendable {
    case digits
    case letters
    case lowercase
    /// Lower-case hexadecimal.
    case hex
    case upperHex
    /// Hexadecimal in either case.
    case anyHex
    case lowerAlphanumeric
    case upperAlphanumeric
    case alphanumeric
    /// RFC 4648 base32, upper case.
    case base32
    case lowerBase32
    /// RFC 4648 base64 without the padding.
    case base64
    /// RFC 4648 base64url without the padding.
    case base64URL
    /// As `base64URL`, and dots.
    case dotted

    package var characters: String {
      switch self {
      case .digits: "0123456789"
      case .letters: Self.upper + Self.lower
      case .lowercase: Self.lower
      case .hex: "0123456789abcdef"
      case .upperHex: "0123456789ABCDEF"
      case .anyHex: "0123456789ABCDEF"
      case .lowerAlphanumeric: Self.lower + "0123456789"
      case .upperAlphanumeric: Self.upper + "0123456789"
      case .alphanumeric: Self.upper + Self.lower + "0123456789"
      case .base32: Self.upper + "234567"
      case .lowerBase32: Self.lower + "234567"
      case .base64: Self.upper + Self.lower + "0123456789+/"
      case .base64URL: Self.upper + Self.lower + "0123456789-_"
      case .dotted: Self.upper + Self.lower + "0123456789-_."
      }
    }

    /// A pattern's character class.
    package var pattern: String {
      switch self {
      case .digits: "[0-9]"
      case .letters: "[A-Za-z]"
      case .lowercase: "[a-z]"
      case .hex: "[0-9a-f]"
      case .upperHex: "[0-9A-F]"
      case .anyHex: "[0-9A-Fa-f]"
      case .lowerAlphanumeric: "[a-z0-9]"
      case .upperAlphanumeric: "[A-Z0-9]"
      case .alphanumeric: "[A-Za-z0-9]"
      case .base32: "[A-Z2-7]"
      case .lowerBase32: "[a-z2-7]"
      case .base64: "[A-Za-z0-9+/]"
      case .base64URL: "[A-Za-z0-9_-]"
      case .dotted: "[A-Za-z0-9._-]"
      }
    }

    /// What must not follow a run: another character that could belong to it, or a letter or digit.
    package var end: String {
      switch self {
      case .base64: "(?![A-Za-z0-9+/])"
      case .base64URL: "(?![A-Za-z0-9_-])"
      case .dotted: #"(?![A-Za-z0-9_-]|\.[A-Za-z0-9._-])"#
      default: "(?![A-Za-z0-9])"
      }
    }

    /// Whether a run is as varied as all but one in a thousand random ones.
    func isPlausible(_ run: ArraySlice<UInt8>) -> Bool {
      let run = self == .anyHex ? run.map(ASCII.lowercased)[...] : run
      return unsafe run.withUnsafeBufferPointer { unsafe Randomness.isPlausible($0) }
    }

    private static let upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    private static let lower = "abcdefghijklmnopqrstuvwxyz"
  }
}

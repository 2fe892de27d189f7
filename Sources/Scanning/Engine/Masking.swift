/// How a secret is shown: enough to recognise it, never enough to use it.
enum Masking {
  static func mask(_ value: some Collection<UInt8>) -> String {
    let shown =
      switch value.count {
      case 20...: 4
      case 12..<20: 2
      default: 0
      }
    guard shown > 0 else { return "********" }
    return printable(value.prefix(shown)) + "…" + printable(value.suffix(shown))
  }

  private static func printable(_ bytes: some Collection<UInt8>) -> String {
    String(decoding: bytes.map { ASCII.isPrintable($0) ? $0 : UInt8(ascii: ".") }, as: UTF8.self)
  }
}

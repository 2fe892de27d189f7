/// The tokens of a list that comes in pages: one that comes twice would never end.
struct PageTokens {
  /// What the next request carries; nil before the first page and after the last.
  private(set) var current: String?
  private var seen: Set<String> = []

  /// Takes the token of a page, where an empty one is none; false when it was there before.
  mutating func take(_ token: String?) -> Bool {
    current = token.flatMap { $0.isEmpty ? nil : $0 }
    guard let current else { return true }
    return seen.insert(current).inserted
  }
}

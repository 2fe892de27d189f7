import Scanning
import TestSupport
import Testing

/// Keywords are found wherever they stand, whatever their length.
@Suite struct KeywordPlaceTests {
  @Test(arguments: ["abc", "ab_d", "qu-ck", "longer", "with space", "~!@#$%^&"])
  func atEveryPlaceOfTextsOfEveryLength(keyword: String) throws {
    let found = try scanner(
      rule(keywords: [keyword], pattern: "(?i)\\Q\(keyword)\\E", boundary: .none)
    )
    for before in 0..<24 {
      for after in 0..<12 {
        let filler = { String(repeating: ".", count: $0) }
        let text = filler(before) + keyword.uppercased() + filler(after)
        let starts = try found.scan(text).map(\.range.lowerBound)
        #expect(starts == [before], "\(before) before, \(after) after")
      }
    }
  }

  @Test func keywordsThatShareTheirBytesAreAllFound() throws {
    let keywords = ["key", "keys", "keyed", "apikey", "api_key", "eyed"]
    let rules = keywords.enumerated().map { index, word in
      rule("rule-\(index)", keywords: [word], pattern: word, boundary: .none, window: .atKeyword)
    }
    for filler in 0..<16 {
      for (index, word) in keywords.enumerated() {
        let text = String(repeating: " ", count: filler) + word
        let found = try scanner(rules[index]).scan(text)
        #expect(found.map(\.range.lowerBound) == [filler])
      }
    }
  }

  @Test func aTextFullOfKeywordsIsSeenToItsEnd() throws {
    let found = try scanner(
      rule(keywords: ["tok_"], pattern: "tok_[0-9]{4}", boundary: .none, window: .atKeyword)
    )
    let text = String(repeating: "tok_", count: 40_000) + "tok_1234"
    #expect(try found.scan(text).map(\.range.lowerBound) == [160_000])
  }
}

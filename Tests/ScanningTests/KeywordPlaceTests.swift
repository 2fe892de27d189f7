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

  @Test func aKeywordOfSeveralRulesIsEachRules() throws {
    for word in ["abc", "abcd", "abcde"] {
      let rules = (1...3).map { number in
        rule(
          "rule-\(number)",
          keywords: [word],
          pattern: "\(word)(?<secret>\(number))",
          boundary: .none,
          window: .atKeyword
        )
      }
      let scanner = try Scanner(rules: rules, generic: false)
      let text = Array("\(word)3 \(word)1 \(word.uppercased()) .\(word)2".utf8)
      let found = try scanner.scan(path: [], bytes: text)
      #expect(found.map(\.rule) == ["rule-3", "rule-1", "rule-2"])
    }
  }

  @Test func translationsAreAnotherKindOfFile() throws {
    let scanner = try Scanner()
    let paths = ["a/b.json", "c/d.json", "app/locale/b.json"].map {
      scanner.kind(ofPath: Array($0.utf8))
    }
    #expect(paths[0] == paths[1])
    #expect(paths[0] != paths[2])
  }
}

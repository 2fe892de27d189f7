import Scanning
import Testing

/// Keys that nothing tells but the name of the service they belong to.
@Suite struct ServiceNameTests {
  let scanner: Scanner

  init() throws { scanner = try Scanner(rules: []) }

  private static let values = [
    Example.random(32, .hex, seed: 5), Example.random(40, .lowerAlphanumeric, seed: 6),
    Example.random(20, .alphanumeric, seed: 7), Example.uuid(seed: 8),
  ]

  @Test(
    arguments: [
      ("a.py", "mixpanel = 'V'"), ("a.py", "mixpanel.Client(\"V\")"), ("a.py", "# Mixpanel: 'V'"),
      ("a.js", "const client = new Mixpanel('V');"), ("a.js", "{ mixpanel: { key: 'V' } }"),
      ("a.js", "headers['X-Mixpanel'] = \"V\""), ("a.go", "mixpanelKey := \"V\""),
      ("a.json", "{\"mixpanel\": \"V\"}"),
      ("a.json", "{\n  \"name\": \"Mixpanel\",\n  \"key\": \"V\"\n}"),
      ("a.txt", "Mixpanel: V"), ("a.txt", "mixpanel key = V"), ("a.ini", "[mixpanel]\nkey = V"),
      ("a.yml", "mixpanel:\n  enabled: true\n  key: V"), ("a.sh", "MIXPANEL=V"),
    ],
    values
  ) func findsKeysBesideServices(template: (file: String, text: String), value: String) throws {
    let text = template.text.replacing("V", with: value)
    #expect(try scanner.values(text + "\n", path: template.file) == [value])
  }

  @Test(arguments: [
    ("a.py", "mixpanel_id = 'V'"), ("a.py", "mixpanel_commit = 'V'"),
    ("a.py", "md5(mixpanel) == 'V'"),
    ("a.json", "{\"mixpanel\": {\"sha256\": \"V\"}}"), ("a.yml", "mixpanel:\n  revision: V"),
    ("Podfile.lock", "  Mixpanel: V"), ("a.py", "mixpanels = 'V'"), ("a.py", "unmixpanel = 'V'"),
    ("a.py", "acmeindex = 'V'"), ("a.txt", "https://mixpanel.com/V"),
    ("a.json", "{\n  \"name\": \"Mixpanel\",\n  \"hexdigits\": \"V\"\n}"),
  ]) func passesWhatIsNoKey(file: String, template: String) throws {
    let text = template.replacing("V", with: Example.random(32, .hex, seed: 5))
    #expect(try scanner.values(text + "\n", path: file).isEmpty)
  }

  @Test func passesWordsAndMasks() throws {
    let words = "internationalization2configuration"
    for value in [words, String(repeating: "x", count: 32), "your-mixpanel-token-goes-here1"] {
      #expect(try scanner.values("mixpanel = '\(value)'\n", path: "a.py").isEmpty)
    }
  }

  @Test func showsWhatCountsUpAsAStandIn() throws {
    let value = "0123456789abcdef" + "0123456789abcdef"
    let finding = try #require(scanner.scan("mixpanel = '\(value)'\n", path: "a.py").first)
    #expect(finding.level == .low)
    #expect(finding.reason.contains("looks like a stand-in"))
  }

  @Test func namesTheService() throws {
    let text = "Mixpanel(\"\(Example.random(32, .hex))\")\n"
    let finding = try #require(scanner.scan(text, path: "a.py").first)
    #expect(finding.level == .medium)
    #expect(finding.reason == "beside the name of a service, `Mixpanel`; looks random")
  }

  @Test func findsWhatAClientIsMadeWith() throws {
    let value = Example.random(40, .alphanumeric, seed: 9)
    for text in ["new Anything('\(value)')", "acme.SearchClient(\"\(value)\")"] {
      #expect(try scanner.values(text + "\n", path: "a.js") == [value])
    }
  }
}

import AWS
import FoundationEssentials
import Testing

@Suite struct SharedConfigurationParserTests {
  @Test(arguments: try SharedCase.all())
  func readsAsTheSDKsDo(shared: SharedCase) throws {
    if let problem = shared.output.errorContaining {
      let error = #expect(throws: AWSError.self) { try shared.configuration() }
      // Another wording of the same case is fixed by the suite in two places.
      #expect(error?.message.contains(problem) == true)
      #expect(error?.kind == .configuration)
    } else {
      let configuration = try shared.configuration()
      #expect(configuration.profiles == shared.output.config?.profiles)
      #expect(configuration.ssoSessions == shared.output.config?.ssoSessions ?? [:])
    }
  }

  @Test func allCasesAreThere() throws {
    #expect(try SharedCase.all().count == 65)
  }

  @Test func aByteOrderMarkIsNotPartOfTheFirstLine() throws {
    let text = "\u{feff}[profile foo]\r\nregion = eu-west-1\r\n"
    let parsed = try SharedConfigurationParser.parse(Array(text.utf8), kind: .config, path: "c")
    #expect(parsed.profiles == ["foo": ["region": "eu-west-1"]])
  }

  @Test func aQuotedNameMayHoldBlanks() throws {
    let text = "[profile \"my team\"]\nregion = eu-west-1\n"
    let parsed = try SharedConfigurationParser.parse(Array(text.utf8), kind: .config, path: "c")
    #expect(parsed.profiles == ["my team": ["region": "eu-west-1"]])
  }

  @Test func anErrorNamesFileAndLineButNotTheText() throws {
    let text = "[profile foo]\nregion = eu-west-1\nhunter2\n"
    let error = #expect(throws: AWSError.self) {
      try SharedConfigurationParser.parse(Array(text.utf8), kind: .config, path: "/x/config")
    }
    #expect(error?.message.hasPrefix("/x/config:3: ") == true)
    #expect(error?.message.contains("hunter2") == false)
  }
}

struct SharedCase: Decodable, Sendable, CustomTestStringConvertible {
  struct Input: Decodable {
    let configFile: String?
    let credentialsFile: String?
  }
  struct Output: Decodable {
    struct Config: Decodable {
      let profiles: [String: [String: String]]
      let ssoSessions: [String: [String: String]]?
    }
    let config: Config?
    let errorContaining: String?
  }
  let name: String
  let input: Input
  let output: Output

  var testDescription: String { name }

  static func all() throws -> [SharedCase] {
    struct File: Decodable {
      let tests: [SharedCase]
    }
    return try Fixture.json(File.self, "aws-config/profile-parser-tests.json").tests
  }

  func configuration() throws -> SharedConfiguration {
    SharedConfiguration(
      config: try input.configFile.map {
        try SharedConfigurationParser.parse(Array($0.utf8), kind: .config, path: "config")
      },
      credentials: try input.credentialsFile.map {
        try SharedConfigurationParser.parse(Array($0.utf8), kind: .credentials, path: "credentials")
      }
    )
  }
}

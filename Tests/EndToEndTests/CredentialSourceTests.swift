import Foundation
import TestSupport
import Testing

/// `doctor` and errors with credentials from everywhere but the variables.
@Suite struct CredentialSourceTests {
  private let moto = MotoServer.shared
  private let server = MetadataServer()

  /// A repository with the environment `prod`, and nothing that gives credentials.
  private func program(
    _ variables: [String: String] = [:],
    config: String = "",
    profile: String? = nil
  ) throws -> Program {
    var program = try Program.initialized()
    program.environment = moto.environment(home: program.repository.directory.path("home"))
    program.environment["AWS_ACCESS_KEY_ID"] = nil
    program.environment["AWS_SECRET_ACCESS_KEY"] = nil
    program.environment.merge(variables) { $1 }
    try program.repository.directory.write(config, to: "home/.aws/config")
    try program.repository.write(
      """
      [environments.prod]
      \(profile.map { "profile = \"\($0)\"" } ?? "")
      account = "\(moto.account)"
      secrets = ["sm:sources/*"]

      """,
      to: ".secrets-sync.toml"
    )
    return program
  }

  private func doctor(_ program: Program, status: Int32 = 0) throws -> String {
    let result = try program("doctor")
    #expect(result.status == status, "\(result.text)\(result.errors)")
    return result.text
  }

  @Test func doctorNamesTheInstanceAndWhatCameBefore() throws {
    let variables = server.instance.merging(["AWS_METADATA_SERVICE_TIMEOUT": "30"]) { $1 }
    let text = try doctor(program(variables))
    #expect(text.contains("assumed-role/deployer/instance"))
    #expect(text.contains("credentials from EC2 instance metadata"))
    #expect(
      text.contains("before it: environment variables: AWS_ACCESS_KEY_ID is not set; profile")
    )
  }

  @Test func doctorNamesTheContainer() throws {
    let text = try doctor(program(server.container))
    #expect(text.contains("assumed-role/deployer/container"))
    #expect(text.contains("credentials from container (AWS_CONTAINER_CREDENTIALS_FULL_URI)"))
  }

  @Test func doctorNamesTheSignInAndHowToRenewIt() throws {
    let program = try program(
      server.identityCenter,
      config: MetadataServer.ssoConfiguration,
      profile: "people"
    )
    let text = try doctor(program, status: 1)
    #expect(text.contains("aws sso login --sso-session office"))
    try program.repository.directory.write(
      MetadataServer.ssoToken(expiresAt: "2999-01-01T00:00:00Z"),
      to: "home/" + MetadataServer.ssoTokenPath
    )
    let signedIn = try doctor(program)
    // Nor does asking for more bring out what is secret.
    let verbose = try program("doctor", "--verbose")
    #expect(verbose.errors.contains("GetRoleCredentials"))
    #expect(!(verbose.text + verbose.errors).contains("access-1"))
    #expect(signedIn.contains("assumed-role/deployer/sso"))
    #expect(signedIn.contains("credentials from profile people, SSO (session office)"))
  }

  @Test func doctorNamesTheWebIdentity() throws {
    let program = try program()
    let file = try program.repository.directory.write("head.payload.signature", to: "token")
    var identified = program
    identified.environment["AWS_WEB_IDENTITY_TOKEN_FILE"] = file
    identified.environment["AWS_ROLE_ARN"] = moto.roleARN
    identified.environment["AWS_ROLE_SESSION_NAME"] = "pod"
    let text = try doctor(identified)
    #expect(text.contains("assumed-role/deployer/pod"))
    #expect(text.contains("credentials from web identity (AWS_WEB_IDENTITY_TOKEN_FILE)"))
  }

  @Test func aRetryModeThatIsNotDoneIsSaid() throws {
    let text = try doctor(program(server.container.merging(["AWS_RETRY_MODE": "legacy"]) { $1 }))
    #expect(text.contains("the mode legacy is taken for standard, with 5 attempts"))
  }

  @Test func withoutAnythingEverySourceIsNamed() throws {
    let program = try program()
    let text = try doctor(program, status: 1)
    for source in ["environment variables", "profile default", "web identity", "container", "EC2"] {
      #expect(text.contains(source))
    }
    let result = try program("list", "--env", "prod")
    #expect(result.status == 4)
    #expect(result.errors.contains("No AWS credentials were found. Tried: environment variables"))
  }

  @Test func aBrokenSourceNamesItself() throws {
    let file = "/does/not/exist"
    let program = try program([
      "AWS_WEB_IDENTITY_TOKEN_FILE": file, "AWS_ROLE_ARN": moto.roleARN,
    ])
    let result = try program("list", "--env", "prod")
    #expect(result.status == 2)
    #expect(result.errors.contains(file))
    #expect(result.errors.contains("web identity (AWS_WEB_IDENTITY_TOKEN_FILE)"))
  }

  @Test func keysThatAWSRefusesAreNamedByTheirSource() throws {
    let config = """
      [profile wrong]
      aws_access_key_id = \(accessKeyID())
      aws_secret_access_key = x

      """
    let result = try program(config: config, profile: "wrong")("list", "--env", "prod")
    #expect(result.status == 4)
    #expect(result.errors.contains("Credentials from: profile wrong."))
  }

  // MARK: Codes

  private var deviceConfiguration: String {
    """
    [profile base]
    aws_access_key_id = \(moto.accessKeyID)
    aws_secret_access_key = \(moto.secretAccessKey)
    [profile coded]
    role_arn = \(moto.roleARN)
    source_profile = base
    mfa_serial = arn:aws:iam::123456789012:mfa/someone

    """
  }

  @Test func aCodeIsAskedForOnTheTerminal() throws {
    let program = try program(config: deviceConfiguration, profile: "coded")
    let terminal = try PseudoTerminal()
    let process = try program.start(["doctor"], on: terminal)
    let shown = terminal.shown(until: "mfa/someone: ")
    #expect(shown.contains("MFA code for arn:aws:iam::123456789012:mfa/someone: "))
    try terminal.type("123456\n")
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }

  @Test func withoutATerminalThereIsAClearError() throws {
    let program = try program(config: deviceConfiguration, profile: "coded")
    let result = try TestProcess.run(
      "/usr/bin/setsid",
      ["--wait", Program.path, "list", "--env", "prod"],
      environment: program.wholeEnvironment,
      directory: program.repository.path
    )
    #expect(result.status == 2)
    #expect(result.errors.contains("there is no terminal to ask for it on"))
  }

  // MARK: What a repository may not say

  /// Whoever can commit to a repository must not lead the keys of those who clone it anywhere.
  @Test(arguments: [
    "endpoint_url = \"http://127.0.0.1:9\"", "endpoint = \"http://127.0.0.1:9\"",
    "ca_bundle = \"ca.pem\"", "proxy = \"http://127.0.0.1:9\"", "https_proxy = \"x\"",
    "aws_access_key_id = \"x\"", "credential_process = \"touch owned\"", "role_arn = \"x\"",
    "sso_start_url = \"https://example.com\"", "web_identity_token_file = \"x\"",
    "retry_mode = \"standard\"", "max_attempts = 9", "use_fips_endpoint = true",
  ])
  func theCommittedFileCannotSayHowToReachAWS(line: String) throws {
    var program = try program()
    program.environment = moto.environment(home: program.repository.directory.path("home"))
    for place in ["\(line)\n[environments.prod]", "[environments.prod]\n\(line)"] {
      try program.repository.write("\(place)\nsecrets = [\"sm:a\"]\n", to: ".secrets-sync.toml")
      let result = try program("list", "--env", "prod")
      #expect(result.status == 2)
      let name = String(line.prefix { $0 != " " })
      #expect(result.errors.contains(name), "\(result.errors)")
    }
    #expect(!FileManager.default.fileExists(atPath: program.repository.path + "/owned"))
  }

  @Test func theConfigurationOfGitCannotEither() throws {
    var program = try program()
    program.environment = moto.environment(home: program.repository.directory.path("home"))
    for (key, value) in [
      ("http.proxy", "http://127.0.0.1:9"), ("https.proxy", "http://127.0.0.1:9"),
      ("http.sslCAInfo", "/does/not/exist"), ("http.sslVerify", "false"),
      ("aws.endpointUrl", "http://127.0.0.1:9"), ("secrets-sync.endpoint", "http://127.0.0.1:9"),
      ("credential.helper", "!touch owned"),
    ] {
      try program.git("config", key, value)
    }
    // Nor can files named like those of the user.
    for name in [".aws/config", ".aws/credentials", ".netrc", ".curlrc", ".env"] {
      try program.repository.write(
        "[default]\nendpoint_url = http://127.0.0.1:9\ncredential_process = touch owned\n",
        to: name
      )
    }
    let text = try doctor(program)
    #expect(text.contains("credentials from environment variables"))
    #expect(!FileManager.default.fileExists(atPath: program.repository.path + "/owned"))
  }
}

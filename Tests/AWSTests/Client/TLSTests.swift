import AWS
import TestSupport
import Testing

/// TLS with certificates made for the test.
@Suite struct TLSTests {
  private let directory = TemporaryDirectory()
  private let proxy: FaultProxy

  init() throws {
    for authority in ["ca", "other"] {
      try Self.openssl(
        directory,
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-keyout",
        "\(authority).key",
        "-out",
        "\(authority).pem",
        "-days",
        "30",
        "-subj",
        "/CN=test \(authority)",
        "-addext",
        "basicConstraints=critical,CA:TRUE"
      )
    }
    try directory.write("subjectAltName=IP:127.0.0.1", to: "extensions")
    try Self.openssl(
      directory,
      "req",
      "-newkey",
      "ec",
      "-pkeyopt",
      "ec_paramgen_curve:P-256",
      "-nodes",
      "-keyout",
      "server.key",
      "-out",
      "server.csr",
      "-subj",
      "/CN=server"
    )
    try Self.openssl(
      directory,
      "x509",
      "-req",
      "-in",
      "server.csr",
      "-CA",
      "ca.pem",
      "-CAkey",
      "ca.key",
      "-CAcreateserial",
      "-days",
      "30",
      "-extfile",
      "extensions",
      "-out",
      "server.pem"
    )
    proxy = try FaultProxy(
      before: MotoServer.shared.port,
      certificate: (file: directory.path("server.pem"), key: directory.path("server.key"))
    )
  }

  private static func openssl(_ directory: TemporaryDirectory, _ arguments: String...) throws {
    let result = try TestProcess.run(
      "openssl",
      arguments,
      environment: ["PATH": "/usr/bin:/bin:/usr/local/bin"],
      directory: directory.path
    )
    try #require(result.status == 0, "\(result.errors)")
  }

  @Test func aCABundleOfTheEnvironmentIsTrusted() async throws {
    let test = try TestClient(
      endpoint: proxy.endpoint,
      changes: ["AWS_CA_BUNDLE": directory.path("ca.pem")]
    )
    #expect(try await test.identity().contains("Arn"))
  }

  @Test func aCABundleOfTheProfileIsTrusted() async throws {
    let test = try TestClient(
      endpoint: proxy.endpoint,
      config: "[default]\nca_bundle = \(directory.path("ca.pem"))\n"
    )
    #expect(try await test.identity().contains("Arn"))
  }

  @Test(arguments: [nil, "other.pem"])
  func anotherAuthorityIsRefusedOnce(bundle: String?) async throws {
    let test = try TestClient(
      endpoint: proxy.endpoint,
      changes: ["AWS_CA_BUNDLE": bundle.map { directory.path($0) }]
    )
    let error = await awsError { _ = try await test.identity() }
    #expect(error?.kind == .unreachable)
    #expect(error?.hint?.contains("AWS_CA_BUNDLE") == true)
    #expect(error?.requestNotSent == true)
    #expect(test.attempts.map(\.failure) == ["certificate"])
  }

  @Test func anotherHostNameIsRefused() async throws {
    let test = try TestClient(
      endpoint: "https://localhost:\(proxy.port)",
      changes: ["AWS_CA_BUNDLE": directory.path("ca.pem")]
    )
    let error = await awsError { _ = try await test.identity() }
    #expect(error?.kind == .unreachable)
    #expect(test.attempts.map(\.failure) == ["certificate"])
  }

  @Test func aMissingBundleIsAnError() async throws {
    let test = try TestClient(
      endpoint: proxy.endpoint,
      changes: ["AWS_CA_BUNDLE": directory.path("none.pem")]
    )
    let error = await awsError { _ = try await test.identity() }
    #expect(error?.kind == .unreachable)
    #expect(test.attempts.count == 1)
  }
}

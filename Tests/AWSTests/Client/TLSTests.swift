import AWS
import TestSupport
import Testing

/// TLS with certificates made for the test.
@Suite struct TLSTests {
  private let certificates: TestCertificates
  private let proxy: FaultProxy

  init() throws {
    certificates = try TestCertificates()
    proxy = try FaultProxy(before: MotoServer.shared.port, certificate: certificates.server)
  }

  @Test func aCABundleOfTheEnvironmentIsTrusted() async throws {
    let test = try TestClient(
      endpoint: proxy.endpoint,
      changes: ["AWS_CA_BUNDLE": certificates.authority]
    )
    #expect(try await test.identity().hasPrefix("arn:aws:"))
  }

  @Test func aCABundleOfTheProfileIsTrusted() async throws {
    let test = try TestClient(
      endpoint: proxy.endpoint,
      config: "[default]\nca_bundle = \(certificates.authority)\n"
    )
    #expect(try await test.identity().hasPrefix("arn:aws:"))
  }

  @Test(arguments: [false, true])
  func anotherAuthorityIsRefusedOnce(isNamed: Bool) async throws {
    let test = try TestClient(
      endpoint: proxy.endpoint,
      changes: ["AWS_CA_BUNDLE": isNamed ? certificates.otherAuthority : nil]
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
      changes: ["AWS_CA_BUNDLE": certificates.authority]
    )
    let error = await awsError { _ = try await test.identity() }
    #expect(error?.kind == .unreachable)
    #expect(test.attempts.map(\.failure) == ["certificate"])
  }

  @Test func aMissingBundleIsAnError() async throws {
    let test = try TestClient(
      endpoint: proxy.endpoint,
      changes: ["AWS_CA_BUNDLE": certificates.authority + ".none"]
    )
    let error = await awsError { _ = try await test.identity() }
    #expect(error?.kind == .unreachable)
    #expect(test.attempts.count == 1)
  }
}

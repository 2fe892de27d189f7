import AWS
import Foundation
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

  /// A directory as `c_rehash` makes it: the certificate under the hash of its subject.
  @Test func aDirectoryOfCertificatesIsTrusted() async throws {
    let directory = TemporaryDirectory()
    let certificate = try directory.write(
      String(
        decoding: FileManager.default.contents(atPath: certificates.authority) ?? .init(),
        as: UTF8.self
      ),
      to: "ca.pem"
    )
    let hash = try TestProcess.run(
      "/usr/bin/openssl",
      ["x509", "-noout", "-subject_hash", "-in", certificate],
      environment: [:],
      directory: directory.path
    ).text.split(separator: "\n").first.map(String.init)
    try FileManager.default.copyItem(
      atPath: certificate,
      toPath: directory.path("\(hash ?? "").0")
    )
    let test = try TestClient(
      endpoint: proxy.endpoint,
      changes: ["AWS_CA_BUNDLE": directory.path]
    )
    #expect(try await test.identity().hasPrefix("arn:aws:"))
  }

  @Test func aBundleThatCannotBeReadIsOfTheConfiguration() async throws {
    let bad = TemporaryDirectory()
    let file = try bad.write("-----BEGIN " + "CERTIFICATE-----\nx\n", to: "bad.pem")
    let test = try TestClient(endpoint: proxy.endpoint, changes: ["AWS_CA_BUNDLE": file])
    let error = await awsError { _ = try await test.identity() }
    #expect(error?.kind == .configuration)
    #expect(error?.hint?.contains("AWS_CA_BUNDLE") == true)
    #expect(test.attempts.count == 1)
  }
}

import AWS
import Synchronization
import TestSupport
import Testing

/// Roles that want the code of a device.
@Suite struct MFATests {
  private let moto = MotoServer.shared
  private let serial = "GAHT12345678"

  private var config: String {
    """
    [profile base]
    aws_access_key_id = \(moto.accessKeyID)
    aws_secret_access_key = \(moto.secretAccessKey)
    [profile p]
    role_arn = \(moto.roleARN)
    role_session_name = with-code
    source_profile = base
    mfa_serial = \(serial)
    """
  }

  @Test func theCodeIsAskedForOnceAndSent() async throws {
    let proxy = try FaultProxy(before: moto.port)
    let asked = Mutex<[String]>([])
    let test = try TestClient(
      endpoint: proxy.endpoint,
      profile: "p",
      config: config,
      mfaPrompt: { serial in
        asked.withLock { $0.append(serial) }
        return "123456"
      }
    )
    for _ in 0..<2 { #expect(try await test.identity().contains("deployer/with-code")) }
    #expect(asked.withLock { $0 } == [serial])
    let request = try #require(try proxy.requests().first?.key)
    #expect(request.contains("SerialNumber=GAHT12345678"))
    #expect(request.contains("TokenCode=123456"))
  }

  @Test func clientsOfOneSourceAskTogether() async throws {
    let asked = Mutex(0)
    let first = try TestClient(
      profile: "p",
      config: config,
      mfaPrompt: { _ in
        asked.withLock { $0 += 1 }
        return "123456"
      }
    ).client
    let second = try AWSClient(settings: first.settings, sharingCredentialsOf: first)
    for client in [first, second] {
      #expect(try await client.sts.getCallerIdentity().arn.hasSuffix("with-code"))
    }
    #expect(asked.withLock { $0 } == 1)
  }

  @Test func withNobodyToAskItSaysSo() async throws {
    let test = try TestClient(profile: "p", config: config)
    let error = await awsError { _ = try await test.identity() }
    #expect(error?.kind == .configuration)
    #expect(error?.message.contains(serial) == true)
    #expect(error?.message.contains("no terminal") == true)
    #expect(test.attempts.isEmpty)
  }

  @Test(arguments: ["", "12345", "1234567", "12 456", "abcdef"])
  func whatIsNoCodeIsNotSent(code: String) async throws {
    let test = try TestClient(profile: "p", config: config, mfaPrompt: { _ in code })
    let error = await awsError { _ = try await test.identity() }
    #expect(error?.kind == .configuration)
    #expect(error?.message.contains("6 digits") == true)
    #expect(test.attempts.isEmpty)
  }
}

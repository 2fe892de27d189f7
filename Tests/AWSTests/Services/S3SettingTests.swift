import AWS
import FoundationEssentials
import TestSupport
import Testing

/// What is switched on for a bucket; what was never set is off.
@Suite struct S3SettingTests {
  let world: TestClient
  let name = "b\(Crypto.uuid())"

  init() throws {
    world = try TestClient()
  }

  @Test func aBareBucketHasNothingSwitchedOn() async throws {
    try MotoServer.shared.makeBucket(name)
    let bucket = try world.client.bucket(name)
    #expect(try await bucket.versioning() == .off)
    #expect(try await bucket.defaultEncryption() == nil)
    #expect(try await bucket.publicAccessBlock().isComplete == false)
    #expect(try await bucket.policyIsPublic() == false)
    #expect(try await bucket.policy() == nil)
  }

  @Test func whatIsSwitchedOnIsTold() async throws {
    let policy =
      #"{\"Statement\": [{\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"s3:GetObject\"}]}"#
    try MotoServer.shared.makeBucket(
      name,
      #"""
      "versioning":"Enabled","encryption":"aws:kms","key":"alias/vault","policy":"\#(policy)",
      "publicAccess":{"BlockPublicAcls":"true","IgnorePublicAcls":"true",
      "BlockPublicPolicy":"true","RestrictPublicBuckets":"true"}
      """#
    )
    let bucket = try world.client.bucket(name)
    #expect(try await bucket.versioning() == .enabled)
    let encryption = try await bucket.defaultEncryption()
    #expect(encryption?.algorithm == "aws:kms")
    #expect(encryption?.keyID == "alias/vault")
    #expect(try await bucket.publicAccessBlock().isComplete)
    #expect(try await bucket.policyIsPublic())
    #expect(try await bucket.policy()?.contains("s3:GetObject") == true)
  }

  @Test func suspendedIsNotOff() async throws {
    try MotoServer.shared.makeBucket(name, #""versioning":"Suspended""#)
    #expect(try await world.client.bucket(name).versioning() == .suspended)
  }

  /// "Off" would send people to look for a wrong cause.
  @Test func aBucketThatIsNotThereIsAnError() async throws {
    let bucket = try world.client.bucket(name)
    for check in [
      { _ = try await bucket.versioning() }, { _ = try await bucket.defaultEncryption() },
      { _ = try await bucket.publicAccessBlock() }, { _ = try await bucket.listObjects() },
    ] as [() async throws -> Void] {
      let error = await awsError(check)
      #expect(error?.kind == .notFound)
      #expect(error?.code == "NoSuchBucket")
    }
  }

  @Test(arguments: ["403 AccessDenied", "503 SlowDown"])
  func aRefusalIsNotOff(_ answer: String) async throws {
    let parts = answer.split(separator: " ")
    try MotoServer.shared.makeBucket(name)
    try MotoServer.shared.inject(
      #"[{"match":"GET /\#(name)","count":9,"status":\#(parts[0]),"code":"\#(parts[1])"}]"#
    )
    let bucket = try world.client.bucket(name)
    let error = await awsError { _ = try await bucket.publicAccessBlock() }
    #expect(error?.code == String(parts[1]))
  }
}

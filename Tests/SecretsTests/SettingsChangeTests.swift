import AWS
import Secrets
import Testing

/// What of the settings that were asked for differs from what is there.
@Suite struct SettingsChangeTests {
  private func left(
    _ store: StoreKind = .secretsManager,
    bytes: Int? = nil,
    _ now: (inout SecretSettings) -> Void,
    _ asked: (inout SettingsChange) -> Void
  ) throws(SecretsError) -> SettingsChange {
    var settings = SecretSettings()
    now(&settings)
    var change = SettingsChange()
    asked(&change)
    return try change.differences(from: settings, name: "/x", in: store, bytes: bytes)
  }

  @Test(arguments: [
    (nil, "alias/aws/secretsmanager", true), ("", "alias/aws/secretsmanager", true),
    ("arn:aws:kms:eu-west-1:1:key/ab-1", "ab-1", true), ("ab-1", "ab-2", false),
    ("arn:aws:kms:eu-west-1:1:alias/shop", "alias/shop", true), (nil, "alias/shop", false),
  ])
  func aKeyHasSeveralNames(now: String?, asked: String, isSame: Bool) throws {
    let change = try left {
      $0.keyID = now
    } _: {
      $0.keyID = asked
    }
    #expect(change.isEmpty == isSame)
  }

  @Test func whatIsSoAlreadyIsLeftOut() throws {
    let change = try left {
      $0.description = "d"
      $0.tags = ["a": "1", "b": "2"]
      $0.replicas = [SecretReplica(region: "us-east-1")]
    } _: {
      $0.description = "d"
      $0.tags = [ResourceTag(key: "a", value: "1"), ResourceTag(key: "b", value: "3")]
      $0.removedTags = ["c"]
      $0.replicas = [SecretReplica(region: "us-east-1", kmsKeyId: "k")]
      $0.removedReplicas = ["eu-west-3"]
    }
    var expected = SettingsChange()
    expected.tags = [ResourceTag(key: "b", value: "3")]
    #expect(change == expected)
    #expect(
      try left { _ in
      } _: {
        $0.description = ""
      }.isEmpty
    )
    #expect(
      try left {
        $0.description = "d"
      } _: {
        $0.description = ""
      }.description == ""
    )
  }

  @Test(arguments: [
    ("Standard", "Advanced", 10, "Advanced"), ("Standard", "Intelligent-Tiering", 4096, nil),
    ("Standard", "Intelligent-Tiering", 4097, "Intelligent-Tiering"),
    ("Advanced", "Intelligent-Tiering", 4097, nil), ("Advanced", "Advanced", 1, nil),
    ("Standard", "Standard", 1, nil),
  ])
  func aTierGoesUpAlone(now: String, asked: String, bytes: Int, expected: String?) throws {
    let change = try left(.parameterStore, bytes: bytes) {
      $0.tier = now
    } _: {
      $0.tier = asked
    }
    #expect(change.tier == expected)
  }

  @Test func aTierDoesNotGoDown() async {
    await expect(.invalidValue) {
      _ = try left(.parameterStore) {
        $0.tier = "Advanced"
      } _: {
        $0.tier = "Standard"
      }
    }
  }

  @Test func onlyParameterStoreTakesThemWithAVersion() {
    var change = SettingsChange()
    change.description = "d"
    change.tags = [ResourceTag(key: "a", value: "1")]
    #expect(change.withVersion(in: .secretsManager).isEmpty)
    #expect(change.withoutVersion(in: .secretsManager) == change)
    #expect(change.withVersion(in: .parameterStore).description == "d")
    #expect(change.withVersion(in: .parameterStore).tags.isEmpty)
    #expect(change.withoutVersion(in: .parameterStore).description == nil)
    #expect(change.withoutVersion(in: .parameterStore).tags == change.tags)
  }
}

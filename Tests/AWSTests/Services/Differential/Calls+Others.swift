import AWS
import FoundationEssentials
import TestSupport

extension Calls {
  func s3() async {
    guard let bucket = try? client.bucket("diff-bucket", owner: MotoServer.shared.account) else {
      return
    }
    let keys = [
      "a/../b", "b", "./x/.", "/starts", "a//b", "sp ace+plus", "100%25", "é/日本/😀",
      "a:b!c*d'e(f)g", "q?x=1&y=2#z", "a=b,c;d@e$f", "~t_i-l.d",
    ]
    func put(
      _ key: String,
      _ content: String,
      if condition: S3Condition = .none,
      encryption: S3Encryption = .bucketDefault,
      metadata: [String: String] = [:]
    ) async throws -> S3WrittenObject {
      try await bucket.putObject(
        key,
        SecretBytes(utf8: content),
        if: condition,
        encryption: encryption,
        metadata: metadata
      )
    }
    for key in keys {
      await step("s3 put \(key)") { [try await put(key, "content of \(key)").etag ?? ""] }
    }
    for key in keys {
      await step("s3 get \(key)") { [text(try await bucket.getObject(key).body)] }
      await step("s3 head \(key)") { ["\(try await bucket.headObject(key).length ?? -1)"] }
      await step("s3 list \(key)") { try await bucket.listObjects(prefix: key).map(\.key) }
    }
    await step("s3 list all") { try await bucket.listObjects().map(\.key) }
    await step("s3 absent") { [try await put("new", "v", if: .absent).etag ?? ""] }
    await step("s3 taken") { [try await put("new", "w", if: .absent).etag ?? ""] }
    let etag = (try? await bucket.headObject("new").etag) ?? ""
    await step("s3 matching") {
      let written = try await put(
        "new",
        "x",
        if: .matches(etag: etag),
        metadata: ["origin": "a b"]
      )
      return [written.etag ?? ""]
    }
    await step("s3 stale") { [try await put("new", "y", if: .matches(etag: etag)).etag ?? ""] }
    await step("s3 missing") { [try await put("none", "y", if: .matches(etag: etag)).etag ?? ""] }
    await step("s3 encrypted") {
      [try await put("kms", "v", encryption: .kms(key: "alias/x")).kmsKey ?? ""]
    }
    let odd = "v/../ü + versions"
    let first = (try? await put(odd, "one").version) ?? ""
    _ = try? await put(odd, "two")
    await step("s3 get version") { [text(try await bucket.getObject(odd, version: first).body)] }
    await step("s3 head version") {
      ["\(try await bucket.headObject(odd, version: first).length ?? -1)"]
    }
    await step("s3 delete version") {
      [try await bucket.deleteObject(odd, version: first).version == first ? "it" : ""]
    }
    await step("s3 version gone") {
      [text(try await bucket.getObject(odd, version: first).body)]
    }
    await step("s3 versions") { try await bucket.listObjectVersions(prefix: "new").map(\.key) }
    await step("s3 delete") { [try await bucket.deleteObject("a/../b").isMarker ? "True" : ""] }
    await step("s3 gone") { [try await bucket.getObject("a/../b").metadata.etag ?? ""] }
    await step("s3 list in pages") { try await bucket.listObjects(prefix: "pages/").map(\.key) }
    await step("s3 versioning") {
      try await bucket.versioning() == .enabled ? ["Enabled"] : ["not"]
    }
    await step("s3 encryption") { try await bucket.defaultEncryption() == nil ? [] : ["on"] }
    await step("s3 public") { try await bucket.publicAccessBlock().isComplete ? ["on"] : [] }
    await step("s3 policy status") { try await bucket.policyIsPublic() ? ["public"] : [] }
    await step("s3 policy") { try await bucket.policy().map { [$0] } ?? [] }
  }

  func others() async {
    await step("identity") { [try await client.sts.getCallerIdentity().account] }
    var role = RoleRequest(arn: MotoServer.shared.roleARN, sessionName: "a+b=c,d.e@f-g")
    let webRole = role
    role.externalID = "id:1/2+3=4,5.6@7-8"
    role.seconds = 900
    await step("role") { [try await client.sts.assumeRole(role).arn ?? ""] }
    await step("web role") {
      let token = SecretBytes(utf8: "a+b/c=d.e&f.ü h")
      return [try await client.sts.assumeRoleWithWebIdentity(webRole, token: token).arn ?? ""]
    }
    await keys()
    for (label, stack) in [("stack", "diff-stack"), ("no stack", "none + ü")] {
      await step(label) {
        try await client.cloudFormation.describeStackResources(stack: stack).map(\.logicalID)
      }
    }
    await step("exports") { try await client.cloudFormation.listExports().map(\.name) }
    await step("events") {
      let answer = try await client.cloudTrail.lookupEvents(
        .resourceName("diff/ü + a:b!"),
        from: Date(timeIntervalSince1970: 1_700_000_000)
      )
      guard case .events(let events) = answer else { return ["not allowed"] }
      return events.map(\.id)
    }
  }

  private func keys() async {
    let kms = client.kms
    let context = ["purpose": "a \"b\" ü+", "x": ""]
    let plaintext = SecretBytes([0, 255, 0x76])
    let blob = try? await kms.encrypt(plaintext, key: "alias/diff", context: context)
    await step("decrypt") {
      let read = try await kms.decrypt(blob ?? [], key: "alias/diff", context: context)
      return [Crypto.hex(read.exposed())]
    }
    let mac = try? await kms.generateMac(SecretBytes(utf8: "message"), key: "alias/mac")
    for (label, message) in [("mac", "message"), ("wrong mac", "other")] {
      await step(label) {
        let isValid = try await kms.verifyMac(
          mac ?? SecretBytes([]),
          of: SecretBytes(utf8: message),
          key: "alias/mac"
        )
        return [isValid ? "True" : "False"]
      }
    }
    for (label, key) in [("key", "alias/diff"), ("no key", "alias/none ü")] {
      await step(label) { [try await kms.describeKey(key).spec ?? ""] }
    }
  }
}

import AWS

extension Calls {
  func secretsManager() async {
    let service = client.secretsManager
    let name = "diff/plus+a=b@c.d-e_f"
    await step("create") {
      let tag = ResourceTag(key: "where + how", value: "a=b/ü:!")
      return [
        try await service.createSecret(
          name: name,
          value: SecretBytes(utf8: "ü 日本 \"q\" \\ \n\t😀"),
          binary: false,
          description: "of ü, \"quoted\"",
          tags: [tag],
          token: token(1)
        ).versionId
      ]
    }
    await step("put") {
      try await service.putSecretValue(
        id: name,
        value: SecretBytes([0, 255, 34]),
        binary: true,
        stages: ["AWSCURRENT", "a stage: + ü!"],
        token: token(2)
      ).stages ?? []
    }
    func get(_ version: String? = nil, _ stage: String? = nil) async throws -> [String] {
      let output = try await service.getSecretValue(
        name,
        versionId: version,
        versionStage: stage
      )
      let bytes = output.value.exposed()
      return [output.isBinary ? Crypto.hex(bytes) : text(output.value), output.versionId]
    }
    await step("get") { try await get() }
    await step("get version") { try await get(token(1)) }
    await step("get stage") { try await get(nil, "a stage: + ü!") }
    for odd in ["sp ace", "ünï", "with:colon", "managed!name", "50%25+", "a/../b"] {
      await step("describe \(odd)") { [try await service.describeSecret(odd).name] }
    }
    await step("update") {
      try await service.updateSecret(id: name, description: "", kmsKeyId: "alias/ü")
      return [name]
    }
    await step("tag") {
      try await service.tagResource(name, [ResourceTag(key: "a:b", value: "")])
      return []
    }
    await step("untag") {
      try await service.untagResource(name, keys: ["a:b", "none + ü"])
      return []
    }
    await step("describe") {
      let metadata = try await service.describeSecret(name)
      let stages = (metadata.versionIdsToStages ?? [:])
        .map { "\($0.key) \(list($0.value.sorted()))" }.sorted()
      return [metadata.description ?? "", metadata.kmsKeyId ?? ""] + stages
        + (metadata.tags ?? []).map { "\($0.key)=\($0.value)" }
    }
    await step("move stage") {
      try await service.updateSecretVersionStage(
        id: name,
        stage: "AWSCURRENT",
        to: token(1),
        from: token(2)
      )
      return [name]
    }
    await step("versions") {
      try await service.listSecretVersionIds(name, includeDeprecated: true).map(\.versionId)
        .sorted()
    }
    await step("batch") {
      let batch = try await service.batchGetSecretValue([name, "sp ace"])
      return batch.values.map { text($0.value) }
        + batch.failures.map { "\($0.id) \($0.error.code ?? "")" }
    }
    await step("batch by filter") {
      let filters = [SecretFilter(.name, ["diff/plus+a="]), SecretFilter(.tagKey, ["where +"])]
      return try await service.batchGetSecretValue(filters).values.map { text($0.value) }
    }
    await step("list") {
      try await service.listSecrets([SecretFilter(.name, ["diff/plus+a="])]).map(\.name)
    }
    await step("list by tag") {
      let filter = SecretFilter(.tagKey, ["where +", "!other"])
      return try await service.listSecrets([filter], includeDeleted: true).map(\.name)
    }
    await step("list in pages") {
      try await service.listSecrets([SecretFilter(.name, ["pages/"])]).map(\.name)
    }
    await secretAdministration(name)
  }

  private func secretAdministration(_ name: String) async {
    let service = client.secretsManager
    await step("password") {
      var wish = PasswordWish()
      wish.length = 20
      wish.excludedCharacters = "\"+ ü"
      wish.withSpace = true
      return ["\(try await service.getRandomPassword(wish).count)"]
    }
    await step("rotate") {
      let written = try await service.rotateSecret(
        name,
        schedule: .expression("rate(10 days)"),
        immediately: false,
        token: token(3)
      )
      return [written.name]
    }
    await step("replicate") {
      let replica = SecretReplica(region: "us-east-1", kmsKeyId: "alias/x")
      return try await service.replicateSecret(name, to: [replica]).map(\.region)
    }
    let other = "diff/other"
    await step("create other") {
      let written = try await service.createSecret(
        name: other,
        value: SecretBytes(utf8: "x"),
        binary: false,
        replicas: [
          SecretReplica(region: "eu-central-1"), SecretReplica(region: "us-east-1", kmsKeyId: "k"),
        ],
        token: token(4)
      )
      return [written.name]
    }
    await step("take copies back") {
      try await service.removeReplicas(other, in: ["us-east-1", "eu-central-1"]).map(\.region)
    }
    await step("delete") {
      _ = try await service.deleteSecret(other, .recoverable(days: 7))
      return [other]
    }
    await step("restore") {
      try await service.restoreSecret(other)
      return [other]
    }
    await step("delete now") {
      _ = try await service.deleteSecret(other, .immediate)
      return [other]
    }
  }
}

import AWS

extension Calls {
  func parameterStore() async {
    let service = client.ssm
    let name = "/diff/a.b_c-d"
    let encrypted = "SecureString"
    await step("ssm put") {
      let written = try await service.putParameter(
        name: name,
        value: SecretBytes(utf8: "ü \"q\" \\ \n+ % 😀"),
        type: encrypted,
        overwrite: false,
        description: "ü: \"d\"",
        tags: [ResourceTag(key: "a b", value: "c+d:ü")]
      )
      return ["\(written.version)"]
    }
    await step("ssm put again") {
      let written = try await service.putParameter(
        name: name,
        value: SecretBytes(utf8: "two"),
        overwrite: true
      )
      return ["\(written.version)"]
    }
    await step("ssm label") {
      try await service.labelParameterVersion(name, version: 1, labels: ["gss-live", "a.b_c-d"])
      return []
    }
    let selectors = ["", ":1", ":gss-live", ":nothing"].map { ($0, name + $0) }
    let odd = ["/sp ace", "/ünï", "plus+", "a!b", "/a/../b"].map { ($0, $0) }
    for (label, parameter) in selectors + odd {
      await step("ssm get \(label)") {
        let read = try await service.getParameter(parameter)
        return [
          text(read.value), "\(read.metadata.version)", read.metadata.selector ?? "None",
        ]
      }
    }
    await step("ssm several") {
      let answer = try await service.getParameterValues(names: [name, "/none"])
      return answer.found.map { text($0.value) } + answer.invalid
    }
    await step("ssm path") {
      try await service.getParametersByPath("/diff").map { text($0.value) }
    }
    await step("ssm path in pages") {
      try await service.getParametersByPath("/pages", recursive: false).map { text($0.value) }
    }
    await step("ssm history") {
      try await service.getParameterHistory(name).map { "\($0.version) \(list($0.labels ?? []))" }
    }
    await step("ssm describe") {
      let filters = [ParameterFilter.tag("a b", "c+d:ü"), .nameBegins(with: "/diff")]
      return try await service.describeParameters(filters).map(\.name)
    }
    await step("ssm unlabel") {
      try await service.unlabelParameterVersion(name, version: 1, labels: ["a.b_c-d"])
      return []
    }
    await step("ssm tag") {
      try await service.addTags([ResourceTag(key: "ü", value: "=")], to: name)
      return []
    }
    await step("ssm untag") {
      try await service.removeTags(["a b"], from: name)
      return []
    }
    await step("ssm tags") {
      try await service.tags(of: name).map { "\($0.key)=\($0.value)" }
    }
    await step("ssm delete several") { try await service.deleteParameters(["/none"]).invalid }
    for label in ["ssm delete", "ssm delete again"] {
      await step(label) {
        try await service.deleteParameter(name)
        return []
      }
    }
  }
}

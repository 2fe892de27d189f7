import Foundation
import TestSupport
import Testing

/// The settings of secrets, by `create` and `update`, read back by boto3.
@Suite struct SettingsTests {
  private let server = MotoServer.shared
  private let name = "t\(UUID().uuidString)/db"
  private let program: Program

  init() throws {
    var program = try Program()
    program.environment = server.environment(home: program.repository.directory.path("home"))
    self.program = program
  }

  private func done(_ arguments: [String], input: String = "") throws -> TestProcess {
    let result = try program.run(arguments + ["--yes"], input: Array(input.utf8))
    #expect(result.status == 0, "\(result.errors)")
    return result
  }

  @Test func aSecretIsMadeWithAllOfThem() throws {
    let made = try done(
      [
        "create", "sm:\(name)", "--description", "of the shop", "--kms-key", "alias/shop",
        "--tag", "team=payments", "--tag", "note=a=b", "--replica", "eu-central-1",
      ],
      input: "v"
    )
    #expect(made.errors.contains("  description           (none) → of the shop\n"))
    #expect(made.errors.contains("  tag note              (none) → a=b\n"))
    let seen = try SeenByBoto3("sm", name)
    #expect(seen.description == "of the shop")
    #expect(seen.key == "alias/shop")
    #expect(seen.tags == ["team": "payments", "note": "a=b"])
    #expect(seen.replicas == ["eu-central-1"])
  }

  @Test func settingsOfASecretChangeWithoutAVersion() throws {
    _ = try done(
      ["create", "sm:\(name)", "--tag", "team=payments", "--tag", "old=x", "--description", "one"],
      input: "v"
    )
    let options = [
      "update", "sm:\(name)", "--description", "two", "--kms-key", "alias/new", "--tag", "team=web",
      "--untag", "old", "--untag", "none", "--replica", "us-east-1=alias/copy",
    ]
    let dry = try program.run(options + ["--dry-run"])
    #expect(dry.text == "DR - [modified] \(name)\n")
    #expect(try SeenByBoto3("sm", name).description == "one")
    let changed = try done(options)
    #expect(changed.text == "[modified] \(name)\n")
    for line in [
      "Change the settings of sm:\(name) in Secrets Manager, account \(server.account), eu-west-1:",
      "  description        one → two", "  KMS key            (none) → alias/new",
      "  tag team           payments → web", "  tag old            x → (none)",
      "  replica us-east-1  (none) → alias/copy", "The value stays as it is.",
      "no version was made",
    ] {
      #expect(changed.errors.contains(line), "\(changed.errors)")
      #expect(line.hasPrefix("no version") || dry.errors.contains(line))
    }
    let seen = try SeenByBoto3("sm", name)
    #expect(seen.description == "two")
    #expect(seen.key == "alias/new")
    #expect(seen.tags == ["team": "web"])
    #expect(seen.replicas == ["us-east-1"])
    #expect(seen.versions == 1)

    let again = try done(options)
    #expect(again.text == "[no change] \(name)\n")
    let less = try done(["update", "sm:\(name)", "--remove-replica", "us-east-1"])
    #expect(less.text == "[modified] \(name)\n")
    #expect(try SeenByBoto3("sm", name).replicas == [])
    let json = try done(["update", "sm:\(name)", "--description", "", "--format", "json"]).text
    #expect(json.contains(#""name": "description""#))
    #expect(json.contains(#""from": "two""#))
    #expect(!json.contains("\"version\""))
    #expect(try SeenByBoto3("sm", name).description ?? "" == "")
  }

  /// Whoever may not read values may change what is beside them.
  @Test func settingsOfASecretNeedNoValue() throws {
    _ = try done(["create", "sm:\(name)"], input: "v")
    var program = program
    program.environment.merge(
      try server.user(
        "settings-\(UUID().uuidString)",
        allowed: ["secretsmanager:DescribeSecret", "secretsmanager:TagResource"]
      )
    ) { $1 }
    let tagged = try program("update", "sm:\(name)", "--tag", "a=b", "--yes")
    #expect(tagged.status == 0, "\(tagged.errors)")
    let refused = try program("update", "sm:\(name)", "--description", "d", "--yes")
    #expect(refused.status == 4)
    #expect(refused.errors.contains("secretsmanager:UpdateSecret"))
    let seen = try SeenByBoto3("sm", name)
    #expect(seen.tags == ["a": "b"])
    #expect(seen.description == nil)
  }

  @Test func settingsAndAValueGoTogether() throws {
    let path = try program.repository.directory.write("new", to: "value")
    for reference in ["sm:\(name)", "ssm:/\(name)"] {
      _ = try done(["create", reference], input: "old")
      let both = try done(["update", reference, path, "--description", "d", "--tag", "a=b"])
      #expect(both.errors.contains("Change \(reference) in "))
      #expect(!both.errors.contains("stays"))
      let store = reference.hasPrefix("sm:") ? "sm" : "ssm"
      let seen = try SeenByBoto3(store, store == "sm" ? name : "/\(name)")
      #expect(seen.value == "new")
      #expect(seen.versions == 2)
      #expect(seen.description == "d")
      #expect(seen.tags == ["a": "b"])
      // An equal value leaves the settings to be changed.
      let tag = try done(["update", reference, path, "--tag", "a=c"])
      #expect(tag.errors.contains("no version was made"))
    }
  }

  @Test func aSecretWithCopiesIsDeletedAfterThem() throws {
    _ = try done(["create", "sm:\(name)", "--replica", "eu-central-1"], input: "v")
    let refused = try program("delete", "sm:\(name)", "--yes")
    #expect(refused.status == 2)
    #expect(
      refused.errors.contains("has copies in eu-central-1, which AWS wants to be deleted first")
    )
    #expect(
      refused.errors.contains("`git secrets-sync update sm:\(name) --remove-replica eu-central-1`")
    )
    _ = try done(["update", "sm:\(name)", "--remove-replica", "eu-central-1"])
    _ = try done(["delete", "sm:\(name)"])
  }

  /// The request is repeated, and AWS says that it is done already.
  @Test func aReplicaWhoseAnswerIsLostIsThere() throws {
    _ = try done(["create", "sm:\(name)"], input: "v")
    let refusal =
      #""code":"InvalidParameterException","message":"There is a replica in that region.""#
    try server.inject(
      #"[{"match":"ReplicateSecretToRegions","contains":"\#(name)","count":1,"when":"after","status":400,\#(refusal)}]"#
    )
    _ = try done(["update", "sm:\(name)", "--replica", "eu-central-1"])
    #expect(try SeenByBoto3("sm", name).replicas == ["eu-central-1"])
  }

  /// What everybody can read is no place for a value.
  @Test func aSecretInADescriptionOrATagIsRefused() throws {
    let key = accessKeyID()
    let word = "gT7#" + "pw!Zq92Lx"
    for options in [
      ["--description", "with the key \(key)"], ["--tag", "key=\(key)"],
      ["--tag", "password=\(word)"],
    ] {
      for verb in ["create", "update"] {
        let refused = try program.run([verb, "sm:\(name)"] + options + ["--yes"], input: [0x76])
        #expect(refused.status == 2)
        #expect(refused.errors.contains("holds what looks like a secret ("), "\(refused.errors)")
        #expect(!refused.errors.contains(key) && !refused.errors.contains(word))
      }
    }
    #expect(try program("get", "sm:\(name)").status == 2)
  }

  @Test func whatWasChangedBeforeAFailureIsSaid() throws {
    _ = try done(["create", "sm:\(name)"], input: "old")
    try server.inject(
      #"[{"match":"PutSecretValue","contains":"\#(name)","count":1,"status":400,"code":"AccessDeniedException","message":"no"}]"#
    )
    let failed = try program(
      "update",
      "sm:\(name)",
      "-",
      "--tag",
      "a=b",
      "--yes",
      input: "new"
    )
    #expect(failed.status == 4)
    #expect(failed.errors.contains("The settings that need no version had been changed."))
    let seen = try SeenByBoto3("sm", name)
    #expect(seen.tags == ["a": "b"])
    #expect(seen.value == "old")
  }

  @Test func aParameterIsMadeWithAllOfThem() throws {
    _ = try done(
      [
        "create", "ssm:/\(name)", "--description", "of the shop", "--kms-key", "alias/shop",
        "--tag", "team=payments", "--tier", "Advanced",
      ],
      input: "v"
    )
    let seen = try SeenByBoto3("ssm", "/\(name)")
    #expect(seen.description == "of the shop")
    #expect(seen.key == "alias/shop")
    #expect(seen.tags == ["team": "payments"])
    #expect(seen.tier == "Advanced")
    #expect(seen.type == "SecureString")
  }

  @Test func settingsOfAParameterComeWithAVersionOfTheSameValue() throws {
    let reference = "ssm:/\(name)"
    _ = try done(["create", reference, "--description", "one", "--tag", "a=b"], input: "v")
    let tagged = try done(["update", reference, "--tag", "a=c", "--untag", "none"])
    #expect(tagged.errors.contains("The value stays as it is."))
    #expect(try SeenByBoto3("ssm", "/\(name)").versions == 1)

    let options = [
      "update", reference, "--description", "two", "--tier", "Advanced", "--kms-key", "alias/new",
      "--untag", "a",
    ]
    let changed = try done(options)
    for line in [
      "  description  one → two", "  KMS key      alias/aws/ssm → alias/new",
      "  tier         Standard → Advanced",
      "with a new version alone; it will have the same value.",
      "there is no way back", "\(reference) is now at version 2.",
    ] {
      #expect(changed.errors.contains(line), "\(changed.errors)")
    }
    let seen = try SeenByBoto3("ssm", "/\(name)")
    #expect(seen.description == "two")
    #expect(seen.key == "alias/new")
    #expect(seen.tier == "Advanced")
    #expect(seen.tags == [:])
    #expect(seen.versions == 2)
    #expect(seen.value == "v")
    #expect(try done(options).text == "[no change] /\(name)\n")
    // AWS would leave it where it is.
    #expect(
      try done(["update", reference, "--tier", "Intelligent-Tiering"]).text
        == "[no change] /\(name)\n"
    )

    let back = try program("update", reference, "--tier", "Standard", "--yes")
    #expect(back.status == 2)
    #expect(back.errors.contains("AWS takes no parameter back to Standard"))
    let type = try program("update", reference, "--type", "String", "--yes")
    #expect(type.status == 2)
    #expect(type.errors.contains("AWS does not give “\(reference)” another type"), "\(type.errors)")
    let plan = try program("update", reference, "--type", "String", "--dry-run")
    #expect(plan.status == 2, "AWS is not asked for what it refuses")
    #expect(plan.text.isEmpty)
    #expect(try SeenByBoto3("ssm", "/\(name)") == seen)
  }

  @Test func aKeyMeansNothingToWhatIsNotEncrypted() throws {
    let reference = "ssm:/\(name)"
    _ = try done(["create", reference, "--type", "StringList"], input: "a,b")
    let refused = try program("update", reference, "--kms-key", "alias/x", "--yes")
    #expect(refused.status == 2)
    #expect(refused.errors.contains("is of the type StringList, which is not encrypted"))
  }

  @Test func theEmbeddedStoreKeepsADescription() throws {
    _ = try done(["create", "local:db", "--description", "one"], input: "v")
    _ = try done(["update", "local:db", "--description", "two"])
    #expect(try program("list", "local:db", "--format", "json").text.contains(#""two""#))
    #expect(try program("list-versions", "local:db").text.split(separator: "\n").count == 2)
  }

  @Test(arguments: [
    (["local:x", "--tag", "a=b"], "--tag means nothing to the embedded store."),
    (["ssm:/x", "--replica", "us-east-1"], "--replica means nothing to Parameter Store."),
    (["ssm:/x", "--remove-replica", "us-east-1"], "--remove-replica means nothing to"),
    (["sm:x", "--tag", "hunter2"], "--tag takes KEY=VALUE"),
    (["sm:x", "--tag", "aws:x=hunter2"], "that does not start with aws:"),
    (["sm:x", "--replica", "eu-west-1"], "The secret itself is in eu-west-1"),
    (["sm:x", "--replica", "hunter2"], "--replica takes an AWS region, or REGION=KMS-KEY."),
    (["sm:x", "--tag", "a=b", "--untag", "a"], "say something of “a” more than once"),
    (["sm:x", "--force", "--tag", "a=b"], "--force is for a new value"),
    (["sm:x", "--force", "--json-key", "a"], "--force would put the other keys back"),
  ])
  func whatCannotBeIsRefused(arguments: [String], words: String) throws {
    let result = try program.run(["update"] + arguments + ["--yes"])
    #expect(result.status == 2)
    #expect(result.errors.contains(words), "\(result.errors)")
    #expect(!result.errors.contains("hunter2"))
  }
}

import Secrets
import Testing

@Suite struct ReferenceTests {
  struct Good: Sendable {
    var text: String
    var store: StoreKind
    var name: String
    var key: String?
    var version: String?
    var arn: String?
    /// The canonical form, where it differs from the text.
    var canonical: String?
  }

  static let account = "eu-west-1:123456789012"

  @Test(arguments: [
    Good(text: "sm:myapp/db", store: .secretsManager, name: "myapp/db"),
    Good(
      text: "sm:myapp/db#password@AWSPREVIOUS",
      store: .secretsManager,
      name: "myapp/db",
      key: "password",
      version: "AWSPREVIOUS"
    ),
    Good(
      text: "ssm:/myapp/db/password@7",
      store: .parameterStore,
      name: "/myapp/db/password",
      version: "7"
    ),
    Good(text: "ssm:plain", store: .parameterStore, name: "plain"),
    Good(text: "ssm:/one", store: .parameterStore, name: "/one"),
    Good(text: "local:x", store: .local, name: "x"),
    Good(text: "local:x#a:b c", store: .local, name: "x", key: "a:b c"),
    Good(text: "sm:x#k#l@v", store: .secretsManager, name: "x", key: "k#l", version: "v"),
    Good(text: "sm:me@example.com@", store: .secretsManager, name: "me@example.com"),
    Good(
      text: "sm:me@example.com@AWSCURRENT",
      store: .secretsManager,
      name: "me@example.com",
      version: "AWSCURRENT"
    ),
    Good(text: "sm:x#a@b@", store: .secretsManager, name: "x", key: "a@b"),
    Good(text: "sm:me@example.com#k", store: .secretsManager, name: "me@example.com", key: "k"),
    Good(text: "local:a@b#k@v", store: .local, name: "a@b", key: "k", version: "v"),
    Good(
      text: "arn:aws:secretsmanager:\(account):secret:shop/me@example.com-AbC123",
      store: .secretsManager,
      name: "shop/me@example.com",
      arn: "arn:aws:secretsmanager:\(account):secret:shop/me@example.com-AbC123",
      canonical: "sm:shop/me@example.com@"
    ),
    Good(
      text: "arn:aws:secretsmanager:\(account):secret:me@example.com-AbC123@AWSPREVIOUS",
      store: .secretsManager,
      name: "me@example.com",
      version: "AWSPREVIOUS",
      arn: "arn:aws:secretsmanager:\(account):secret:me@example.com-AbC123",
      canonical: "sm:me@example.com@AWSPREVIOUS"
    ),
    Good(
      text: "arn:aws:secretsmanager:\(account):secret:me@example.com@",
      store: .secretsManager,
      name: "me@example.com",
      arn: "arn:aws:secretsmanager:\(account):secret:me@example.com",
      canonical: "sm:me@example.com@"
    ),
    Good(
      text: "arn:aws:secretsmanager:\(account):secret:me@example.com-AbC123#k",
      store: .secretsManager,
      name: "me@example.com",
      key: "k",
      arn: "arn:aws:secretsmanager:\(account):secret:me@example.com-AbC123",
      canonical: "sm:me@example.com#k"
    ),
    Good(text: "sm:x@", store: .secretsManager, name: "x", canonical: "sm:x"),
    Good(text: "sm:rds!db-1", store: .secretsManager, name: "rds!db-1"),
    Good(text: "ssm:/aws/service/x", store: .parameterStore, name: "/aws/service/x"),
    Good(
      text: "arn:aws:secretsmanager:\(account):secret:myapp/db-AbC123",
      store: .secretsManager,
      name: "myapp/db",
      arn: "arn:aws:secretsmanager:\(account):secret:myapp/db-AbC123",
      canonical: "sm:myapp/db"
    ),
    Good(
      text: "arn:aws:secretsmanager:\(account):secret:myapp/db",
      store: .secretsManager,
      name: "myapp/db",
      arn: "arn:aws:secretsmanager:\(account):secret:myapp/db",
      canonical: "sm:myapp/db"
    ),
    Good(
      text: "sm:arn:aws-cn:secretsmanager:\(account):secret:a-b-AbC123#k@v",
      store: .secretsManager,
      name: "a-b",
      key: "k",
      version: "v",
      arn: "arn:aws-cn:secretsmanager:\(account):secret:a-b-AbC123",
      canonical: "sm:a-b#k@v"
    ),
    Good(
      text: "arn:aws:ssm:\(account):parameter/myapp/db@3",
      store: .parameterStore,
      name: "/myapp/db",
      version: "3",
      arn: "arn:aws:ssm:\(account):parameter/myapp/db",
      canonical: "ssm:/myapp/db@3"
    ),
    Good(
      text: "arn:aws:ssm:\(account):parameter/plain",
      store: .parameterStore,
      name: "plain",
      arn: "arn:aws:ssm:\(account):parameter/plain",
      canonical: "ssm:plain"
    ),
  ])
  func reads(_ good: Good) throws {
    let reference = try SecretReference(parsing: good.text)
    #expect(reference.store == good.store)
    #expect(reference.name == good.name)
    #expect(reference.key == good.key)
    #expect(reference.version == good.version)
    #expect(reference.arn == good.arn)
    #expect(reference.id == good.arn ?? good.name)
    #expect(reference.description == good.canonical ?? good.text)
  }

  @Test(arguments: StoreKind.allCases)
  func bareNameIsInTheDefaultStore(_ store: StoreKind) throws {
    let reference = try SecretReference(parsing: "my_secret#k@v1", defaultStore: store)
    #expect(
      reference == SecretReference(store: store, name: "my_secret", key: "k", version: "v1")
    )
    #expect(try SecretReference(parsing: "local:y", defaultStore: store).store == .local)
  }

  @Test(arguments: [
    ("", "is empty"),
    ("sm:", "is empty"),
    ("sm:#k", "is empty"),
    ("my_secret", "does not say which store"),
    ("s3:x", "“s3” in “s3:x” is no store"),
    ("/myapp/db:3", "“/myapp/db” in “/myapp/db:3” is no store"),
    ("sm:a b", "takes no “ ” in a name"),
    ("sm:caf\u{e9}", "takes no “\u{e9}” in a name"),
    ("sm:a\u{1B}[31m", "takes no “\\u{1b}”"),
    ("sm:a*", "takes no “*”"),
    ("ssm:a=b", "takes no “=”"),
    ("ssm:myapp/db", "starts with a slash"),
    ("ssm:/a//b", "one of its levels is empty"),
    ("ssm:/a/", "one of its levels is empty"),
    ("ssm:/a@b@", "takes no “@”"),
    // Neither has, or each has, what every ARN of a secret ends with.
    ("arn:aws:secretsmanager:r:123456789012:secret:me@example.com", "cannot be told"),
    ("arn:aws:secretsmanager:r:123456789012:secret:a-AbC123@my-stage1", "cannot be told"),
    ("ssm:/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16", "16 levels"),
    ("sm:x#", "nothing after its #"),
    ("sm:x@a b", "is no version"),
    ("ssm:x@1:2", "is no version"),
    ("arn:aws:s3:bucket", "six fields"),
    ("arn:aws:s3:r:123456789012:bucket", "belongs to the service “s3”"),
    ("arn:aws:ssm:r:123456789012:document/x", "parameter/"),
    ("arn:aws:secretsmanager:r:1234:secret:x", "not 12 digits"),
    ("arn:aws:secretsmanager::123456789012:secret:x", "region is empty"),
    ("ssm:arn:aws:secretsmanager:r:123456789012:secret:x", "belongs to Secrets Manager"),
    ("sm:" + String(repeating: "x", count: 513), "513 characters"),
    ("ssm:" + String(repeating: "x", count: 1012), "1012 characters"),
  ])
  func refuses(_ text: String, _ expected: String) {
    do {
      let reference = try SecretReference(parsing: text)
      Issue.record("\(text) was taken as \(reference)")
    } catch {
      guard case .invalidReference = error.kind else {
        Issue.record("\(error.kind)")
        return
      }
      #expect(error.message.contains(expected), "\(error.message)")
    }
  }

  /// What a message or a list shows can be given back.
  @Test(arguments: ["a", "a@b", "a@", "@", "@@", "a@b@c", "x-AbC123@y-AbC123", "me@example.com"])
  func whatIsShownIsReadAsTheSameSecret(name: String) throws {
    for store in [StoreKind.secretsManager, .local] {
      let shown = store.reference(to: name)
      #expect(try SecretReference(parsing: shown) == SecretReference(store: store, name: name))
      let selector = try SecretSelector(parsing: shown)
      #expect(selector.pattern == name)
      #expect(selector.description == shown)
      for version in [nil, "v"] as [String?] {
        for key in [nil, "k", "k@l", "k#@"] as [String?] {
          let part = SecretReference(store: store, name: name, key: key, version: version)
          #expect(try SecretReference(parsing: part.description) == part)
        }
      }
    }
    let arn = "arn:aws:secretsmanager:\(Self.account):secret:\(name)-AbC123"
    let shown = StoreKind.secretsManager.reference(to: arn)
    #expect(try SecretReference(parsing: shown).id == arn)
    #expect(try SecretSelector(parsing: shown).arn == arn)
  }

  @Test func namesWithAnExclamationMarkAreNeitherForbiddenNorProposed() throws {
    #expect(try SecretReference(parsing: "sm:rds!db").name == "rds!db")
    let error = try #require(throws: SecretsError.self) { try SecretReference(parsing: "sm:a b") }
    #expect(error.hint?.contains("!") == false)
  }

  @Test(arguments: ["/myapp/db:3", "ssm:/myapp/db:3"])
  func theHintIsAReferenceThatWorks(text: String) throws {
    let error = try #require(throws: SecretsError.self) {
      try SecretReference(parsing: text)
    }
    let hint = try #require(error.hint)
    let proposed = try #require(hint.split(separator: "“").last?.split(separator: "”").first)
    #expect(
      try SecretReference(parsing: String(proposed))
        == SecretReference(store: .parameterStore, name: "/myapp/db", version: "3")
    )
  }
}

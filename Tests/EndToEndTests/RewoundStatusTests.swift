import Foundation
import TestSupport
import Testing

/// What `status` recommends where a remote lost what was seen there before.
@Suite struct RewoundStatusTests {
  private let program: Program
  private let hub: String

  init() throws {
    program = try Program.initialized()
    try program.repository.write(
      "[environments.dev]\nsecrets = [\"local:*\"]\n[environments.prod]\nsecrets = [\"local:*\"]\n",
      to: ".secrets-sync.toml"
    )
    hub = program.repository.directory.path("hub.git")
    try program.repository.git("init", "--quiet", "--bare", hub)
    try program.repository.git("remote", "add", "origin", hub)
    _ = try program("create", "local:db", "--yes", input: "one")
    for environment in ["dev", "prod", "prod"] {
      #expect(try program("record", "--env", environment).status == 0)
    }
    #expect(try program("push").status == 0)
  }

  private func steps(_ arguments: String...) throws -> [String] {
    let status = try program.run(["status"] + arguments)
    #expect(status.status == 0, "\(status.errors)")
    return status.text.split(separator: "\n").filter { $0.hasPrefix("next: ") }.map(String.init)
  }

  @Test(arguments: ["rewound", "deleted"])
  func aPushThatWouldBeRefusedIsNotRecommended(how: String) throws {
    let reference = "refs/secrets-sync/ledger/prod"
    let old =
      how == "rewound"
      ? ["update-ref", reference, reference + "~1"] : ["update-ref", "-d", reference]
    try program.repository.git(old, in: hub)
    #expect(try program("fetch").status == 4)
    #expect(try program("push").status == 4)
    let other = try program("fetch", "--env", "dev")
    #expect(other.status == 0)
    #expect(other.text == "dev  up-to-date\n")
    #expect(other.errors.contains("warning: The ledger of prod at"))
    let status = try program("status")
    #expect(
      status.text.contains("ledger        prod at origin: what was seen there before is missing\n"),
      "\(status.text)"
    )
    let fetch =
      "next: Run `git secrets-sync fetch origin`, which says what became of the ledger there"
    #expect(try steps().contains { $0.hasPrefix(fetch) })
    #expect(try !steps().contains { $0.contains("push") })
    let json = try program("status", "--format", "json").text
    let document = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
    let rewound = try #require((document?["rewound"] as? [[String: Any]])?.first)
    #expect(rewound["remote"] as? String == "origin")
    #expect(rewound["environments"] as? [String] == ["prod"])

    // The other environment can be pushed all the same.
    #expect(try program("record", "--env", "dev").status == 0)
    #expect(try steps().contains("next: Run `git secrets-sync push origin --env dev`."))
    #expect(try program("push", "origin", "--env", "dev").status == 0)
    #expect(try !steps("--env", "dev").contains { $0.contains("fetch") })

    // What the fetch said puts it right.
    try program.repository.git("push", "--quiet", "--force", "origin", "\(reference):\(reference)")
    #expect(try program("fetch").status == 0)
    #expect(try !program("status").text.contains("origin"))
  }
}

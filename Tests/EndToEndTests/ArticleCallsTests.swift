import Foundation
import TestSupport
import Testing

/// The calls of the article's script, word for word.
@Suite struct ArticleCallsTests {
  @Test(arguments: ["sm", "local"])
  func workAsWritten(_ store: String) throws {
    let server = MotoServer.shared
    let name = "my_secret_\(UUID().uuidString.prefix(8))"
    var program = try Program.initialized()
    program.environment = server.environment(home: program.repository.directory.path("home"))
    try program.repository.write(
      "[environments.dev]\nsecrets = [\"\(store):my_secret_*\"]\n",
      to: ".secrets-sync.toml"
    )
    try program.repository.write(#"{"user": "dana"}"#, to: "secret.json")
    let made = try program("create", name, "secret.json", "--yes")
    #expect(made.status == 0, "\(made.errors)")
    #expect(try program("list").text.contains("\(store):\(name)"))
    #expect(try program("list-versions", name).text.contains("AWSCURRENT"))
    #expect(try program("get", name, "latest").text == #"{"user": "dana"}"#)
    #expect(
      try program("dump", name, "latest").text
        == "\(name.uppercased().replacing("-", with: "_"))='{\"user\": \"dana\"}'\n"
    )
    try program.repository.write(#"{"user": "dora"}"#, to: "secret.json")
    #expect(try program("update", name, "secret.json", "--yes").status == 0)
    #expect(try program("get", name, "latest").text == #"{"user": "dora"}"#)
    #expect(try program("compare", name, "AWSPREVIOUS", "latest").status == 1)
    let deleted = try program("delete", name, "--yes")
    if store == "sm" {
      #expect(deleted.status == 0, "\(deleted.errors)")
      #expect(try program("get", name, "latest").status != 0)
    } else {
      #expect(deleted.status == 2)
      #expect(deleted.errors.contains("--force-without-recovery"))
    }
  }
}

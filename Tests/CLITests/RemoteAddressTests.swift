import CLI
import Testing

/// Whether two addresses lead to one repository.
@Suite struct RemoteAddressTests {
  @Test(arguments: [
    "https://example.com/team/app.git", "https://user@example.com/team/app",
    "git@example.com:team/app.git",
    "ssh://git@example.com:22/team/app.git", "example.com:team/app\n",
  ])
  func onePlaceHasManyAddresses(address: String) {
    #expect(RemoteAddress.place(address) == "example.com/team/app")
  }

  @Test func othersAreOthers() {
    #expect(RemoteAddress.place("/srv/a.git") != RemoteAddress.place("/srv/b.git"))
    #expect(
      RemoteAddress.place("https://example.com/a/b")
        != RemoteAddress.place("https://example.org/a/b")
    )
  }
}

import Testing

@testable import Scanning

/// Checksums of tokens, on what their makers published.
struct TokenChecksumTests {
  @Test func agreesWithGrafana() {
    // From the tests of Grafana itself.
    let token = ["glsa_", "iNValIdinValiDinvalidinvalidinva", "_5b582697"].joined()
    #expect(Checksum.endsWithGrafanaChecksum(Array(token.utf8)[...]))
    let changed = token.replacing("_5b", with: "_5c")
    #expect(!Checksum.endsWithGrafanaChecksum(Array(changed.utf8)[...]))
  }

  @Test func gitLabTokensMayHaveAPrefixOfTheInstance() {
    let body = "acme-glpat-" + Example.random(40, .base64URL) + ".14"
    let text = Array("token: \(body)".utf8) + Checksum.gitLab(body.utf8)
    let start = "token: acme-".utf8.count
    #expect(Checksum.endsWithGitLabChecksum(text, start..<text.count))
    #expect(!Checksum.endsWithGitLabChecksum(text + [0x30], start..<text.count + 1))
  }

  @Test func knowsTheChecksumOfWallets() throws {
    // From the Bitcoin wiki's article on the wallet import format, in four parts.
    let parts = ["5HueCGU8rMjxE", "XxiPuD5BDku4M", "kFqeZyd4dZ1jv", "hTVqvbTLvyTJ"]
    let key = parts.joined()
    let scanner = try Scanner(generic: false)
    let findings = try scanner.scan(path: Array("a".utf8), bytes: Array("wif = \(key)\n".utf8))
    #expect(findings.contains { $0.rule == "bitcoin-wif-private-key" })
  }
}

import Foundation

/// Certificates made for one test: two authorities, and a server's that the first one signed.
package final class TestCertificates: Sendable {
  package struct Failure: Error {
    package let reason: String
  }

  private let directory = TemporaryDirectory()

  /// The authority of the server's certificate.
  package var authority: String { directory.path("ca.pem") }
  package var otherAuthority: String { directory.path("other.pem") }
  /// What a server needs to speak TLS.
  package var server: (file: String, key: String) {
    (directory.path("server.pem"), directory.path("server.key"))
  }

  /// Makes them with `openssl`; `name` is what the server's is for, as in `IP:127.0.0.1`.
  package init(for name: String = "IP:127.0.0.1") throws {
    let key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
    for authority in ["ca", "other"] {
      try openssl(
        ["req", "-x509"] + key + ["-keyout", "\(authority).key", "-out", "\(authority).pem"]
          + ["-days", "30", "-subj", "/CN=test \(authority)"]
          + ["-addext", "basicConstraints=critical,CA:TRUE"]
      )
    }
    try directory.write("subjectAltName=\(name)", to: "extensions")
    try openssl(
      ["req"] + key + ["-keyout", "server.key", "-out", "server.csr", "-subj", "/CN=server"]
    )
    try openssl(
      ["x509", "-req", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key"]
        + ["-CAcreateserial", "-days", "30", "-extfile", "extensions", "-out", "server.pem"]
    )
  }

  private func openssl(_ arguments: [String]) throws {
    let result = try TestProcess.run(
      "openssl",
      arguments,
      environment: ["PATH": "/usr/bin:/bin:/usr/local/bin"],
      directory: directory.path
    )
    guard result.status == 0 else { throw Failure(reason: result.errors) }
  }
}

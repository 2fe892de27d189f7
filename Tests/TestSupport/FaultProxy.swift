import Foundation

/// A proxy before a server that spoils chosen answers (`Tests/Support/fault_proxy.py`).
package final class FaultProxy: Sendable {
  /// A request that arrived.
  package struct Request: Decodable, Sendable {
    package let method: String
    /// As it came, with the query.
    package let path: String
    /// Each byte as the character of that number.
    package let body: String
    /// Method, path, `X-Amz-Target` and the start of the body.
    package let key: String
    /// The fault it met.
    package let fault: String?
    package let headers: [String: String]
    /// The port that it came from: the same for all requests of a connection.
    package let connection: Int
  }

  private let program: LoopbackProgram
  private let scheme: String

  package var port: Int { program.port }
  package var endpoint: String { "\(scheme)://127.0.0.1:\(program.port)" }

  /// Starts a proxy before the server at `upstream`.
  ///
  /// - Parameters:
  ///   - upstream: the port of the server.
  ///   - certificate: files of a certificate and its key, to speak TLS; no faults then.
  /// - Throws: if Python is missing.
  package init(before upstream: Int, certificate: (file: String, key: String)? = nil) throws {
    let tls = certificate.map { ["--tls", $0.file, $0.key] } ?? []
    program = try LoopbackProgram(["fault_proxy.py", String(upstream)] + tls)
    scheme = certificate == nil ? "http" : "https"
  }

  /// Adds faults, a JSON list as described in `fault_proxy.py`.
  package func inject(_ faults: String) throws {
    _ = try LoopbackHTTP.send("POST", "/__faults", port: port, body: faults)
  }

  package func requests() throws -> [Request] {
    try JSONDecoder().decode(
      [Request].self,
      from: LoopbackHTTP.send("GET", "/__log", port: port)
    )
  }
}

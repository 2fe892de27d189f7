/// What Signature Version 4 signs: a request from decoded parts, encoded in one place only.
package struct SigningRequest: Sendable {
  package var method: String
  /// Decoded, starting with `/`.
  package var path: String
  /// Decoded names and values; a parameter without a value has an empty one.
  package var query: [(name: String, value: String)]
  /// Must hold `Host`.
  package var headers: [(name: String, value: String)]
  /// Lower-case hexadecimal SHA-256 of the body.
  package var payloadHash: String

  package init(
    method: String,
    path: String = "/",
    query: [(name: String, value: String)] = [],
    headers: [(name: String, value: String)],
    payloadHash: String
  ) {
    self.method = method
    self.path = path
    self.query = query
    self.headers = headers
    self.payloadHash = payloadHash
  }

  /// The path and query as they go over the wire.
  package var target: String {
    let path = PercentEncoding.encode(path: path)
    return query.isEmpty ? path : "\(path)?\(canonicalQuery)"
  }

  var canonicalQuery: String {
    query
      .map { (PercentEncoding.encode($0.name), PercentEncoding.encode($0.value)) }
      // By pairs: in a joined string "Param-3" would come before "Param".
      .sorted { $0.0.utf8Precedes($1.0, or: ($0.1, $1.1)) }
      .map { "\($0.0)=\($0.1)" }
      .joined(separator: "&")
  }
}

extension String {
  /// Compares by bytes, and where equal by the bytes of a second pair.
  fileprivate func utf8Precedes(_ other: String, or second: (String, String)) -> Bool {
    if self == other { return second.0.utf8.lexicographicallyPrecedes(second.1.utf8) }
    return utf8.lexicographicallyPrecedes(other.utf8)
  }
}

extension S3Bucket {
  /// `ListObjectsV2`, all pages: the latest version of every object below a prefix.
  package func listObjects(prefix: String = "") async throws(AWSError) -> [S3ListEntry] {
    let call = call("ListObjectsV2")
    try call.check("the prefix", bytes: prefix.utf8.count, 0...S3Limits.keyBytes)
    var entries: [S3ListEntry] = []
    var tokens = PageTokens()
    repeat {
      var query = [(name: "list-type", value: "2"), (name: "encoding-type", value: "url")]
      if !prefix.isEmpty { query.append((name: "prefix", value: prefix)) }
      if let token = tokens.current {
        query.append((name: "continuation-token", value: token))
      }
      let page = try await document(
        request(call.operation, "GET", query: query),
        root: "ListBucketResult"
      )
      for element in page.all("Contents") {
        guard let entry = S3ListEntry(element, encoded: page.isEncoded) else {
          throw call.invalid("is not what the service documents", requestID: nil)
        }
        entries.append(entry)
      }
      let isCut = page.flag("IsTruncated") ?? false
      guard tokens.take(isCut ? page.text("NextContinuationToken") : nil) else {
        throw call.invalid("repeats a page, so the list has no end", requestID: nil)
      }
      if isCut, tokens.current == nil {
        throw call.invalid("says that there is more and not how to get it", requestID: nil)
      }
    } while tokens.current != nil
    return entries
  }

  /// `ListObjectVersions`, all pages: versions and delete markers, by key, the newest first.
  package func listObjectVersions(
    prefix: String = ""
  ) async throws(AWSError) -> [S3VersionEntry] {
    let call = call("ListObjectVersions")
    try call.check("the prefix", bytes: prefix.utf8.count, 0...S3Limits.keyBytes)
    var entries: [S3VersionEntry] = []
    var tokens = PageTokens()
    var next: [(name: String, value: String)] = []
    repeat {
      var query = [(name: "versions", value: ""), (name: "encoding-type", value: "url")]
      if !prefix.isEmpty { query.append((name: "prefix", value: prefix)) }
      let page = try await document(
        request(call.operation, "GET", query: query + next),
        root: "ListVersionsResult"
      )
      for element in page.children where ["Version", "DeleteMarker"].contains(element.name) {
        guard let entry = S3VersionEntry(element, encoded: page.isEncoded) else {
          throw call.invalid("is not what the service documents", requestID: nil)
        }
        entries.append(entry)
      }
      guard page.flag("IsTruncated") ?? false else { return entries }
      guard let key = page.key("NextKeyMarker"), !key.isEmpty else {
        throw call.invalid("says that there is more and not how to get it", requestID: nil)
      }
      next = [(name: "key-marker", value: key)]
      let version = page.text("NextVersionIdMarker") ?? ""
      if !version.isEmpty { next.append((name: "version-id-marker", value: version)) }
      guard tokens.take("\(key)\n\(version)") else {
        throw call.invalid("repeats a page, so the list has no end", requestID: nil)
      }
    } while true
  }
}

extension XMLElement {
  /// Whether keys come as a form encodes them: XML has no way to write some characters.
  fileprivate var isEncoded: Bool { text("EncodingType") == "url" }

  fileprivate func key(_ name: String) -> String? { text(name)?.key(encoded: isEncoded) }
}

extension String {
  /// A key out of a list; nil when it cannot be decoded.
  fileprivate func key(encoded: Bool) -> String? {
    encoded ? PercentEncoding.decode(form: self) : self
  }
}

extension S3ListEntry {
  fileprivate init?(_ element: XMLElement, encoded: Bool) {
    guard let key = element.text("Key")?.key(encoded: encoded),
      let size = element.text("Size").flatMap({ Int($0) })
    else { return nil }
    self.init(
      key: key,
      size: size,
      etag: element.text("ETag"),
      lastModified: element.text("LastModified").flatMap { UTCTime(iso8601: $0)?.date }
    )
  }
}

extension S3VersionEntry {
  fileprivate init?(_ element: XMLElement, encoded: Bool) {
    guard let key = element.text("Key")?.key(encoded: encoded),
      let version = element.text("VersionId")
    else { return nil }
    self.init(
      key: key,
      version: version,
      isLatest: element.flag("IsLatest") ?? false,
      isMarker: element.name == "DeleteMarker",
      size: element.text("Size").flatMap { Int($0) },
      etag: element.text("ETag"),
      lastModified: element.text("LastModified").flatMap { UTCTime(iso8601: $0)?.date }
    )
  }
}

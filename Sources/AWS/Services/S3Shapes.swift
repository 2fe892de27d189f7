package import FoundationEssentials

/// On what condition an object is written.
package enum S3Condition: Sendable, Equatable {
  case none
  /// There is no object with that key yet.
  case absent
  /// The object's latest version has this ETag, with its quotation marks.
  case matches(etag: String)

  var header: (name: String, value: String)? {
    switch self {
    case .none: nil
    case .absent: (name: "If-None-Match", value: "*")
    case .matches(let etag): (name: "If-Match", value: etag)
    }
  }
}

/// What S3 encrypts an object with.
package enum S3Encryption: Sendable, Equatable {
  case bucketDefault
  /// Keys of S3's own (`AES256`).
  case s3
  /// A key of KMS; nil for the one that AWS manages.
  case kms(key: String?)

  var headers: [(name: String, value: String)] {
    let name = "X-Amz-Server-Side-Encryption"
    switch self {
    case .bucketDefault: return []
    case .s3: return [(name: name, value: "AES256")]
    case .kms(nil): return [(name: name, value: "aws:kms")]
    case .kms(let key?):
      return [(name: name, value: "aws:kms"), (name: "\(name)-Aws-Kms-Key-Id", value: key)]
    }
  }
}

/// What the headers of an object tell.
package struct S3ObjectMetadata: Sendable {
  /// With its quotation marks; not a hash of the content where that is encrypted.
  package let etag: String?
  /// `null` where versions were suspended, nil where they never were on.
  package let version: String?
  package let length: Int?
  package let contentType: String?
  package let lastModified: Date?
  /// `AES256`, `aws:kms` and the like.
  package let encryption: String?
  package let kmsKey: String?
  /// In base 64, with the number of parts where it was uploaded in parts.
  package let checksumSHA256: String?
  /// Names in lower case.
  package let metadata: [String: String]

  init(_ answer: HTTPResponse) {
    let headers = answer.headers
    let prefix = "x-amz-meta-"
    etag = headers["etag"]
    version = headers["x-amz-version-id"]
    length = headers["content-length"].flatMap { Int($0) }
    contentType = headers["content-type"]
    lastModified = headers["last-modified"].flatMap { UTCTime(httpDate: $0)?.date }
    encryption = headers["x-amz-server-side-encryption"]
    kmsKey = headers["x-amz-server-side-encryption-aws-kms-key-id"]
    checksumSHA256 = headers["x-amz-checksum-sha256"]
    metadata = headers.reduce(into: [:]) { result, header in
      guard header.key.hasPrefix(prefix) else { return }
      result[String(header.key.dropFirst(prefix.count))] = header.value
    }
  }
}

/// An object with its content.
package struct S3Object: Sendable {
  package let metadata: S3ObjectMetadata
  package let body: SecretBytes
}

/// The answer of `PutObject`.
package struct S3WrittenObject: Sendable {
  package let etag: String?
  /// Only where the bucket keeps versions.
  package let version: String?
  package let encryption: String?
  package let kmsKey: String?

  init(_ answer: HTTPResponse) { self.init(S3ObjectMetadata(answer)) }

  init(_ metadata: S3ObjectMetadata) {
    etag = metadata.etag
    version = metadata.version
    encryption = metadata.encryption
    kmsKey = metadata.kmsKey
  }
}

/// The answer of `DeleteObject`.
package struct S3Deletion: Sendable {
  /// Of the version that is gone, or of the marker that was made.
  package let version: String?
  package let isMarker: Bool
}

/// An object in a list.
package struct S3ListEntry: Sendable, Equatable {
  package let key: String
  package let size: Int
  package let etag: String?
  package let lastModified: Date?
}

/// A version or a delete marker in a list.
package struct S3VersionEntry: Sendable, Equatable {
  package let key: String
  /// `null` for one from before versions were on.
  package let version: String
  package let isLatest: Bool
  package let isMarker: Bool
  /// Nil for a marker.
  package let size: Int?
  package let etag: String?
  package let lastModified: Date?
}

extension HTTPResponse {
  var s3RequestID: String? { headers["x-amz-request-id"] }
}

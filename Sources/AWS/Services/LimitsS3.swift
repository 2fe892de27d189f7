/// What Amazon S3 takes.
package enum S3Limits {
  package static let keyBytes = 1_024
  package static let bucketCharacters = 3...63
  /// Of names and values of an object's own metadata together.
  package static let metadataBytes = 2_048
  /// What is read back at most; S3 itself takes 5 GiB at once, but what nobody here could read again
  /// is better not written.
  package static let objectBytes = 16 << 20
}

extension ServiceCall {
  func check(key: String) throws(AWSError) {
    try check("the key", bytes: key.utf8.count, 1...S3Limits.keyBytes)
  }

  /// The rules for new buckets; what is not made of them cannot be a label of a host.
  func check(bucket name: String) throws(AWSError) {
    try check("the name of the bucket", characters: name, S3Limits.bucketCharacters)
    let labels = name.split(separator: ".", omittingEmptySubsequences: false)
    let isName = labels.allSatisfy { label in
      let bytes = label.utf8
      return bytes.first?.isLetterOrDigit == true && bytes.last?.isLetterOrDigit == true
        && bytes.allSatisfy { byte in
          byte.isDigit || byte == UInt8(ascii: "-")
            || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
        }
    }
    let isAddress = labels.count == 4 && labels.allSatisfy { $0.utf8.allSatisfy(\.isDigit) }
    guard isName, !isAddress else {
      throw refused(
        "\(name) cannot be the name of a bucket",
        hint: "Names have lower-case letters, digits, hyphens and dots; write no ARN or address."
      )
    }
  }

  func check(account: String?) throws(AWSError) {
    guard let account else { return }
    guard account.utf8.count == 12, account.utf8.allSatisfy(\.isDigit) else {
      throw refused("the expected owner is not an account's 12 digits")
    }
  }

  func check(metadata: [String: String]) throws(AWSError) {
    let count = metadata.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count }
    try check("the metadata", bytes: count, 0...S3Limits.metadataBytes)
    for (name, value) in metadata {
      try check("the name of metadata", name, isLettersDigitsAnd: "-_.")
      guard value.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) else {
        throw refused("the metadata \(name) is not plain ASCII text")
      }
    }
  }

  /// What becomes the value of a header.
  func check(_ what: String, header value: String?) throws(AWSError) {
    guard let value, !value.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) else { return }
    throw refused("\(what) holds characters that no header takes")
  }
}

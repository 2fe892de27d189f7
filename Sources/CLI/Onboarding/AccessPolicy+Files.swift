extension AccessPolicy {
  /// What the files of the vault need: to `record` and to check, their versions are listed; who works
  /// with them, and `rollback`, read and write them, too.
  var files: [JSON] {
    guard hasFiles, let vault, let bucket = vault.bucket else { return [] }
    let folder = vault.prefix.isEmpty ? "files" : "\(vault.prefix)/files"
    let arn = "arn:\(place.partition):s3:::\(bucket)"
    let below = JSON.object([
      ("StringLike", .object([("s3:prefix", .array([.string("\(folder)/*")]))]))
    ])
    // Only the developer lists what is there now, for `vault status`.
    let lists = role == .developer ? ["ListBucketVersions", "ListBucket"] : ["ListBucketVersions"]
    let listing = statement("VaultVersions", "s3", lists, [arn], below)
    guard role == .developer || role == .rollback else { return [listing] }
    return [
      listing,
      statement(
        "VaultFiles",
        "s3",
        ["GetObject", "GetObjectVersion", "PutObject"],
        ["\(arn)/\(folder)/*"]
      ),
      statement("VaultKey", "kms", ["Decrypt", "GenerateDataKey"], [key(of: vault)]),
    ]
  }
}

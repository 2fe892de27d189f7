import Secrets

// The table `[vault]`.
extension ConfigurationReader {
  /// Reads the table but for `files`; `environments` are the names of those that are configured.
  func vault(_ vault: TOMLTable, _ environments: [String]) throws(Failure) -> VaultSettings {
    try checkKeys(
      vault,
      allowed: [
        "bucket", "prefix", "kms_key", "client_side_encryption", "path", "environment", "files",
        "remind",
      ],
      in: "[vault]"
    )
    var result = VaultSettings()
    result.bucket = try string(vault["bucket"], "bucket")
    result.prefix =
      try string(vault["prefix"], "prefix")?.split(separator: "/").joined(separator: "/") ?? ""
    if result.prefix.split(separator: "/").contains(where: { $0 == "." || $0 == ".." }) {
      throw refused(
        vault["prefix"]?.line,
        "`prefix` of [vault] must have no `.` or `..` in it.",
        hint: "Name the folder below the bucket or `path`."
      )
    }
    result.key = try string(vault["kms_key"], "kms_key")
    result.path = try string(vault["path"], "path")
    result.environment = try string(vault["environment"], "environment")
    result.reminds = try boolean(vault["remind"], "remind") ?? true
    if result.path != nil {
      for key in ["bucket", "kms_key", "environment"] where vault[key] != nil {
        throw refused(
          vault[key]?.line,
          "`\(key)` and `path` exclude each other: a vault is a bucket or a folder.",
          hint: "Take one of the two out."
        )
      }
    }
    result.seals =
      try boolean(vault["client_side_encryption"], "client_side_encryption") ?? false
    if result.seals, result.bucket == nil || result.key == nil {
      throw refused(
        vault["client_side_encryption"]?.line,
        "`client_side_encryption` is for a bucket, under a key of KMS.",
        hint: "Set `bucket` and `kms_key` in [vault], or take it out."
      )
    }
    if let name = result.environment, !environments.contains(name) {
      let guess = nearest(to: name, in: environments).map { "Did you mean \"\($0)\"? " } ?? ""
      throw refused(
        vault["environment"]?.line,
        "There is no environment “\(visible(name))” to reach the vault with.",
        hint: guess + "Name one that has a table [environments.NAME]."
      )
    }
    return result
  }
}

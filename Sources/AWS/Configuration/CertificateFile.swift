/// The certificates that take the place of the system's (`AWS_CA_BUNDLE`, `ca_bundle`).
enum CertificateFile {
  /// A file in PEM, or a directory as `c_rehash` makes it; nil when neither setting names one.
  ///
  /// - Throws: `configuration` when there is nothing of that kind at the path.
  static func find(
    _ environment: Environment,
    _ properties: [String: String],
    _ paths: SharedFilePaths,
    profile: String
  ) throws(AWSError) -> String? {
    let variable = environment["AWS_CA_BUNDLE"]
    guard let text = variable ?? properties.value("ca_bundle") else { return nil }
    let setting = variable == nil ? "ca_bundle of profile \(profile)" : "AWS_CA_BUNDLE"
    let path = paths.expanded(text)
    if FileSystem.isDirectory(path) { return path }
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try FileSystem.read(path)
    } catch {
      throw AWSError(
        .configuration,
        message: "\(setting) cannot be used: \(error.message)",
        hint: error.hint ?? "Correct it, or take it out to use the system's certificates."
      )
    }
    guard bytes.firstRange(of: "-----BEGIN ".utf8) != nil else {
      throw AWSError(
        .configuration,
        message: "\(setting) cannot be used: \(path) holds no certificate in PEM.",
        hint: "Correct it, or take it out to use the system's certificates."
      )
    }
    return path
  }
}

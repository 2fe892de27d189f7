import AWS

/// A store whose versions can be given labels of our own: pins.
package protocol PinStore: SecretStore {
  /// Gives a version a label that no version has; one that it has already is a success.
  func pin(_ name: String, version: String, label: String) async throws(SecretsError)

  /// Takes a label from a version; one that is gone already is a success.
  func unpin(_ name: String, version: String, label: String) async throws(SecretsError)
}

extension PinStore where Self: StageStore {
  package func pin(
    _ name: String,
    version: String,
    label: String
  ) async throws(SecretsError) {
    try await moveStage(label, of: name, from: nil, to: version)
  }

  package func unpin(
    _ name: String,
    version: String,
    label: String
  ) async throws(SecretsError) {
    try await moveStage(label, of: name, from: version, to: nil)
  }
}

extension SecretsManagerStore: PinStore {}
extension LocalStore: PinStore {}

extension ParameterStore: PinStore {
  package func pin(
    _ name: String,
    version: String,
    label: String
  ) async throws(SecretsError) {
    guard let number = Int(version) else { throw .notFound(name, in: kind) }
    do throws(AWSError) {
      try await service.labelParameterVersion(name, version: number, labels: [label])
    } catch {
      throw await explain(error, name, version: version)
    }
  }

  package func unpin(
    _ name: String,
    version: String,
    label: String
  ) async throws(SecretsError) {
    guard let number = Int(version) else { throw .notFound(name, in: kind) }
    do throws(AWSError) {
      try await service.unlabelParameterVersion(name, version: number, labels: [label])
    } catch {
      // A version or a label that is not there is as good.
      guard error.kind != .notFound, error.code != "InvalidLabels" else { return }
      throw .from(error, name: name, in: kind)
    }
  }

  /// Takes our labels off the oldest version, which keeps Parameter Store from taking a further one.
  ///
  /// - Returns: whether nothing else is in the way.
  func releaseOldest(_ name: String) async -> Bool {
    guard let oldest = try? await versions(of: name).last, !oldest.stages.isEmpty,
      oldest.stages.allSatisfy({ $0.hasPrefix(PinLabel.prefix) }), let number = Int(oldest.id)
    else { return false }
    let labels = oldest.stages
    guard
      (try? await service.unlabelParameterVersion(name, version: number, labels: labels)) != nil
    else { return false }
    notice(name, oldest.id, labels)
    return true
  }

  private func notice(_ name: String, _ version: String, _ labels: [String]) {
    journal?.notices.add(
      "The label \(labels.joined(separator: ", ")) was taken off version \(version) of “ssm:"
        + "\(printable(name))”: with it, Parameter Store would have taken no further version."
    )
  }
}

/// The labels by which deployed versions are kept.
package enum PinLabel {
  package static let prefix = "gss-pin-"

  /// The label of a version: `gss-pin-` and eight hexadecimal digits.
  ///
  /// They are the first of the version's id, as they are of every UUID; else those of the id's SHA-256.
  package static func of(_ version: String) -> String {
    let start = version.prefix(8)
    let isHex =
      start.utf8.count == 8 && version.utf8.count == 36
      && start.utf8.allSatisfy {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
          || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
      }
    return prefix
      + (isHex
        ? String(start) : String(Crypto.hex(Crypto.sha256(SecretBytes(utf8: version))).prefix(8)))
  }
}

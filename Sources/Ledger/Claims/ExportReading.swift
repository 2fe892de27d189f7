package import AWS
import Secrets

/// The secrets and parameters that the exports of CloudFormation stacks name.
package struct ExportReading: Sendable {
  package private(set) var claims: [SecretClaim] = []
  /// Those whose value may be the name of a parameter, or the path of something else.
  package private(set) var possible: [SecretClaim] = []

  /// Reads the exports whose names begin with `prefix`, each secret once.
  ///
  /// The value of an export is any text: an ARN says what it is of, and a path, which is what `!Ref` of a
  /// parameter gives, does not.
  package init(_ prefix: String, from service: CloudFormationClient) async throws(AWSError) {
    var known: Set<String> = []
    for export in try await service.listExports() where export.name.hasPrefix(prefix) {
      let isARN = export.value.hasPrefix("arn:")
      let claim =
        isARN
        ? SecretClaim(arn: export.value, origin: "export \(export.name)")
        : Self.parameter(export)
      guard let claim, known.insert(claim.reference).inserted else { continue }
      if isARN { claims.append(claim) } else { possible.append(claim) }
    }
  }

  private static func parameter(_ export: StackExport) -> SecretClaim? {
    guard export.value.hasPrefix("/"),
      (try? SecretName.checkNew(export.value, in: .parameterStore)) != nil
    else { return nil }
    return SecretClaim(
      store: .parameterStore,
      name: export.value,
      origin: "export \(export.name)"
    )
  }
}

package import AWS
import Secrets

/// The secrets and parameters among the resources of CloudFormation stacks, and of those nested in
/// them.
package struct StackReading: Sendable {
  package private(set) var claims: [SecretClaim] = []
  /// The stacks that are not in a state in which a deployment leaves them when all went well.
  package private(set) var unusual: [(stack: String, status: String)] = []

  /// Where a stack rests after a success; a clean-up removes what was replaced already.
  private static let usual = [
    "CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", "IMPORT_COMPLETE",
  ]

  /// Reads stacks, by name or id; `notFound` where one is not there.
  package init(
    of stacks: [String],
    from service: CloudFormationClient
  ) async throws(AWSError) {
    var seen: Set<String> = []
    for stack in stacks {
      let status = try await service.stackStatus(stack)
      if !Self.usual.contains(status) { unusual.append((stack, status)) }
      var waiting = [stack]
      while let next = waiting.popLast() {
        guard seen.insert(next).inserted else { continue }
        for resource in try await service.listStackResources(stack: next) {
          // Deleted, given up, or not made yet.
          guard let id = resource.physicalID,
            !["DELETE_COMPLETE", "DELETE_SKIPPED"].contains(resource.status)
          else { continue }
          let origin = "\(next), \(resource.logicalID)"
          switch resource.type {
          case "AWS::CloudFormation::Stack": waiting.append(id)
          case "AWS::SecretsManager::Secret":
            claims.append(
              SecretClaim(arn: id, origin: origin)
                ?? SecretClaim(store: .secretsManager, name: id, origin: origin)
            )
          case "AWS::SSM::Parameter":
            claims.append(SecretClaim(store: .parameterStore, name: id, origin: origin))
          default: continue
          }
        }
      }
    }
  }
}

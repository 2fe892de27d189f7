import AWS

struct CallerIdentity: Sendable {
  let account: String
  let arn: String
}
struct STSStub {
  func getCallerIdentity() async throws -> CallerIdentity {
    throw AWSError(.configuration, message: "AWS is not reachable from this build.")
  }
}
extension AWSClient { var sts: STSStub { STSStub() } }

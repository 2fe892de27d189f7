/// The rules that come with the program.
package enum BuiltinRules {
  package static let all: [Rule] = [
    aws, awsSecretsManager, awsTerraform, awsCloudFormation, awsServices,
    privateKeys, connections, passwordHashes,
    gitHub, gitLab, google, azure, slack, payments,
    packageRegistries, artificialIntelligence, monitoring, communication, hashiCorp,
    cloudProviders, developerTools, identity,
  ].flatMap(\.self)
}

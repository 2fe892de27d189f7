/// The rules that come with the program.
///
/// Of two that find the same value at the same level, the first reports it.
package enum BuiltinRules {
  package static let all: [Rule] = [
    aws, awsSecretsManager, awsTerraform, awsCloudFormation, awsServices, awsPairs,
    privateKeys, connections, logins, passwordHashes,
    gitHub, gitLab, google, azure, slack, payments,
    packageRegistries, artificialIntelligence, monitoring, communication, hashiCorp,
    cloudProviders, developerTools, identity, identifiers, unsignedTokens,
    atlassian, buildServices, aiServices, dataServices, hostingProviders,
    azureKeys, azureConnections, awsSessions, cryptoWallets,
    paymentServices, chatServices, workplaceServices, webServices,
    systemPasswords, codeHosts, googleCloud, publicIdentifiers,
    newRelic, publishableKeys, hosting, databases, telemetry, paymentProviders,
    languageModels, buildTools, messaging, accounts, applications, socialMedia, searchAndData,
    yandex,
    jenkins, jFrog, ibm, passwordVerifiers, kubernetes, frameworks, clientFiles, loginCalls,
    endpoints,
  ].flatMap(\.self)

  /// All that a finding can name: these, and the generic detector, which has no pattern.
  package static let named: [Rule] = all + [generic]

  /// What the generic detector reports under.
  package static var generic: Rule { GenericDetector.rule }
}

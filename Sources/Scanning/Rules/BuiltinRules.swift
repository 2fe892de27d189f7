/// The rules that come with the program.
///
/// Of two that find the same value at the same level, the first reports it.
package enum BuiltinRules {
  package static let all: [Rule] = [
    aws, awsSecretsManager, awsTerraform, awsCloudFormation, awsServices, awsServiceKeys, awsPairs,
    privateKeys, connections, commandPasswords, logins, passwordHashes,
    gitHub, gitLab, google, azure, slack, payments,
    packageRegistries, artificialIntelligence, monitoring, communication, hashiCorp,
    cloudProviders, developerTools, identity, identifiers, unsignedTokens,
    atlassian, buildServices, aiServices, dataServices, hostingProviders,
    azureKeys, azureConnections, awsSessions, awsSignedRequests,
    loginWithAmazon, cryptoWallets,
    paymentServices, chatServices, workplaceServices, mediaServices, commerce, connectedDevices,
    webServices,
    systemPasswords, networkDevices, webTokens, codeHosts, googleCloud, publicIdentifiers,
    awsPublicIdentifiers,
    clientIdentifiers,
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

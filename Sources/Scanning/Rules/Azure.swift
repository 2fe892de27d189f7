extension BuiltinRules {
  static let azure: [Rule] = [
    .token(
      id: "azure-client-secret",
      description: "Microsoft Entra ID client secret",
      reference: "https://learn.microsoft.com/en-us/purview/sit-defn-azure-ad-client-secret",
      format: [.run(3, .alphanumeric), "8Q~", .runs(31...34, .base64URL)],
      advice:
        "Delete it and add another: Entra admin center, App registrations, the app, Certificates & secrets."
    ),
    Rule(
      id: "azure-storage-account-key",
      description: "Azure Storage, Cosmos DB or Batch account key",
      reference:
        "https://learn.microsoft.com/en-us/azure/storage/common/storage-account-keys-manage",
      level: .high,
      keywords: ["accountkey", "account_key", "account-key"],
      pattern: #"(?i:account[_-]?key)"# + Rule.rest + Rule.assignment
        + #"(?<secret>[A-Za-z0-9+/]{86}==)"#,
      boundary: .base64,
      window: .atKeyword,
      checks: [.notPlaceholder, .randomness],
      advice: "Regenerate it: az storage account keys renew --account-name NAME --key key1.",
      examples: [
        "DefaultEndpointsProtocol=https;AccountName=app;AccountKey=\(Example.random(86, .base64))==;EndpointSuffix=core.windows.net\n",
        "AZURE_STORAGE_ACCOUNT_KEY=\"\(Example.random(86, .base64, seed: 2))==\"\n",
      ],
      counterexamples: [
        "AccountName=app;AccountKey=<key>;EndpointSuffix=core.windows.net\n",
        "AccountKey=\(Example.random(80, .base64))==\n",
        "integrity: sha512-\(Example.random(86, .base64))==\n",
      ]
    ),
    Rule(
      id: "azure-shared-access-key",
      description: "Azure Service Bus, Event Hubs or IoT Hub key",
      reference: "https://learn.microsoft.com/en-us/azure/service-bus-messaging/service-bus-sas",
      level: .high,
      keywords: ["sharedaccesskey="],
      pattern: #"SharedAccessKey=(?<secret>[A-Za-z0-9+/]{43}=)"#,
      boundary: .base64,
      window: .atKeyword,
      checks: [.notPlaceholder, .randomness],
      advice:
        "Regenerate it: az servicebus namespace authorization-rule keys renew (or eventhubs, iot hub).",
      examples: [
        "Endpoint=sb://n.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey=\(Example.random(43, .base64))=\n",
        "\"HostName=h.azure-devices.net;DeviceId=d;SharedAccessKey=\(Example.random(43, .base64, seed: 2))=\"\n",
      ],
      counterexamples: [
        "Endpoint=sb://n.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey=${KEY}\n",
        "SharedAccessKey=\(Example.random(40, .base64))=\n",
      ]
    ),
    Rule(
      id: "azure-sas-token",
      description: "Azure shared access signature",
      reference: "https://learn.microsoft.com/en-us/azure/storage/common/storage-sas-overview",
      level: .medium,
      keywords: ["sig="],
      pattern:
        #"[?&](?=[^\s"'<>]{0,600}?\bsv=20)(?=[^\s"'<>]{0,600}?\bse=20)[^\s"'<>]{0,600}?\bsig=(?<secret>(?:[A-Za-z0-9+/]|%2[BFbf]){43}(?:=|%3[Dd]))"#,
      boundary: .alphanumeric,
      window: .bytes(700),
      checks: [.notPlaceholder, .randomness],
      advice:
        "It ends at its se= time. To end it now, rotate the account key or delete the stored access policy that signed it.",
      examples: [
        "https://a.blob.core.windows.net/c?sv=2022-11-02&ss=b&srt=o&sp=r&se=2027-01-01T00:00:00Z&sig=\(Example.random(43, .alphanumeric))%3D\n",
        "\"https://a.blob.core.windows.net/c/b?se=2027-01-01&sp=r&sv=2022-11-02&sr=b&sig=\(Example.random(43, .alphanumeric, seed: 2))%3D\"\n",
      ],
      counterexamples: [
        "https://a.blob.core.windows.net/c?sv=2022-11-02&se=2027-01-01&sig=<signature>\n",
        "https://x.test/?sig=\(Example.random(43, .alphanumeric))%3D\n",
      ]
    ),
    .token(
      id: "azure-devops-token",
      description: "Azure DevOps personal access token",
      reference:
        "https://learn.microsoft.com/en-us/azure/devops/organizations/accounts/use-personal-access-tokens-to-authenticate",
      format: [.run(76, .alphanumeric), "AZDO", .run(4, .alphanumeric)],
      advice: "Revoke it: dev.azure.com, User settings, Personal access tokens."
    ),
    .token(
      id: "azure-annotated-key",
      description: "Azure service key (annotated form)",
      reference: "https://github.com/microsoft/security-utilities",
      format: [.run(52, .alphanumeric), "JQQJ99", .run(26, .alphanumeric)],
      advice: "Regenerate it on the resource's Keys page in the Azure portal."
    ),
    azureIdentifiable(
      "azure-storage-identifiable-key",
      "Azure Storage account key (identifiable)",
      76,
      "+ASt",
      6,
      "=="
    ),
    azureIdentifiable(
      "azure-cosmos-db-identifiable-key",
      "Azure Cosmos DB key (identifiable)",
      76,
      "ACDb",
      6,
      "=="
    ),
    azureIdentifiable(
      "azure-container-registry-password",
      "Azure Container Registry password",
      42,
      "+ACR",
      6,
      ""
    ),
    azureIdentifiable(
      "azure-redis-identifiable-key",
      "Azure Cache for Redis key",
      33,
      "AzCa",
      6,
      "="
    ),
    Rule(
      id: "microsoft-teams-webhook-url",
      description: "Microsoft Teams webhook URL",
      reference:
        "https://learn.microsoft.com/en-us/microsoftteams/platform/webhooks-and-connectors/how-to/add-incoming-webhook",
      level: .high,
      keywords: ["/incomingwebhook/"],
      pattern:
        #"https://[A-Za-z0-9.-]{1,80}\.office\.com/webhook(?:b2)?/[0-9a-f-]{36}@[0-9a-f-]{36}/IncomingWebhook/(?<secret>[0-9a-f]{32})"#,
      boundary: .alphanumeric,
      window: .bytes(220),
      checks: [.notPlaceholder, .randomness],
      advice: "Remove the connector from the channel and add another.",
      examples: [
        "https://x.webhook.office.com/webhookb2/\(Example.uuid(seed: 1))@\(Example.uuid(seed: 2))/IncomingWebhook/\(Example.random(32, .hex))/\(Example.uuid(seed: 3))\n",
        "url = 'https://outlook.office.com/webhook/\(Example.uuid(seed: 4))@\(Example.uuid(seed: 5))/IncomingWebhook/\(Example.random(32, .hex, seed: 2))/\(Example.uuid(seed: 6))'\n",
      ],
      counterexamples: [
        "https://x.webhook.office.com/webhookb2/<id>@<id>/IncomingWebhook/<id>\n",
        "https://x.webhook.office.com/webhookb2/\(Example.uuid())@\(Example.uuid())/IncomingWebhook/00000000000000000000000000000000/x\n",
      ]
    ),
  ]

  static func azureIdentifiable(
    _ id: String,
    _ description: String,
    _ before: Int,
    _ signature: TokenFormat.Part,
    _ after: Int,
    _ padding: String
  ) -> Rule {
    var format: TokenFormat = [.run(before, .base64), signature, .run(after, .base64)]
    if !padding.isEmpty { format.parts.append(.literal(padding)) }
    return .token(
      id: id,
      description: description,
      reference: "https://github.com/microsoft/security-utilities",
      format: format,
      boundary: .base64,
      advice: "Regenerate it on the resource's Access keys page in the Azure portal.",
      counterexamples: ["KEY=\(Example.random(before + after, .base64))\(padding)\n"]
    )
  }
}

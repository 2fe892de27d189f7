// Keys of Azure that name their service inside, and the keys from before that form.

extension BuiltinRules {
  static let azureKeys: [Rule] = [
    azureIdentifiable(
      "azure-ai-search-identifiable-key",
      "Azure AI Search key (identifiable)",
      42,
      "AzSe",
      6,
      ""
    ),
    azureIdentifiable(
      "azure-api-management-identifiable-key",
      "Azure API Management key (identifiable)",
      76,
      "APIM",
      6,
      "=="
    ),
    azureIdentifiable(
      "azure-batch-identifiable-key",
      "Azure Batch account key (identifiable)",
      76,
      "+ABa",
      6,
      "=="
    ),
    azureIdentifiable(
      "azure-machine-learning-identifiable-key",
      "Azure Machine Learning classic key (identifiable)",
      76,
      "+AMC",
      6,
      "=="
    ),
    azureIdentifiable(
      "azure-event-grid-identifiable-key",
      "Azure Event Grid key (identifiable)",
      33,
      "AZEG",
      6,
      "="
    ),
    azureIdentifiable(
      "azure-event-hubs-identifiable-key",
      "Azure Event Hubs key (identifiable)",
      33,
      "+AEh",
      6,
      "="
    ),
    azureIdentifiable(
      "azure-iot-identifiable-key",
      "Azure IoT Hub key (identifiable)",
      33,
      "AIoT",
      6,
      "="
    ),
    azureIdentifiable(
      "azure-relay-identifiable-key",
      "Azure Relay key (identifiable)",
      33,
      "+ARm",
      6,
      "="
    ),
    azureIdentifiable(
      "azure-service-bus-identifiable-key",
      "Azure Service Bus key (identifiable)",
      33,
      "+ASb",
      6,
      "="
    ),
    .token(
      id: "azure-functions-identifiable-key",
      description: "Azure Functions key (identifiable)",
      reference: "https://learn.microsoft.com/en-us/azure/azure-functions/function-keys-how-to",
      format: [.run(44, .base64URL), "AzFu", .run(6, .base64URL), "=="],
      boundary: .base64,
      advice: "Renew it: az functionapp keys set, or the function app, App keys.",
      counterexamples: ["code=\(Example.random(50, .base64URL))==\n"]
    ),
    .service(
      id: "azure-api-management-subscription-key",
      description: "Azure subscription key",
      reference:
        "https://learn.microsoft.com/en-us/azure/api-management/api-management-subscriptions",
      level: .high,
      names: ["ocp-apim-subscription-key", "apim_subscription", "apim-subscription"],
      variable: "OCP-APIM-SUBSCRIPTION-KEY",
      format: [.run(32, .hex)],
      advice: "Regenerate it: the service's Keys page, or API Management, Subscriptions."
    ),
    .service(
      id: "azure-ai-services-key",
      description: "Azure AI services key (old form)",
      reference: "https://learn.microsoft.com/en-us/azure/ai-services/authentication",
      names: [
        "speech_key", "cognitive", "azure_speech", "azure_translator", "translator_key",
        "azure_vision", "vision_key", "azure_language", "text_analytics", "form_recognizer",
        "azure_maps",
      ],
      variable: "AZURE_SPEECH_KEY",
      format: [.run(32, .hex)],
      advice: "Regenerate it: the resource's Keys and Endpoint page."
    ),
    .service(
      id: "azure-openai-legacy-key",
      description: "Azure OpenAI key (old form)",
      reference: "https://learn.microsoft.com/en-us/azure/ai-services/openai/reference",
      level: .high,
      names: ["azure_openai", "azure-openai", "azureopenai", "openai.azure.com"],
      variable: "AZURE_OPENAI_API_KEY",
      format: [.run(32, .hex)],
      advice: "Regenerate it: the resource's Keys and Endpoint page."
    ),
    .service(
      id: "azure-ai-search-legacy-key",
      description: "Azure AI Search key (old form)",
      reference: "https://learn.microsoft.com/en-us/azure/search/search-security-api-keys",
      names: ["azure_search", "azure-search", "azuresearch", "search.windows.net"],
      variable: "AZURE_SEARCH_KEY",
      format: [.run(32, .anyHex)],
      advice: "Regenerate it: the search service's Keys page."
    ),
    .service(
      id: "azure-devops-legacy-token",
      description: "Azure DevOps personal access token (old form)",
      reference:
        "https://learn.microsoft.com/en-us/azure/devops/organizations/accounts/use-personal-access-tokens-to-authenticate",
      level: .high,
      names: [
        "azure_devops", "azuredevops", "ado_pat", "ado_token", "azdo", "vsts", "system_accesstoken",
        "dev.azure.com", "visualstudio.com", "nuget",
      ],
      variable: "AZURE_DEVOPS_PAT",
      format: [.run(52, .lowerBase32)],
      advice: "Revoke it: dev.azure.com, User settings, Personal access tokens."
    ),
    Rule(
      id: "azure-legacy-client-secret",
      description: "Microsoft Entra ID client secret (old form)",
      reference: "https://learn.microsoft.com/en-us/entra/identity-platform/how-to-add-credentials",
      level: .medium,
      keywords: ["azure_client_secret", "arm_client_secret", "aad_client_secret"],
      pattern:
        #"(?i:(?:azure|arm|aad)_client_secret)["']?\s{0,4}[=:]\s{0,4}["']?(?<secret>[A-Za-z0-9~_.?@:/+=\[\]*-]{31,44})(?=["']?\s|["',;)]|$)"#,
      boundary: .alphanumeric,
      window: .atKeyword,
      checks: [.notPlaceholder, LiteralValue.check, .randomness],
      advice:
        "Delete it and add another: Entra admin center, App registrations, the app, Certificates & secrets.",
      examples: [
        "AZURE_CLIENT_SECRET=\(Example.random(28, .alphanumeric))=-_?\n",
        "export ARM_CLIENT_SECRET='\(Example.random(32, .alphanumeric, seed: 2)).~'\n",
      ],
      counterexamples: [
        "AZURE_CLIENT_SECRET=${CLIENT_SECRET}\n",
        "AZURE_CLIENT_SECRET=\(Example.random(20, .alphanumeric))\n",
        "ARM_CLIENT_SECRET: process.env.ARM_CLIENT_SECRET_FOR_THE_TESTS\n",
      ]
    ),
    Rule(
      id: "azure-entra-refresh-token",
      description: "Microsoft Entra ID refresh token",
      reference: "https://learn.microsoft.com/en-us/entra/identity-platform/refresh-tokens",
      level: .high,
      keywords: ["refresh_token", "refreshtoken", "\"secret\""],
      pattern: #"[01]\.A[A-Za-z0-9_-]{40,120}\.Ag[A-Za-z0-9_-]{200,2400}(?![A-Za-z0-9_-])"#,
      boundary: .alphanumeric,
      window: .bytes(64),
      checks: [.notPlaceholder, .randomness],
      advice: "Revoke the user's sessions: Entra admin center, Users, the user, Revoke sessions.",
      examples: [
        "\"refresh_token\": \"0.A\(Example.random(60, .base64URL)).Ag\(Example.random(400, .base64URL))\"\n",
        "refreshToken=1.A\(Example.random(70, .base64URL)).Ag\(Example.random(500, .base64URL, seed: 2))\n",
      ],
      counterexamples: [
        "\"refresh_token\": \"0.AXXX…\"\n",
        "\"refresh_token\": \"0.A\(Example.random(60, .base64URL)).Ag\(Example.random(100, .base64URL))\"\n",
      ]
    ),
    .service(
      id: "azure-static-web-apps-token",
      description: "Azure Static Web Apps deployment token",
      reference:
        "https://learn.microsoft.com/en-us/azure/static-web-apps/deployment-token-management",
      names: ["static_web_apps", "static-web-apps", "swa_cli_deployment"],
      variable: "AZURE_STATIC_WEB_APPS_API_TOKEN",
      format: [.runs(60...130, .base64URL)],
      advice: "Reset it: the static web app, Manage deployment token."
    ),
    .service(
      id: "azure-log-analytics-key",
      description: "Azure Log Analytics workspace key",
      reference: "https://learn.microsoft.com/en-us/azure/azure-monitor/logs/data-collector-api",
      level: .high,
      names: ["shared_key", "sharedkey", "workspace_key", "workspacekey", "loganalytics"],
      variable: "LOG_ANALYTICS_SHARED_KEY",
      format: [.run(86, .base64), "=="],
      advice: "Regenerate it: the Log Analytics workspace, Agents, Regenerate."
    ),
    .service(
      id: "azure-functions-legacy-key",
      description: "Azure Functions key (old form)",
      reference: "https://learn.microsoft.com/en-us/azure/azure-functions/function-keys-how-to",
      level: .high,
      names: ["x-functions-key", "functions_key", "function_app_key"],
      variable: "X-FUNCTIONS-KEY",
      format: [.run(54, .base64), "=="],
      advice: "Renew it: the function app, App keys."
    ),
  ]
}

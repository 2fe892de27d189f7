// Connection strings, signed URLs and files of Azure that hold a key.

extension BuiltinRules {
  static let azureConnections: [Rule] = [
    Rule(
      id: "azure-app-configuration-connection-string",
      description: "Azure App Configuration connection string",
      reference:
        "https://learn.microsoft.com/en-us/azure/azure-app-configuration/howto-disable-access-key-authentication",
      level: .high,
      keywords: [".azconfig.io;id="],
      pattern:
        #"\.azconfig\.io;Id=[A-Za-z0-9+/:_-]{4,60};Secret=(?<secret>[A-Za-z0-9+/]{36,100}={0,2})"#,
      boundary: .base64,
      window: .atKeyword,
      checks: [.notPlaceholder, .randomness],
      advice: "Regenerate it: az appconfig credential regenerate.",
      examples: [
        "Endpoint=https://app.azconfig.io;Id=ab1-l0-s0:\(Example.random(20, .alphanumeric, seed: 1));Secret=\(Example.random(43, .base64, seed: 2))=\n",
        "\"Endpoint=https://x.azconfig.io;Id=Kx2a;Secret=\(Example.random(84, .alphanumeric, seed: 3))\"\n",
      ],
      counterexamples: [
        "Endpoint=https://app.azconfig.io;Id=ab1;Secret=<secret>\n",
        "Endpoint=https://app.azconfig.io;Id=ab1;Secret=${SECRET}\n",
      ]
    ),
    Rule(
      id: "azure-application-insights-connection-string",
      description: "Azure Application Insights connection string",
      reference: "https://learn.microsoft.com/en-us/azure/azure-monitor/app/connection-strings",
      level: .low,
      keywords: ["instrumentationkey="],
      pattern: #"InstrumentationKey=(?<secret>[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12});"#,
      boundary: .alphanumeric,
      window: .atKeyword,
      checks: [.notPlaceholder, .randomness],
      advice: "It can only write telemetry. To change it, make a new resource.",
      examples: [
        "InstrumentationKey=\(Example.uuid(seed: 1));IngestionEndpoint=https://westeurope-1.in.applicationinsights.azure.com/\n",
        "APPLICATIONINSIGHTS_CONNECTION_STRING=\"InstrumentationKey=\(Example.uuid(seed: 2));IngestionEndpoint=https://x/\"\n",
      ],
      counterexamples: [
        "InstrumentationKey=00000000-0000-0000-0000-000000000000;\n",
        "InstrumentationKey=${KEY};\n",
      ]
    ),
    Rule(
      id: "azure-communication-connection-string",
      description: "Azure Communication Services connection string",
      reference:
        "https://learn.microsoft.com/en-us/azure/communication-services/concepts/authentication",
      level: .high,
      keywords: [".communication.azure.com"],
      pattern:
        #"\.communication\.azure\.com/?;[Aa]ccess[Kk]ey=(?<secret>[A-Za-z0-9+/]{40,88}={0,2})"#,
      boundary: .base64,
      window: .atKeyword,
      checks: [.notPlaceholder, .randomness],
      advice: "Regenerate it: az communication regenerate-key.",
      examples: [
        "endpoint=https://app.communication.azure.com/;accesskey=\(Example.random(86, .base64, seed: 1))==\n",
        "'endpoint=https://app.europe.communication.azure.com/;accesskey=\(Example.random(84, .alphanumeric, seed: 2))'\n",
      ],
      counterexamples: [
        "endpoint=https://app.communication.azure.com/;accesskey=<key>\n",
        "endpoint=https://app.communication.azure.com/;accesskey=${KEY}\n",
      ]
    ),
    Rule(
      id: "azure-signalr-connection-string",
      description: "Azure SignalR or Web PubSub connection string",
      reference: "https://learn.microsoft.com/en-us/azure/azure-signalr/concept-connection-string",
      level: .high,
      keywords: [".service.signalr.net", ".webpubsub.azure.com"],
      pattern:
        #"\.(?:service\.signalr\.net|webpubsub\.azure\.com)/?;[Aa]ccess[Kk]ey=(?<secret>[A-Za-z0-9+/]{43,88}={0,2})"#,
      boundary: .base64,
      window: .atKeyword,
      checks: [.notPlaceholder, .randomness],
      advice: "Renew it: az signalr key renew, or az webpubsub key regenerate.",
      examples: [
        "Endpoint=https://app.service.signalr.net;AccessKey=\(Example.random(43, .base64, seed: 1))=;Version=1.0;\n",
        "\"Endpoint=https://app.webpubsub.azure.com;AccessKey=\(Example.random(84, .alphanumeric, seed: 2));Version=1.0;\"\n",
      ],
      counterexamples: [
        "Endpoint=https://app.service.signalr.net;AccessKey=<key>;Version=1.0;\n",
        "Endpoint=https://app.service.signalr.net;AuthType=azure.msi;Version=1.0;\n",
      ]
    ),
    Rule(
      id: "azure-event-grid-header-key",
      description: "Azure Event Grid access key",
      reference:
        "https://learn.microsoft.com/en-us/azure/event-grid/authenticate-with-access-keys-shared-access-signatures",
      level: .high,
      keywords: ["aeg-sas-key"],
      pattern: #"aeg-sas-key["\x27]?\s{0,4}[:=,]\s{0,4}["\x27]?(?<secret>[A-Za-z0-9+/]{43}=)"#,
      boundary: .base64,
      window: .atKeyword,
      checks: [.notPlaceholder, .randomness],
      advice: "Regenerate it: az eventgrid topic key regenerate.",
      examples: [
        "curl -H \"aeg-sas-key: \(Example.random(43, .base64, seed: 1))=\" https://t.westeurope-1.eventgrid.azure.net/api/events\n",
        "'aeg-sas-key': '\(Example.random(43, .base64, seed: 2))='\n",
      ],
      counterexamples: [
        "aeg-sas-key: $KEY\n",
        "aeg-sas-key: \(Example.random(30, .base64, seed: 3))=\n",
      ]
    ),
    Rule(
      id: "azure-functions-url-code",
      description: "key in the URL of an Azure function",
      reference: "https://learn.microsoft.com/en-us/azure/azure-functions/function-keys-how-to",
      level: .high,
      keywords: [".azurewebsites.net/api/"],
      pattern:
        #"\.azurewebsites\.net/api/[A-Za-z0-9._~/{}-]{1,200}\?(?:[A-Za-z0-9_.=-]{1,100}&){0,4}code=(?<secret>(?:[A-Za-z0-9_+/-]|%2[BbFf]){40,120}(?:=|%3[Dd]){0,2})"#,
      boundary: .alphanumeric,
      window: .atKeyword,
      checks: [.notPlaceholder, .minimumEntropy(3.6)],
      advice: "Renew it: the function, Function keys.",
      examples: [
        "https://app.azurewebsites.net/api/ping?code=\(Example.random(54, .base64URL, seed: 1))==\n",
        "curl \"https://app.azurewebsites.net/api/a/b?name=x&code=\(Example.random(52, .alphanumeric, seed: 2))%3D%3D\"\n",
      ],
      counterexamples: [
        "https://app.azurewebsites.net/api/ping?code=<key>\n",
        "https://app.azurewebsites.net/api/ping?code=123\n",
      ]
    ),
    Rule(
      id: "azure-logic-app-url",
      description: "signed URL of an Azure Logic App or Power Automate flow",
      reference:
        "https://learn.microsoft.com/en-us/azure/logic-apps/logic-apps-securing-a-logic-app",
      level: .high,
      keywords: [".logic.azure.com", ".powerplatform.com"],
      pattern:
        #"(?:\.logic\.azure\.com|\.powerplatform\.com)(?::443)?/[^\s"\x27<>]{0,300}?workflows/[0-9a-f]{32}/[^\s"\x27<>]{1,300}?sig=(?<secret>[A-Za-z0-9_-]{43})"#,
      boundary: .word,
      window: .atKeyword,
      checks: [.notPlaceholder, .randomness],
      advice: "Regenerate the access key: the logic app, Settings, Access keys.",
      examples: [
        "https://prod-01.westeurope.logic.azure.com:443/workflows/\(Example.random(32, .hex, seed: 1))/triggers/manual/paths/invoke?api-version=2016-10-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=\(Example.random(43, .base64URL, seed: 2))\n",
        "\"https://default1.02.environment.api.powerplatform.com:443/powerautomate/automations/direct/workflows/\(Example.random(32, .hex, seed: 3))/triggers/manual/paths/invoke?api-version=1&sp=x&sv=1.0&sig=\(Example.random(43, .base64URL, seed: 4))\"\n",
      ],
      counterexamples: [
        "https://prod-01.westeurope.logic.azure.com:443/workflows/\(Example.random(32, .hex, seed: 1))/triggers/manual/paths/invoke?sig=<signature>\n",
        "https://prod-01.westeurope.logic.azure.com:443/workflows/\(Example.random(32, .hex, seed: 1))\n",
      ]
    ),
    Rule(
      id: "azure-management-certificate",
      description: "Azure management certificate with its private key",
      reference:
        "https://learn.microsoft.com/en-us/azure/cloud-services/cloud-services-certs-create",
      level: .high,
      keywords: ["managementcertificate="],
      pattern: #"ManagementCertificate="(?<secret>MII[A-Za-z0-9+/\s]{200,12000}={0,2})""#,
      boundary: .none,
      window: .atKeyword,
      checks: [.notPlaceholder, .randomness],
      advice:
        "Delete the certificate: the Azure portal, the subscription, Management certificates.",
      examples: [
        "<Subscription ManagementCertificate=\"MII\(Example.random(800, .base64, seed: 1))=\" />\n",
        "ManagementCertificate=\"MIIKD\(Example.random(1200, .base64, seed: 2))\"\n",
      ],
      counterexamples: [
        "ManagementCertificate=\"MII…\"\n",
        "ManagementCertificate=\"${CERT}\"\n",
      ]
    ),
    Rule(
      id: "azure-publish-profile-password",
      description: "deployment password of an Azure publish profile",
      reference: "https://learn.microsoft.com/en-us/azure/app-service/deploy-configure-credentials",
      level: .high,
      keywords: ["userpwd=\""],
      pattern: #"userPWD="(?<secret>[A-Za-z0-9]{40,80})""#,
      boundary: .alphanumeric,
      window: .atKeyword,
      checks: [.notPlaceholder, .randomness],
      advice: "Reset it: the app, Deployment Center, Reset publish profile.",
      examples: [
        "<publishProfile userName=\"$app\" userPWD=\"\(Example.random(60, .alphanumeric, seed: 1))\" />\n",
        "userPWD=\"\(Example.random(60, .alphanumeric, seed: 2))\"\n",
      ],
      counterexamples: [
        "userPWD=\"<password>\"\n",
        "userPWD=\"\"\n",
      ]
    ),
    Rule(
      id: "azure-shared-access-signature-token",
      description: "shared access signature of Service Bus, Event Hubs or IoT Hub",
      reference: "https://learn.microsoft.com/en-us/azure/service-bus-messaging/service-bus-sas",
      level: .medium,
      keywords: ["sharedaccesssignature"],
      pattern:
        #"SharedAccessSignature[ =]sr=[^\s"\x27<>&]{3,300}&sig=(?<secret>(?:[A-Za-z0-9+/]|%2[BbFf]){40,46}(?:=|%3[Dd]))&se=[0-9]{9,11}"#,
      boundary: .alphanumeric,
      window: .atKeyword,
      checks: [.notPlaceholder, .minimumEntropy(3.6)],
      advice: "It ends at its se= time. To end it now, regenerate the key that signed it.",
      examples: [
        "Authorization: SharedAccessSignature sr=n.servicebus.windows.net%2Fq&sig=\(Example.random(43, .alphanumeric, seed: 1))%3D&se=1767225600&skn=Root\n",
        "\"SharedAccessSignature sr=hub.azure-devices.net%2Fdevices%2Fd&sig=\(Example.random(43, .alphanumeric, seed: 2))%3D&se=1767225600\"\n",
      ],
      counterexamples: [
        "SharedAccessSignature sr={uri}&sig={signature}&se={expiry}&skn={name}\n",
        "SharedAccessSignature sr=a.b%2Fc&sig=x&se=1\n",
      ]
    ),
    Rule(
      id: "azure-api-management-git-password",
      description: "Git password of Azure API Management",
      reference:
        "https://learn.microsoft.com/en-us/azure/api-management/api-management-configuration-repository-git",
      level: .high,
      keywords: ["git&20"],
      pattern: #"git&20[0-9]{10}&(?<secret>[A-Za-z0-9+/]{86}==)"#,
      boundary: .base64,
      window: .atKeyword,
      checks: [.notPlaceholder, .randomness],
      advice: "Regenerate it: API Management, Repository.",
      examples: [
        "password: git&202701010000&\(Example.random(86, .base64, seed: 1))==\n",
        "\"git&202612312359&\(Example.random(86, .base64, seed: 2))==\"\n",
      ],
      counterexamples: [
        "git&202701010000&<password>\n",
        "git&202701010000&\(Example.random(60, .base64, seed: 1))==\n",
      ]
    ),
    Rule(
      id: "azure-batch-account-key-variable",
      description: "Azure Batch account key",
      reference: "https://learn.microsoft.com/en-us/azure/batch/batch-account-create-portal",
      level: .high,
      keywords: ["batch_account_key", "batch_access_key", "batchaccountkey", "batch_accesskey"],
      pattern:
        #"(?i:batch_?a(?:ccount|ccess)_?key)["\x27]?\s{0,4}[=:]\s{0,4}["\x27]?(?<secret>[A-Za-z0-9+/]{86}==)"#,
      boundary: .base64,
      window: .atKeyword,
      checks: [.notPlaceholder, .randomness],
      advice: "Regenerate it: az batch account keys renew.",
      examples: [
        "AZURE_BATCH_ACCESS_KEY=\(Example.random(86, .base64, seed: 1))==\n",
        "BATCH_ACCOUNT_KEY: \"\(Example.random(86, .base64, seed: 2))==\"\n",
      ],
      counterexamples: [
        "AZURE_BATCH_ACCESS_KEY=${KEY}\n",
        "AZURE_BATCH_ACCESS_KEY=\(Example.random(60, .base64, seed: 2))\n",
      ]
    ),
  ]
}

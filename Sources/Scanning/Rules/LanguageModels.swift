// More services for language models, speech and images.

extension BuiltinRules {
  static let languageModels: [Rule] = [
    .named(
      id: "mistral-api-key",
      description: "Mistral API key",
      reference: "https://docs.mistral.ai/getting-started/quickstart",
      keywords: ["mistral"],
      name: #"mistral[A-Za-z0-9_.-]{0,20}(?:key|token)"#,
      variable: "MISTRAL_API_KEY",
      format: [.run(32, .alphanumeric)],
      advice: "Delete it: console.mistral.ai/api-keys."
    ),
    .named(
      id: "moonshot-api-key",
      description: "Moonshot (Kimi) API key",
      reference: "https://platform.moonshot.ai/docs/api/chat",
      keywords: ["moonshot", "kimi"],
      name: #"(?:moonshot|kimi)[A-Za-z0-9_.-]{0,20}key"#,
      variable: "MOONSHOT_API_KEY",
      format: ["sk-", .run(48, .base64URL)],
      advice: "Delete it: platform.moonshot.ai/console/api-keys."
    ),
    .token(
      id: "minimax-api-key",
      description: "MiniMax API key",
      reference: "https://platform.minimax.io/docs/guides/quickstart-preparation",
      format: ["sk-api-", .run(119, .base64URL)],
      advice: "Delete it: platform.minimax.io, Account, API keys."
    ),
    .token(
      id: "openai-session-key",
      description: "OpenAI session key",
      reference: "https://platform.openai.com/docs/api-reference/authentication",
      level: .medium,
      format: ["sess-", .run(40, .alphanumeric)],
      advice: "End the session: log out of all devices in the OpenAI settings."
    ),
    .named(
      id: "ollama-api-key",
      description: "Ollama cloud API key",
      reference: "https://docs.ollama.com/api/authentication",
      level: .medium,
      keywords: ["ollama"],
      name: #"ollama[A-Za-z0-9_.-]{0,20}key"#,
      variable: "OLLAMA_API_KEY",
      format: [.run(32, .hex), ".", .run(24, .base64URL)],
      advice: "Delete it: ollama.com/settings/keys."
    ),
    .named(
      id: "stability-api-key",
      description: "Stability AI API key",
      reference: "https://platform.stability.ai/docs/getting-started/authentication",
      keywords: ["stability"],
      name: #"stability[A-Za-z0-9_.-]{0,20}key"#,
      variable: "STABILITY_API_KEY",
      format: ["sk-", .run(48, .alphanumeric)],
      advice: "Delete it: platform.stability.ai/account/keys."
    ),
    .token(
      id: "together-api-key",
      description: "Together AI API key",
      reference: "https://docs.together.ai/docs/api-keys-authentication",
      format: ["tgp_v1_", .run(43, .base64URL)],
      advice: "Delete it: api.together.ai/settings/api-keys."
    ),
    .named(
      id: "voyage-api-key",
      description: "Voyage AI API key",
      reference: "https://docs.voyageai.com/docs/api-key-and-installation",
      level: .medium,
      keywords: ["voyage"],
      name: #"voyage[A-Za-z0-9_.-]{0,20}key"#,
      variable: "VOYAGE_API_KEY",
      format: ["pa-", .run(43, .base64URL)],
      advice: "Delete it: dashboard.voyageai.com/organization/api-keys."
    ),
    .named(
      id: "upstage-api-key",
      description: "Upstage API key",
      reference: "https://console.upstage.ai/docs/getting-started",
      level: .medium,
      keywords: ["upstage"],
      name: #"upstage[A-Za-z0-9_.-]{0,20}key"#,
      variable: "UPSTAGE_API_KEY",
      format: [.runs(32...50, .alphanumeric)],
      advice: "Delete it: console.upstage.ai/api-keys."
    ),
    .named(
      id: "zai-api-key",
      description: "Z.ai (GLM) API key",
      reference: "https://docs.z.ai/api-reference/introduction",
      keywords: ["zai_", "z_ai", "glm_api", "glm_key", "glmapi", "glm-api", "zhipu", "bigmodel"],
      name: #"(?:zai|z_ai|glm|zhipu(?:ai)?|bigmodel)[A-Za-z0-9_.-]{0,20}key"#,
      variable: "ZAI_API_KEY",
      format: [.run(32, .hex), ".", .run(16, .alphanumeric)],
      advice: "Delete it: z.ai/manage-apikey/apikey-list."
    ),
    .token(
      id: "runpod-api-key",
      description: "RunPod API key",
      reference: "https://docs.runpod.io/get-started/api-keys",
      format: ["rpa_", .run(40, .upperAlphanumeric), .run(6, .alphanumeric)],
      advice: "Revoke it: console.runpod.io/user/settings."
    ),
    .token(
      id: "photoroom-api-key",
      description: "PhotoRoom API key",
      reference: "https://docs.photoroom.com/getting-started/how-can-i-get-my-api-key",
      level: .medium,
      format: ["sk_pr_", .runs(1...64, .alphanumeric), "_", .run(40, .anyHex)],
      advice: "Replace it: app.photoroom.com/api-dashboard."
    ),
    .named(
      id: "wandb-legacy-api-key",
      description: "Weights & Biases API key (old form)",
      reference: "https://docs.wandb.ai/support/find_api_key/",
      keywords: ["wandb", "weightsandbiases"],
      name: #"(?:wandb|weights_?and_?biases)[A-Za-z0-9_.-]{0,20}key"#,
      variable: "WANDB_API_KEY",
      format: [.run(40, .hex)],
      advice: "Revoke it: wandb.ai/settings."
    ),
    .named(
      id: "openweather-api-key",
      description: "OpenWeather API key",
      reference: "https://openweathermap.org/appid",
      level: .low,
      keywords: ["openweather", "pyowm"],
      name: #"(?:openweather(?:map)?|pyowm|owm)[A-Za-z0-9_.-]{0,20}(?:key|appid|app_id|token)"#,
      variable: "OPENWEATHER_API_KEY",
      format: [.run(32, .lowerAlphanumeric)],
      advice: "Delete it: home.openweathermap.org/api_keys."
    ),
    .named(
      id: "roboflow-api-key",
      description: "Roboflow API key",
      reference: "https://docs.roboflow.com/developer/authentication/find-your-roboflow-api-key",
      level: .medium,
      keywords: ["roboflow"],
      name: #"roboflow[A-Za-z0-9_.-]{0,20}key"#,
      variable: "ROBOFLOW_API_KEY",
      format: [.run(20, .alphanumeric)],
      advice: "Revoke it: app.roboflow.com, Settings, API Keys."
    ),
    .named(
      id: "serpapi-key",
      description: "SerpApi key",
      reference: "https://serpapi.com/search-api",
      level: .medium,
      keywords: ["serpapi", "serp_api"],
      name: #"serp_?api[A-Za-z0-9_.-]{0,20}key"#,
      variable: "SERPAPI_API_KEY",
      format: [.run(64, .hex)],
      advice: "Regenerate it: serpapi.com/manage-api-key."
    ),
    .named(
      id: "serper-api-key",
      description: "Serper API key",
      reference: "https://serper.dev/",
      level: .medium,
      keywords: ["serper"],
      name: #"serper[A-Za-z0-9_.-]{0,20}key"#,
      variable: "SERPER_API_KEY",
      format: [.run(40, .hex)],
      advice: "Delete it: serper.dev/api-keys."
    ),
    .named(
      id: "unsplash-access-key",
      description: "Unsplash access key",
      reference: "https://unsplash.com/documentation",
      level: .medium,
      keywords: ["unsplash"],
      name: #"unsplash[A-Za-z0-9_.-]{0,20}(?:key|secret|token)"#,
      variable: "UNSPLASH_ACCESS_KEY",
      format: [.run(43, .base64URL)],
      advice: "Delete the application: unsplash.com/oauth/applications."
    ),
  ]
}

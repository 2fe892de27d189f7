// Models, speech, search for machines, and assistants that write code.

extension BuiltinRules {
  static let aiServices: [Rule] = [
    .token(
      id: "anthropic-oauth-refresh-token",
      description: "Anthropic OAuth refresh token",
      reference: "https://docs.anthropic.com/en/docs/claude-code/iam",
      level: .medium,
      format: ["sk-ant-ort01-", .runs(80...110, .base64URL)],
      advice: "End the session: claude.ai/settings, or run /logout in Claude Code."
    ),
    .token(
      id: "anthropic-session-key",
      description: "Anthropic session key",
      reference: "https://support.anthropic.com/en/articles/8896518-is-my-account-secure",
      level: .medium,
      format: ["sk-ant-sid01-", .runs(80...110, .base64URL)],
      advice: "Log out of all sessions: claude.ai/settings/account."
    ),
    .service(
      id: "assemblyai-api-key",
      description: "AssemblyAI API key",
      reference: "https://www.assemblyai.com/docs/api-reference/overview",
      names: ["assemblyai", "assembly_ai"],
      variable: "ASSEMBLYAI_API_KEY",
      format: [.run(32, .hex)],
      advice: "Rotate it: assemblyai.com/app/api-keys."
    ),
    .service(
      id: "brave-search-api-key",
      description: "Brave Search API key",
      reference: "https://api-dashboard.search.brave.com/app/documentation/web-search/get-started",
      level: .high,
      names: ["brave", "x-subscription-token"],
      variable: "BRAVE_API_KEY",
      format: ["BSA", .runs(24...40, .base64URL)],
      advice: "Delete it: api-dashboard.search.brave.com/app/keys."
    ),
    .token(
      id: "cerebras-api-key",
      description: "Cerebras API key",
      reference: "https://inference-docs.cerebras.ai/quickstart",
      format: ["csk-", .run(48, .lowerAlphanumeric)],
      advice: "Delete it: cloud.cerebras.ai, API keys."
    ),
    .service(
      id: "clarifai-api-key",
      description: "Clarifai key or personal access token",
      reference: "https://docs.clarifai.com/control/authentication/pat/",
      names: ["clarifai"],
      word: true,
      variable: "CLARIFAI_PAT",
      format: [.run(32, .alphanumeric)],
      advice: "Delete it: clarifai.com/settings/security."
    ),
    .service(
      id: "cohere-api-key",
      description: "Cohere API key",
      reference: "https://docs.cohere.com/reference/about#authentication",
      level: .high,
      names: ["cohere", "co_api_key"],
      whole: true,
      variable: "COHERE_API_KEY",
      format: [.run(40, .alphanumeric)],
      advice: "Delete it: dashboard.cohere.com/api-keys."
    ),
    .service(
      id: "cursor-api-key",
      description: "Cursor API key",
      reference: "https://docs.cursor.com/account/teams/admin-api",
      level: .high,
      names: ["cursor_api", "cursor-api", "cursorapi", "cursor_key", "cursor_token"],
      variable: "CURSOR_API_KEY",
      format: ["key_", .run(64, .hex)],
      advice: "Revoke it: cursor.com/dashboard, Integrations."
    ),
    .service(
      id: "deepgram-api-key",
      description: "Deepgram API key",
      reference: "https://developers.deepgram.com/docs/create-additional-api-keys",
      level: .high,
      names: ["deepgram"],
      variable: "DEEPGRAM_API_KEY",
      format: [.run(40, .hex)],
      advice: "Delete it: console.deepgram.com, Settings, API Keys."
    ),
    .service(
      id: "deepseek-api-key",
      description: "DeepSeek API key",
      reference: "https://api-docs.deepseek.com/",
      level: .high,
      names: ["deepseek"],
      variable: "DEEPSEEK_API_KEY",
      format: ["sk-", .run(32, .hex)],
      advice: "Delete it: platform.deepseek.com/api_keys."
    ),
    .service(
      id: "deepai-api-key",
      description: "DeepAI API key",
      reference: "https://deepai.org/docs",
      names: ["deepai"],
      word: true,
      variable: "DEEPAI_API_KEY",
      format: [.uuid],
      advice: "Replace it: deepai.org/dashboard/profile."
    ),
    .token(
      id: "devin-personal-key",
      description: "Devin personal API key",
      reference: "https://docs.devin.ai/api-reference/authentication",
      format: ["apk_user_", .runs(118...180, .base64)],
      advice: "Revoke it: app.devin.ai/settings/api-keys."
    ),
    .token(
      id: "devin-service-key",
      description: "Devin service API key",
      reference: "https://docs.devin.ai/api-reference/authentication",
      format: ["apk_", .runs(80...100, .base64)],
      advice: "Revoke it: app.devin.ai/settings/api-keys."
    ),
    .token(
      id: "devin-service-user-token",
      description: "Devin service user token",
      reference: "https://docs.devin.ai/api-reference/authentication",
      format: ["cog_", .run(52, .lowerBase32)],
      advice: "Revoke it: app.devin.ai, Settings, Service users."
    ),
    .service(
      id: "edenai-api-key",
      description: "Eden AI API key",
      reference: "https://docs.edenai.co/reference/start-your-ai-journey-with-edenai",
      names: ["edenai", "eden_ai"],
      variable: "EDENAI_API_KEY",
      format: [
        "eyJ", .runs(17...40, .base64URL), ".", .runs(40...600, .base64URL), ".",
        .runs(40...100, .base64URL),
      ],
      advice: "Delete it: app.edenai.run, API settings."
    ),
    .service(
      id: "elevenlabs-api-key",
      description: "ElevenLabs API key",
      reference: "https://elevenlabs.io/docs/api-reference/authentication",
      level: .high,
      names: ["elevenlabs", "eleven_labs", "eleven_api", "xi-api-key", "xi_api_key"],
      variable: "ELEVENLABS_API_KEY",
      format: ["sk_", .run(48, .hex)],
      advice: "Delete it: elevenlabs.io/app/settings/api-keys."
    ),
    .service(
      id: "elevenlabs-legacy-api-key",
      description: "ElevenLabs API key (old form)",
      reference: "https://elevenlabs.io/docs/api-reference/authentication",
      names: ["elevenlabs", "eleven_labs", "eleven_api", "xi-api-key", "xi_api_key"],
      variable: "ELEVENLABS_API_KEY",
      format: [.run(32, .hex)],
      advice: "Delete it: elevenlabs.io/app/settings/api-keys."
    ),
    .service(
      id: "exa-api-key",
      description: "Exa API key",
      reference: "https://docs.exa.ai/reference/getting-started",
      names: ["exa_api", "exa-api", "exaapi", "exa("],
      variable: "EXA_API_KEY",
      format: [.uuid],
      advice: "Delete it: dashboard.exa.ai/api-keys."
    ),
    .service(
      id: "fireworks-api-key",
      description: "Fireworks AI API key",
      reference: "https://docs.fireworks.ai/api-reference/introduction",
      names: ["fireworks"],
      variable: "FIREWORKS_API_KEY",
      format: ["fw_", .runs(22...26, .alphanumeric)],
      advice: "Delete it: app.fireworks.ai/settings/users/api-keys."
    ),
    .service(
      id: "fal-api-key",
      description: "fal API key",
      reference: "https://docs.fal.ai/model-apis/authentication",
      level: .high,
      names: ["fal_key", "fal_api", "fal-key", "fal.ai"],
      variable: "FAL_KEY",
      format: [.uuid, ":", .run(32, .hex)],
      advice: "Delete it: fal.ai/dashboard/keys."
    ),
    .token(
      id: "gemini-api-key",
      description: "Gemini API key (new form)",
      reference: "https://ai.google.dev/gemini-api/docs/api-key",
      format: ["AQ.Ab8RN6", .runs(40...48, .base64URL)],
      advice: "Delete it: aistudio.google.com/apikey."
    ),
    .service(
      id: "greptile-api-key",
      description: "Greptile API key",
      reference: "https://www.greptile.com/docs/api-reference/authentication",
      names: ["greptile"],
      variable: "GREPTILE_API_KEY",
      format: [.run(48, .base64)],
      advice: "Delete it: app.greptile.com, API."
    ),
    .service(
      id: "gooey-api-key",
      description: "Gooey.AI API key",
      reference: "https://docs.gooey.ai/",
      names: ["gooey"],
      variable: "GOOEY_API_KEY",
      format: ["sk-", .run(48, .alphanumeric)],
      advice: "Delete it: gooey.ai/account/api-keys."
    ),
    .service(
      id: "cartesia-api-key",
      description: "Cartesia API key",
      reference: "https://docs.cartesia.ai/get-started/authenticate-your-client-applications",
      level: .medium,
      names: ["cartesia"],
      variable: "CARTESIA_API_KEY",
      format: ["sk_car_", .runs(20...44, .alphanumeric)],
      advice: "Delete it: play.cartesia.ai/keys."
    ),
    .service(
      id: "comet-api-key",
      description: "Comet API key",
      reference: "https://www.comet.com/docs/v2/guides/experiment-management/configure-sdk/",
      names: ["comet_api", "comet-api", "comet_ml", "opik_api"],
      variable: "COMET_API_KEY",
      format: [.run(25, .alphanumeric)],
      advice: "Regenerate it: comet.com, Account settings, API keys."
    ),
    .service(
      id: "braintrust-api-key",
      description: "Braintrust API key",
      reference: "https://www.braintrust.dev/docs/reference/api",
      names: ["braintrust"],
      variable: "BRAINTRUST_API_KEY",
      format: ["sk-", .run(48, .alphanumeric)],
      advice: "Delete it: braintrust.dev, Settings, API keys."
    ),
    .service(
      id: "baseten-api-key",
      description: "Baseten API key",
      reference: "https://docs.baseten.co/organization/api-keys",
      names: ["baseten"],
      variable: "BASETEN_API_KEY",
      format: [.run(8, .alphanumeric), ".", .run(32, .alphanumeric)],
      advice: "Delete it: app.baseten.co/settings/api_keys."
    ),
  ]
}

// Services for machine learning.

extension BuiltinRules {
  static let artificialIntelligence: [Rule] = [
    .token(
      id: "openai-project-key",
      description: "OpenAI project key",
      reference: "https://platform.openai.com/docs/api-reference/authentication",
      format: ["sk-proj-", .runs(20...74, .base64URL), "T3BlbkFJ", .runs(20...74, .base64URL)],
      advice: "Delete it: platform.openai.com/api-keys."
    ),
    .token(
      id: "openai-service-account-key",
      description: "OpenAI service account key",
      reference: "https://platform.openai.com/docs/api-reference/authentication",
      format: ["sk-svcacct-", .runs(20...74, .base64URL), "T3BlbkFJ", .runs(20...74, .base64URL)],
      advice: "Delete it: platform.openai.com/api-keys."
    ),
    .token(
      id: "openai-admin-key",
      description: "OpenAI admin key",
      reference: "https://platform.openai.com/docs/api-reference/administration",
      format: ["sk-admin-", .runs(20...74, .base64URL), "T3BlbkFJ", .runs(20...74, .base64URL)],
      advice: "Delete it: platform.openai.com/settings/organization/admin-keys."
    ),
    .token(
      id: "openai-legacy-key",
      description: "OpenAI key (old form)",
      reference: "https://platform.openai.com/docs/api-reference/authentication",
      format: ["sk-", .run(20, .alphanumeric), "T3BlbkFJ", .run(20, .alphanumeric)],
      advice: "Delete it: platform.openai.com/api-keys."
    ),
    .token(
      id: "anthropic-api-key",
      description: "Anthropic API key",
      reference: "https://docs.anthropic.com/en/api/overview",
      format: ["sk-ant-api03-", .run(93, .base64URL), "AA"],
      advice: "Delete it: console.anthropic.com/settings/keys."
    ),
    .token(
      id: "anthropic-admin-key",
      description: "Anthropic admin API key",
      reference: "https://docs.anthropic.com/en/api/administration-api",
      format: ["sk-ant-admin01-", .run(93, .base64URL), "AA"],
      advice: "Delete it: console.anthropic.com/settings/admin-keys."
    ),
    .token(
      id: "anthropic-oauth-token",
      description: "Anthropic OAuth token",
      reference: "https://docs.anthropic.com/en/docs/claude-code/iam",
      format: ["sk-ant-oat01-", .runs(80...110, .base64URL)],
      advice:
        "Log out everywhere: claude.ai/settings/account, or revoke the token where it was made."
    ),
    .token(
      id: "hugging-face-token",
      description: "Hugging Face user access token",
      reference: "https://huggingface.co/docs/hub/security-tokens",
      format: ["hf_", .run(34, .alphanumeric)],
      advice: "Invalidate it: huggingface.co/settings/tokens."
    ),
    .token(
      id: "hugging-face-organization-token",
      description: "Hugging Face organization token",
      reference: "https://huggingface.co/docs/hub/security-tokens",
      format: ["api_org_", .run(34, .letters)],
      advice: "Invalidate it in the organization settings on huggingface.co."
    ),
    .token(
      id: "replicate-api-token",
      description: "Replicate API token",
      reference: "https://replicate.com/docs/topics/security/api-tokens",
      format: ["r8_", .run(37, .alphanumeric)],
      advice: "Disable it: replicate.com/account/api-tokens."
    ),
    .token(
      id: "groq-api-key",
      description: "Groq API key",
      reference: "https://console.groq.com/docs/quickstart",
      format: ["gsk_", .run(52, .alphanumeric)],
      advice: "Delete it: console.groq.com/keys."
    ),
    .token(
      id: "xai-api-key",
      description: "xAI API key",
      reference: "https://docs.x.ai/docs/overview",
      format: ["xai-", .runs(70...120, .base64URL)],
      advice: "Delete it: console.x.ai, API keys."
    ),
    .token(
      id: "perplexity-api-key",
      description: "Perplexity API key",
      reference: "https://docs.perplexity.ai/getting-started/quickstart",
      format: ["pplx-", .run(48, .alphanumeric)],
      advice: "Delete it: perplexity.ai/account/api/keys."
    ),
    .token(
      id: "openrouter-api-key",
      description: "OpenRouter API key",
      reference: "https://openrouter.ai/docs/api-reference/authentication",
      format: ["sk-or-v1-", .run(64, .hex)],
      advice: "Delete it: openrouter.ai/settings/keys."
    ),
    .token(
      id: "nvidia-api-key",
      description: "NVIDIA API key",
      reference: "https://docs.nvidia.com/ngc/latest/ngc-user-guide.html",
      format: ["nvapi-", .runs(60...70, .base64URL)],
      advice: "Delete it: org.ngc.nvidia.com/setup/api-keys."
    ),
    .token(
      id: "langsmith-personal-token",
      description: "LangSmith personal token",
      reference: "https://docs.langchain.com/langsmith/create-account-api-key",
      format: ["lsv2_pt_", .run(32, .anyHex), "_", .run(10, .anyHex)],
      advice: "Delete it: smith.langchain.com/settings."
    ),
    .token(
      id: "langsmith-service-key",
      description: "LangSmith service key",
      reference: "https://docs.langchain.com/langsmith/create-account-api-key",
      format: ["lsv2_sk_", .run(32, .anyHex), "_", .run(10, .anyHex)],
      advice: "Delete it: smith.langchain.com/settings."
    ),
    .token(
      id: "langfuse-secret-key",
      description: "Langfuse secret key",
      reference: "https://langfuse.com/docs/api",
      format: ["sk-lf-", .uuid],
      advice: "Delete it: Langfuse, the project, Settings, API keys.",
      counterexamples: ["key = pk-lf-\(Example.uuid())\n"]
    ),
    .token(
      id: "pinecone-api-key",
      description: "Pinecone API key",
      reference: "https://docs.pinecone.io/guides/projects/manage-api-keys",
      format: ["pcsk_", .runs(5...6, .alphanumeric), "_", .run(63, .alphanumeric)],
      advice: "Delete it: app.pinecone.io, API keys."
    ),
    .token(
      id: "jina-api-key",
      description: "Jina API key",
      reference: "https://jina.ai/api-dashboard",
      level: .medium,
      format: ["jina_", .run(60, .alphanumeric)],
      advice: "Delete it: jina.ai, API keys."
    ),
    .token(
      id: "tavily-api-key",
      description: "Tavily API key",
      reference: "https://docs.tavily.com/documentation/api-reference/introduction",
      level: .medium,
      format: ["tvly-", .run(32, .alphanumeric)],
      advice: "Delete it: app.tavily.com."
    ),
    .token(
      id: "firecrawl-api-key",
      description: "Firecrawl API key",
      reference: "https://docs.firecrawl.dev/introduction",
      level: .medium,
      format: ["fc-", .run(32, .hex)],
      advice: "Delete it: firecrawl.dev/app/api-keys."
    ),
    .token(
      id: "wandb-api-key",
      description: "Weights & Biases API key",
      reference: "https://docs.wandb.ai/platform/app/settings-page/user-settings",
      format: ["wandb_v1_", .run(77, .alphanumeric)],
      advice: "Delete it: wandb.ai/settings, API keys."
    ),
  ]
}

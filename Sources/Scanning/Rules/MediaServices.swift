// Where designs, pictures, translations and content are kept.

extension BuiltinRules {
  static let mediaServices: [Rule] = [
    .token(
      id: "bannerbear-api-key",
      description: "Bannerbear project API key",
      reference: "https://developers.bannerbear.com/#authentication",
      level: .medium,
      format: ["bb_pr_", .run(30, .hex)],
      advice: "Regenerate it: app.bannerbear.com, the project, Settings."
    ),
    .token(
      id: "bannerbear-master-key",
      description: "Bannerbear master API key",
      reference: "https://developers.bannerbear.com/#authentication",
      format: ["bb_ma_", .run(30, .hex)],
      advice: "Regenerate it: app.bannerbear.com, Account, Master API key."
    ),
    .token(
      id: "canva-client-secret",
      description: "Canva Connect client secret",
      reference: "https://www.canva.dev/docs/connect/authentication/",
      format: ["cnvca", .run(51, .base64URL)],
      advice: "Regenerate it: canva.com/developers/integrations."
    ),
    .service(
      id: "cloudinary-api-secret",
      description: "Cloudinary API secret",
      reference: "https://cloudinary.com/documentation/developer_onboarding_faq_find_credentials",
      level: .high,
      names: ["cloudinary"],
      variable: "CLOUDINARY_API_SECRET",
      format: [.run(27, .base64URL)],
      advice: "Make another key and disable this one: console.cloudinary.com/settings/api-keys."
    ),
    Rule(
      id: "cloudinary-url",
      description: "Cloudinary URL with its API secret",
      reference: "https://cloudinary.com/documentation/solution_overview",
      level: .high,
      keywords: ["cloudinary://"],
      pattern: #"cloudinary://[0-9]{10,18}:(?<secret>[A-Za-z0-9_-]{24,32})@[A-Za-z0-9_-]{2,60}"#,
      boundary: .alphanumeric,
      window: .atKeyword,
      checks: [.notPlaceholder, .randomness],
      advice: "Make another key and disable this one: console.cloudinary.com/settings/api-keys.",
      examples: [
        "CLOUDINARY_URL=cloudinary://\(Example.random(15, .digits, seed: 1)):\(Example.random(27, .base64URL, seed: 2))@demo\n",
        "\"cloudinary://\(Example.random(15, .digits, seed: 3)):\(Example.random(27, .base64URL, seed: 4))@app-prod\"\n",
      ],
      counterexamples: [
        "CLOUDINARY_URL=cloudinary://<api_key>:<api_secret>@<cloud_name>\n",
        "cloudinary://${KEY}:${SECRET}@demo\n",
      ]
    ),
    .service(
      id: "contentful-management-token",
      description: "Contentful management token (old form)",
      reference: "https://www.contentful.com/developers/docs/references/authentication/",
      names: ["contentful"],
      variable: "CONTENTFUL_MANAGEMENT_TOKEN",
      format: [.run(64, .hex)],
      advice: "Revoke it: app.contentful.com/account/profile/cma_tokens."
    ),
    .token(
      id: "contentful-personal-token",
      description: "Contentful personal access token",
      reference: "https://www.contentful.com/developers/docs/references/authentication/",
      format: ["CFPAT-", .run(43, .base64URL)],
      advice: "Revoke it: app.contentful.com/account/profile/cma_tokens."
    ),
    .service(
      id: "contentful-delivery-token",
      description: "Contentful delivery API token",
      reference: "https://www.contentful.com/developers/docs/references/authentication/",
      level: .low,
      names: ["contentful"],
      variable: "CONTENTFUL_ACCESS_TOKEN",
      format: [.run(43, .base64URL)],
      advice: "It reads published content only. Delete it: app.contentful.com, Settings, API keys."
    ),
    .service(
      id: "crowdin-access-token",
      description: "Crowdin access token",
      reference: "https://support.crowdin.com/account-settings/#api",
      level: .high,
      names: ["crowdin"],
      variable: "CROWDIN_PERSONAL_TOKEN",
      format: [.run(80, .hex)],
      advice: "Revoke it: crowdin.com/settings#api-key."
    ),
    .token(
      id: "figma-token",
      description: "Figma personal access token",
      reference: "https://developers.figma.com/docs/rest-api/authentication/",
      format: ["figd_", .runs(38...42, .base64URL)],
      advice: "Revoke it: Figma, Settings, Security, Personal access tokens."
    ),
    .token(
      id: "figma-oauth-token",
      description: "Figma OAuth access token",
      reference: "https://www.figma.com/developers/api#access-tokens",
      level: .medium,
      format: ["figu_", .runs(36...44, .base64URL)],
      advice: "Revoke the app: figma.com, Settings, Connected apps."
    ),
    .token(
      id: "figma-oauth-refresh-token",
      description: "Figma OAuth token of an app",
      reference: "https://www.figma.com/developers/api#access-tokens",
      level: .medium,
      format: ["figo_", .runs(36...44, .base64URL)],
      advice: "Revoke the app: figma.com, Settings, Connected apps."
    ),
    .token(
      id: "figma-plan-token",
      description: "Figma plan access token",
      reference: "https://www.figma.com/developers/api#access-tokens",
      level: .medium,
      format: ["figp_", .runs(36...44, .base64URL)],
      advice: "Revoke it: figma.com, the plan, Admin, Access tokens."
    ),
    .service(
      id: "figma-legacy-token",
      description: "Figma personal access token (old form)",
      reference: "https://www.figma.com/developers/api#access-tokens",
      names: ["figma"],
      variable: "FIGMA_TOKEN",
      format: [.runs(4...7, .digits), "-", .uuid],
      advice: "Revoke it: figma.com, Settings, Security."
    ),
    .service(
      id: "flickr-api-key",
      description: "Flickr API key",
      reference: "https://www.flickr.com/services/api/misc.api_keys.html",
      level: .low,
      names: ["flickr"],
      variable: "FLICKR_API_KEY",
      format: [.run(32, .hex)],
      advice: "Delete the app: flickr.com/services/apps/."
    ),
    .service(
      id: "flickr-api-secret",
      description: "Flickr API secret",
      reference: "https://www.flickr.com/services/api/misc.api_keys.html",
      names: ["flickr"],
      word: true,
      variable: "FLICKR_API_SECRET",
      format: [.run(16, .hex)],
      advice: "Delete the app: flickr.com/services/apps/."
    ),
    .token(
      id: "frameio-token",
      description: "Frame.io developer token",
      reference: "https://developer.adobe.com/frameio/api/current/",
      format: ["fio-u-", .run(64, .base64URL)],
      advice: "Revoke it: developer.frame.io, Tokens."
    ),
  ]
}

// Clouds, networks at the edge, and what runs on them.

extension BuiltinRules {
  static let hostingProviders: [Rule] = [
    Rule(
      id: "alibaba-sts-access-key-id",
      description: "Alibaba Cloud access key id of a session",
      reference: "https://www.alibabacloud.com/help/en/ram/product-overview/what-is-sts",
      level: .low,
      keywords: ["accesskeyid", "access_key_id", "access-key-id", "aliyun", "alibaba"],
      pattern: #"STS\.[A-Za-z0-9]{20,64}"#,
      boundary: .alphanumeric,
      window: .bytes(100),
      checks: [.notPlaceholder, .randomness],
      advice: "It ends by itself, within 12 hours at most.",
      examples: [
        "{\"AccessKeyId\": \"STS.\(Example.random(25, .alphanumeric))\"}\n",
        "ALIBABA_CLOUD_ACCESS_KEY_ID=STS.\(Example.random(25, .alphanumeric, seed: 2))\n",
      ],
      counterexamples: [
        "ALIBABA_CLOUD_ACCESS_KEY_ID=STS.\(String(repeating: "x", count: 25))\n",
        "ALIBABA_CLOUD_ACCESS_KEY_ID=STS.\(Example.random(12, .alphanumeric))\n",
      ]
    ),
    .token(
      id: "alibaba-sts-token",
      description: "Alibaba Cloud security token",
      reference: "https://www.alibabacloud.com/help/en/ram/product-overview/what-is-sts",
      format: ["CAIS", .runs(100...1200, .base64)],
      boundary: .base64,
      advice: "It ends by itself, within 12 hours at most."
    ),
    .service(
      id: "backblaze-application-key",
      description: "Backblaze B2 application key",
      reference: "https://www.backblaze.com/docs/cloud-storage-application-keys",
      names: ["backblaze", "b2_app", "b2_key", "b2-app", "b2_account"],
      variable: "B2_APPLICATION_KEY",
      format: ["K00", .run(28, .base64)],
      advice: "Delete it: secure.backblaze.com/app_keys.htm."
    ),
    .service(
      id: "civo-api-key",
      description: "Civo API key",
      reference: "https://www.civo.com/docs/account/api-keys",
      level: .high,
      names: ["civo"],
      variable: "CIVO_API_KEY",
      format: [.run(50, .alphanumeric)],
      advice: "Regenerate it: dashboard.civo.com/security."
    ),
    .service(
      id: "cloudflare-legacy-global-key",
      description: "Cloudflare global API key (old form)",
      reference: "https://developers.cloudflare.com/fundamentals/api/get-started/keys/",
      level: .high,
      names: ["cloudflare", "cf_api", "cf-api", "x-auth-key"],
      variable: "CLOUDFLARE_API_KEY",
      format: [.run(37, .hex)],
      advice: "Change it: dash.cloudflare.com/profile/api-tokens."
    ),
    .service(
      id: "cloudflare-r2-secret-access-key",
      description: "Cloudflare R2 secret access key",
      reference: "https://developers.cloudflare.com/r2/api/tokens/",
      level: .high,
      names: ["r2_secret", "r2-secret", "r2secret", "r2_access"],
      variable: "R2_SECRET_ACCESS_KEY",
      format: [.run(64, .hex)],
      advice: "Delete the token: dash.cloudflare.com, R2, Manage API tokens."
    ),
    Rule(
      id: "cloudflare-tunnel-token",
      description: "Cloudflare Tunnel token",
      reference:
        "https://developers.cloudflare.com/cloudflare-one/networks/connectors/cloudflare-tunnel/configure-tunnels/remote-tunnel-permissions/",
      level: .high,
      keywords: ["eyjhijoi"],
      pattern: "eyJhIjoi[A-Za-z0-9+/_-]{100,400}={0,2}",
      boundary: .base64,
      window: .atKeyword,
      checks: [.notPlaceholder, isTunnelToken],
      advice: "Rotate it: one.dash.cloudflare.com, Networks, Tunnels, the tunnel, Refresh token.",
      examples: [
        "cloudflared tunnel run --token \(tunnelToken(seed: 1))\n",
        "TUNNEL_TOKEN: \"\(tunnelToken(seed: 2))\"\n",
      ],
      counterexamples: [
        "TUNNEL_TOKEN=eyJhIjoi…\n",
        "TUNNEL_TOKEN=\("eyJhIjoi")\(Example.random(160, .base64))\n",
        "TUNNEL_TOKEN=${TOKEN}\n",
      ]
    ),
    Rule(
      id: "cloudflare-turnstile-secret",
      description: "Cloudflare Turnstile secret key",
      reference: "https://developers.cloudflare.com/turnstile/get-started/server-side-validation/",
      level: .medium,
      keywords: ["0x4aaaaaaa"],
      // A site key, which is public, has some ten characters less.
      pattern: "0x4AAAAAAA[A-Za-z0-9_-]{22,30}",
      boundary: .word,
      window: .atKeyword,
      checks: [.notPlaceholder],
      advice: "Rotate it: dash.cloudflare.com, Turnstile, the widget, Settings.",
      examples: [
        "TURNSTILE_SECRET_KEY=\("0x4AAAAAAA")\(Example.random(25, .base64URL))\n",
        "  secret: '\("0x4AAAAAAA")\(Example.random(25, .base64URL, seed: 2))',\n",
      ],
      counterexamples: [
        "TURNSTILE_SITE_KEY=\("0x4AAAAAAA")\(Example.random(14, .base64URL))\n",
        "TURNSTILE_SECRET_KEY=\("0x4AAAAAAA")\(String(repeating: "x", count: 25))\n",
      ]
    ),
    Rule(
      id: "defined-networking-token",
      description: "Defined Networking API token",
      reference: "https://docs.defined.net/api/defined-networking-api/",
      level: .high,
      keywords: ["dnkey-"],
      pattern: "dnkey-[A-Za-z0-9=_-]{26}-[A-Za-z0-9=_-]{52}",
      boundary: .word,
      window: .atKeyword,
      checks: [.notPlaceholder, .minimumEntropy(3.2)],
      advice: "Delete it: admin.defined.net, Settings, API keys.",
      examples: [
        "DN_API_KEY=dnkey-\(Example.random(26, .upperAlphanumeric))-\(Example.random(52, .upperAlphanumeric))\n",
        "token: \"dnkey-\(Example.random(26, .lowerAlphanumeric))-\(Example.random(52, .lowerAlphanumeric))\"\n",
      ],
      counterexamples: [
        "DN_API_KEY=dnkey-\(Example.random(26, .upperAlphanumeric))\n",
        "DN_API_KEY=dnkey-XXXXXXXXXXXXXXXXXXXXXXXXXX-\(String(repeating: "X", count: 52))\n",
      ]
    ),
    .token(
      id: "deno-deploy-token",
      description: "Deno Deploy token",
      reference: "https://docs.deno.com/deploy/classic/deployctl/",
      format: ["ddp_", .run(36, .alphanumeric)],
      advice: "Revoke it: dash.deno.com/account#access-tokens."
    ),
    .token(
      id: "deno-deploy-organization-token",
      description: "Deno Deploy organization token",
      reference: "https://docs.deno.com/deploy/classic/deployctl/",
      format: ["ddw_", .run(36, .alphanumeric)],
      advice: "Revoke it: dash.deno.com, the organization's settings, Access tokens."
    ),
    .token(
      id: "digitalocean-spaces-key-id",
      description: "DigitalOcean Spaces access key id",
      reference: "https://docs.digitalocean.com/products/spaces/how-to/manage-access/",
      level: .low,
      format: ["DO00", .run(16, .upperAlphanumeric)],
      advice: "Delete the key: cloud.digitalocean.com/spaces/access_keys."
    ),
    .service(
      id: "digitalocean-legacy-token",
      description: "DigitalOcean API token (old form)",
      reference: "https://docs.digitalocean.com/reference/api/create-personal-access-token/",
      level: .high,
      names: ["digitalocean", "digital_ocean", "do_token", "do_api", "do_access"],
      variable: "DIGITALOCEAN_TOKEN",
      format: [.run(64, .hex)],
      advice: "Delete it: cloud.digitalocean.com/account/api/tokens."
    ),
    .service(
      id: "digitalocean-spaces-secret",
      description: "DigitalOcean Spaces secret access key",
      reference: "https://docs.digitalocean.com/products/spaces/how-to/manage-access/",
      level: .high,
      names: ["spaces_secret", "spaces-secret", "spaces_access", "spaces.secret", "digitalocean"],
      variable: "SPACES_SECRET_ACCESS_KEY",
      format: [.run(43, .base64)],
      advice: "Delete the key: cloud.digitalocean.com/spaces/access_keys."
    ),
    .token(
      id: "exoscale-api-key",
      description: "Exoscale API key id",
      reference: "https://community.exoscale.com/platform/iam/",
      level: .low,
      format: ["EXO", .runs(24...30, .hex)],
      boundary: .word,
      advice: "Revoke the key: portal.exoscale.com, IAM, API keys."
    ),
    .service(
      id: "exoscale-api-secret",
      description: "Exoscale API secret",
      reference: "https://community.exoscale.com/platform/iam/",
      level: .high,
      names: ["exoscale"],
      word: true,
      variable: "EXOSCALE_API_SECRET",
      format: [.runs(40...60, .base64URL)],
      advice: "Revoke the key: portal.exoscale.com, IAM, API keys."
    ),
    .service(
      id: "fastly-api-token",
      description: "Fastly API token",
      reference: "https://docs.fastly.com/en/guides/using-api-tokens",
      level: .high,
      names: ["fastly"],
      variable: "FASTLY_API_TOKEN",
      format: [.run(32, .base64URL)],
      advice: "Delete it: manage.fastly.com/account/personal/tokens."
    ),
    .service(
      id: "bunny-api-key",
      description: "bunny.net API key",
      reference: "https://docs.bunny.net/docs/managing-api-keys",
      names: ["bunny"],
      word: true,
      variable: "BUNNY_API_KEY",
      format: [.uuid],
      advice: "Regenerate it: dash.bunny.net/account/api-key."
    ),
    .service(
      id: "dnsimple-api-token",
      description: "DNSimple API token",
      reference: "https://support.dnsimple.com/articles/api-access-token/",
      names: ["dnsimple"],
      variable: "DNSIMPLE_TOKEN",
      format: ["dnsimple_a_", .runs(24...48, .base64URL)],
      advice: "Delete it: dnsimple.com, Account, Access tokens."
    ),
    .service(
      id: "duckdns-token",
      description: "Duck DNS token",
      reference: "https://www.duckdns.org/spec.jsp",
      names: ["duckdns"],
      variable: "DUCKDNS_TOKEN",
      format: [.uuid],
      advice: "Recreate it: duckdns.org, the menu, recreate token."
    ),
    .service(
      id: "dynu-api-key",
      description: "Dynu API key",
      reference: "https://www.dynu.com/Support/API",
      names: ["dynu"],
      whole: true,
      word: true,
      variable: "DYNU_API_KEY",
      format: [.run(32, .hex)],
      advice: "Reset it: dynu.com/ControlPanel/APICredentials."
    ),
    .service(
      id: "desec-token",
      description: "deSEC API token",
      reference: "https://desec.readthedocs.io/en/latest/auth/tokens.html",
      names: ["desec"],
      variable: "DESEC_TOKEN",
      format: [.run(28, .base64URL)],
      advice: "Delete it: desec.io/tokens."
    ),
    .service(
      id: "gandi-api-key",
      description: "Gandi API key",
      reference: "https://api.gandi.net/docs/authentication/",
      names: ["gandi"],
      word: true,
      variable: "GANDI_API_KEY",
      format: [.run(24, .alphanumeric)],
      advice: "Revoke it: account.gandi.net, Security."
    ),
    .service(
      id: "gandi-personal-token",
      description: "Gandi personal access token",
      reference: "https://api.gandi.net/docs/authentication/",
      names: ["gandi"],
      word: true,
      variable: "GANDI_PERSONAL_ACCESS_TOKEN",
      format: [.run(40, .hex)],
      advice: "Revoke it: admin.gandi.net, Organizations, Personal access tokens."
    ),
    .service(
      id: "godaddy-api-key",
      description: "GoDaddy API key",
      reference: "https://developer.godaddy.com/getstarted",
      names: ["godaddy", "sso-key"],
      variable: "GODADDY_API_KEY",
      format: [.runs(34...37, .base64URL)],
      advice: "Delete it: developer.godaddy.com/keys."
    ),
    .service(
      id: "godaddy-api-secret",
      description: "GoDaddy API secret",
      reference: "https://developer.godaddy.com/getstarted",
      names: ["godaddy"],
      word: true,
      variable: "GODADDY_API_SECRET",
      format: [.run(22, .alphanumeric)],
      advice: "Delete the key: developer.godaddy.com/keys."
    ),
    Rule(
      id: "godaddy-sso-key",
      description: "GoDaddy API key and secret",
      reference: "https://developer.godaddy.com/getstarted",
      level: .high,
      keywords: ["sso-key "],
      pattern: "sso-key (?<secret>[A-Za-z0-9_]{30,40}:[A-Za-z0-9]{20,24})",
      boundary: .word,
      window: .atKeyword,
      checks: [.notPlaceholder, .randomness],
      advice: "Delete the key: developer.godaddy.com/keys.",
      examples: [
        "curl -H 'Authorization: sso-key \(Example.random(37, .alphanumeric)):\(Example.random(22, .alphanumeric))'\n",
        "Authorization: sso-key \(Example.random(35, .alphanumeric)):\(Example.random(22, .alphanumeric))\n",
      ],
      counterexamples: [
        "Authorization: sso-key [API_KEY]:[API_SECRET]\n",
        "Authorization: sso-key ${KEY}:${SECRET}\n",
      ]
    ),
    .service(
      id: "gcore-api-token",
      description: "Gcore API token",
      reference: "https://gcore.com/docs/account-settings/api-tokens",
      names: ["gcore"],
      variable: "GCORE_API_TOKEN",
      format: [.runs(1...7, .digits), "$", .run(64, .hex)],
      advice: "Delete it: accounts.gcore.com/profile/api-tokens."
    ),
    Rule(
      id: "akamai-edgegrid-credential",
      description: "Akamai EdgeGrid token",
      reference: "https://techdocs.akamai.com/developer/docs/edgegrid",
      level: .medium,
      keywords: ["akab-"],
      pattern: "akab-[a-z0-9]{16}-[a-z0-9]{16}(?!\\.)",
      boundary: .word,
      window: .atKeyword,
      checks: [.notPlaceholder, .minimumEntropy(3.2)],
      advice: "Deactivate the credential: control.akamai.com, Identity & Access, API clients.",
      examples: [
        "access_token = akab-\(Example.random(16, .lowerAlphanumeric))-\(Example.random(16, .lowerAlphanumeric, seed: 2))\n",
        "client_token: \"akab-\(Example.random(16, .lowerAlphanumeric, seed: 3))-\(Example.random(16, .lowerAlphanumeric, seed: 4))\"\n",
      ],
      counterexamples: [
        "host = akab-\(Example.random(16, .lowerAlphanumeric))-\(Example.random(16, .lowerAlphanumeric, seed: 2)).luna.akamaiapis.net\n",
        "access_token = akab-xxxxxxxxxxxxxxxx-xxxxxxxxxxxxxxxx\n",
      ]
    ),
  ]

  /// A JSON object whose members are an account, a tunnel and a secret.
  private static let isTunnelToken = Check.custom { match in
    guard let json = Base64.decode(match.value) else { return false }
    return unsafe json.withUnsafeBufferPointer { bytes in
      unsafe ByteSearch.contains("\"t\":\"", in: bytes)
        && ByteSearch.contains("\"s\":\"", in: bytes)
    }
  }

  private static func tunnelToken(seed: UInt64) -> String {
    let account = Example.random(32, .hex, seed: seed)
    let secret = Example.random(64, .base64, seed: seed &+ 1)
    return Example.base64(
      #"{"a":"\#(account)","t":"\#(Example.uuid(seed: seed))","s":"\#(secret)"}"#
    )
  }
}

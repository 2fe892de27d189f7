// Data, search, maps and utilities that are asked with a key.

extension BuiltinRules {
  static let searchAndData: [Rule] = [
    .named(
      id: "hunter-api-key",
      description: "Hunter API key",
      reference: "https://hunter.io/api-documentation/v2",
      level: .medium,
      keywords: ["hunter"],
      name: #"hunter(?:_?io)?[A-Za-z0-9_.-]{0,20}key"#,
      variable: "HUNTER_API_KEY",
      format: [.run(40, .hex)],
      advice: "Delete it: hunter.io/api-keys."
    ),
    .named(
      id: "ipinfo-token",
      description: "IPinfo token",
      reference: "https://ipinfo.io/developers",
      level: .low,
      keywords: ["ipinfo"],
      name: #"ipinfo[A-Za-z0-9_.-]{0,20}(?:token|key)"#,
      variable: "IPINFO_TOKEN",
      format: [.run(14, .hex)],
      advice: "Replace it: ipinfo.io/dashboard/token."
    ),
    .named(
      id: "ipstack-access-key",
      description: "ipstack access key",
      reference: "https://ipstack.com/documentation",
      level: .low,
      keywords: ["ipstack"],
      name: #"ipstack[A-Za-z0-9_.-]{0,20}key"#,
      variable: "IPSTACK_ACCESS_KEY",
      format: [.run(32, .hex)],
      advice: "Reset it: ipstack.com/dashboard."
    ),
    .named(
      id: "jotform-api-key",
      description: "Jotform API key",
      reference: "https://api.jotform.com/docs/",
      level: .medium,
      keywords: ["jotform"],
      name: #"jotform[A-Za-z0-9_.-]{0,20}key"#,
      variable: "JOTFORM_API_KEY",
      format: [.run(32, .hex)],
      advice: "Delete it: jotform.com/myaccount/api."
    ),
    .named(
      id: "nasa-api-key",
      description: "NASA API key",
      reference: "https://api.nasa.gov/",
      level: .low,
      keywords: ["nasa"],
      name: #"nasa[A-Za-z0-9_./?-]{0,60}key"#,
      variable: "NASA_API_KEY",
      format: [.run(40, .alphanumeric)],
      advice: "Ask for another: api.nasa.gov."
    ),
    .named(
      id: "newsapi-key",
      description: "News API key",
      reference: "https://newsapi.org/docs/authentication",
      level: .low,
      keywords: ["newsapi", "news_api"],
      name: #"news_?api[A-Za-z0-9_.-]{0,20}key"#,
      variable: "NEWSAPI_KEY",
      format: [.run(32, .hex)],
      advice: "Regenerate it: newsapi.org/account."
    ),
    .named(
      id: "opencage-api-key",
      description: "OpenCage API key",
      reference: "https://opencagedata.com/api",
      level: .low,
      keywords: ["opencage"],
      name: #"open_?cage[A-Za-z0-9_.-]{0,20}key"#,
      variable: "OPENCAGE_API_KEY",
      format: [.run(32, .hex)],
      advice: "Regenerate it: opencagedata.com/dashboard."
    ),
    .named(
      id: "pexels-api-key",
      description: "Pexels API key",
      reference: "https://www.pexels.com/api/documentation/",
      level: .medium,
      keywords: ["pexels"],
      name: #"pexels[A-Za-z0-9_.-]{0,20}key"#,
      variable: "PEXELS_API_KEY",
      format: [.run(56, .alphanumeric)],
      advice: "Reset it: pexels.com/api/key."
    ),
    .named(
      id: "pipedrive-api-token",
      description: "Pipedrive API token",
      reference: "https://pipedrive.readme.io/docs/how-to-find-the-api-token",
      level: .medium,
      keywords: ["pipedrive"],
      name: #"pipedrive[A-Za-z0-9_.-]{0,20}(?:token|key)"#,
      variable: "PIPEDRIVE_API_TOKEN",
      format: [.run(40, .hex)],
      advice: "Regenerate it: Pipedrive, Personal preferences, API."
    ),
    .named(
      id: "todoist-api-token",
      description: "Todoist API token",
      reference: "https://developer.todoist.com/api/v1/",
      level: .medium,
      keywords: ["todoist"],
      name: #"todoist[A-Za-z0-9_.-]{0,20}(?:token|key)"#,
      variable: "TODOIST_API_TOKEN",
      format: [.run(40, .hex)],
      advice: "Issue another: todoist.com, Settings, Integrations, Developer."
    ),
    .named(
      id: "webflow-api-token",
      description: "Webflow API token",
      reference: "https://developers.webflow.com/data/reference/authentication/site-token",
      level: .medium,
      keywords: ["webflow"],
      name: #"webflow[A-Za-z0-9_.-]{0,20}(?:token|key)"#,
      variable: "WEBFLOW_API_TOKEN",
      format: [.run(64, .hex)],
      advice: "Revoke it: webflow.com, Site settings, Apps and integrations."
    ),
    .named(
      id: "wit-ai-token",
      description: "Wit.ai server access token",
      reference: "https://wit.ai/docs/http/",
      level: .medium,
      keywords: ["wit_", "wit.ai", "witai", "wit-"],
      name: #"wit[_.-]?(?:ai)?[A-Za-z0-9_.-]{0,20}token"#,
      variable: "WIT_AI_TOKEN",
      format: [.run(32, .base32)],
      advice: "Replace it: wit.ai, the app, Settings."
    ),
    .named(
      id: "yelp-api-key",
      description: "Yelp API key",
      reference: "https://docs.developer.yelp.com/docs/fusion-authentication",
      level: .medium,
      keywords: ["yelp"],
      name: #"yelp[A-Za-z0-9_.-]{0,20}key"#,
      variable: "YELP_API_KEY",
      format: [.run(128, .base64URL)],
      advice: "Refresh it: yelp.com/developers/v3/manage_app."
    ),
    .named(
      id: "scraperapi-key",
      description: "ScraperAPI key",
      reference: "https://docs.scraperapi.com/",
      level: .medium,
      keywords: ["scraperapi", "scraper_api"],
      name: #"scraper_?api[A-Za-z0-9_.-]{0,20}key"#,
      variable: "SCRAPERAPI_KEY",
      format: [.run(32, .hex)],
      advice: "Ask support to replace it."
    ),
    .named(
      id: "zenrows-api-key",
      description: "ZenRows API key",
      reference: "https://docs.zenrows.com/universal-scraper-api/api-reference",
      level: .medium,
      keywords: ["zenrows"],
      name: #"zenrows[A-Za-z0-9_.-]{0,20}key"#,
      variable: "ZENROWS_API_KEY",
      format: [.run(40, .hex)],
      advice: "Reset it: app.zenrows.com."
    ),
    .named(
      id: "zerobounce-api-key",
      description: "ZeroBounce API key",
      reference: "https://www.zerobounce.net/docs/email-validation-api-quickstart/",
      level: .medium,
      keywords: ["zerobounce"],
      name: #"zerobounce[A-Za-z0-9_.-]{0,20}key"#,
      variable: "ZEROBOUNCE_API_KEY",
      format: [.run(32, .hex)],
      advice: "Delete it: zerobounce.net/members/API."
    ),
    .named(
      id: "tmdb-api-key",
      description: "The Movie Database API key",
      reference: "https://developer.themoviedb.org/docs/authentication-application",
      level: .low,
      keywords: ["tmdb", "themoviedb", "moviedb"],
      name: #"(?:tmdb|(?:the_?)?moviedb)[A-Za-z0-9_.-]{0,20}key"#,
      variable: "TMDB_API_KEY",
      format: [.run(32, .hex)],
      advice: "Regenerate it: themoviedb.org/settings/api."
    ),
    .named(
      id: "polygon-api-key",
      description: "Polygon.io API key",
      reference: "https://polygon.io/docs/rest/quickstart",
      level: .medium,
      keywords: ["polygon_", "polygonio", "polygon-"],
      name: #"polygon(?:_?io)?[_.-][A-Za-z0-9_.-]{0,20}key"#,
      variable: "POLYGON_API_KEY",
      format: [.run(32, .base64URL)],
      advice: "Delete it: polygon.io/dashboard/keys."
    ),
    .named(
      id: "quandl-api-key",
      description: "Nasdaq Data Link (Quandl) API key",
      reference: "https://docs.data.nasdaq.com/docs/getting-started",
      level: .medium,
      keywords: ["quandl", "nasdaq"],
      name: #"(?:quandl|nasdaq)[A-Za-z0-9_.-]{0,20}key"#,
      variable: "QUANDL_API_KEY",
      format: [.run(20, .base64URL)],
      advice: "Regenerate it: data.nasdaq.com/account/profile."
    ),
  ]
}
